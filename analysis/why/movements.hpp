// Which measures part when: what is told of a metric to which no mechanism leads.
#pragma once

#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

/// A series that differs in nearly all pairs of runs by what counts for its metric.
struct Movement {
  std::string metric, agent, unit;
  Month first;            ///< from here on to the end at least 95 % of the pairs differ in the same direction
  double a = 0, b = 0;    ///< means in the last month
  double difference = 0;  ///< mean, paired
  double with = 0;  ///< correlation, from pair to pair, of the difference with that of the metric asked about; not told
                    ///< of fewer than ten pairs
};

/// The `count` series that go most with a series of the layout in the last month, one a metric, in the order in which
/// they parted.
[[nodiscard]] std::vector<Movement> movements(const Results& results, std::size_t series, Month last,
                                              std::size_t count = 16);

}  // namespace chokepoint
