// Which events close which links: each measure in force is tried alone.
#pragma once

#include <vector>

#include "engine/markets/network.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::output {

/// By link: the events of the calendar that would close it alone, among links that the rules in force close together. Empty
/// for an open link, and for one that only several measures together close. `world` is a run's state at a month's end.
[[nodiscard]] Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world, const Luck& luck, const NetworkMeasures& measures);

}  // namespace chokepoint::output
