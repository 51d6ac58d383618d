// An AI firm's capital budget and its orders for compute: P4a.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P4a: AI capex, the chip budget, and its split over designers, smuggled and rented compute.
void invest_and_order(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::firm
