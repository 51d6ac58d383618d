// Reading an entity list, and what it does to one company.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/entity_list.hpp"
#include "engine/events/event_reader.hpp"

namespace chokepoint::events {

void EntityList::list(VertexId v, const EventView& view, Regimes& regimes) const {
  const WorldData& data = view.data;
  if (v < data.vertex(DesignerId{0})) {
    double& denied = regimes.chips_denied[data.firm_of(v)];
    if (chips) denied = either(denied, view.severity);
  } else if (v < data.vertex(FoundryId{0})) {
    const DesignerId d = data.designer_of(v);
    if (foundry) regimes.foundry_denied[d] = either(regimes.foundry_denied[d], view.severity);
    if (eda) regimes.eda_denied[d] = either(regimes.eda_denied[d], view.severity);
  } else if (tools) {
    regimes.tools_listed[data.foundry_of(v)] = true;
  }
}

void EntityList::in_force(const EventView& view, Regimes& regimes) const {
  for (const VertexId v : listed) list(v, view, regimes);
}

std::string EntityList::describe(const WorldData& data) const {
  return fmt::format("{} lists {}: no {}", nation_list(data, header.issuers), fmt::join(names, ", "), fmt::join(goods, " or "));
}

namespace {

constexpr EventField fields[] = {
    {"firms", FieldKind::companies, "names", "required", "AI firms, designers or foundries"},
    {"goods", FieldKind::choices, "", "all", "what they may no longer buy abroad", {}, "chips foundry tools eda"},
};

std::unique_ptr<Event> read(EventReader& r, const EventHeader& header) {
  r.require_issuer(header);
  auto event = std::make_unique<EntityList>();
  event->goods = r.choices("goods");
  const auto has = [&](std::string_view word) { return std::ranges::find(event->goods, word) != event->goods.end(); };
  event->chips = has("chips");
  event->foundry = has("foundry");
  event->tools = has("tools");
  event->eda = has("eda");
  event->names = r.words("firms");
  for (const std::string& name : event->names) {
    bool found = false;
    const auto look = [&]<class I>(const Names& names, I) {
      const I id = names.find<I>(name);
      if (!id.exists()) return;
      event->listed.push_back(r.data.vertex(id));
      found = true;
    };
    look(r.data.firms, FirmId{});
    if (const FirmRow* sector = r.data.find_sector(name)) {
      for (const FirmId member : sector->members) event->listed.push_back(r.data.vertex(member));
      found = true;
    }
    look(r.data.designers, DesignerId{});
    look(r.data.foundries, FoundryId{});
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
    "entity_list", "cuts named firms off foreign chips, foundries, tools or design software", EventKind::measure,
    "chips: the weight of foreign designers in the firm's orders × (1 − severity); foundry: foreign foundries are closed to the designer from severity 0.5 on; tools: the foundry's tool denial is at least 0.5; eda: the growth of the designer's architecture × (1 − `design.eda_loss` × severity), and of the design software that its nation buys abroad the mean of what is closed to its designers is closed.",
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
