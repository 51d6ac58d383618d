// Equations: docs/model.md, "Foundry rationing", "Memory and designers".
#include "agents/chipmaker/design.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "agents/chipmaker/build.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/chip_production.hpp"
#include "engine/markets/rationing.hpp"
#include "engine/markets/tool_supply.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

/// The foundry the designer orders from: the most advanced one that is open to it; a listed designer's own nation's
/// only.
EdgeId chosen_foundry(const MonthView& view, DesignerId d) {
  const World& w = view.world;
  EdgeId best;
  double best_node = 0;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) {
    const FoundryId q = w.data->foundry_of(w.trade.supplier(e));
    const bool foreign = w.foundries.nation[q] != w.designers.nation[d];
    if (foreign && view.regimes.foundry_denied(w.foundries.nation[q], d) >= denied_from) continue;
    if (!best.exists() || w.foundries.node[q] > best_node) {
      best = e;
      best_node = w.foundries.node[q];
    }
  }
  return best;
}

/// Negative-binomial (Stapper) yield of a die of this area after the foundry's cumulative volume.
double die_yield(const MonthView& view, FoundryId q, double die_area) {
  const Foundries& f = view.world.foundries;
  const Parameters& p = view.p;
  const double others = fixed_sum(f.ai_wafers.cells()) - f.ai_wafers[q];
  const double volume = f.ai_wafers[q] + p.yield_spillover * others;
  double defects = p.yield_defects_mature +
                   f.defects_start[q] * maths::pow(1 + volume / p.yield_learning_volume, -p.yield_learning_exponent);
  if (view.regimes.euv_denied[f.nation[q]] >= denied_from && f.node[q] > p.yield_duv_penalty_from)
    defects *= 1 + p.yield_duv_penalty * (f.node[q] - p.yield_duv_penalty_from) *
                       (1 - view.world.nations.litho_share[f.nation[q]]);  // as far as no lithography of its own helps
  const double critical_cm2 = die_area / 100 * p.yield_critical_area;
  return maths::pow(1 + critical_cm2 * defects / p.yield_clustering, -p.yield_clustering);
}

double dies_per_wafer(double die_area) {
  constexpr double radius = 150;  // mm
  return std::numbers::pi * radius * radius / die_area - std::numbers::pi * 2 * radius / std::sqrt(2 * die_area);
}

double architecture_step(const MonthView& view, DesignerId d, double leader) {
  const Designers& s = view.world.designers;
  const Parameters& p = view.p;
  const double own = s.architecture[d];
  switch (s.role[d]) {
    case DesignerRole::leader:
      return p.design_growth;
    case DesignerRole::follower: {
      const double gap = leader - p.design_follower_offset - own;
      return p.design_follower * p.design_growth + (own < leader ? p.design_follower_catch_up * gap : 0.0);
    }
    case DesignerRole::domestic: {
      const double scale =
          maths::pow(std::clamp(s.smoothed_revenue[d] / p.design_revenue_scale, 0.05, 30.0), p.design_revenue_exponent);
      return p.design_domestic * p.design_growth * scale + p.design_domestic_catch_up * positive(leader - own);
    }
  }
  return 0;
}

/// Dies for them, less what is banked; where the pool of memory serves fewer, for those that it does.
double dies_to_order(const MonthView& view, DesignerId d) {
  const World& w = view.world;
  const double parts = parts_to_make(w, view.p, d), banked = w.designers.die_bank[d] / view.p.design_inventory_months;
  if (!draws_on_pool(w, d)) return positive(parts - banked);
  const double need = stacks_per_h100e(w, view.p, d);
  const double memory =
      need > 0 ? w.designers.hbm_share[d] * w.nations.hbm_allotted[w.designers.nation[d]] * 1e6 / need : no_limit;
  return std::min(parts, positive(view.p.foundry_wafer_margin * memory - banked));
}

/// Orders of stacks by the shares of its contracts: for the month's parts and a stock.
void order_memory(const MonthView& view, DesignerId d) {
  World& w = view.world;
  const IdRange<EdgeId> links = w.trade.purchases(w.data->vertex(d), Good::hbm);
  double shares = 0;
  for (const EdgeId e : links) shares += w.trade.weight[e];
  if (draws_on_pool(w, d) || shares <= 0) return;
  const double month = stacks_per_h100e(w, view.p, d) * parts_to_make(w, view.p, d) / 1e6;
  const double wanted = positive(month * (1 + view.p.memory_stock_months) - w.designers.hbm_held[d]);
  for (const EdgeId e : links) w.trade.order[e] = wanted * w.trade.weight[e] / shares;
}

}  // namespace

