// Equations: docs/model.md, "Memory and designers".
#include "agents/chipmaker/memory.hpp"

#include <algorithm>

#include "agents/chipmaker/build.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/memory_supply.hpp"
#include "engine/markets/rationing.hpp"

namespace chokepoint::agents::chipmaker {
namespace {

/// Share of its tools that a listed maker loses.
double listed_denial(const MonthView& view, MemoryMakerId m) {
  return view.regimes.tools_listed[view.world.data->vertex(m)];
}

/// Follows its orders, as a market-led foundry does; what waits for tools stays under construction.
void build_for_orders(const MonthView& view, MemoryMakerId m) {
  MemoryMakers& makers = view.world.memory_makers;
  const Parameters& p = view.p;
  const ToolAccess tools = tool_access(view, makers.nation[m], no_limit, listed_denial(view, m), ToolClass::all);
  const double working = std::min(1.0, view.regimes.capacity[view.world.data->vertex(m)]);
  const double arriving = tools.tooled * makers.building[m] / p.memory_build_months;
  const double ordered = capacity_begun(p, p.memory_order_multiple, makers.order_level[m], makers.hbm_capacity[m],
                                        makers.building[m], working, p.fab_expansion_cap);
  makers.building[m] += ordered - arriving;
  makers.hbm_capacity[m] =
      (makers.hbm_capacity[m] + arriving) * (1 - p.fab_depreciation - p.fab_servicing_loss * tools.unserviced);
}

/// Grows by its nation's plan, as far as there are tools.
void build_by_plan(const MonthView& view, MemoryMakerId m) {
  World& w = view.world;
  MemoryMakers& makers = w.memory_makers;
  const Parameters& p = view.p;
  const NationId home = makers.nation[m];
  makers.made[m] += memory_output(w, p, view.regimes, m);
  constexpr double node = 1;  // memory of 18 nm and below falls under the same rules as logic of 14/16 nm
  const double denial = std::max(tool_denial(view, home, node, ToolClass::without_lithography), listed_denial(view, m));
  const ToolAccess tools = tool_access(view, home, node, denial, ToolClass::without_lithography);
  const double working = std::min(1.0, view.regimes.capacity[w.data->vertex(m)]);
  const double growth =
      p.hbm_domestic_growth * (1 + view.regimes.subsidy[home].hbm / 2000) * w.nations.talent_ratio(home) * tools.tooled;
  makers.hbm_capacity[m] *= 1 + growth * working - p.fab_depreciation - p.fab_servicing_loss * tools.unserviced;
}

}  // namespace

void grow_memory(const MonthView& view, std::size_t first, std::size_t last) {
  MemoryMakers& m = view.world.memory_makers;
  for (const MemoryMakerId id : IdRange<MemoryMakerId>(first, last)) {
    if (!m.domestic[id])
      build_for_orders(view, id);
    else if (view.month == m.hbm_start[id])
      m.hbm_capacity[id] = m.hbm_at_start[id] / view.p.memory_yield_start;
    else if (view.month > m.hbm_start[id])
      build_by_plan(view, id);
  }
}

namespace {

/// What other makers have to spare goes, in part, to designers that did not get what they ordered.
double offer_spare(const MonthView& view, MemoryMakerId m, double spare) {
  World& w = view.world;
  const std::span<const EdgeId> links = w.trade.sales(w.data->vertex(m), Good::hbm);
  double asked = 0;
  // A part of what the designer's other makers leave undelivered.
  const auto asks = [&](EdgeId e) {
    const double others =
        w.designers.hbm_unmet[w.data->designer_of(w.trade.buyer(e))] - w.trade.order[e] + w.trade.shipped[e];
    return w.trade.order[e] > 0 ? view.p.memory_reallocation * positive(others) : 0.0;
  };
  for (const EdgeId e : links) asked += asks(e);
  const double met = fill_ratio(spare, asked);
  for (const EdgeId e : links) {
    const double extra = asks(e) * met;
    w.trade.shipped[e] += extra;
    w.designers.hbm_unmet[w.data->designer_of(w.trade.buyer(e))] -= extra;
  }
  return asked;
}

}  // namespace

void ration_memory(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  MemoryMakers& makers = w.memory_makers;
  const Parameters& p = view.p;
  for (const DesignerId d : w.designers.nation.ids()) w.designers.hbm_unmet[d] = 0;
  for (const MemoryMakerId m : makers.nation.ids()) {
    if (makers.domestic[m]) continue;
    ration_proportionally(w.trade, w.data->vertex(m), Good::hbm, memory_output(w, p, view.regimes, m));
    for (const EdgeId e : w.trade.sales(w.data->vertex(m), Good::hbm))
      w.designers.hbm_unmet[w.data->designer_of(w.trade.buyer(e))] += w.trade.order[e] - w.trade.shipped[e];
  }
  for (const MemoryMakerId m : makers.nation.ids()) {
    if (makers.domestic[m]) continue;
    double ordered = 0, shipped = 0;
    for (const EdgeId e : w.trade.sales(w.data->vertex(m), Good::hbm))
      ordered += w.trade.order[e], shipped += w.trade.shipped[e];
    const double spare = positive(memory_output(w, p, view.regimes, m) - shipped);
    ordered += offer_spare(view, m, spare);
    makers.order_level[m] += p.fab_order_smoothing * (ordered - makers.order_level[m]);
  }
}

}  // namespace chokepoint::agents::chipmaker
