// A nation's stocks of materials, and what their lack costs its chip makers: P1.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P1: supply, stock, price and own share of every material; share of capacity that materials allow.
void stock_materials(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
