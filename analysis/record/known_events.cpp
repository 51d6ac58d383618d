// Taking away what was dated after an origin.
#include "analysis/record/known_events.hpp"

#include <algorithm>

namespace chokepoint {
namespace {

/// The month of a date that an event gives in a field, if it gives one.
std::optional<Month> month_of(const config::Node& event, std::string_view field) {
  const config::Node* date = event.find(field);
  return date ? Month::parse(date->scalar) : std::nullopt;
}

}  // namespace

Composition known_until(Composition scenario, Month origin) {
  std::erase_if(scenario.events, [&](const config::Node& event) {
    const auto announced = month_of(event, "announce"), start = month_of(event, "start");
    const auto known = announced ? announced : start;
    return known && *known > origin;
  });
  for (config::Node& event : scenario.events)
    if (const auto end = month_of(event, "end"); end && *end > origin)
      std::erase_if(event.entries, [](const config::Node::Entry& entry) { return entry.key == "end"; });
  return scenario;
}

}  // namespace chokepoint
