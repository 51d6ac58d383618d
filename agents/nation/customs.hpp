// What a nation collects at its border, and counts against its caps. P9.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P9: tariffs collected, and imports counted against caps.
void collect_tariffs(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
