// From when on two scenarios may differ, so that runs share the months before.
#pragma once

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// The first month in which runs of the two may differ if random variation and parameters are the same: up to the month
/// before, one can be run for both and branched (Simulation::branch). EventClock::never if they can't differ before
/// their last months; the first month of the world if their data differ, or if some government decides by itself under
/// rules that differ. Never later than the true one; earlier where an event differs in what can't be told apart from
/// its effect (a trigger may fire from its start on).
[[nodiscard]] Month first_difference(const Scenario& a, const Scenario& b);

}  // namespace chokepoint
