// Equations: docs/model.md, "Tools, fabs, node, yield".
#include "agents/chipmaker/build.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/tool_supply.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

using Slot = Id<SlotTag>;

Slot slot(const Foundries& f, FoundryId q, Month month) {
  return Slot{static_cast<std::size_t>(month.index) % static_cast<std::size_t>(f.lag[q])};
}

double under_construction(const Foundries& f, FoundryId q) {
  double total = f.untooled[q];
  for (std::size_t s = 0; s < static_cast<std::size_t>(f.lag[q]); ++s) total += f.pipeline(q, Slot{s});
  return total;
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
  const double own = without_components(view, home, f.node[q], n.tools_share[home]);
  const double rate = p.node_rate / 12 * (1 - p.node_denial_drag * denial * (1 - own));
  f.node[q] = std::min(f.node[q] + rate, std::max(f.node[q], gate));
}

/// A state builds more of its plan while rules on tools or chips bind its industry.
double urgency(const MonthView& view, FoundryId q) {
  const bool bound = denial_of(view, q) > 0 || under_chip_rule(view, view.world.foundries.nation[q]);
  return bound ? 1 + view.p.fab_state_denial_response : 1.0;
}

/// What becomes of a plan nobody knows: one draw a run and foundry, of mean 1, from when the plan is not yet record.
double plan_kept(const MonthView& view, FoundryId q) {
  constexpr Month record_ends = Month::of(2025, 6);
  if (view.month <= record_ends || view.p.fab_plan_spread <= 0) return 1;
  const double spread = view.p.fab_plan_spread;
  const double drawn = view.random.normal(Purpose::foundry_plan, view.world.data->foundries.hash[q.index()], Month{0});
  return maths::exp(spread * drawn - spread * spread / 2);
}

/// Wafers per month of new capacity that the foundry orders today; while it is out, as much as it still works.
double ordered_capacity(const MonthView& view, FoundryId q) {
  const Foundries& f = view.world.foundries;
  const Parameters& p = view.p;
  const SubsidyFlows& subsidy = view.regimes.subsidy[f.nation[q]];
  const double bought = subsidy.fab / p.fab_cost_per_wspm;
  const double working = std::min(1.0, view.regimes.capacity[view.world.data->vertex(q)]);
  if (const Path* ramp = f.build_path[q])
    return p.fab_state_build * urgency(view, q) * plan_kept(view, q) * ramp->at(view.month) * working + bought;
  return capacity_begun(p, p.fab_order_multiple, f.order_level[q], f.capacity[q], under_construction(f, q), working,
                        p.fab_expansion_cap) +
         bought;
}

/// Of what is beyond older lithography, only as much as the makers of EUV lithography deliver.
ToolAccess access_of(const MonthView& view, FoundryId q) {
  const Foundries& f = view.world.foundries;
  const NationId home = f.nation[q];
  ToolAccess tools = tool_access(view, home, f.node[q], denial_of(view, q), ToolClass::all);
  if (f.node[q] > view.p.node_duv_limit && view.regimes.euv_denied[home] < denied_from)
    tools.tooled = std::min(tools.tooled, euv_left(view.world, view.regimes));
  return tools;
}

/// Share that comes of the tools for assembly that the nation orders.
double assembly_tools(const World& w, NationId home) {
  const GoodsCatalogue& c = w.data->goods;
  if (c.empty() || w.goods.calm[traded(Good::assembly_tool)] > 0) return 1;
  const BuyerId b = c.buyer(home, traded(Good::assembly_tool));
  return b.exists() ? delivered_share(w, b) : 1.0;
}

/// Lines of advanced packaging follow their orders, as memory does.
void build_packaging(const MonthView& view, FoundryId q) {
  Foundries& f = view.world.foundries;
  const Parameters& p = view.p;
  if (f.packaging[q] <= 0) return;
  const double working = std::min(1.0, packaging_left(view, q));
  const double arriving = assembly_tools(view.world, f.nation[q]) * f.packaging_building[q] / p.packaging_build_months;
  const double ordered = capacity_begun(p, p.packaging_order_multiple, f.packaging_level[q], f.packaging[q],
                                        f.packaging_building[q], working, p.packaging_expansion_cap);
  f.packaging_building[q] += ordered - arriving;
  f.packaging[q] = (f.packaging[q] + arriving) * (1 - p.fab_depreciation);
}

}  // namespace

double packaging_left(const MonthView& view, FoundryId q) {
  return view.regimes.capacity[view.world.data->vertex(q)] * view.regimes.packaging[q];
}

void build_capacity(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Foundries& f = w.foundries;
  const Parameters& p = view.p;
  for (const FoundryId q : IdRange<FoundryId>(first, last)) {
    advance_node(view, q);

    const ToolAccess tools = access_of(view, q);
    double& due = f.pipeline(q, slot(f, q, view.month));
    // Shells without tools wait; spare tools (beyond half of what new shells need) work the queue off.
    const double from_queue =
        std::min(f.untooled[q], positive(2 * tools.tooled - 1) * f.untooled[q] / p.fab_backlog_months);
    const double arriving = tools.tooled * due + from_queue;
    f.untooled[q] += (1 - tools.tooled) * due - from_queue;
    f.capacity[q] += arriving;
    f.arrived_total[q] += arriving;
    due = 0;

    const double scrap = p.fab_depreciation + p.fab_servicing_loss * tools.unserviced;
    f.scrapped_total[q] += f.capacity[q] * scrap;
    f.capacity[q] *= 1 - scrap;

    const double ordered = ordered_capacity(view, q);
    f.pipeline(q, slot(f, q, view.month)) = ordered;  // due again in `lag` months
    f.ordered_total[q] += ordered;
    build_packaging(view, q);
  }
}

}  // namespace chokepoint::agents::chipmaker
