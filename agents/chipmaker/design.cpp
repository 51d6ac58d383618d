// Equations: docs/model.md, "Tools, fabs, node, yield", "Foundry rationing", "Memory and designers".
#include "agents/chipmaker/design.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/rationing.hpp"
#include "engine/markets/tool_supply.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

using Slot = Id<SlotTag>;

constexpr double denied_from = 0.5;  // of EUV lithography, of a foundry: what is half closed is not to be had

Slot slot(const Foundries& f, FoundryId q, Month month) {
  return Slot{static_cast<std::size_t>(month.index) % static_cast<std::size_t>(f.lag[q])};
}

double under_construction(const Foundries& f, FoundryId q) {
  double total = f.untooled[q];
  for (std::size_t s = 0; s < static_cast<std::size_t>(f.lag[q]); ++s) total += f.pipeline(q, Slot{s});
  return total;
}

/// Denial that this foundry feels: its nation's, or its own node's where rules spare older ones, and its own listing on
/// top.
double denial_of(const MonthView& view, FoundryId q) {
  const NationId home = view.world.foundries.nation[q];
  const double felt = view.regimes.tools_by_node[home] ? tool_denial(view, home, view.world.foundries.node[q])
                                                       : view.world.nations.tool_denial[home];
  return std::max(felt, view.regimes.tools_listed[q]);
}

void advance_node(const MonthView& view, FoundryId q) {
  Foundries& f = view.world.foundries;
  const Parameters& p = view.p;
  const Nations& n = view.world.nations;
  const NationId home = f.nation[q];
  if (const Path* roadmap = f.node_path[q]) {
    const double announced = roadmap->at(view.month) + f.node_growth[q] * positive(view.year - 2022.7);
    constexpr double last_planned_node = 6;  // A14
    f.node[q] = std::max(f.node[q], std::min(announced, last_planned_node));
    return;
  }
  const double denial = denial_of(view, q);
  const double gate = view.regimes.euv_denied[home] >= denied_from
                          ? std::max(n.node_gate[home], p.node_duv_limit + p.node_per_litho * n.litho_share[home])
                          : 9.0;
  const double rate = p.node_rate / 12 * (1 - p.node_denial_drag * denial * (1 - n.tools_share[home]));
  f.node[q] = std::min(f.node[q] + rate, std::max(f.node[q], gate));
}

/// Wafers per month of new capacity that the foundry orders today; while it is out, as much as it still works.
double ordered_capacity(const MonthView& view, FoundryId q) {
  const Foundries& f = view.world.foundries;
  const Parameters& p = view.p;
  const SubsidyFlows& subsidy = view.regimes.subsidy[f.nation[q]];
  const double bought = subsidy.fab / p.fab_cost_per_wspm;
  const double working = std::min(1.0, view.regimes.capacity[view.world.data->vertex(q)]);
  if (const Path* ramp = f.build_path[q]) {
    const double urgency = denial_of(view, q) > 0 ? 1 + p.fab_state_denial_response : 1.0;
    return p.fab_state_build * urgency * ramp->at(view.month) * working + bought;
  }
  const double gap = p.fab_order_multiple * f.order_level[q] - f.capacity[q] - under_construction(f, q);
  return std::clamp(gap / p.fab_gap_months, 0.0, p.fab_expansion_cap * f.capacity[q]) * working + bought;
}

}  // namespace

