// Why scenarios come out differently from the first, found with the runs: for the page.
#pragma once

#include "analysis/compare/answer.hpp"
#include "analysis/compare/attribution.hpp"
#include "app/common/options.hpp"
#include "output/page/why_page.hpp"

namespace chokepoint::app {

/// For each policy whose runs differ the pair nearest to its median difference in the metric asked for, followed back
/// from the last month to what changed. None where a world is large.
[[nodiscard]] std::vector<output::ExplainedDifference> explained_differences(const Answer& answer,
                                                                             const ParameterSets& sets,
                                                                             const RunOptions& options);

/// The difference of the second scenario from the first, over the parts in which they differ, by the first runs. None
/// where there are fewer than two parts, or so many that it takes long, or they can't be taken apart.
[[nodiscard]] std::vector<AttributedDifference> attributed_difference(const Answer& answer, const ParameterSets& sets,
                                                                      const RunOptions& options);

}  // namespace chokepoint::app
