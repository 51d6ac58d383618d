// What an entity list does to one company, and what is checked of it.
#include "engine/events/entity_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {

namespace {

bool sells_software(const WorldData& data, NationId n) {
  if (data.goods.empty()) return true;
  return std::ranges::any_of(data.goods.sellers[traded(Good::eda)].ids(),
                             [&](SellerId s) { return data.goods.home[s] == n; });
}

/// Part of a company in the tools that its nation's companies make, by what they sell.
double part_of_tools(const EventView& view, VertexId company) {
  const GoodsCatalogue& c = view.data.goods;
  double own = 0, all = 0;
  for (const SellerId s : c.company.ids()) {
    if (c.kind[c.sold[s]] != GoodsKind::tool || c.home[s] != view.data.home[company]) continue;
    all += view.world.goods.planned[s];
    if (c.company[s] == company) own += view.world.goods.planned[s];
  }
  return ratio_or_zero(own, all);
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
      deny(chips && has_designers(data, seller), regimes.chips_denied, data.firm_of(v), seller);
    } else if (v < data.vertex(FoundryId{0})) {
      deny(foundry && has_foundries(data, seller), regimes.foundry_denied, data.designer_of(v), seller);
      deny(eda && sells_software(data, seller), regimes.eda_denied, data.designer_of(v), seller);
    } else if (tools && has_toolmakers(data, seller)) {
      double& lost = regimes.tools_listed[v];
      lost = either(lost, view.severity * weight_of_tools(view.world, seller));
      if (const double part = v < data.vertex(ToolmakerId{0}) ? 0.0 : part_of_tools(view, v); part > 0) {
        double& components = regimes.components_denied(seller, home).denied;
        components = either(components, view.severity * part);
      }
    }
  }
}

void EntityList::in_force(const EventView& view, Regimes& regimes) const {
  for (const VertexId v : listed) list(v, view, regimes);
}

std::string EntityList::describe(const WorldData& data) const {
  return fmt::format("{} lists {}: no {}", nation_list(data, header.issuers), fmt::join(firms, ", "),
                     fmt::join(goods, " or "));
}

namespace {

constexpr EventField entity_list_fields[] = {
    required(field(&EntityList::firms, "firms", FieldKind::companies, "names",
                   "AI firms, designers, foundries, memory makers, toolmakers and other sellers of traded goods")),
    field(&EntityList::goods, "goods", FieldKind::choices, "",
          "what they may no longer buy of the issuer's sellers; with `fdpr` of any abroad", {},
          "chips foundry tools eda"),
};

}  // namespace

bool EntityList::add(const WorldData& data, const std::string& name) {
  const std::size_t before = listed.size();
  const auto look = [&]<class I>(const Names& names, I) {
    if (const I id = names.find<I>(name); id.exists()) listed.push_back(data.vertex(id));
  };
  look(data.firms, FirmId{});
  if (const FirmRow* sector = data.find_sector(name))
    for (const FirmId member : sector->members) listed.push_back(data.vertex(member));
  look(data.designers, DesignerId{});
  look(data.foundries, FoundryId{});
  look(data.memory_makers, MemoryMakerId{});
  look(data.toolmakers, ToolmakerId{});
  look(data.suppliers, SupplierId{});
  return listed.size() > before;
}

void EntityList::check_sellers(EventReader& r) const {
  std::string what;
  bool (*sells)(const WorldData&, NationId) = nullptr;
  const auto any = [&](bool barred, const char* name, bool (*f)(const WorldData&, NationId)) {
    if (!barred) return;
    what += (what.empty() ? "" : " or ") + std::string(name);
    const auto sold = [&](NationId n) { return f(r.data, n); };
    if (!sells || std::ranges::any_of(header.issuers, sold) || std::ranges::any_of(header.allies, sold)) sells = f;
  };
  any(chips, "accelerators", has_designers);
  any(foundry, "foundry services", has_foundries);
  any(tools, "tools for making chips", has_toolmakers);
  any(eda, "design software", sells_software);
  if (sells) r.require_seller(what, sells);
}

void EntityList::check(EventReader& r) {
  const auto has = [&](std::string_view word) { return std::ranges::find(goods, word) != goods.end(); };
  chips = has("chips"), foundry = has("foundry"), tools = has("tools"), eda = has("eda");
  for (const std::string& name : firms) {
    if (add(r.data, name)) continue;
    std::vector<std::string> known;
    for (const Names* names : {&r.data.firms, &r.data.designers, &r.data.foundries, &r.data.memory_makers,
                               &r.data.toolmakers, &r.data.suppliers})
      known.insert(known.end(), names->text.begin(), names->text.end());
    r.mistake("firms", fmt::format("no firm is called '{}'{}", name, suggestion(name, known)));
  }
  check_sellers(r);
  const auto at_home = [&](VertexId v) {
    return header.issuers.size() == 1 && header.issuers.contains(r.data.home[v]);
  };
  if (!listed.empty() && std::ranges::all_of(listed, at_home))
    r.mistake("firms",
              fmt::format("{} lists firms of its own: a list bars buyers abroad", nation_list(r.data, header.issuers)));
}

extern constinit const EventType entity_list{
    "entity_list",
    "cuts named firms off foreign chips, foundries, tools or design software",
    EventKind::measure,
    "Of the issuer's sellers, with `fdpr` of all but the firm's own nation's. chips: the weight of their designers in "
    "the firm's orders × (1 − severity); foundry: their foundries are closed to the designer from severity 0.5 on; "
    "tools: the foundry's tool denial is at least severity × the weights of their toolmakers "
    "(data/world/toolmakers.csv; the US 0.5), several nations by 1 − Π(1 − w); eda: the growth of the designer's "
    "architecture × (1 − `design.eda_loss` × severity × their share of the design software that its nation buys "
    "abroad), and of what they sell to it the mean of what is closed to its designers is closed. A listed maker of "
    "memory or of other chips loses the same part of its tools: it grows by so much less, and so much of what wears "
    "out is not replaced; a listed toolmaker loses parts: its nation's components are denied by severity × its part of "
    "the tools that its nation's companies sell.",
    entity_list_fields,
    R"(id: us-lists-cambricon-and-zhipu
type: entity_list
issuer: US
firms: [Cambricon, Zhipu]
goods: [foundry, chips]
fdpr: true
start: 2026-09
source: hypothetical)",
    make_event<EntityList>,
    "issuer",
    "targets fdpr"};

}  // namespace chokepoint::events
