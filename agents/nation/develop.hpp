// A nation's economy, power grid, tool industry and memory pool: P1, P3d, P5.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P1, once for all: hype follows the frontier's progress; the reference price of compute falls.
void advance_commons(const MonthView& view, std::size_t, std::size_t);

/// P1: GDP, adoption, power, self-sufficiency in tools, inflow of memory.
void develop(const MonthView& view, std::size_t first, std::size_t last);

/// P3d: what designers drew leaves the nation's memory pool.
void settle_memory(const MonthView& view, std::size_t first, std::size_t last);

/// P5, once for all: received over wanted among firms under no chip rule, so that a world-wide shortage is no sanction.
void measure_supply(const MonthView& view, std::size_t, std::size_t);

/// P5: deployable share of the stock, and the nation's scarcity.
void power_up(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
