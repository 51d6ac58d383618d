// From what a person typed to how runs are made.
#pragma once

#include "analysis/runs/runner.hpp"
#include "app/common/options.hpp"

namespace chokepoint::app {

/// Seed, replicates and threads as typed; a progress bar unless the person wants quiet, Ctrl-C, and the memory there
/// is.
[[nodiscard]] RunSettings run_settings(const RunOptions& options);

}  // namespace chokepoint::app
