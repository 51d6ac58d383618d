// What is shown of a run and of a comparison, on the page, in tables and in files. To show one more series, add a row
// in shown_series.cpp; its label, unit and decimals stand in the table of metrics.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/measure/display.hpp"

namespace chokepoint {

/// A series that the page draws.
struct Chart {
  Headline of;
  std::string_view group;       ///< heading under which it stands
  bool main = false;            ///< shown first and large
  bool summary = false;         ///< told in the summary of a run
  std::string_view brief = {};  ///< what an answer calls it; what has none is not told there
  bool glance = false;          ///< one of the few by which policies are set side by side
  bool mean = false;            ///< a count: its line is the mean over runs, since the median of whole numbers jumps
};
[[nodiscard]] std::span<const Chart> charts();

/// A name of a series for files and links, such as `compute_share-CN`.
[[nodiscard]] std::string chart_id(const Headline& of);

/// The charts that the summary of a run tells, in order.
[[nodiscard]] std::span<const Headline> headlines();

/// A measure by which agents of one kind win or lose.
struct Stake {
  Headline of;  ///< without an agent
  std::string_view kind;
};
[[nodiscard]] std::span<const Stake> stakes();

/// How a series is shown: as its chart is, or as its metric says. The metric must be in the table.
[[nodiscard]] Headline shown_as(std::string_view metric, std::string_view agent);

/// Metrics of all that is shown, and what else the page needs.
[[nodiscard]] std::vector<std::string_view> shown_metrics();

}  // namespace chokepoint
