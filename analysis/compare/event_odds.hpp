// In how many runs events with a trigger came about, and when.
#pragma once

#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

struct EventOdds {
  EventId event;
  std::size_t runs = 0;                    ///< in which it came about
  double share = 0;                        ///< of all runs
  Month low = {}, median = {}, high = {};  ///< of its first start in these runs, 5, 50 and 95 %; without any: 2017-01
};

/// Of the events of a scenario whose start depends on the run, in their order.
[[nodiscard]] std::vector<EventOdds> event_odds(const Ensemble& ensemble);

}  // namespace chokepoint
