// Equations: docs/model.md, "Trade in goods".
#include "agents/nation/receive_goods.hpp"

#include <algorithm>
#include <cmath>

#include "engine/markets/goods_trade.hpp"
#include "engine/markets/tool_supply.hpp"

namespace chokepoint::agents::nation {
namespace {

/// Months of use that were ordered and did not come.
double unmet(const World& w, BuyerId b, IdRange<EdgeId> links) {
  double received = 0;
  for (const EdgeId e : links) received += w.trade.shipped[e];
  const double missing = w.goods.ordered_months[b] - ratio_or_zero(received, w.goods.use[b]);
  constexpr double rounding = 1e-12;
  return missing > rounding ? missing : 0.0;
}

/// Home sources and substitutes for a material grow while its supply is cut.
double grown(const MonthView& view, BuyerId b) {
  const GoodsMarket& m = view.world.goods;
  const double substitute = m.substitute[b], own = std::min(1.0, view.world.data->goods.home_share[b] + substitute);
  if (view.world.data->goods.kind[view.world.data->goods.bought[b]] != GoodsKind::material || m.closed[b] <= 0)
    return substitute;
  return substitute +
         view.p.materials_substitution * m.closed[b] * std::sqrt(std::max(own, view.p.materials_own_floor)) * (1 - own);
}

void pay(World& w, IdRange<EdgeId> links, double price) {
  if (links.empty()) return;
  const EdgeId first = *links.begin();
  const double *const shipped = &w.trade.shipped[first], *const tariff = &w.goods.tariff[first];
  double* const payment = &w.trade.payment[first];
  const std::size_t count = links.size();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) payment[k] = shipped[k] * price * (1 + tariff[k]);
}

void take_in(const MonthView& view, BuyerId b) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  const Parameters& p = view.p;
  const TradedId g = c.bought[b];
  const auto links = w.trade.purchases(w.data->vertex(c.nation[b]), good_of(g));
  m.backlog[b] = unmet(w, b, links);
  m.received[b] = m.ordered_months[b] - m.backlog[b];
  const Draw drawn =
      c.kind[g] == GoodsKind::tool
          ? draw_tools(m.inventory[b], m.received[b], c.inventory_months[g], p.goods_tools_release)
          : draw(m.inventory[b], m.received[b], m.substitute[b], c.inventory_months[g], p.goods_safety_months);
  m.used[b] = drawn.used;
  m.inventory[b] = drawn.inventory;
  const bool listed = c.kind[g] == GoodsKind::tool || c.kind[g] == GoodsKind::software;  // sold at list prices
  m.price[b] =
      listed ? 1.0 : scarcity_price(m.received[b] + m.substitute[b], c.price_elasticity[g], p.goods_price_limit);
  m.substitute[b] = grown(view, b);
  pay(w, links, m.price[b]);
}

/// Share of GDP that a month without a chip of this kind would cost.
double loss_without(const Parameters& p, TradedId g) {
  switch (good_of(g)) {
    case Good::logic_chip:
      return p.goods_loss_logic;
    case Good::mature_chip:
      return p.goods_loss_mature;
    case Good::memory_chip:
      return p.goods_loss_memory;
    default:
      return 0;
  }
}

/// Share of GDP: the value added to what sellers at home do not sell of what the undisturbed market would buy of them.
double output_lost(const MonthView& view, NationId n) {
  const World& w = view.world;
  double unsold = 0;
  for (const SellerId s : w.data->goods.sellers_at_home[n]) unsold += w.goods.planned[s] - w.goods.sold[s];
  const double gdp = w.nations.gdp[n] * 1000 / 12;  // M$ a month
  return ratio_or_zero(view.p.goods_value_added * unsold, gdp);
}

/// What comes of a nation's orders for tools, by class.
struct ToolDeliveries {
  double least = 1, value = 0, came = 0;
  void add(double value_of_class, double part) {
    least = std::min(least, part);
    value += value_of_class, came += value_of_class * part;
  }
  [[nodiscard]] double mean() const { return value > 0 ? came / value : 1.0; }
};

}  // namespace

void receive_goods(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  for (const NationId n : IdRange<NationId>(first, last)) {
    double limit = 1, packaging = 1, loss = 0, cover = 1;
    bool denied = false;
    ToolDeliveries tools;
    for (const BuyerId b : c.buyers[n].ids()) {
      const TradedId g = c.bought[b];
      const bool of_fabs = c.kind[g] == GoodsKind::tool && good_of(g) != Good::assembly_tool;
      if (m.calm[g] > 0) {
        if (of_fabs) tools.add(m.use[b], 1);
        continue;
      }
      take_in(view, b);
      if (of_fabs) tools.add(m.use[b], delivered_share(w, b));
      limit = std::min(limit, 1 - c.need[g] * (1 - m.used[b]));
      loss += loss_without(view.p, g) * (1 - m.used[b]);
      if (good_of(g) == Good::advanced_packaging) packaging = m.used[b];
      if (c.kind[g] == GoodsKind::tool && m.closed[b] > 0) {
        denied = true;
        cover = std::min(cover, view.p.goods_tools_release * view.p.goods_tools_covered *
                                    positive(m.inventory[b] - c.inventory_months[g]) / m.closed[b]);
      }
    }
    m.materials_limit[n] = limit;
    m.packaging[n] = packaging;
    m.gdp_loss[n] = loss;
    m.output_lost[n] = output_lost(view, n);
    m.tool_cover[n] = denied ? cover : 0.0;
    m.tool_supply[n] = tools.least;
    m.tool_spares[n] = tools.mean();
  }
}

}  // namespace chokepoint::agents::nation
