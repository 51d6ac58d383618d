// Why an event that is in force changes nothing: the month's policy state with and without it, and without others.
#pragma once

#include <string>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// Why the event does nothing in a month in which it is in force. `world`: a run's state at the end of that month;
/// `base`: the parameters of the run.
[[nodiscard]] std::string idle_reason(const Scenario& scenario, const Parameters& base, const World& world,
                                      const RandomStream& random, EventId event);

}  // namespace chokepoint
