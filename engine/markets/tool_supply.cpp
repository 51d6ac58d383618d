// Tool denial from the table of barred toolmakers.
#include "engine/markets/tool_supply.hpp"

#include <algorithm>

namespace chokepoint {

double tool_denial(const MonthView& view, NationId n, double node) {
  const Toolmakers& t = view.world.toolmakers;
  if (!view.regimes.tools.column_touched(n)) return 0;
  double open = 1;
  for (const NationId home : view.world.data->tool_homes) {
    double closed = 0;
    for (const ToolmakerId e : t.nation.ids()) {
      const ToolRule& rule = view.regimes.tools(e, n);
      if (t.nation[e] == home && rule.denied > 0 && node >= rule.node_min) closed += t.denial_weight[e] * rule.denied;
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
