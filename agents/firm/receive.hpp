// What a firm gets, what it keeps, and how scarce compute feels to it: P4c, P5.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P4c: deliveries enter the stock, old parts retire, unspent money is carried over.
void receive(const MonthView& view, std::size_t first, std::size_t last);

/// P5: scarcity relative to firms under no rule.
void update_scarcity(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::firm
