// openness_shift: a lab changes its policy on open weights for good.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class OpennessShift : public Event {
 public:
  FirmId lab;
  double openness = 0;

  void strike(World& world) const override {
    double& policy = world.firms.openness[lab];
    policy += header.severity * (openness - policy);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} sets its openness to {:.2f}", data.firms.text[lab.index()], openness);
  }
};

constexpr EventField fields[] = {
    {"lab", "name", "required", "whose policy changes"},
    {"openness", "share", "required", "0: never opens weights, 1: always"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<OpennessShift>();
  event->lab = r.firm("lab");
  event->openness = r.required_number("openness", config::share);
  return event;
}

}  // namespace

extern constinit const EventType openness_shift{"openness_shift", "a lab changes its policy on open weights", fields, read};

}  // namespace chokepoint::events
