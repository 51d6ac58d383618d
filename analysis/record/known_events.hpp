// What of a scenario was known at a date.
#pragma once

#include "engine/scenario/composition.hpp"

namespace chokepoint {

/// A scenario without the events that were announced, or without announcement began, after a month, and without ends
/// after it: what stood then stays. Events with triggers stay: their dates are the run's own.
[[nodiscard]] Composition known_until(Composition scenario, Month origin);

}  // namespace chokepoint
