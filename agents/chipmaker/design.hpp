// Designers improve and order wafers and memory, foundries ration: P3a, P3b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P3a: architecture, die performance and yield; wafers ordered at the best foundry that is open, memory by contract.
void design_and_order(const MonthView& view, std::size_t first, std::size_t last);

/// P3b: foundries ration wafers; relationships and volume follow.
void ration_wafers(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
