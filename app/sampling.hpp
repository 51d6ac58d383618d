// Figures of many runs of a scenario, and nothing else kept of them.
#pragma once

#include <span>
#include <vector>

#include "app/commands.hpp"
#include "engine/study/parameter_sets.hpp"
#include "output/evaluator.hpp"

namespace chokepoint::app {

/// By figure, then by replicate: the same luck and the same parameter sets for every scenario. Throws Interrupted.
[[nodiscard]] std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const output::Figure> figures, const ParameterSets& sets, const RunOptions& options);

}  // namespace chokepoint::app
