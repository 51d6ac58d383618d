// entity_list: named firms lose foreign chips, foreign foundries or foreign tools.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint::events {
namespace {

class EntityList : public Event {
 public:
  std::vector<std::string> names, goods;
  std::vector<FirmId> firms;
  std::vector<DesignerId> designers;
  std::vector<FoundryId> foundries;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const auto has = [&](std::string_view word) { return std::ranges::find(goods, word) != goods.end(); };
    if (has("chips"))
      for (const FirmId i : firms) regimes.chips_denied[i] = either(regimes.chips_denied[i], view.severity);
    if (has("foundry"))
      for (const DesignerId d : designers) regimes.foundry_denied[d] = either(regimes.foundry_denied[d], view.severity);
    if (has("tools"))
      for (const FoundryId f : foundries) regimes.tools_listed[f] = true;
  }

  std::string describe(const WorldData& data) const override {
    return fmt::format("{} lists {}: no {}", nation_list(data, {header.issuer}), fmt::join(names, ", "), fmt::join(goods, " or "));
  }
};

constexpr EventField fields[] = {
    {"firms", FieldKind::companies, "names", "required", "AI firms, designers or foundries"},
    {"goods", FieldKind::choices, "", "all", "what they may no longer buy abroad", {}, "chips foundry tools"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<EntityList>();
  event->goods = r.choices("goods");
  event->names = r.words("firms");
  for (const std::string& name : event->names) {
    bool found = false;
    const auto look = [&](const Names& names, auto& list, auto id) {
      const auto at = std::ranges::lower_bound(names.text, name);
      if (at == names.text.end() || *at != name) return;
      list.push_back(decltype(id){static_cast<std::size_t>(at - names.text.begin())});
      found = true;
    };
    look(r.data.firms, event->firms, FirmId{});
    look(r.data.designers, event->designers, DesignerId{});
    look(r.data.foundries, event->foundries, FoundryId{});
    if (found) continue;
    std::vector<std::string> known = r.data.firms.text;
    known.insert(known.end(), r.data.designers.text.begin(), r.data.designers.text.end());
    known.insert(known.end(), r.data.foundries.text.begin(), r.data.foundries.text.end());
    r.mistake("firms", fmt::format("no firm is called '{}'{}", name, suggestion(name, known)));
  }
  return event;
}

}  // namespace

extern constinit const EventType entity_list{
    "entity_list", "cuts named firms off foreign chips, foundries or tools", EventKind::measure,
    "chips: the weight of foreign designers in the firm's orders × (1 − severity); foundry: foreign foundries are closed to the designer from severity 0.5 on; tools: the foundry's tool denial is at least 0.5.",
    fields,
    R"(id: us-lists-cambricon-and-zhipu
type: entity_list
issuer: US
firms: [Cambricon, Zhipu]
goods: [foundry, chips]
start: 2026-09
source: hypothetical)",
    read};

}  // namespace chokepoint::events