void build_capacity(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Foundries& f = w.foundries;
  const Parameters& p = view.p;
  for (const FoundryId q : IdRange<FoundryId>(first, last)) {
    const NationId home = f.nation[q];
    advance_node(view, q);

    const double denial = denial_of(view, q);
    const double leak = p.tools_leak * (1 - 0.5 * support_denied(w, view.regimes.components_denied, home, f.node[q]));
    const double tooled =
        (1 - denial) + denial * std::min(1.0, std::max(leak, w.nations.tools_share[home]) + w.goods.tool_cover[home]);
    double& due = f.pipeline(q, slot(f, q, view.month));
    // Shells without tools wait; spare tools (beyond half of what new shells need) work the queue off.
    const double from_queue = std::min(f.untooled[q], positive(2 * tooled - 1) * f.untooled[q] / p.fab_backlog_months);
    const double arriving = tooled * due + from_queue;
    f.untooled[q] += (1 - tooled) * due - from_queue;
    f.capacity[q] += arriving;
    f.arrived_total[q] += arriving;
    due = 0;

    const double unserviced = support_denied(w, view.regimes.servicing_denied, home, f.node[q]);
    const double scrap = p.fab_depreciation + p.fab_servicing_loss * unserviced * (1 - w.nations.tools_share[home]);
    f.scrapped_total[q] += f.capacity[q] * scrap;
    f.capacity[q] *= 1 - scrap;

    const double ordered = ordered_capacity(view, q);
    f.pipeline(q, slot(f, q, view.month)) = ordered;  // due again in `lag` months
    f.ordered_total[q] += ordered;

    f.ai_share[q] = f.build_path[q]
                        ? std::clamp(p.fab_state_ai_base + p.fab_state_ai_growth * positive(view.year - 2020) +
                                         p.fab_state_ai_hype * w.commons.hype,
                                     0.05, 0.6)
                        : 1.0;
  }
}

void grow_memory(const MonthView& view, std::size_t first, std::size_t last) {
  MemoryMakers& m = view.world.memory_makers;
  for (const MemoryMakerId id : IdRange<MemoryMakerId>(first, last)) {
    if (!m.domestic[id] || view.month < m.hbm_start[id]) continue;
    if (view.month == m.hbm_start[id]) {
      m.hbm_capacity[id] = m.hbm_at_start[id];
      continue;
    }
    // Growth slows as the first easy steps are done.
    const double taper = std::clamp(1.6 - 0.25 * (view.month - m.hbm_start[id]) / 12.0, 0.35, 1.6);
    const double growth = view.p.hbm_domestic_growth * (1 + view.regimes.subsidy[m.nation[id]].hbm / 2000);
    m.hbm_capacity[id] *= 1 + growth * taper;
  }
}

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
    defects *= 1 + p.yield_duv_penalty * (f.node[q] - p.yield_duv_penalty_from);
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

}  // namespace

void design_and_order(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Designers& s = w.designers;
  const Parameters& p = view.p;
  for (const DesignerId d : IdRange<DesignerId>(first, last)) {
    s.architecture[d] += architecture_step(view, d, w.commons.leader_architecture) *
                         (1 - p.design_eda_loss * design_software_denied(w, view.regimes, d));
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) w.trade.order[e] = 0;
    const EdgeId e = chosen_foundry(view, d);
    if (!e.exists()) {
      s.per_wafer[d] = 0;
      continue;
    }
    const FoundryId q = w.data->foundry_of(w.trade.supplier(e));
    s.yield[d] = die_yield(view, q, s.die_area[d]);
    s.die_performance[d] = maths::exp10(s.architecture[d]) * maths::exp2(p.node_density * (w.foundries.node[q] - 3)) *
                           s.die_area[d] / h100_die_area;
    s.per_wafer[d] = dies_per_wafer(s.die_area[d]) * s.yield[d] * s.die_performance[d];
    const double orders = std::max(s.orders[d], 1e-3);
    const double room = positive(p.design_inventory_months * orders - s.inventory[d]);
    w.trade.order[e] = std::min(p.foundry_wafer_margin * orders, room) / s.per_wafer[d];
  }
}

void ration_wafers(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Foundries& f = w.foundries;
  const Parameters& p = view.p;
  for (const FoundryId q : IdRange<FoundryId>(first, last)) {
    const VertexId seller = w.data->vertex(q);
    const double ordered = total_orders(w.trade, seller, Good::wafer);
    f.order_level[q] += p.fab_order_smoothing * (ordered - f.order_level[q]);
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
  }
}

}  // namespace chokepoint::agents::chipmaker
