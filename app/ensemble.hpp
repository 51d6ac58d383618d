// Running a scenario and its counterpart, paired by seed.
#pragma once

#include <memory>

#include "app/commands.hpp"
#include "output/ensemble.hpp"

namespace chokepoint::app {

/// Results with the scenarios they point to.
struct FinishedRuns {
  Scenario scenario;
  std::optional<Scenario> other;
  output::Results results;
};

/// Loads the scenario (and the one it names in compare_to) and runs both. Throws Interrupted after Ctrl-C.
[[nodiscard]] std::unique_ptr<FinishedRuns> run_ensemble(const RunOptions& options);

}  // namespace chokepoint::app
