// equipment_ban: the issuer's toolmakers may not supply the targets' foundries.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"
#include "engine/events/homes.hpp"

namespace chokepoint::events {
namespace {

/// Home of a toolmaker, or of another company that sells tools.
bool sells_tools(const WorldData& data, NationId n) {
  if (has_toolmakers(data, n)) return true;
  const GoodsCatalogue& c = data.goods;
  return std::ranges::any_of(c.home.ids(),
                             [&](SellerId s) { return c.home[s] == n && c.kind[c.sold[s]] == GoodsKind::tool; });
}

class EquipmentBan : public Event {
 public:
  std::vector<std::string> classes = {"tools"};
  NumbersBy<ToolmakerId> suppliers;  ///< share of their supply that is stopped; empty: all of the issuer's, wholly
  std::optional<double> node_min;
  bool tools = false, euv = false, servicing = false, components = false;  ///< what the classes say

  void check(EventReader& r) override;
  void check_suppliers(EventReader& r) const;

  void announced(const EventView& view, Regimes& regimes) const override {
    if (tools) close_sales(view, regimes.goods_announced);
  }
  void in_force(const EventView& view, Regimes& regimes) const override {
    if (tools) close_sales(view, regimes.goods);
    const double from = node_min.value_or(-no_limit);
    const auto lowest = [&](bool bound, double before) { return bound ? std::min(before, from) : from; };
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      if (tools)
        for (const ToolmakerId e : view.world.toolmakers.nation.ids()) {
          const NationId maker = view.world.toolmakers.nation[e];
          const double stopped = share_of(e) * view.severity;
          if (stopped <= 0 || !(maker == view.issuer || (header.fdpr && maker != n))) continue;
          ToolRule& rule = regimes.tools(e, n);
          rule.node_min = lowest(rule.denied > 0, rule.node_min);
          rule.denied = either(rule.denied, stopped);
          regimes.tools_by_node[n] = regimes.tools_by_node[n] || node_min;
        }
      if (euv) regimes.euv_denied[n] = either(regimes.euv_denied[n], view.severity * euv_sold(view, n));
      for (const NationId seller : view.data.nation_ids()) {
        if (seller == n || !(seller == view.issuer || header.fdpr) || !sells_tools(view.data, seller)) continue;
        const auto deny = [&](ToolRule& rule) {
          rule.node_min = lowest(rule.denied > 0, rule.node_min);
          rule.denied = either(rule.denied, view.severity);
        };
        if (servicing) deny(regimes.servicing_denied(seller, n));
        if (components) deny(regimes.components_denied(seller, n));
      }
    }
  }

  /// Share of what is sold of EUV lithography to the nation that the rule reaches.
  [[nodiscard]] double euv_sold(const EventView& view, NationId buyer) const {
    double all = 0, reached = 0;
    for (const ToolmakerId e : view.data.euv_makers) {
      const NationId home = view.world.toolmakers.nation[e];
      if (home == buyer) continue;
      all += view.world.toolmakers.revenue_share[e];
      if (home == view.issuer || header.fdpr) reached += view.world.toolmakers.revenue_share[e];
    }
    return all > 0 ? reached / all : 0.0;
  }

  /// The part of the targets' purchases of tools that is for advanced fabs.
  void close_sales(const EventView& view, std::vector<GoodsRule>& rules) const {
    if (view.data.goods.empty()) return;
    GoodsRule rule{.closed = view.severity, .node_min = node_min.value_or(-no_limit), .advanced_tools = true};
    for (const TradedId g : traded_goods())
      if (view.data.goods.kind[g] == GoodsKind::tool) rule.goods.add(g);
    for (const NationId n : header.targets) {
      if (n == view.issuer) continue;
      rule.buyer = n;
      rule.home = header.fdpr ? NationId{} : view.issuer;
      if (suppliers.empty() && view.severity > 0 && n != rule.home) rules.push_back(rule);
      for (const auto& [maker, share] : suppliers) {
        const NationId home = view.world.toolmakers.nation[maker];
        if (!(home == view.issuer || (header.fdpr && home != n)) || share * view.severity <= 0) continue;
        GoodsRule named = rule;
        named.company = view.data.vertex(maker);
        named.closed = share * view.severity;
        rules.push_back(named);
      }
    }
  }