void design_and_order(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Designers& s = w.designers;
  const Parameters& p = view.p;
  for (const DesignerId d : IdRange<DesignerId>(first, last)) {
    s.architecture[d] +=
        architecture_step(view, d, w.commons.leader_architecture) *
        (1 - p.design_eda_loss * either(design_software_denied(w, view.regimes, d), design_software_lacking(w, d)));
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) w.trade.order[e] = 0;
    const EdgeId e = chosen_foundry(view, d);
    if (!e.exists()) {
      s.per_wafer[d] = 0;
      for (const EdgeId m : w.trade.purchases(w.data->vertex(d), Good::hbm)) w.trade.order[m] = 0;
      continue;
    }
    const FoundryId q = w.data->foundry_of(w.trade.supplier(e));
    s.yield[d] = die_yield(view, q, s.die_area[d]);
    s.die_performance[d] = maths::exp10(s.architecture[d]) * maths::exp2(p.node_density * (w.foundries.node[q] - 3)) *
                           s.die_area[d] / h100_die_area;
    s.per_wafer[d] = dies_per_wafer(s.die_area[d]) * s.yield[d] * s.die_performance[d];
    w.trade.order[e] = dies_to_order(view, d) / s.per_wafer[d];
    order_memory(view, d);
  }
}

namespace {

/// Share of a state-led foundry's capacity that is for accelerators: by orders, theirs with priority, and what others
/// leave free.
double share_for_ai(const MonthView& view, FoundryId q, double ordered) {
  const Parameters& p = view.p;
  const double others = p.fab_other_orders * maths::exp(p.fab_other_growth * (view.year - 2025.5));
  const double working =
      view.world.foundries.capacity[q] * std::min(1.0, view.regimes.capacity[view.world.data->vertex(q)]);
  const double first = p.fab_ai_priority * ordered;
  return std::max(first / (first + others), working > 0 ? 1 - others / working : 0.0);
}

/// Wafers of packaging that its customers order: each for the parts that it means to make.
double packaging_ordered(const MonthView& view, FoundryId q) {
  const World& w = view.world;
  double out = 0;
  for (const EdgeId e : w.trade.sales(w.data->vertex(q), Good::wafer)) {
    if (w.trade.order[e] <= 0) continue;
    const DesignerId d = w.data->designer_of(w.trade.buyer(e));
    out += packaging_wafers(w, view.p, d, parts_to_make(w, view.p, d));
  }
  return out;
}

/// What the lines are too few for, all customers lack in proportion.
void ration_packaging(const MonthView& view, FoundryId q) {
  Foundries& f = view.world.foundries;
  if (f.packaging[q] <= 0) return;
  const double ordered = packaging_ordered(view, q);
  f.packaging_level[q] += view.p.fab_order_smoothing * (ordered - f.packaging_level[q]);
  f.packaging_met[q] = fill_ratio(f.packaging[q] * packaging_left(view, q), ordered);
}

}  // namespace

void ration_wafers(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Foundries& f = w.foundries;
  const Parameters& p = view.p;
  for (const FoundryId q : IdRange<FoundryId>(first, last)) {
    const VertexId seller = w.data->vertex(q);
    const double ordered = total_orders(w.trade, seller, Good::wafer);
    f.order_level[q] += p.fab_order_smoothing * (ordered - f.order_level[q]);
    f.ai_share[q] = f.build_path[q] ? share_for_ai(view, q, ordered) : 1.0;
    const double available =
        f.capacity[q] * f.ai_share[q] * view.regimes.capacity[seller] * w.goods.materials_limit[f.nation[q]];
    double shipped = 0;
    if (f.build_path[q]) {
      shipped = ration_by_relationship(w.trade, seller, Good::wafer, available);
      const double heat = denial_of(view, q) > 0 ? 1.0 : p.foundry_relationship_calm;
      for (const EdgeId e : w.trade.sales(seller, Good::wafer)) {
        if (w.trade.order[e] <= 0) continue;
        const double unmet = 1 - w.trade.shipped[e] / w.trade.order[e];
        double& tie = w.trade.weight[e];
        tie = std::min(1.0, tie + p.foundry_relationship_growth * unmet * tie * (1 - tie) * heat);
      }
    } else {
      shipped = ration_proportionally(w.trade, seller, Good::wafer, available);
    }
    f.ai_wafers[q] += shipped;
    f.filled[q] = fill_ratio(shipped, ordered);
    ration_packaging(view, q);
  }
}

}  // namespace chokepoint::agents::chipmaker
