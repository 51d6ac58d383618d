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

/// Where sellers enter, the undisturbed market moves to its shares at rest step by step. What a link weighs stands for
/// a moment in the place of its order.
void move_reference(const MonthView& view, IdRange<EdgeId> links) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  double total = 0;
  for (const EdgeId e : links)
    total += w.trade.order[e] = c.entry[c.seller_of[e]] > view.month || c.dormant[e] ? 0.0 : w.trade.weight[e];
  const double* const weight = &w.trade.order[*links.begin()];
  double* const share = &w.goods.reference[*links.begin()];
  const double speed = view.p.goods_adjustment;
  const std::size_t count = links.size();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) share[k] = adjusted_share(share[k], ratio_or_zero(weight[k], total), speed);
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
  double largest = 0;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(g))) {
    const SellerId s = c.seller_of[e];
    if (!c.dormant[e] || c.entry[s] > view.month || w.goods.access[e] <= 0) continue;
    double& weight = w.trade.weight[e];
    if (weight > 0) {
      weight += view.p.goods_link_growth * shortage * weight * (1 - weight);
      continue;
    }
    if (largest <= 0) largest = std::ranges::max(w.nations.gdp.cells());
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

/// A buyer's wish for each of its suppliers, left in the place of its order.
struct Wishes {
  double total = 0, free = 0;  ///< of all; of those on whom no rule binds
  double least_access = 1;
};

Wishes wish(const MonthView& view, IdRange<EdgeId> links, bool moves) {
  World& w = view.world;
  const GoodsCatalogue& c = w.data->goods;
  const GoodsMarket& m = w.goods;
  Wishes out;
  for (const EdgeId e : links) {
    const SellerId s = c.seller_of[e];
    const double weight = moves && c.entry[s] > view.month ? 0.0 : w.trade.weight[e];
    out.total += w.trade.order[e] = weight * m.attraction[e] * m.fill[s];
    out.least_access = std::min(out.least_access, m.access[e]);
  }
  if (out.least_access >= 1)
    out.free = out.total;
  else
    for (const EdgeId e : links)
      if (m.access[e] >= 1) out.free += w.trade.order[e];
  return out;
}

/// Orders of a buyer on whose links no rule binds or is announced.
void order_freely(World& w, BuyerId b, IdRange<EdgeId> links, double scale, double speed) {
  const EdgeId first = *links.begin();
  double *const order = &w.trade.order[first], *const share = &w.trade.share[first];
  const double use = w.goods.use[b], months = w.goods.ordered_months[b];
  const std::size_t count = links.size();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) {
    const double moved = adjusted_share(share[k], order[k] * scale, speed);
    share[k] = moved;
    order[k] = use * (moved * months);
  }
}

/// Desired shares after Armington. A link on which rules bind carries at most the open part of what it carries at rest;
/// what that leaves goes to the others. What is hoarded is ordered from those who may soon be closed.
void choose_suppliers(const MonthView& view, BuyerId b, IdRange<EdgeId> links) {
  World& w = view.world;
  GoodsMarket& m = w.goods;
  const Wishes wishes = wish(view, links, w.data->goods.moves[w.data->goods.bought[b]]);
  const double speed = view.p.goods_adjustment, hoarded = hoarded_months(view, b);
  if (wishes.least_access >= 1 && hoarded <= 0) return order_freely(w, b, links, ratio_or_zero(1, wishes.total), speed);
  double capped = 0;
  for (const EdgeId e : links)
    if (m.access[e] < 1)
      capped += w.trade.order[e] =
          std::min(ratio_or_zero(w.trade.order[e], wishes.total), m.access[e] * w.trade.weight[e]);
  const double scale = ratio_or_zero(1 - capped, wishes.free);
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
      if (links.empty()) continue;
      if (c.moves[g]) move_reference(view, links);
      if (calm) {
        std::copy_n(&m.reference[*links.begin()], links.size(), &w.trade.share[*links.begin()]);
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
