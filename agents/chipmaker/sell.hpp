// Designers set terms and ship what limits and diversion leave them: P4a, P4b.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::chipmaker {

/// P4a: terms of sale to every nation, from the rules in force.
void set_terms(const MonthView& view, std::size_t first, std::size_t last);

/// P4b, once for all: quotas and import caps cut orders.
void apply_limits(const MonthView& view, std::size_t, std::size_t);

/// P4b, once for all: shipments, payments, scarcity price, ecosystem.
void sell(const MonthView& view, std::size_t, std::size_t);

/// P4b: buyers at home turn to domestic parts where foreign ones are scarce, advised against or banned: logistic
/// take-off.
void learn_domestic_parts(const MonthView& view, std::size_t first, std::size_t last);

}  // namespace chokepoint::agents::chipmaker
