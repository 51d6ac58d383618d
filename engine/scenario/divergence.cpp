// Comparing calendars.
#include "engine/scenario/divergence.hpp"

#include <algorithm>

namespace chokepoint {
namespace {

std::map<std::string, std::string> texts_of(const Scenario& scenario) {
  std::map<std::string, std::string> out;
  const config::Node* events = scenario.resolved.find("events");
  if (!events) return out;
  for (const config::Node& event : events->items) {
    const std::string id = id_of(event);
    const EventId e = scenario.calendar->find(id);
    if (e.exists() && find_event_type(scenario.calendar->events()[e.index()]->header.type)->kind != EventKind::fact)
      out.emplace(id, config::to_yaml(event));
  }
  return out;
}

/// The first month in which an event does anything.
Month first_effect(const Scenario& scenario, const std::string& id) {
  const EventHeader& h = scenario.calendar->events()[scenario.calendar->find(id).index()]->header;
  return h.announce ? std::min(*h.announce, h.start) : h.start;
}

bool governed(const Scenario& scenario) {
  return std::ranges::any_of(scenario.agent_from.cells(), [](Month m) { return m < EventClock::never; });
}

}  // namespace

ScenarioCourse::ScenarioCourse(const Scenario& of)
    : scenario(&of), events(texts_of(of)), governed(chokepoint::governed(of)) {}

Month first_difference(const ScenarioCourse& a, const ScenarioCourse& b) {
  if (a.scenario->initial != b.scenario->initial) return Month{0};
  const bool same_rule = std::ranges::equal(a.scenario->agent_from.cells(), b.scenario->agent_from.cells());
  if (same_rule && a.events == b.events) return EventClock::never;
  if (!same_rule || a.governed || b.governed) return Month{0};
  Month first = EventClock::never;
  for (const auto& [id, text] : a.events) {
    const auto other = b.events.find(id);
    if (other == b.events.end())
      first = std::min(first, first_effect(*a.scenario, id));
    else if (other->second != text)
      first = std::min({first, first_effect(*a.scenario, id), first_effect(*b.scenario, id)});
  }
  for (const auto& [id, text] : b.events)
    if (!a.events.contains(id)) first = std::min(first, first_effect(*b.scenario, id));
  return std::max(first, Month{0});
}

Month first_difference(const Scenario& a, const Scenario& b) {
  if (a.initial != b.initial) return Month{0};
  return first_difference(ScenarioCourse(a), ScenarioCourse(b));
}

}  // namespace chokepoint
