// How much of a nation's supply of chip tools is closed.
#pragma once

#include <algorithm>

#include "engine/world/month_view.hpp"

namespace chokepoint {

/// Share of tool supply that the rules in force close to a foundry of the nation at this node, 0..1: a home of
/// toolmakers closes the weights of its barred makers, at most 1, and homes combine as 1 - prod(1 - w). docs/model.md,
/// "Tools, fabs, node, yield".
[[nodiscard]] double tool_denial(const MonthView& view, NationId n, double node);

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

/// Share of the design software that its nation buys abroad that is closed to a designer.
[[nodiscard]] double design_software_denied(const World& world, const Regimes& regimes, DesignerId d);

}  // namespace chokepoint
