// The median level decides.
#include "analysis/runs/smallest_difference.hpp"

#include <algorithm>

#include "analysis/methods/statistics.hpp"

namespace chokepoint {

double smallest_difference(const Metric& metric, std::vector<double> levels) {
  if (metric.counts.share == 0 || levels.empty()) return metric.counts.least;
  std::ranges::sort(levels);
  return metric.counts.at(quantile(levels, 0.5));
}

}  // namespace chokepoint
