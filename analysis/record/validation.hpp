// The model validated on the record: hindcasts from three origins, patterns, and a date on which nothing happened.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/record/hindcasts.hpp"
#include "analysis/runs/evaluator.hpp"
#include "analysis/runs/parameter_sets.hpp"

namespace chokepoint {

/// Where the record that hindcasts are scored on ends; from when, and how many months ahead, they are made.
inline constexpr Month record_end = Month::of(2025, 12);
inline constexpr std::array<Month, 3> hindcast_origins = {Month::of(2022, 12), Month::of(2023, 12),
                                                          Month::of(2024, 12)};
inline constexpr std::array<int, 2> hindcast_horizons = {12, 24};

/// Values of figures in the first `runs` runs of a scenario: by figure, then by run. The same random numbers and
/// parameter sets for every scenario.
using FigureSampler = std::function<std::vector<std::vector<double>>(const Scenario&, std::span<const Figure>,
                                                                     const ParameterSets&, std::size_t runs)>;

/// A pattern of the record that the model must show with one set of parameters (Grimm et al. 2005).
struct RecordPattern {
  const char* name;
  const char* rule;
  std::vector<Figure> figures;
  bool (*shows)(std::span<const double>);  ///< whether a run does, by the values of the figures
};
[[nodiscard]] const std::vector<RecordPattern>& record_patterns();

/// In how many runs a pattern shows.
struct PatternShown {
  static constexpr double enough = 0.8;  ///< share of the runs that must show it

  const RecordPattern* pattern = nullptr;
  double share = 0;  ///< of runs that show it
  std::size_t runs = 0;
  /// Whether it passes; none of too few runs to tell.
  [[nodiscard]] std::optional<bool> passes() const;
};

/// A date on which nothing happened must show no effect.
struct Placebo {
  bool same = false;  ///< an event that does nothing leaves every figure as it was, to the last bit
  double jump = 0;    ///< largest step of a growth rate at the date, over the largest within half a year around it
  [[nodiscard]] bool smooth() const { return jump <= 1; }
};

/// All hindcasts of one horizon, beside both reference predictions.
struct HorizonScores {
  std::size_t all = 0, covered = 0, near = 0;  ///< in the 90 % interval; within two standard deviations
  std::size_t beats_still = 0, with_trend = 0, beats_trend = 0;
  std::vector<double> model, still, model_where_trend, trend;  ///< CRPS, hindcast by hindcast

  void add(const Hindcast& hindcast);
  [[nodiscard]] double skill_to_still() const { return skill(model, still); }
  [[nodiscard]] double skill_to_trend() const { return skill(model_where_trend, trend); }
  [[nodiscard]] double p_still() const { return diebold_mariano(model, still).p; }
  [[nodiscard]] double p_trend() const { return diebold_mariano(model_where_trend, trend).p; }
};

/// What validation found. Hindcasts point at the targets that they were scored on.
struct Validation {
  std::string scenario;
  std::size_t runs = 0;
  std::vector<Hindcast> hindcasts;
  std::map<int, HorizonScores> horizons;  ///< by months ahead
  std::vector<PatternShown> patterns;
  Placebo placebo;
};

/// What a model is validated with.
struct ValidationInputs {
  const std::vector<Target>& targets;
  const Scenario& history;               ///< the record, to its end
  const Scenario& with_nothing;          ///< the same with an event that does nothing
  std::map<Month, ParameterSets> known;  ///< by origin: calibrated on figures up to it
  const ParameterSets& posterior;        ///< calibrated on all of the record
  std::size_t runs = 400;
};
[[nodiscard]] Validation validate(const ValidationInputs& inputs, const FigureSampler& sample);

/// Hindcasts from one origin with parameters calibrated on what was known then.
[[nodiscard]] std::vector<Hindcast> hindcasts_from(Month origin, const ParameterSets& known,
                                                   const ValidationInputs& inputs, const FigureSampler& sample);
[[nodiscard]] std::vector<PatternShown> patterns_shown(const ValidationInputs& inputs, const FigureSampler& sample);
[[nodiscard]] Placebo placebo_of(const ValidationInputs& inputs, const FigureSampler& sample);

}  // namespace chokepoint
