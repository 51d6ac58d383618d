// Levels and paired differences of the series shown, by scenario and month: computed once, told by text, CSV, JSON,
// Markdown and page.
#pragma once

#include <span>
#include <vector>

#include "analysis/compare/comparison.hpp"

namespace chokepoint {

/// A series in a month under a scenario.
struct Outcome {
  Summary level;
  VarianceSplit split;          ///< of the level, into random variation and parameters
  PairedDifference difference;  ///< from the first scenario, run by run; of the first itself: none
};

/// A value: it outlives the runs that it was computed from.
class OutcomeTable {
 public:
  struct Row {
    Headline of;
    Series series;
  };

  OutcomeTable() = default;
  /// Of these series, without those that the runs do not measure, in these months.
  OutcomeTable(const Comparison& comparison, std::span<const Headline> series, std::vector<Month> months);

  [[nodiscard]] std::span<const Row> rows() const { return rows_; }
  [[nodiscard]] std::span<const Month> months() const { return months_; }
  /// The place of a series among the rows; their number if it is not there.
  [[nodiscard]] std::size_t find(std::string_view metric, std::string_view agent) const;
  /// The month must be one of the table's.
  [[nodiscard]] const Outcome& at(std::size_t scenario, std::size_t row, Month month) const;

 private:
  std::vector<Row> rows_;
  std::vector<Month> months_;  ///< in order, each once
  std::vector<Outcome> outcomes_;
};

/// Months that a summary shows: the Decembers of 2025, 2027 and 2030 within the horizon, and its last month.
[[nodiscard]] std::vector<Month> report_months(Month end);
/// Decembers from a month to another, and the other.
[[nodiscard]] std::vector<Month> decembers(Month first, Month last);

/// The summary of a run: `headlines` in the months of a report. Scenarios as in `Comparison(results)`.
[[nodiscard]] OutcomeTable summary_outcomes(const Results& results);

}  // namespace chokepoint
