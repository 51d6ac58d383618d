// From which difference on two sets of runs count as different.
#pragma once

#include <vector>

#include "engine/measure/metric_table.hpp"

namespace chokepoint {

/// The smallest difference that counts from these levels: runs of one month of what is compared with.
[[nodiscard]] double smallest_difference(const Metric& metric, std::vector<double> levels);

}  // namespace chokepoint
