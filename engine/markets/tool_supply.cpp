// Tool denial from the table of barred toolmakers.
#include "engine/markets/tool_supply.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"

namespace chokepoint {

namespace {

bool makes_lithography(const World& w, ToolmakerId e) {
  return std::ranges::find(w.data->euv_makers, e) != w.data->euv_makers.end();
}

}  // namespace

double delivered_share(const World& w, BuyerId b) {
  const GoodsCatalogue& c = w.data->goods;
  double ordered = 0, shipped = 0;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(c.bought[b])))
    ordered += w.trade.order[e], shipped += w.trade.shipped[e];
  return ordered > 0 ? fill_ratio(shipped, std::min(ordered, w.goods.use[b])) : 1.0;
}

double tool_denial(const MonthView& view, NationId n, double node, ToolClass tools) {
  const Toolmakers& t = view.world.toolmakers;
  if (!view.regimes.tools.column_touched(n)) return 0;
  double open = 1;
  for (const NationId home : view.world.data->tool_homes) {
    double closed = 0;
    for (const ToolmakerId e : t.nation.ids()) {
      const ToolRule& rule = view.regimes.tools(e, n);
      if (t.nation[e] != home || rule.denied <= 0 || node < rule.node_min) continue;
      if (tools == ToolClass::without_lithography && makes_lithography(view.world, e)) continue;
      closed += t.denial_weight[e] * rule.denied;
    }
    if (closed > 0) open *= 1 - std::min(1.0, closed);
  }
  return 1 - open;
}

double tool_denial(const MonthView& view, NationId n) {
  const Foundries& f = view.world.foundries;
  double node = -no_limit;
  for (const FoundryId q : f.nation.ids())
    if (f.nation[q] == n) node = std::max(node, f.node[q]);
  return tool_denial(view, n, node > -no_limit ? node : no_limit);
}

double support_denied(const World& w, const RuleTable<NationId, NationId, ToolRule>& rules, NationId n, double node) {
  if (!rules.column_touched(n)) return 0;
  const auto closed = [&](NationId home) {
    const ToolRule& rule = rules(home, n);
    return node >= rule.node_min ? rule.denied : 0.0;
  };
  GoodsSet tools;
  for (const TradedId g : traded_goods())
    if (!w.data->goods.empty() && w.data->goods.kind[g] == GoodsKind::tool) tools.add(g);
  if (tools.bits != 0) return share_closed(w, n, tools, closed);
  double all = 0, shut = 0;  // a world that knows toolmakers alone
  for (const ToolmakerId e : w.toolmakers.nation.ids()) {
    if (w.toolmakers.nation[e] == n) continue;
    all += w.toolmakers.revenue_share[e], shut += w.toolmakers.revenue_share[e] * closed(w.toolmakers.nation[e]);
  }
  return all > 0 ? shut / all : 0.0;
}

double without_components(const MonthView& view, NationId home, double node, double share) {
  return share * (1 - view.p.tools_component_dependence *
                          support_denied(view.world, view.regimes.components_denied, home, node));
}

ToolAccess tool_access(const MonthView& view, NationId home, double node, double denial, ToolClass tools) {
  const World& w = view.world;
  const double supplied = w.goods.tool_supply[home], spares = w.goods.tool_spares[home];
  const bool serviced = !view.regimes.servicing_denied.column_touched(home);
  if (denial <= 0 && serviced) return {supplied, 1 - spares};
  const double share = without_components(view, home, node, w.nations.tools_share[home]);
  const double unserviced = support_denied(w, view.regimes.servicing_denied, home, node);
  ToolAccess out{supplied, 1 - (1 - unserviced * (1 - share)) * spares};
  if (denial <= 0) return out;
  const double leak = view.p.tools_leak * (1 - 0.5 * support_denied(w, view.regimes.components_denied, home, node));
  const double part = tools == ToolClass::all ? w.data->lithography_part : 0.0;
  const double lithography = part > 0 ? without_components(view, home, node, w.nations.litho_share[home]) : 0.0;
  // What denied tools are replaced by: those that leak in, else those made at home; of lithography apart.
  const double own = (1 - part) * either(leak, share) + part * either(leak, lithography);
  out.tooled *= (1 - denial) + denial * std::min(1.0, own + w.goods.tool_cover[home]);
  return out;
}

double euv_left(const World& w, const Regimes& r) {
  double all = 0, left = 0;
  for (const ToolmakerId e : w.data->euv_makers) {
    all += w.toolmakers.revenue_share[e];
    left += w.toolmakers.revenue_share[e] * r.capacity[w.data->vertex(e)];
  }
  return all > 0 ? left / all : 1.0;
}

double design_software_lacking(const World& w, DesignerId d) {
  const GoodsCatalogue& c = w.data->goods;
  if (c.empty() || w.goods.calm[traded(Good::eda)] > 0) return 0;
  const BuyerId b = c.buyer(w.designers.nation[d], traded(Good::eda));
  return b.exists() ? 1 - delivered_share(w, b) : 0.0;
}

double design_software_denied(const World& w, const Regimes& r, DesignerId d) {
  if (!r.eda_denied.column_touched(d)) return 0;
  double highest = 0;
  for (const NationId n : w.nations.gdp.ids()) highest = std::max(highest, r.eda_denied(n, d));
  if (w.data->goods.empty()) return highest;
  GoodsSet software;
  software.add(traded(Good::eda));
  return share_closed(w, w.designers.nation[d], software, [&](NationId home) { return r.eda_denied(home, d); });
}

}  // namespace chokepoint
