// The model against the record: hindcasts from several origins, shapes that the record has, and a placebo.
#pragma once

#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/record/assimilation.hpp"
#include "analysis/record/hindcasts.hpp"
#include "analysis/runs/runner.hpp"

namespace chokepoint {

inline constexpr std::array<Month, 3> hindcast_origins = {Month::of(2022, 12), Month::of(2023, 12),
                                                          Month::of(2024, 12)};

/// What hindcasts from an origin stand on.
struct OriginRuns {
  Month origin;
  std::vector<std::pair<const Target*, int>> asked;  ///< what is predicted, and how many months ahead
  RecordSample posterior, prior;  ///< parameters calibrated on what was known then; before any record
  RecordSample blind;             ///< the former, without what was dated after the origin
};
/// `history`: the record; `known`: what of it was known at the origin.
[[nodiscard]] OriginRuns runs_from(Month origin, const std::vector<Target>& targets, const Scenario& history,
                                   const Scenario& known, const ParameterSets& posterior, const ParameterSets& prior,
                                   const RunSettings& settings);

/// Hindcasts from an origin over all horizons.
[[nodiscard]] std::vector<Hindcast> hindcasts_from(const OriginRuns& runs, const std::vector<Target>& targets,
                                                   const Assimilation& how, std::uint64_t seed);

/// Mean loss of assimilated hindcasts under one assumption, of the origins; and under what is best from the other
/// origins: chosen without the origin that it is scored on.
struct AssimilationTrial {
  Assimilation how;
  std::vector<double> loss;  ///< by origin
  [[nodiscard]] double mean() const;
};
struct AssimilationTrials {
  std::vector<AssimilationTrial> trials;
  double left_out = 0;  ///< mean over origins of the loss of what is best for the others
};
[[nodiscard]] AssimilationTrials try_assimilations(const std::vector<OriginRuns>& origins,
                                                   const std::vector<Target>& targets, std::uint64_t seed);

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

/// Mean losses of hindcasts of a family and horizon, by forecaster; how often 90 % bands of the assimilated held.
struct FamilyScore {
  std::string family;
  int months = 0;
  std::size_t all = 0, covered = 0;
  Losses mean{};
  [[nodiscard]] double loss(Forecaster f) const { return mean[static_cast<std::size_t>(f)]; }
};
/// Stands for all families together.
inline constexpr const char* whole_record = "all";
[[nodiscard]] std::vector<FamilyScore> family_scores(const std::vector<Hindcast>& hindcasts);

struct Validation {
  std::vector<Hindcast> hindcasts;
  std::map<int, HindcastTally> tallies;  ///< by horizon in months
  std::vector<FamilyScore> families;
  std::vector<ShownShape> shown;
  Placebo placebo;
};

}  // namespace chokepoint
