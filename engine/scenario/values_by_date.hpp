// Events whose numbers change on dates: `licence_p: {2026-09: 0.1, 2027-03: 0.6}`.
#pragma once

#include <vector>

#include "engine/base/config.hpp"

namespace chokepoint {

/// The events that an event stands for: itself, or, where fields give values by date, one for each stretch between two
/// dates, called `ID@2027-03` from the second on. All stretches are announced when the event is. Mistakes go to
/// `mistakes`, where the value stands.
[[nodiscard]] std::vector<config::Node> stretches_of(const config::Node& event, Mistakes& mistakes);

}  // namespace chokepoint
