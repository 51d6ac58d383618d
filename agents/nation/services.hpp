// What AI a nation uses, what that does to its productivity and its trust: P8 and P10.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P8: shares of usage among vendors (multinomial logit with habit), spending, productivity.
void choose_services(const MonthView& view, std::size_t first, std::size_t last);

/// P10: trust in the vendors of a nation that cuts this one off falls, and comes back slowly.
void keep_trust(const MonthView& view, std::size_t first, std::size_t last);

/// P10: trust in the vendors of a nation whose services are used and present grows, up to a limit.
void earn_trust(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::nation
