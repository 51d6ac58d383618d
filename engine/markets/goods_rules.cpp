// Rules are few and links many: only links of the buyers named by a rule are looked at.
#include "engine/markets/goods_rules.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"

namespace chokepoint {
namespace {

bool binds(const GoodsCatalogue& c, const GoodsRule& rule, SellerId s) {
  if (rule.company.exists()) return c.company[s] == rule.company;
  return c.home[s] != rule.buyer && (!rule.home.exists() || c.home[s] == rule.home);
}

/// Whether the buyer has a foundry that the rule is about.
bool reaches(const World& w, const GoodsRule& rule) {
  if (rule.node_min == -no_limit) return true;
  for (const FoundryId q : w.foundries.nation.ids())
    if (w.foundries.nation[q] == rule.buyer && w.foundries.node[q] >= rule.node_min) return true;
  return false;
}

/// What is left open of a link by rules on all of it, and by rules on the part of it that is for advanced fabs: on one
/// part several rules close no more than it.
struct Open {
  double all = 1, advanced = 1;
  void bind(const GoodsRule& rule) { (rule.advanced_tools ? advanced : all) *= 1 - rule.closed; }
  [[nodiscard]] double share(double covered) const { return all * (1 - covered * (1 - advanced)); }
};

/// Calls f(rule, good, link) for every link that one of the rules binds.
template <class F>
void each_bound(const World& w, const std::vector<GoodsRule>& rules, F&& f) {
  const GoodsCatalogue& c = w.data->goods;
  for (const GoodsRule& rule : rules) {
    if (!reaches(w, rule)) continue;
    for (const BuyerId b : c.buyers[rule.buyer].ids()) {
      const TradedId g = c.bought[b];
      if (!rule.goods.has(g)) continue;
      for (const EdgeId e : w.trade.purchases(w.data->vertex(rule.buyer), good_of(g)))
        if (binds(c, rule, c.seller_of[e])) f(rule, g, e);
    }
  }
}

template <class F>
void each_disturbed_seller(const World& w, F&& f) {
  const GoodsCatalogue& c = w.data->goods;
  for (const TradedId g : traded_goods())
    if (w.goods.calm[g] <= 0)
      for (const SellerId s : c.sellers[g].ids()) f(s);
}

/// Where announced rules will close what is open now: a link on which rules bind carries no more than they leave it,
/// and a good of which nothing will be closed stays as calm as it was.
void announce(World& w, const Regimes& regimes) {
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  for (const BuyerId b : c.nation.ids()) {
    if (m.threatened[b] <= 0) continue;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(c.bought[b]))) m.threat[e] = 0;
    m.threatened[b] = 0;
  }
  each_bound(w, regimes.goods_announced, [&](const GoodsRule& rule, TradedId g, EdgeId e) {
    if (m.access[e] < 1 || rule.closed <= 0) return;
    m.calm[g] = 0;
    const double threat = std::max(m.threat[e], rule.closed);
    m.threatened[c.buyer_of[e]] += w.trade.weight[e] * (threat - m.threat[e]);
    m.threat[e] = threat;
  });
}

void strike(World& w, const Regimes& regimes) {
  const GoodsCatalogue& c = w.data->goods;
  for (const SellerId s : c.company.ids()) {
    w.goods.outage[s] = regimes.capacity[c.company[s]];
    if (w.goods.outage[s] != 1 || regimes.tools_listed[c.company[s]] > 0) w.goods.calm[c.sold[s]] = 0;
  }
  if (!regimes.stockpile.touched()) return;
  for (const BuyerId b : c.nation.ids())
    if (regimes.stockpile(c.nation[b], c.bought[b]) > 0) w.goods.calm[c.bought[b]] = 0;
}

}  // namespace

double open_share(const World& w, const Regimes& regimes, EdgeId link) {
  const GoodsCatalogue& c = w.data->goods;
  const BuyerId b = c.buyer_of[link];
  Open open;
  for (const GoodsRule& rule : regimes.goods)
    if (rule.buyer == c.nation[b] && rule.goods.has(c.bought[b]) && binds(c, rule, c.seller_of[link]) &&
        reaches(w, rule))
      open.bind(rule);
  return open.share(w.goods.tools_covered);
}

void apply_goods_rules(World& w, const Regimes& regimes, const Parameters& p) {
  const GoodsCatalogue& c = w.data->goods;
  GoodsMarket& m = w.goods;
  m.rules_seen = regimes.revision;
  m.tools_covered = p.goods_tools_covered;
  strike(w, regimes);
  each_bound(w, regimes.goods, [&](const GoodsRule&, TradedId g, EdgeId) { m.calm[g] = 0; });

  each_disturbed_seller(w, [&](SellerId s) {
    for (const EdgeId e : w.links_of(s)) {
      m.attraction[e] = m.access[e];  // as it was until now
      m.access[e] = m.advanced_open[e] = 1;
      m.tariff[e] = 0;
    }
  });
  each_bound(w, regimes.goods, [&](const GoodsRule& rule, TradedId, EdgeId e) {
    (rule.advanced_tools ? m.advanced_open : m.access)[e] *= 1 - rule.closed;
    m.tariff[e] += rule.tariff;
  });
  for (const BuyerId b : c.nation.ids())
    if (m.calm[c.bought[b]] <= 0) m.closed[b] = 0;
  each_disturbed_seller(w, [&](SellerId s) {
    for (const EdgeId e : w.links_of(s)) {
      const double before = m.attraction[e];
      m.access[e] = Open{m.access[e], m.advanced_open[e]}.share(m.tools_covered);
      if (m.access[e] < before) w.trade.share[e] *= m.access[e] / before;
      m.attraction[e] =
          m.tariff[e] > 0 ? m.access[e] * maths::pow(1 + m.tariff[e], 1 - p.goods_substitution) : m.access[e];
      if (m.access[e] < 1) m.closed[c.buyer_of[e]] += w.trade.weight[e] * (1 - m.access[e]);
    }
  });
  announce(w, regimes);
}

}  // namespace chokepoint
