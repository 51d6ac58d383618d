// hbm_ban: high-bandwidth memory may not be sold to the targets; a leak remains, and an announced ban is hoarded against.
#include <fmt/format.h>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class HbmBan : public Event {
 public:
  std::optional<double> leak;

  void announced(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) regimes.hbm_stockpiling[n] = true;
  }
  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      regimes.hbm_denied[n] = either(regimes.hbm_denied[n], view.severity);
      if (leak) regimes.hbm_leak[n] = std::min(regimes.hbm_leak[n], *leak);
    }
  }
  std::optional<Good> good() const override { return Good::hbm; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} bars high-bandwidth memory to {}", nation_list(data, {header.issuer}), nation_list(data, header.targets));
  }
};

constexpr EventField fields[] = {{"leak", FieldKind::number, "M stacks/month", "", "what still arrives; without it `hbm.leak`", config::not_negative}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<HbmBan>();
  if (r.has("leak")) event->leak = r.number("leak");
  return event;
}

}  // namespace

extern constinit const EventType hbm_ban{
    "hbm_ban", "bars high-bandwidth memory; while announced, imports rise to the stockpiling rate", EventKind::measure,
    "The share severity of the targets' imports of stacks falls to the leak. While announced, imports rise to `hbm.stockpile_rate` if that is more.", fields,
    R"(id: us-hbm-2018
type: hbm_ban
issuer: US
targets: [CN]
announce: 2023-06
start: 2023-10
fdpr: true
source: hypothetical)",
    read};

}  // namespace chokepoint::events
