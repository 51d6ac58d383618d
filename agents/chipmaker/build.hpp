// Foundries and memory makers build, as far as they get tools: P2.
#pragma once

#include <algorithm>

#include "engine/markets/tool_supply.hpp"
#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

inline constexpr double denied_from = 0.5;  ///< of EUV lithography, of a foundry: what is half closed is not to be had

/// Denial of tools that this foundry feels: its nation's, or its own node's where rules spare older ones, and its own
/// listing on top.
[[nodiscard]] inline double denial_of(const MonthView& view, FoundryId q) {
  const NationId home = view.world.foundries.nation[q];
  const double felt = view.regimes.tools_by_node[home] ? tool_denial(view, home, view.world.foundries.node[q])
                                                       : view.world.nations.tool_denial[home];
  return std::max(felt, view.regimes.tools_listed[view.world.data->vertex(q)]);
}

/// Capacity a month that a maker who follows orders begins: towards a multiple of its smoothed orders, less what it has
/// and builds, no faster than it can; while it is out, as much as it still works. In the unit of capacity.
/// `most`: share of its capacity that it can begin in a month.
[[nodiscard]] inline double capacity_begun(const Parameters& p, double multiple, double orders, double capacity,
                                           double building, double working, double most) {
  const double gap = multiple * orders - capacity - building;
  return std::clamp(gap / p.fab_gap_months, 0.0, most * capacity) * working;
}

/// Share of a foundry's advanced packaging that outages leave.
[[nodiscard]] double packaging_left(const MonthView& view, FoundryId foundry);

/// P2: capacity under construction arrives as far as it can be tooled; node and new orders of capacity.
void build_capacity(const MonthView& view, std::size_t first, std::size_t last);

/// P2: makers of memory build after their orders, those with a start within the run by their nation's plan.
void grow_memory(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
