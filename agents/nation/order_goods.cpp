// Equations: docs/model.md, "Trade in goods".
#include "agents/nation/order_goods.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/hash.hpp"
#include "engine/markets/goods_rules.hpp"
#include "engine/markets/goods_trade.hpp"

namespace chokepoint::agents::nation {
namespace {

/// Purchases of every buyer: a path moves its nation's share of the world's purchases, the others share what that
/// leaves.
void plan_use(const MonthView& view) {
  const GoodsCatalogue& c = view.world.data->goods;
  GoodsMarket& m = view.world.goods;
  std::array<double, traded_good_count> moved{}, others{}, sales{}, rest{};
  for (const BuyerId b : c.nation.ids()) {
    m.use[b] = c.trend[b] ? c.purchases[b] * c.trend[b]->at(view.month) : c.purchases[b];
    (c.trend[b] ? moved : others)[c.bought[b].index()] += m.use[b];
  }
  for (const TradedId g : traded_goods()) {
    const std::size_t k = g.index();
    rest[k] = ratio_or_zero(positive(1 - moved[k]), others[k]);
    sales[k] = ratio_or_zero(c.sales[g]->at(view.month) * 1000 / 12, moved[k] + rest[k] * others[k]);
  }
  for (const BuyerId b : c.nation.ids())
    m.use[b] *= sales[c.bought[b].index()] * (c.trend[b] ? 1.0 : rest[c.bought[b].index()]);
}

/// Where sellers enter, the undisturbed market moves to its shares at rest step by step.
void move_reference(const MonthView& view, IdRange<EdgeId> links) {
  const World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  const auto weight = [&](EdgeId e) {
    return c.dormant[e] || c.entry[c.seller_of[e]] > view.month ? 0.0 : w.trade.weight[e];
  };
  double total = 0;
  for (const EdgeId e : links) total += weight(e);
  for (const EdgeId e : links) {
    double& share = view.world.goods.reference[e];
    share = adjusted_share(share, ratio_or_zero(weight(e), total), view.p.goods_adjustment);
  }
}

/// Likelihood of a pair to trade: by the size of both economies, against the largest of all, and the closeness of their
/// blocs.
double affinity(const World& w, NationId a, NationId b, double largest) {
  return ratio_or_zero(std::sqrt(w.nations.gdp[a] * w.nations.gdp[b]), largest) *
         (1 - std::fabs(w.nations.alignment[a] - w.nations.alignment[b]) / 2);
}

/// Under shortage pairs begin to trade that did not, and what they trade grows logistically.
void form_links(const MonthView& view, BuyerId b, double shortage) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  const TradedId g = c.bought[b];
  const double largest = std::ranges::max(w.nations.gdp.cells());
  for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(g))) {
    const SellerId s = c.seller_of[e];
    if (!c.dormant[e] || c.entry[s] > view.month || w.goods.access[e] <= 0) continue;
    double& weight = w.trade.weight[e];
    if (weight > 0) {
      weight += view.p.goods_link_growth * shortage * weight * (1 - weight);
      continue;
    }
    const double chance = view.p.goods_link_rate * shortage * affinity(w, c.home[s], c.nation[b], largest);
    const std::uint64_t pair = name_hash(w.data->vertex_name(c.company[s])) * 0x9e3779b97f4a7c15ULL ^
                               w.data->nations.hash[c.nation[b].index()];
    if (view.random.uniform(Purpose::trade_link, pair, view.month, g.index()) < chance)
      weight = view.p.goods_link_start;
  }
}

/// Stock that a buyer aims at, months of use, with what its state holds.
double usual_months(const MonthView& view, BuyerId b) {
  const GoodsCatalogue& c = view.world.data->goods;
  return c.inventory_months[c.bought[b]] + view.regimes.stockpile(c.nation[b], c.bought[b]);
}

/// What a buyer orders beyond its need while sellers may soon be closed to it, months of use.
double hoarded_months(const MonthView& view, BuyerId b) {
  const GoodsCatalogue& c = view.world.data->goods;
  const GoodsMarket& m = view.world.goods;
  if (m.threatened[b] <= 0) return 0;
  const double usual = usual_months(view, b);
  const double raise = c.kind[c.bought[b]] == GoodsKind::tool ? view.p.goods_tools_hoarding : view.p.materials_hoarding;
  return (positive(usual * (1 + raise * m.threatened[b]) - m.inventory[b]) - positive(usual - m.inventory[b])) /
         view.p.goods_refill_months;
}

/// Desired shares after Armington. A link on which rules bind carries at most the open part of what it carries at rest;
/// what that leaves goes to the others. What is hoarded is ordered from those who may soon be closed.
void choose_suppliers(const MonthView& view, BuyerId b, IdRange<EdgeId> links) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  const bool moves = c.moves[c.bought[b]];
  double total = 0, free = 0, capped = 0;
  for (const EdgeId e : links) {
    const SellerId s = c.seller_of[e];
    const double weight = moves && c.entry[s] > view.month ? 0.0 : w.trade.weight[e];
    total += w.trade.order[e] = weight * m.attraction[e] * m.fill[s];
    if (m.access[e] >= 1) free += w.trade.order[e];
  }
  for (const EdgeId e : links)
    if (m.access[e] < 1)
      capped += w.trade.order[e] = std::min(ratio_or_zero(w.trade.order[e], total), m.access[e] * w.trade.weight[e]);
  const double speed = view.p.goods_adjustment, scale = ratio_or_zero(1 - capped, free),
               hoarded = hoarded_months(view, b);
  const double months = m.ordered_months[b], per_threat = ratio_or_zero(hoarded, m.threatened[b]);
  m.ordered_months[b] += hoarded;
  for (const EdgeId e : links) {
    const bool bound = m.access[e] < 1;
    double& share = w.trade.share[e];
    share = adjusted_share(share, bound ? w.trade.order[e] : w.trade.order[e] * scale, speed);
    const double ordered = bound ? std::min(share * std::min(1.0, months), m.access[e] * w.trade.weight[e])
                                 : share * months + per_threat * m.threat[e] * w.trade.weight[e];
    w.trade.order[e] = m.use[b] * ordered;
  }
}

}  // namespace

void plan_goods(const MonthView& view, std::size_t, std::size_t) {
  if (view.world.data->goods.empty()) return;
  if (view.world.goods.rules_seen != view.regimes.revision) apply_goods_rules(view.world, view.regimes, view.p);
  plan_use(view);
}

void order_goods(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  for (const NationId n : IdRange<NationId>(first, last))
    for (const BuyerId b : c.buyers[n].ids()) {
      const TradedId g = c.bought[b];
      const bool calm = m.calm[g] > 0;
      if (calm && !c.moves[g]) continue;
      const auto links = w.trade.purchases(w.data->vertex(n), good_of(g));
      if (c.moves[g]) move_reference(view, links);
      if (calm) {
        for (const EdgeId e : links) w.trade.share[e] = m.reference[e];
        continue;
      }
      if (const double shortage = positive(1 - m.substitute[b] - m.received[b]); shortage > 0)
        form_links(view, b, shortage);
      m.ordered_months[b] = order_months(1 - m.substitute[b], usual_months(view, b), m.inventory[b],
                                         view.p.goods_refill_months, m.backlog[b], view.p.goods_backlog_kept);
      choose_suppliers(view, b, links);
    }
}

}  // namespace chokepoint::agents::nation
