// Compute let to firms abroad: what is offered, and who gets how much of it. P4a, P4b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// P4a, once for all: compute that hosts offer, and the share of it that each nation's firms may rent.
void offer_compute(const MonthView& view, std::size_t first, std::size_t last);

/// P4b, once for all: renters spread their orders over the offers open to them, by capacity; every host rations in
/// proportion.
void rent_out(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::firm
