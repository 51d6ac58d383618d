// Running a result again from its record, run.yaml.
#pragma once

#include "app/common/load_scenarios.hpp"

namespace chokepoint::app {

/// The options with what the record of an earlier run says, if the scenario is one; what a person typed wins.
[[nodiscard]] RunOptions with_record(const RunOptions& typed);

/// Tells on standard error in what the program, the data or the parameter sets are not those of the record.
void tell_what_changed(const RunOptions& options, const ScenarioSet& cast);

/// One sentence: whether the runs are those of the record.
[[nodiscard]] std::string repeated(const RunOptions& options, const Results& results);

}  // namespace chokepoint::app
