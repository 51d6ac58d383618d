// open_release: a lab publishes the weights of a model, at or above its best.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class OpenRelease : public Event {
 public:
  FirmId lab;
  double capability_gain = 0;

  void strike(World& world) const override {
    Firms& f = world.firms;
    if (f.best[lab] <= 0) return;  // nothing to open yet
    const double eci = f.best[lab] + capability_gain * header.severity;
    world.models.add({lab, world.month, 0, eci, true, f.best_log_flop[lab]});
    f.best[lab] = std::max(f.best[lab], eci);
    f.best_open[lab] = std::max(f.best_open[lab], eci);
    world.commons.frontier = std::max(world.commons.frontier, eci);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} opens the weights of a model {:+.1f} ECI from its best", data.firms.text[lab.index()], capability_gain);
  }
};

constexpr EventField fields[] = {
    {"lab", "name", "required", "who opens a model"},
    {"capability_gain", "ECI", "0", "above the lab's best so far"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader&) {
  auto event = std::make_unique<OpenRelease>();
  event->lab = r.firm("lab");
  event->capability_gain = r.number("capability_gain", 0, {-50, 50});
  return event;
}

}  // namespace

extern constinit const EventType open_release{"open_release", "a lab publishes the weights of a model", fields, read};

}  // namespace chokepoint::events
