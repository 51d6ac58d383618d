// What a comparison says: outcomes, the metric asked for in full, winners and losers, where the spread comes from.
#pragma once

#include <vector>

#include "analysis/compare/outcome_table.hpp"

namespace chokepoint {

/// From when on the metric asked for is told by year.
inline constexpr Month history_from = Month::of(2023, 1);

struct ComparisonFindings {
  /// `asked`: the metric shown in full, at `at`. The comparison must outlive this.
  ComparisonFindings(const Comparison& comparison, Headline asked, Month at);

  const Comparison& comparison;
  Headline asked;
  Month at;
  OutcomeTable outcomes;                     ///< of all charts: by December, in the months of a report and at `at`
  OutcomeTable in_full;                      ///< of the metric asked for: by December and at `at`
  Spread spread;                             ///< of the metric asked for, at `at`
  std::vector<std::vector<Winner>> winners;  ///< by scenario, at `at`: all, by stake

  /// The metric asked for, at `at`.
  [[nodiscard]] const Outcome& asked_of(std::size_t scenario) const { return in_full.at(scenario, 0, at); }
  [[nodiscard]] std::size_t scenarios() const { return comparison.ensembles.size(); }
  [[nodiscard]] std::string name(std::size_t scenario) const { return comparison.scenario(scenario).name(); }
};

}  // namespace chokepoint
