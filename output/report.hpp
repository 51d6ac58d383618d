// The tables a person reads: headline metrics, paired differences, what happened when.
#pragma once

#include <string>
#include <vector>

#include "output/ensemble.hpp"

namespace chokepoint::output {

/// A metric of the summary, and how to show it.
struct Headline {
  std::string_view metric, agent, label;
  double scale = 1;
  int decimals = 1;
};
[[nodiscard]] std::span<const Headline> headlines();

/// Months that the summary shows: the Decembers of 2025, 2027 and 2030 within the horizon, and its last month.
[[nodiscard]] std::vector<Month> report_months(Month end);

struct TextStyle {
  bool colour = false;
  std::size_t width = 100;  ///< columns of the terminal
};

/// The whole report as text.
[[nodiscard]] std::string text_report(const Results& results, const TextStyle& style);

/// Lines of `date  id  what` for events of a scenario, in time order; notes only if asked for.
struct TimelineEntry {
  Month month;
  std::string what;  ///< `announced`, `in force`, `ends` or `strikes`
  const Event* event;
};
[[nodiscard]] std::vector<TimelineEntry> timeline(const Scenario& scenario, bool with_notes);

}  // namespace chokepoint::output
