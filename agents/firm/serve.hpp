// How good a firm's AI service is, and what serving it brings: P8, P9.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P8: the part of the service's utility that is the same in every market.
void rate_service(const MonthView& view, std::size_t first, std::size_t last);

/// P9: revenue, usage data, congestion, local presence.
void serve(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::firm
