// Running a result again from its record, run.yaml.
#pragma once

#include "analysis/runs/ensemble.hpp"
#include "app/common/load_scenarios.hpp"

namespace chokepoint::app {

/// What a person asks to be run, by options or by the record of an earlier run.
struct RunRequest {
  RunOptions options;
  std::vector<std::string> typed;                      ///< names of the options that were typed, without dashes
  std::string command;                                 ///< makes the result again
  std::shared_ptr<const output::ResultRecord> record;  ///< of the earlier run; none: it is a new one
  bool as_recorded = false;                            ///< nothing was typed that makes it another run
  [[nodiscard]] bool is_typed(std::string_view option) const;
};

/// The request with what the record of an earlier run says, if the scenario is one; what a person typed wins.
[[nodiscard]] RunRequest with_record(RunRequest request);

/// Tells on standard error in what the program, the data or the parameter sets are not those of the record.
void tell_what_changed(const RunRequest& request, const ScenarioSet& cast);

/// One sentence: whether the runs are those of the record.
[[nodiscard]] std::string repeated(const RunRequest& request, const Results& results);

}  // namespace chokepoint::app
