// What people want of a policy, and how the policies compared do by it. Objectives, weights and thresholds are the
// user's.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/methods/robustness.hpp"
#include "analysis/runs/evaluator.hpp"
#include "engine/base/form.hpp"

namespace chokepoint {

struct PolicyObjective {
  std::string name, interest;  ///< whose objective it is
  Figure figure;
  bool more = true;  ///< the more the better; else the less
  double weight = 1;
  std::optional<double> threshold;  ///< good enough, in `unit`
  double scale = 1;
  std::string unit, source;
};

/// The keys of a file of objectives.
[[nodiscard]] const config::Form& objectives_form();

/// Reads a file of objectives; unknown keys and metrics are mistakes.
[[nodiscard]] std::vector<PolicyObjective> read_objectives(const std::filesystem::path& file, Mistakes& mistakes);
/// Agents that the metrics don't have, and months after the end, are mistakes.
void check_objectives(const std::vector<PolicyObjective>& objectives, const std::filesystem::path& file,
                      const Layout& layout, Month end, Mistakes& mistakes);

/// The policies by the objectives of one interest. A run's value of a policy is the weighted mean of its objectives,
/// each on a scale from 0, the worst over all runs of all policies compared, to 1, the best: regrets depend on what is
/// compared. Where these two lie nearer than what counts, all are alike and the objective adds nothing.
struct InterestScores {
  std::string name;
  std::vector<Robustness> policies;  ///< by scenario; states are runs
  std::vector<std::vector<std::size_t>>
      dominates;  ///< by scenario: those than which it is in no run worse, and in some better
  std::vector<std::optional<double>>
      satisficing;  ///< share of runs that meet every threshold (Starr 1963); none without thresholds
  /// The scenario that a rule of choice takes; ties go to the first.
  std::size_t by_expectation = 0, by_worst_value = 0, by_worst_regret = 0;
  std::optional<std::size_t> by_satisficing;
};
[[nodiscard]] std::vector<InterestScores> score_interests(const Comparison& comparison,
                                                          const std::vector<PolicyObjective>& objectives);

}  // namespace chokepoint
