// Predictions of the record against the record: hindcasts, patterns and a placebo.
#pragma once

#include <string>
#include <vector>

#include "analysis/methods/scores.hpp"
#include "analysis/record/targets.hpp"

namespace chokepoint {

/// One prediction: a series, made at an origin, of a value later.
struct Hindcast {
  const Target* target = nullptr;  ///< what happened
  Month origin;
  int months = 0;               ///< ahead
  double z = 0;                 ///< of the model's mean, in standard deviations of its whole law
  double pit = 0;               ///< share of the model's law below what happened
  double model = 0, still = 0;  ///< CRPS in standard deviations of the target: model, persistence
  std::optional<double> trend;  ///< log-linear trend; none with fewer than three figures before the origin
  [[nodiscard]] bool covered() const { return pit >= 0.05 && pit <= 0.95; }
};

/// The targets that tell of a series (metric and agent) up to an origin, in order of time.
[[nodiscard]] std::vector<const Target*> known_before(const std::vector<Target>& targets, const Target& of,
                                                      Month origin);

/// What of the record a hindcast from this origin is scored on: figures `months` ahead, give or take two, of series of
/// which something was known. One a series: the nearest.
[[nodiscard]] std::vector<const Target*> to_predict(const std::vector<Target>& targets, Month origin, int months);

/// Scores the model's values of a target (in the metric's unit, one a run) and both reference predictions. Values are
/// compared as the target's kind asks, in its standard deviations; its error of measurement is part of every
/// prediction.
[[nodiscard]] Hindcast score(const std::vector<Target>& targets, const Target& target, Month origin, int months,
                             std::vector<double> values);

}  // namespace chokepoint
