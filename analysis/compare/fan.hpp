// Quantiles of a series by month: the fan that a chart draws.
#pragma once

#include <array>
#include <vector>

#include "analysis/compare/comparison.hpp"

namespace chokepoint {

struct Fan {
  static constexpr std::array<double, 5> quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};

  std::array<std::vector<double>, quantiles.size()> by_month;  ///< by quantile, then month
  bool none = true;                                            ///< all values are 0
};

/// Of the levels under a scenario, in all months of the run.
[[nodiscard]] Fan level_fan(const Comparison& comparison, std::size_t s, std::size_t series);
/// Of the differences from the first scenario, run by run.
[[nodiscard]] Fan difference_fan(const Comparison& comparison, std::size_t s, std::size_t series);

}  // namespace chokepoint
