// Designers turn wafers and memory into accelerators: P3c.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P3c: production is the lesser of dies and memory (Leontief); dies without memory go to the die bank.
void produce(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
