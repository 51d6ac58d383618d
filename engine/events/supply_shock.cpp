// supply_shock: a supplier loses capacity for a time and then recovers.
#include <fmt/format.h>

#include <cmath>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class SupplyShock : public Event {
 public:
  VertexId supplier;
  int duration = 1;
  double recovery = 0;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const int over = view.month - (header.start + duration);
    const double lost = over < 0 ? header.severity : recovery > 0 ? header.severity * std::exp(-(over + 1) / recovery) : 0.0;
    regimes.capacity[supplier] *= 1 - lost;
  }
  bool varies() const override { return true; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} loses {:.0f} % of its capacity for {} months", data.vertex_name(supplier), 100 * header.severity, duration);
  }
};

constexpr EventField fields[] = {
    {"supplier", "name", "required", "foundry or memory maker"},
    {"duration", "months", "required", "of the full loss"},
    {"recovery", "months", "0", "time constant of the recovery after it"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<SupplyShock>();
  event->supplier = r.supplier("supplier");
  const bool modelled = event->supplier >= r.data.vertex(FoundryId{0}) && event->supplier < r.data.vertex(ToolmakerId{0});
  if (event->supplier.exists() && !modelled)
    r.mistake("supplier", fmt::format("'{}' has no capacity of its own in the model: name a foundry or a memory maker", r.data.vertex_name(event->supplier)));
  (void)r.require("duration");
  event->duration = r.integer("duration", 1, 1, 1200);
  event->recovery = r.number("recovery", 0, config::not_negative);
  return event;
}

}  // namespace

extern constinit const EventType supply_shock{"supply_shock", "a supplier loses capacity for a time", fields, read};

}  // namespace chokepoint::events
