// Whose models stand among the top 20, by month: means over runs.
#pragma once

#include <vector>

#include "analysis/compare/comparison.hpp"

namespace chokepoint {

struct TopModels {
  std::vector<NationId> nations;  ///< that ever have one, in any scenario
  /// By scenario, nation and month.
  std::vector<std::vector<std::vector<double>>> models;
};
[[nodiscard]] TopModels top_models(const Comparison& comparison);

}  // namespace chokepoint
