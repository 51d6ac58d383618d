// Equations: docs/model.md, "Trade in goods".
#include "agents/chipmaker/supply_goods.hpp"

#include "engine/markets/goods_trade.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

/// In a calm market every order is met: nothing but the plan is carried out.
void carry_out_plan(World& w, SellerId s) {
  const PartColumn<EdgeId, BuyerId>& buyer_of = w.data->goods.buyer_of;
  const std::size_t first = buyer_of.ids().begin().at;
  const BuyerId* const buyer = buyer_of.cells().data();
  const double *const use = w.goods.use.cells().data(), *const reference = w.goods.reference.cells().data();
  double *const order = w.trade.order.cells().data(), *const shipped = w.trade.shipped.cells().data(),
                *const payment = w.trade.payment.cells().data();
  double planned = 0;
  for (const EdgeId e : w.links_of(s)) {
    const std::size_t link = e.index(), k = link - first;
    planned += order[link] = shipped[link] = payment[link] = use[buyer[k].index()] * reference[k];
  }
  w.goods.planned[s] = w.goods.ordered[s] = w.goods.sold[s] = planned;
}

/// Ships the share of each order that is met; returns what is sold.
double deliver(TradeGraph& trade, std::span<const EdgeId> links, double met, double ordered) {
  if (met == 1) {
    for (const EdgeId e : links) trade.shipped[e] = trade.order[e];
    return ordered;
  }
  double sold = 0;
  for (const EdgeId e : links) sold += trade.shipped[e] = trade.order[e] * met;
  return sold;
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
  m.sold[s] = deliver(w.trade, links, met, ordered);
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
