// equipment_ban: the issuer's toolmakers may not supply the targets' foundries.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class EquipmentBan : public Event {
 public:
  std::vector<std::string> classes;
  bool tools = false, euv = false, servicing = false, components = false;

  void in_force(const EventView& view, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      if (tools)
        for (const NationId maker : view.data.nation_ids())
          if (maker == view.issuer || (header.fdpr && maker != n)) regimes.tools_denied(maker, n) = either(regimes.tools_denied(maker, n), view.severity);
      if (euv && view.severity >= 0.5) regimes.euv_denied[n] = true;
      if (servicing) regimes.servicing_denied[n] = either(regimes.servicing_denied[n], view.severity);
      if (components && view.severity >= 0.5) regimes.components_denied[n] = true;
    }
  }

  std::optional<Good> good() const override { return Good::tool; }
  std::string describe(const WorldData& data) const override {
    return fmt::format("{} stops {} for {}", nation_list(data, {header.issuer}), fmt::join(classes, " and "), nation_list(data, header.targets));
  }
};

constexpr EventField fields[] = {{"classes", FieldKind::choices, "", "tools", "what is stopped", {}, "tools euv servicing components"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<EquipmentBan>();
  event->classes = r.choices("classes");
  const auto has = [&](std::string_view word) { return std::ranges::find(event->classes, word) != event->classes.end(); };
  event->tools = has("tools");
  event->euv = has("euv");
  event->servicing = has("servicing");
  event->components = has("components");
  return event;
}

}  // namespace

extern constinit const EventType equipment_ban{
    "equipment_ban", "stops chip-making tools, EUV lithography, servicing or components", EventKind::measure,
    "tools: the issuer's toolmakers are denied to the targets; euv: nodes beyond `node.duv_limit` need the target's own lithography; servicing: capacity is lost at `fab.servicing_loss`; components: the leak of tools halves.",
    fields,
    R"(id: nl-servicing
type: equipment_ban
issuer: NL
targets: [CN]
classes: [tools, servicing]
start: 2027-01
ramp: {shape: linear, months: 6}
source: hypothetical)",
    read};

}  // namespace chokepoint::events
