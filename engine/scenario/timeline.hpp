// What happens when, as the scenario says it, before any run.
#pragma once

#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// What happens when, in time order; notes only if asked for. Events with a trigger are left out: see
/// conditional_events.
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

}  // namespace chokepoint
