// foundry_evasion: a listed designer obtains dies abroad through a front company.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class FoundryEvasion : public Event {
 public:
  DesignerId designer;
  double dies = 0, performance = 0;

  void in_force(const EventView&, Regimes& regimes) const override { regimes.evaded_dies[designer] += dies * performance * header.severity; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} obtains {:.0f} dies a month abroad through a front company", data.designers.text[designer.index()], dies);
  }
};

constexpr EventField fields[] = {
    {"designer", "name", "required", "who obtains the dies"},
    {"foundry", "name", "", "who makes them unknowingly"},
    {"dies", "dies/month", "required", "obtained"},
    {"performance", "H100e/die", "required", "of one die"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<FoundryEvasion>();
  event->designer = r.designer("designer");
  if (r.find("foundry")) (void)r.supplier("foundry");
  event->dies = r.required_number("dies", config::not_negative);
  event->performance = r.required_number("performance", config::not_negative);
  return event;
}

}  // namespace

extern constinit const EventType foundry_evasion{"foundry_evasion", "a designer obtains dies abroad through a front company", fields, read};

}  // namespace chokepoint::events
