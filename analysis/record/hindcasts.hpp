// Predictions of the record against the record: hindcasts, patterns and a placebo.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/methods/scores.hpp"
#include "analysis/record/targets.hpp"

namespace chokepoint {

/// What predicts, beside each other: the model in five ways, and simple methods.
enum class Forecaster {
  assimilated,        ///< parameters calibrated to the origin, figures conditioned on what was known
  free,               ///< the same, run on from the start
  prior,              ///< parameters before the record
  prior_assimilated,  ///< the same, figures conditioned
  blind,              ///< as assimilated, and nothing dated after the origin
  last,               ///< the last figure, with the spread of past steps
  drift,              ///< and the mean step, shrunk
  damped,             ///< a drift that fades
  mix,                ///< the three simple methods, each a third
};
inline constexpr std::array<std::string_view, 9> forecaster_names = {
    "assimilated", "free", "prior", "prior assimilated", "blind", "last", "drift", "damped", "mix"};
using Losses = std::array<double, forecaster_names.size()>;

/// One prediction: a series, made at an origin, of a value later.
struct Hindcast {
  const Target* target = nullptr;  ///< what happened
  Month origin;
  int months = 0;               ///< ahead
  double z = 0;                 ///< of the model's mean, in standard deviations of its whole law
  double pit = 0;               ///< share of the model's law below what happened
  double model = 0, still = 0;  ///< CRPS in standard deviations of the target: model, persistence
  std::optional<double> trend;  ///< log-linear trend; none with fewer than three figures before the origin
  Losses losses{};              ///< CRPS of each forecaster, in standard deviations of the target
  double pit_assimilated = 0;
  [[nodiscard]] bool covered() const { return pit >= 0.05 && pit <= 0.95; }
  [[nodiscard]] bool covered_assimilated() const { return pit_assimilated >= 0.05 && pit_assimilated <= 0.95; }
  [[nodiscard]] double loss(Forecaster f) const { return losses[static_cast<std::size_t>(f)]; }
};

/// Kinds of series that are scored together.
[[nodiscard]] std::string_view family_of(const Target& target);

/// The targets that tell of a series (metric and agent) up to an origin, in order of time.
[[nodiscard]] std::vector<const Target*> known_before(const std::vector<Target>& targets, const Target& of,
                                                      Month origin);

/// What of the record a hindcast from this origin is scored on: figures `months` ahead, give or take two, of series of
/// which something was known. One a series: the nearest.
[[nodiscard]] std::vector<const Target*> to_predict(const std::vector<Target>& targets, Month origin, int months);

/// A value in the target's unit, as targets are compared: in its standard deviations, of the logarithm if it is of that
/// kind; and back.
[[nodiscard]] double in_deviations(const Target& target, double value);
[[nodiscard]] double from_deviations(const Target& target, double standard);
/// A figure's own error, in its standard deviations.
inline constexpr double own_error = 1;

/// What the simple methods say of a target from an origin, in its standard deviations; the mix is a third of each.
struct SimpleLaws {
  NormalLaw last, drift, damped;
};
[[nodiscard]] SimpleLaws simple_laws(const std::vector<Target>& targets, const Target& target, Month origin);

/// The model's values of a target, in the metric's unit, one a run. What is empty is not scored.
struct ModelValues {
  std::vector<double> free = {}, assimilated = {}, prior = {}, prior_assimilated = {}, blind = {};
};

/// Scores the model's values of a target and the simple methods. Values are compared as the target's kind asks, in its
/// standard deviations; its error of measurement is part of every prediction.
[[nodiscard]] Hindcast score(const std::vector<Target>& targets, const Target& target, Month origin, int months,
                             ModelValues values);

}  // namespace chokepoint
