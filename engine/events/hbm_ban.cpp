// hbm_ban: high-bandwidth memory may not be sold to the targets; a leak remains, and an announced ban is hoarded against.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class HbmBan : public Event {
 public:
  void announced(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.hbm_stockpiling[n] = true;
  }
  void in_force(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.hbm_denied[n] = either(regimes.hbm_denied[n], header.severity);
  }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} bars high-bandwidth memory to {}", nation_list(data, {header.issuer}), nation_list(data, header.targets));
  }
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  return std::make_unique<HbmBan>();
}

}  // namespace

extern constinit const EventType hbm_ban{"hbm_ban", "bars high-bandwidth memory; while announced, imports rise to the stockpiling rate", {}, read};

}  // namespace chokepoint::events
