// Metrics and their agents, as a person names them.
#pragma once

#include <string>
#include <string_view>

#include "analysis/runs/evaluator.hpp"
#include "engine/base/form.hpp"

namespace chokepoint {

/// What is wrong with the name of a metric that is none.
[[nodiscard]] std::string unknown_metric(std::string_view name);
/// What is wrong with a figure whose metric has no such agent.
[[nodiscard]] std::string unknown_agent(const Figure& figure);

/// The metric that a row names under `metric`; a mistake if there is none of that name.
[[nodiscard]] std::string read_metric(config::FormReader& row);

/// The options `--metric` and `--agent` must name a series.
void check_metric_option(std::string_view metric, Mistakes& mistakes);
void check_agent_option(const Layout& layout, std::string_view metric, const std::string& agent, Mistakes& mistakes);

}  // namespace chokepoint
