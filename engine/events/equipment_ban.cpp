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

  void in_force(const EventView&, Regimes& regimes) const override {
    for (const NationId n : header.targets) {
      if (tools) regimes.tools_denied(header.issuer, n) = either(regimes.tools_denied(header.issuer, n), header.severity);
      if (euv) regimes.euv_denied[n] = true;
      if (servicing) regimes.servicing_denied[n] = either(regimes.servicing_denied[n], header.severity);
      if (components) regimes.components_denied[n] = true;
    }
  }

  std::string describe(const WorldData& data) const override {
    return fmt::format("{} stops {} for {}", nation_list(data, {header.issuer}), fmt::join(classes, " and "), nation_list(data, header.targets));
  }
};

constexpr EventField fields[] = {{"classes", "tools, euv, servicing, components", "tools", "what is stopped"}};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_targets(header);
  auto event = std::make_unique<EquipmentBan>();
  event->classes = r.words("classes");
  if (event->classes.empty()) event->classes = {"tools"};
  const std::vector<std::string> known = {"tools", "euv", "servicing", "components"};
  for (const std::string& word : event->classes)
    if (std::ranges::find(known, word) == known.end()) r.mistake("classes", fmt::format("'{}' is no class of equipment{}", word, suggestion(word, known)));
  const auto has = [&](std::string_view word) { return std::ranges::find(event->classes, word) != event->classes.end(); };
  event->tools = has("tools");
  event->euv = has("euv");
  event->servicing = has("servicing");
  event->components = has("components");
  return event;
}

}  // namespace

extern constinit const EventType equipment_ban{"equipment_ban", "stops chip-making tools, EUV lithography, servicing or components", fields, read};

}  // namespace chokepoint::events
