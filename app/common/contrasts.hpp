// What the model gives for patterns and published estimates.
#pragma once

#include <vector>

#include "analysis/record/effects.hpp"
#include "app/common/run_scenarios.hpp"

namespace chokepoint::app {

/// What the model gives for each pattern. Runs that several patterns share are made once.
[[nodiscard]] std::vector<Contrasted> contrasts_of(const std::vector<Pattern>& patterns, const RunOptions& options);

}  // namespace chokepoint::app
