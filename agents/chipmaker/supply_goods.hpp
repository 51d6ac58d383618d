// How companies meet the orders for traded goods: P1.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P1: capacity, proportional rationing and shipments of every seller.
void supply_goods(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
