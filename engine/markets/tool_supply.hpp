// How much of a nation's supply of chip tools is closed.
#pragma once

#include <algorithm>

#include "engine/world/month_view.hpp"

namespace chokepoint {

/// Share that came of what a buyer of traded goods ordered this month, at most a month's use: what rules close it can't
/// order.
[[nodiscard]] double delivered_share(const World& world, BuyerId buyer);

/// Which toolmakers' rules count.
enum class ToolClass : std::uint8_t { all, without_lithography };

/// Share of tool supply that the rules in force close to a foundry of the nation at this node, 0..1: a home of
/// toolmakers closes the weights of its barred makers, at most 1, and homes combine as 1 - prod(1 - w). docs/model.md,
/// "Tools, fabs, node, yield".
[[nodiscard]] double tool_denial(const MonthView& view, NationId n, double node, ToolClass tools = ToolClass::all);

/// The same for the nation as a whole: as its most advanced foundry feels it, or any foundry if it has none.
[[nodiscard]] double tool_denial(const MonthView& view, NationId n);

/// Share of what a nation buys abroad of some traded goods, at rest and by value, that is closed if `closed(home)` of
/// each seller's supply is. 0 where it buys none of them abroad.
template <class F>
[[nodiscard]] double share_closed(const World& w, NationId buyer, GoodsSet goods, F&& closed) {
  const GoodsCatalogue& c = w.data->goods;
  double all = 0, shut = 0;
  for (const BuyerId b : c.buyers.size() > 0 ? c.buyers[buyer].ids() : IdRange<BuyerId>(0, 0)) {
    const TradedId g = c.bought[b];
    if (!goods.has(g)) continue;
    const double value = c.purchases[b] * c.sales[g]->at(w.month);
    for (const EdgeId e : w.trade.purchases(w.data->vertex(buyer), good_of(g))) {
      const NationId home = c.home[c.seller_of[e]];
      if (home == buyer || c.dormant[e]) continue;
      all += value * w.trade.weight[e];
      shut += value * w.trade.weight[e] * closed(home);
    }
  }
  return all > 0 ? std::min(1.0, shut / all) : 0.0;
}

/// Share of the nation's foreign toolmakers' support (servicing, components) that the rules close to a foundry at this
/// node.
[[nodiscard]] double support_denied(const World& world, const RuleTable<NationId, NationId, ToolRule>& rules,
                                    NationId n, double node);

/// How far a fab gets the tools that it orders, and keeps those that it has.
struct ToolAccess {
  double tooled = 1;      ///< share of the tools ordered that it gets, from abroad, from home or in spite of rules
  double unserviced = 0;  ///< share of the tools in place that nobody services
};

/// docs/model.md, "Tools, fabs, node, yield". `denial`: share of tool supply that rules close to the fab; `node`: its
/// own, for rules that spare older ones.
[[nodiscard]] ToolAccess tool_access(const MonthView& view, NationId home, double node, double denial, ToolClass tools);

/// Self-sufficiency as far as denied components leave it: sigma (1 - omega x).
[[nodiscard]] double without_components(const MonthView& view, NationId home, double node, double share);

/// Share of what is sold of EUV lithography that outages of its makers leave.
[[nodiscard]] double euv_left(const World& world, const Regimes& regimes);

/// Share of design software that a designer's nation lacks for outages of its sellers.
[[nodiscard]] double design_software_lacking(const World& world, DesignerId d);

/// Share of the design software that its nation buys abroad that is closed to a designer.
[[nodiscard]] double design_software_denied(const World& world, const Regimes& regimes, DesignerId d);

}  // namespace chokepoint
