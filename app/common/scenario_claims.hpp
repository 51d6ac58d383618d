// The claims that scenarios name for their questions.
#pragma once

#include <vector>

#include "analysis/compare/hypotheses.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::app {

/// By scenario, the claims of scenarios/claims/ that it names. Throws ScenarioError with every name that is none.
[[nodiscard]] std::vector<std::vector<Hypothesis>> scenario_claims(const std::vector<const Scenario*>& scenarios);

}  // namespace chokepoint::app
