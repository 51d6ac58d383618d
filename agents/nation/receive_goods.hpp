// What nations receive of traded goods, what stays in stock, and what the lack of them costs: P1.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P1: receipts, stocks, prices and substitutes of every good; what the nation's industry and economy lack.
void receive_goods(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
