// Equations: docs/model.md, "Trade in goods".
#include "agents/chipmaker/supply_goods.hpp"

#include "engine/markets/goods_trade.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

/// In a calm market every order is met: nothing but the plan is carried out.
void carry_out_plan(World& w, SellerId s) {
  const GoodsCatalogue& c = w.data->goods;
  double planned = 0;
  for (const EdgeId e : w.links_of(s))
    planned += w.trade.order[e] = w.trade.shipped[e] = w.trade.payment[e] =
        w.goods.use[c.buyer_of[e]] * w.goods.reference[e];
  w.goods.planned[s] = w.goods.ordered[s] = w.goods.sold[s] = planned;
}

void ration(const MonthView& view, SellerId s) {
  World& w = view.world;
  GoodsMarket& m = w.goods;
  const Parameters& p = view.p;
  const std::span<const EdgeId> links = w.links_of(s);
  double planned = 0, ordered = 0;
  for (const EdgeId e : links) {
    planned += m.use[w.data->goods.buyer_of[e]] * m.reference[e];
    ordered += w.trade.order[e];
  }
  m.planned[s] = planned;
  m.ordered[s] = ordered;
  m.capacity[s] = planned * m.scale[s] * (1 + p.goods_spare_capacity) * m.stretch[s] * m.outage[s];
  const double met = fill_ratio(m.capacity[s], ordered);
  double sold = 0;
  for (const EdgeId e : links) sold += w.trade.shipped[e] = w.trade.order[e] * met;
  m.sold[s] = sold;
  m.fill[s] += p.goods_fill_smoothing * (met - m.fill[s]);
  m.stretch[s] = stretched(m.stretch[s], 1 - met, p.goods_stretch_limit, p.goods_stretch_months);
  const double before = m.scale[s];
  m.scale[s] = rebuilt(before, ordered, planned, p.goods_capacity_response, p.goods_capacity_speed);
  const GoodsCatalogue& c = w.data->goods;
  if (const double listed = view.regimes.tools_listed[c.company[s]]; listed > 0 && c.kind[c.sold[s]] == GoodsKind::chip)
    m.scale[s] = without_tools(before, m.scale[s], listed, p.fab_depreciation);
}

}  // namespace

void supply_goods(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const SellerId s : IdRange<SellerId>(first, last)) {
    if (w.goods.calm[w.data->goods.sold[s]] > 0)
      carry_out_plan(w, s);
    else
      ration(view, s);
  }
}

}  // namespace chokepoint::agents::chipmaker
