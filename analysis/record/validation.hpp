// The model against the record: hindcasts from several origins, shapes that the record has, and a placebo.
#pragma once

#include <array>
#include <cmath>
#include <map>
#include <span>
#include <vector>

#include "analysis/record/hindcasts.hpp"
#include "analysis/runs/runner.hpp"

namespace chokepoint {

inline constexpr Month record_end = Month::of(2025, 12);
inline constexpr std::array<Month, 3> hindcast_origins = {Month::of(2022, 12), Month::of(2023, 12),
                                                          Month::of(2024, 12)};

/// Hindcasts from an origin over all horizons. `sets`: calibrated on what was known then.
[[nodiscard]] std::vector<Hindcast> hindcasts_from(Month origin, const std::vector<Target>& targets,
                                                   const Scenario& history, const ParameterSets& sets,
                                                   const RunSettings& settings);

/// A shape of the record that the model must show with one set of parameters (Grimm et al. 2005).
struct RecordShape {
  const char* name;
  const char* rule;
  std::vector<Figure> figures;
  bool (*shows)(std::span<const double>);
};
[[nodiscard]] const std::vector<RecordShape>& record_shapes();

/// Share of runs that must show a shape.
inline constexpr double most_runs_show = 0.8;

struct ShownShape {
  const RecordShape* shape;
  double share;  ///< of runs that show it
  std::size_t runs;
  [[nodiscard]] const char* verdict() const;
};
[[nodiscard]] std::vector<ShownShape> shown_shapes(const Scenario& history, const ParameterSets& sets,
                                                   const RunSettings& settings);

/// A date on which nothing happened must show no effect.
struct Placebo {
  bool same = false;  ///< an event that does nothing leaves every figure as it was, to the last bit
  double jump = 0;    ///< largest step of a growth rate at the date, over the largest within half a year around it
};
/// `with_nothing`: the record with an event on the date that does nothing.
[[nodiscard]] Placebo placebo(const Scenario& history, const Scenario& with_nothing, const ParameterSets& sets,
                              RunSettings settings);

/// Scores of the hindcasts of one horizon, counted.
struct HindcastTally {
  std::size_t all = 0, beats_still = 0, beats_trend = 0, with_trend = 0, covered = 0, near = 0;
  std::vector<double> model, still, model_where_trend, trend;
  void add(const Hindcast& h);
};

struct Validation {
  std::vector<Hindcast> hindcasts;
  std::map<int, HindcastTally> tallies;  ///< by horizon in months
  std::vector<ShownShape> shown;
  Placebo placebo;
};

}  // namespace chokepoint
