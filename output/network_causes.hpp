// Which events close which links: each measure in force is tried alone.
#pragma once

#include <functional>
#include <vector>

#include "engine/markets/network.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::output {

/// By link: the events of the calendar that would close it alone, among links that the rules in force close together. Empty
/// for an open link, and for one that only several measures together close. `world` is a run's state at a month's end.
[[nodiscard]] Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world, const Luck& luck, const NetworkMeasures& measures);

/// Calls f(event, world, rule book) for every measure in force in the world's month, with the rule book and the terms of sale that it
/// would make alone.
void for_each_measure_alone(const Scenario& scenario, const World& world, const Luck& luck, const std::function<void(EventId, const World&, const Regimes&)>& f);

}  // namespace chokepoint::output
