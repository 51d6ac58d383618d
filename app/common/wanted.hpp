// What runs measure, as a command asks.
#pragma once

#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "engine/measure/layout.hpp"

namespace chokepoint::app {

/// Adds what tables and the page show.
void add_shown(Wanted& wanted);

/// What the files of a result hold: all series, unless a person names metrics; then these, with what is shown. A large
/// number of runs then fits in memory. Hashes are of states, which nobody measures.
[[nodiscard]] Wanted wanted_by(const RunOptions& options);

/// With what triggers read of the scenarios that are run.
[[nodiscard]] Wanted with_triggers(Wanted wanted, const ScenarioSet& cast);

}  // namespace chokepoint::app
