// Rules by generation of memory and by home of its makers.
#include "engine/markets/memory_supply.hpp"

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

MemoryRule composed(const MemoryRule& a, const MemoryRule& b) {
  return {either(a.all, b.all), either(a.third, b.third), either(a.fourth, b.fourth)};
}

}  // namespace

double closed_share(const World& w, const MemoryRule& rule) {
  if (rule.third <= 0 && rule.fourth <= 0) return rule.all;
  const double from_third = w.data->hbm3_share->at(w.month), from_fourth = w.data->hbm4_share->at(w.month);
  return either(rule.all, from_third * rule.third + from_fourth * (1 - rule.third) * rule.fourth);
}

MemoryAccess memory_access(const World& w, const Regimes& r, NationId n) {
  if (!r.hbm_denied.column_touched(n) && !r.hbm_announced.column_touched(n) && !r.import_ban.row_touched(n)) return {};
  double all = 0, open = 0, denied = 0, closing = 0;
  for (const DesignerId d : w.designers.nation.ids()) {
    if (w.designers.nation[d] != n) continue;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::hbm)) {
      const VertexId maker = w.trade.supplier(e);
      const NationId home = w.data->home[maker];
      if (home == n) continue;
      const MemoryRule& rule = r.hbm_denied(home, n);
      const double weight = w.trade.weight[e], closed = closed_share(w, rule),
                   let_in = weight * (1 - r.import_ban(n, maker));
      all += weight;
      denied += weight * closed;
      open += let_in * (1 - closed);
      if (r.hbm_announced.column_touched(n))
        closing += let_in * (closed_share(w, composed(rule, r.hbm_announced(home, n))) - closed);
    }
  }
  if (all <= 0) return {};
  return {open / all, denied / all, ratio_or_zero(closing, open)};
}

double memory_left(const World& w, const Regimes& r, NationId n) {
  double all = 0, left = 0;
  for (const DesignerId d : w.designers.nation.ids()) {
    if (w.designers.nation[d] != n) continue;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::hbm)) {
      const VertexId maker = w.trade.supplier(e);
      if (w.data->home[maker] == n) continue;
      all += w.trade.weight[e];
      left += w.trade.weight[e] * r.capacity[maker];
    }
  }
  return all > 0 ? left / all : 1.0;
}

double memory_yield(const World& w, const Parameters& p, MemoryMakerId m) {
  const MemoryMakers& makers = w.memory_makers;
  if (!makers.domestic[m]) return 1;
  return 1 - (1 - p.memory_yield_start) *
                 maths::pow(1 + makers.made[m] / p.memory_yield_volume, -p.yield_learning_exponent);
}

double memory_output(const World& w, const Parameters& p, const Regimes& r, MemoryMakerId m) {
  const double capacity = w.memory_makers.hbm_capacity[m];
  if (capacity <= 0) return 0;
  return capacity * memory_yield(w, p, m) * r.capacity[w.data->vertex(m)] *
         w.goods.materials_limit[w.memory_makers.nation[m]];
}

}  // namespace chokepoint
