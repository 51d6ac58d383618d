// Events whose numbers change on dates: `licence_p: {2026-09: 0.1, 2027-03: 0.6}`.
#pragma once

#include <functional>

#include "engine/base/config.hpp"

namespace chokepoint {

/// Visits the events that an event stands for: itself, or, where fields give values by date, one for each stretch
/// between two dates, called `ID@2027-03` from the second on. All stretches are announced when the event is. Mistakes
/// go to `mistakes`, where the value stands.
void for_each_stretch(const config::Node& event, Mistakes& mistakes,
                      const std::function<void(const config::Node&)>& visit);

}  // namespace chokepoint
