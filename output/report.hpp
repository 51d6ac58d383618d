// The tables a person reads: headline metrics, paired differences, what happened when.
#pragma once

#include <string>
#include <vector>

#include "output/ensemble.hpp"
#include "output/text.hpp"

namespace chokepoint::output {

[[nodiscard]] std::span<const Headline> headlines();

/// Months that the summary shows: the Decembers of 2025, 2027 and 2030 within the horizon, and its last month.
[[nodiscard]] std::vector<Month> report_months(Month end);

/// The whole report as text.
[[nodiscard]] std::string text_report(const Results& results, const TextStyle& style);

/// What the bands of a result hold.
[[nodiscard]] std::string bands_text(const Results& results);

/// What happens when, in time order; notes only if asked for. Events with a trigger are left out: see conditional_events.
struct TimelineEntry {
  Month month;
  std::string what;  ///< `announced`, `from`, `ends`, `strikes` or `noted`
  const Event* event;
};
[[nodiscard]] std::vector<TimelineEntry> timeline(const Scenario& scenario, bool with_notes);

/// Events that wait for a trigger, in the order in which they act.
[[nodiscard]] std::vector<EventId> conditional_events(const Scenario& scenario);

/// An event in one sentence: its description and, in brackets, its trigger, ramp, allies, severity.
[[nodiscard]] std::string event_sentence(const Event& event, const WorldData& data);

}  // namespace chokepoint::output
