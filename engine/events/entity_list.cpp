// Reading an entity list, and what it does to one company.
#include "engine/events/entity_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {

namespace {

bool designs(const WorldData& data, NationId n) {
  return data.is_home(n, data.vertex(DesignerId{0}), data.vertex(FoundryId{0}));
}
bool makes_wafers(const WorldData& data, NationId n) {
  return data.is_home(n, data.vertex(FoundryId{0}), data.vertex(MemoryMakerId{0}));
}
bool makes_tools(const WorldData& data, NationId n) {
  return std::ranges::find(data.tool_homes, n) != data.tool_homes.end();
}
bool sells_software(const WorldData& data, NationId n) {
  if (data.goods.empty()) return true;
  return std::ranges::any_of(data.goods.sellers[traded(Good::eda)].ids(),
                             [&](SellerId s) { return data.goods.home[s] == n; });
}

/// Weights of the nation's toolmakers, by which rules of theirs deny tools.
double weight_of_tools(const World& w, NationId n) {
  double sum = 0;
  for (const ToolmakerId e : w.toolmakers.nation.ids())
    if (w.toolmakers.nation[e] == n) sum += w.toolmakers.denial_weight[e];
  return std::min(1.0, sum);
}

}  // namespace

void EntityList::list(VertexId v, const EventView& view, Regimes& regimes) const {
  const WorldData& data = view.data;
  const NationId home = data.home[v];
  const auto deny = [&](bool sells, auto& table, auto whom, NationId seller) {
    if (sells) table(seller, whom) = either(table(seller, whom), view.severity);
  };
  for (const NationId seller : data.nation_ids()) {
    if (seller == home || !(header.fdpr || seller == view.issuer)) continue;
    if (v < data.vertex(DesignerId{0})) {
      deny(chips && designs(data, seller), regimes.chips_denied, data.firm_of(v), seller);
    } else if (v < data.vertex(FoundryId{0})) {
      deny(foundry && makes_wafers(data, seller), regimes.foundry_denied, data.designer_of(v), seller);
      deny(eda && sells_software(data, seller), regimes.eda_denied, data.designer_of(v), seller);
    } else if (tools && makes_tools(data, seller)) {
      double& lost = regimes.tools_listed[data.foundry_of(v)];
      lost = either(lost, view.severity * weight_of_tools(view.world, seller));
    }
  }
}

void EntityList::in_force(const EventView& view, Regimes& regimes) const {
  for (const VertexId v : listed) list(v, view, regimes);
}

std::string EntityList::describe(const WorldData& data) const {
  return fmt::format("{} lists {}: no {}", nation_list(data, header.issuers), fmt::join(names, ", "),
                     fmt::join(goods, " or "));
}

namespace {

constexpr EventField entity_list_fields[] = {
    {"firms", FieldKind::companies, "names", "required", "AI firms, designers or foundries"},
    {"goods",
     FieldKind::choices,
     "",
     "all",
     "what they may no longer buy of the issuer's sellers; with `fdpr` of any abroad",
     {},
     "chips foundry tools eda"},
};

void check_sellers(EventReader& r, const EventHeader& header, const EntityList& list) {
  std::string what;
  bool (*sells)(const WorldData&, NationId) = nullptr;
  const auto any = [&](bool listed, const char* name, bool (*f)(const WorldData&, NationId)) {
    if (!listed) return;
    what += (what.empty() ? "" : " or ") + std::string(name);
    const auto sold = [&](NationId n) { return f(r.data, n); };
    if (!sells || std::ranges::any_of(header.issuers, sold) || std::ranges::any_of(header.allies, sold)) sells = f;
  };
  any(list.chips, "accelerators", designs);
  any(list.foundry, "foundry services", makes_wafers);
  any(list.tools, "tools for making chips", makes_tools);
  any(list.eda, "design software", sells_software);
  if (sells) r.require_seller(header, what, [&](NationId n) { return sells(r.data, n); });
}

std::unique_ptr<Event> read_entity_list(EventReader& r, const EventHeader& header) {
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
  check_sellers(r, header, *event);
  const auto at_home = [&](VertexId v) {
    return header.issuers.nations().size() == 1 && header.issuers.contains(r.data.home[v]);
  };
  if (!event->listed.empty() && std::ranges::all_of(event->listed, at_home))
    r.mistake("firms",
              fmt::format("{} lists firms of its own: a list bars buyers abroad", nation_list(r.data, header.issuers)));
  return event;
}

}  // namespace

extern constinit const EventType entity_list{
    "entity_list",
    "cuts named firms off foreign chips, foundries, tools or design software",
    EventKind::measure,
    "Of the issuer's sellers, with `fdpr` of all but the firm's own nation's. chips: the weight of their designers in "
    "the firm's orders × (1 − severity); foundry: their foundries are closed to the designer from severity 0.5 on; "
    "tools: the foundry's tool denial is at least severity × the weights of their toolmakers "
    "(data/world/toolmakers.csv; the US 0.5), several nations by 1 − Π(1 − w); eda: the growth of the designer's "
    "architecture × (1 − `design.eda_loss` × severity × their share of the design software that its nation buys "
    "abroad), and of what they sell to it the mean of what is closed to its designers is closed.",
    entity_list_fields,
    R"(id: us-lists-cambricon-and-zhipu
type: entity_list
issuer: US
firms: [Cambricon, Zhipu]
goods: [foundry, chips]
fdpr: true
start: 2026-09
source: hypothetical)",
    read_entity_list,
    "targets fdpr"};

}  // namespace chokepoint::events
