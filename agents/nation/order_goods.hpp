// What nations' chip and electronics industries need of traded goods, and from whom they order it: P1.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P1, once: what the undisturbed market buys this month, and the rules in force on its links.
void plan_goods(const MonthView& view, std::size_t first, std::size_t last);

/// P1: shares of suppliers and orders on the nation's links.
void order_goods(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
