// Figures of many runs of a scenario, and nothing else kept of them.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "analysis/runs/evaluator.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "app/common/options.hpp"

namespace chokepoint::app {

/// Calls `run` for each replicate from `first` up to `last`, on the asked threads, in any order, with a progress bar
/// unless the person wants quiet. Throws Interrupted.
void for_each_replicate(const std::string& what, std::size_t first, std::size_t last, const RunOptions& options,
                        const std::function<void(std::size_t)>& run);

/// By figure, then by replicate: the same random numbers and the same parameter sets for every scenario. Throws
/// Interrupted.
[[nodiscard]] std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const Figure> figures,
                                                              const ParameterSets& sets, const RunOptions& options);

}  // namespace chokepoint::app
