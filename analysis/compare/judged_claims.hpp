// What the runs of a comparison say of claims, and how well they know a difference.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/compare/hypotheses.hpp"
#include "engine/measure/display.hpp"

namespace chokepoint {

/// The claims, or those of their components, that the runs compared can judge.
[[nodiscard]] std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims,
                                                         const Comparison& comparison);

/// Half the width of the 95 % interval of the mean difference from the first scenario, the widest over scenarios, in
/// the metric's unit after scaling; infinite if the runs are too few to know.
[[nodiscard]] double widest_error(const Comparison& comparison, const Headline& asked, Month at);

}  // namespace chokepoint
