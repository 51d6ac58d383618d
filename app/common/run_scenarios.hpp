// Running the scenarios of a file, paired with the one they are compared with.
#pragma once

#include <functional>

#include "app/common/load_scenarios.hpp"
#include "app/common/page_files.hpp"

namespace chokepoint::app {

/// Runs each member and hands its results on, one at a time, in order; the reference is run once, and months that
/// scenarios have in common are. Throws Interrupted after Ctrl-C, and OutputError if too few runs are as `given` says.
/// `page`, of one member, looks at the runs as they go.
void run_scenario_set(const ScenarioSet& cast, const RunOptions& options,
                      const std::function<void(const Results&)>& take, PageView* page = nullptr);
/// The same, measuring what is wanted and what the scenarios' triggers read, whatever the options say.
void run_scenario_set(const ScenarioSet& cast, const RunOptions& options, const Wanted& wanted,
                      const std::function<void(const Results&)>& take, PageView* page = nullptr);

}  // namespace chokepoint::app
