// Which uncertain parameters move an outcome: rank correlations over the parameter sets that were run.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/findings.hpp"

namespace chokepoint {

/// Of a parameter with an outcome, with the 90 % interval.
struct ParameterCorrelation {
  const ParameterEntry* parameter = nullptr;
  double correlation = 0, low = 0, high = 0;
  std::vector<double> values;  ///< of the parameter, by set
};

/// What moves the metric asked for in a scenario, or its difference from the first.
struct ParameterSensitivity {
  std::size_t scenario = 0;
  bool difference = false;
  std::vector<double> outcomes;                  ///< by set: the mean of its runs
  std::vector<ParameterCorrelation> parameters;  ///< the strongest first
};

/// Of tests that find something by chance, the share allowed.
inline constexpr double false_discoveries = 0.05;

/// Means over the runs that share a parameter set, `group` at a time; of the sets whose runs are all there.
[[nodiscard]] std::vector<double> means_of_sets(const std::vector<double>& runs, std::size_t group);

/// Rank correlations of an outcome, averaged over the runs of a parameter set, with the parameters of the sets; the
/// interval after Fieller et al. (1957). Up to twelve that stand among all that were looked at, at most
/// `false_discoveries` of them by chance (Benjamini and Hochberg 1995); none of fewer than twenty sets.
/// `group`: runs that share a set, in order.
[[nodiscard]] std::vector<ParameterCorrelation> parameter_correlations(const std::vector<double>& outcome,
                                                                       const ParameterSets& sets, std::size_t group,
                                                                       const ParameterTable& table);

/// Of the first scenario, and of each difference that matters. None where only some of the runs are there: sets of
/// which some runs are left out tell of those that are left.
[[nodiscard]] std::vector<ParameterSensitivity> parameter_sensitivity(const ComparisonFindings& findings,
                                                                      const ParameterSets& sets);

}  // namespace chokepoint
