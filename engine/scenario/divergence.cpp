// Comparing calendars.
#include "engine/scenario/divergence.hpp"

#include <algorithm>
#include <map>

namespace chokepoint {
namespace {

/// What each event says, by id; dated facts move nothing and are left out.
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

Month first_difference(const Scenario& a, const Scenario& b) {
  if (a.initial != b.initial) return Month{0};
  const auto left = texts_of(a), right = texts_of(b);
  const bool same_rule = std::ranges::equal(a.agent_from.cells(), b.agent_from.cells());
  if (same_rule && left == right) return EventClock::never;
  if (!same_rule || governed(a) || governed(b)) return Month{0};
  Month first = EventClock::never;
  for (const auto& [id, text] : left) {
    const auto other = right.find(id);
    if (other == right.end())
      first = std::min(first, first_effect(a, id));
    else if (other->second != text)
      first = std::min({first, first_effect(a, id), first_effect(b, id)});
  }
  for (const auto& [id, text] : right)
    if (!left.contains(id)) first = std::min(first, first_effect(b, id));
  return std::max(first, Month{0});
}

}  // namespace chokepoint
