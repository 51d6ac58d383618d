// Makers of high-bandwidth memory deliver: P3b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P3b, once for all: makers ration stacks in proportion to contracts; what some leave others may deliver in part.
void ration_memory(const MonthView& view, std::size_t, std::size_t);

}  // namespace chokepoint::agents::chipmaker
