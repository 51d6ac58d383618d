// Foundries build, memory makers grow, designers improve and order wafers: P2, P3a, P3b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P2: capacity under construction arrives as far as it can be tooled; node and new orders of capacity.
void build_capacity(const MonthView& view, std::size_t first, std::size_t last);

/// P2: domestic memory makers grow from their start on.
void grow_memory(const MonthView& view, std::size_t first, std::size_t last);

/// P3a: architecture, die performance and yield; wafers ordered at the best foundry that is open.
void design_and_order(const MonthView& view, std::size_t first, std::size_t last);

/// P3b: foundries ration wafers; relationships and volume follow.
void ration_wafers(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
