// Forecasts that start from what is known: an ensemble's figures conditioned on the record up to an origin.
//
// The joint law of the figures known and those foretold is the ensemble's, plus an error of the equations for each
// series that fades over months (an Ornstein-Uhlenbeck process, as large as the known figures ask for), plus the errors
// of the figures. Members are moved by the stochastic ensemble smoother (van Leeuwen and Evensen 1996; Burgers et al.
// 1998), which for normal laws is Bayes' rule. Covariances between different series, which a few hundred members tell
// badly, count in part, and all fade with the months between two figures (localisation).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/record/targets.hpp"
#include "analysis/runs/runner.hpp"

namespace chokepoint {

/// What is assumed of the equations' error, and how much members tell of one series by another.
struct Assimilation {
  double discrepancy = 0.5;  ///< least standard deviation of the equations' error, in those of the series' figures
  double memory = 12;        ///< months over which it, and what one month tells of another, fades to 1/e
  double coupling = 0.5;     ///< of covariances between different series: the part that counts
  friend bool operator==(const Assimilation&, const Assimilation&) = default;
};

/// Figures of one ensemble: what the record tells of a series and month, and each member's value in the metric's unit.
struct SeriesFigure {
  const Target* target = nullptr;  ///< known: the figure; foretold: any of the series, for its unit and error
  Month month;
  std::vector<double> values;  ///< by member
};

/// An ensemble's figures that the record told of up to an origin, and those that it is asked for later.
struct RecordSample {
  std::vector<SeriesFigure> known, later;
};
/// Fills in every member's values, all from the same runs. Throws Interrupted.
void sample_record(RecordSample& sample, const Scenario& scenario, const ParameterSets& sets,
                   const RunSettings& settings);

/// Whether a series is of the best so far, which no later month can take back.
[[nodiscard]] bool never_falls(const Target& target);

/// Members of the foretold figures given the known ones, in the metric's unit: as many as before, each figure's in
/// place. A series that never falls keeps at least its last known figure. The same seed gives the same members. `known`
/// may be empty: then the error of the equations alone is added.
[[nodiscard]] std::vector<std::vector<double>> assimilated(std::span<const SeriesFigure> known,
                                                           std::span<const SeriesFigure> foretold,
                                                           const Assimilation& how, std::uint64_t seed);

}  // namespace chokepoint
