// Diverted accelerators on their way: from the leaders' supply through hubs to buyers who may not have them. P4b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::hub {

/// P4b, once for all: smuggling orders are met from what the hubs let through; what leaves suppliers is in transit.
void divert(const MonthView& view, std::size_t first, std::size_t last);

/// P4b, once for all, after shipments: what is due passes on to buyers or is seized; hubs are found out; smugglers
/// learn.
void pass_on(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::hub
