// Who downloads whose open weights: P8.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// P8, once for all: Bass diffusion of open weights, by nation of origin and market; within an origin by laboratory.
/// Writes the links of open weights (`shipped`: users who download this month; `share`: in use) and what each nation
/// runs.
void spread_open_weights(const MonthView& view, std::size_t, std::size_t);

}  // namespace chokepoint::agents::nation
