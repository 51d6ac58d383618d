// Striking, announcing, holding in force.
#include "engine/events/calendar.hpp"

#include <algorithm>
#include <tuple>

namespace chokepoint {

Calendar::Calendar(std::vector<std::shared_ptr<const Event>> events) : events_(std::move(events)) {
  std::ranges::sort(events_, [](const auto& a, const auto& b) {
    return std::tie(a->header.priority, a->header.id) < std::tie(b->header.priority, b->header.id);
  });
}

void Calendar::strike(World& world) const {
  for (const auto& event : events_)
    if (event->header.start == world.month && event->header.severity > 0) event->strike(world);
}

bool Calendar::changes_in(Month month) const {
  return std::ranges::any_of(events_, [&](const auto& event) {
    const EventHeader& h = event->header;
    return h.announce == month || h.start == month || h.end == month || (event->varies() && event->is_in_force(month));
  });
}

void Calendar::compile(const World& world, const Parameters& base, Regimes& regimes, Parameters& parameters) const {
  const EventView view{world, *world.data, world.month};
  regimes.clear();
  parameters = base;
  for (const auto& event : events_) {
    if (event->is_announced(world.month)) event->announced(view, regimes);
    if (!event->is_in_force(world.month)) continue;
    event->in_force(view, regimes);
    event->adjust(parameters, world.month);
  }
  if (!regimes.enforcement_set) regimes.enforcement = parameters.controls_enforcement;
}

}  // namespace chokepoint
