// investment_boom: the level of hype is set; the first one is the onset of generative AI.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class InvestmentBoom : public Event {
 public:
  double hype = 0;

  void strike(World& world) const override {
    world.commons.hype += header.severity * (hype - world.commons.hype);
    world.commons.onset = true;
  }
  std::string describe(const WorldData&) const override { return fmt::format("investors' confidence in AI is set to {:.2f}", hype); }
};

constexpr EventField fields[] = {{"hype", "share", "required", "level of confidence, 0..1; a bust is a low level"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<InvestmentBoom>();
  event->hype = r.required_number("hype", {0, 0.995});
  return event;
}

}  // namespace

extern constinit const EventType investment_boom{"investment_boom", "sets investors' confidence; the first marks the onset of generative AI", fields, read};

}  // namespace chokepoint::events
