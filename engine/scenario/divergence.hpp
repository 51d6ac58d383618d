// From when on two scenarios may differ, so that runs share the months before.
#pragma once

#include <map>
#include <string>

#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// The first month in which runs of the two may differ if random variation and parameters are the same: up to the month
/// before, one can be run for both and branched (Simulation::branch). EventClock::never if they can't differ before
/// their last months; the first month of the world if their data differ, or if some government decides by itself under
/// rules that differ. Never later than the true one; earlier where an event differs in what can't be told apart from
/// its effect (a trigger may fire from its start on).
[[nodiscard]] Month first_difference(const Scenario& a, const Scenario& b);

/// What decides that, read off a scenario once: for one who compares many with each other. The scenario must outlive
/// it.
struct ScenarioCourse {
  explicit ScenarioCourse(const Scenario& of);
  const Scenario* scenario;
  std::map<std::string, std::string>
      events;             ///< what each event says, by id; dated facts move nothing and are left out
  bool governed = false;  ///< whether some government decides by itself
};
[[nodiscard]] Month first_difference(const ScenarioCourse& a, const ScenarioCourse& b);

}  // namespace chokepoint
