// The chain from a measure back to what changed, as the page tells it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/why/why.hpp"

namespace chokepoint::output {

/// Why a scenario of a comparison comes out differently from the first: one pair of runs, followed.
struct ExplainedDifference {
  std::size_t scenario = 0;
  Why why;
};

/// `Reason`s of output/report/src/data.ts: of each chain the way along the largest parts, with the measures at its end.
[[nodiscard]] nlohmann::ordered_json reasons_json(const Comparison& comparison,
                                                  const std::vector<ExplainedDifference>& explained);

}  // namespace chokepoint::output