  [[nodiscard]] double share_of(ToolmakerId e) const {
    if (suppliers.empty()) return 1;
    const auto at = std::ranges::find(suppliers, e, &std::pair<ToolmakerId, double>::first);
    return at == suppliers.end() ? 0 : at->second;
  }

  std::optional<Good> good() const override { return Good::tool; }
  std::string describe(const WorldData& data) const override {
    std::vector<std::string> stopped = classes;
    std::ranges::replace(stopped, std::string("euv"), std::string("EUV"));
    return fmt::format("{} stops {} for {}", nation_list(data, header.issuers), fmt::join(stopped, " and "),
                       nation_list(data, header.targets));
  }
};

constexpr EventField equipment_ban_fields[] = {
    field(&EquipmentBan::classes, "classes", FieldKind::choices, "", "what is stopped", {},
          "tools euv servicing components"),
    field(&EquipmentBan::suppliers, "suppliers", "share",
          "share of each toolmaker's supply that is stopped, others stay free; without it, all of the issuer's, wholly",
          config::share),
    field(&EquipmentBan::node_min, "node_min", "node index",
          "binds only foundries at this node or beyond (2 = 7 nm, 3 = 5 nm); not for `euv`", {-3, 9}),
};

void EquipmentBan::check(EventReader& r) {
  const auto has = [&](std::string_view word) { return std::ranges::find(classes, word) != classes.end(); };
  tools = has("tools"), euv = has("euv"), servicing = has("servicing"), components = has("components");
  const bool beyond_euv = tools || servicing || components;
  const auto makes_euv = [](const WorldData& data, NationId n) {
    return std::ranges::any_of(data.euv_makers, [&](ToolmakerId e) { return data.home[data.vertex(e)] == n; });
  };
  if (beyond_euv)
    r.require_seller("tools for making chips", sells_tools);
  else if (euv)
    r.require_seller("EUV lithography", makes_euv);
  check_suppliers(r);
  if (r.has("node_min") && !beyond_euv) r.mistake("node_min", "'node_min' has no meaning for the class 'euv' alone");
}

void EquipmentBan::check_suppliers(EventReader& r) const {
  for (const auto& [maker, share] : suppliers) {
    const NationId home = r.data.home[r.data.vertex(maker)];
    const bool bound =
        header.fdpr || header.allied_auto || header.issuers.contains(home) || header.allies.contains(home);
    if (!bound)
      r.mistake("suppliers", fmt::format("'{}' is no toolmaker of the issuer: say 'fdpr: true' to bind foreign ones",
                                         r.data.toolmakers.text[maker.index()]));
  }
  if (r.has("suppliers") && !tools) r.mistake("suppliers", "'suppliers' goes with the class 'tools'");
}

}  // namespace

extern constinit const EventType equipment_ban{
    "equipment_ban",
    "stops chip-making tools, EUV lithography, servicing or components",
    EventKind::measure,
    "tools: the issuer's toolmakers (with `suppliers` the named ones, by their shares) are denied to the targets, and "
    "of the targets' purchases of tools from the issuer's companies the part `goods.tools_covered` × severity is "
    "closed; announced: the target for stocks of tools × (1 + `goods.tools_hoarding` × the share of purchases that "
    "comes from these companies × severity), and what that adds is ordered from them; `node_min` spares foundries "
    "below that node; euv: where half or more of what is sold of it (all of it by ASML) is closed, nodes beyond "
    "`node.duv_limit` need the target's own lithography; servicing: capacity is lost at `fab.servicing_loss` × x; "
    "components: the leak of tools × (1 − x/2), home-made tools and their progress × (1 − `tools.component_dependence` "
    "× x); x: severity × the issuer's share of the tools that the target buys "
    "abroad, several issuers as the shares of their sellers add up.",
    equipment_ban_fields,
    R"(id: nl-servicing
type: equipment_ban
issuer: NL
targets: [CN]
classes: [tools, servicing]
start: 2027-01
ramp: {shape: linear, months: 6}
source: hypothetical)",
    make_event<EquipmentBan>,
    "issuer targets",
    "fdpr"};

}  // namespace chokepoint::events
