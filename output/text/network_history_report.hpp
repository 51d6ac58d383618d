// The supply network at several dates of one run: chokepoints and concentration over time.
#pragma once

#include <string>
#include <vector>

#include "engine/markets/network.hpp"
#include "engine/scenario/scenario.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// What was measured, in the order of time.
struct NetworkHistory {
  const Scenario& scenario;
  std::uint64_t seed = 1, replicate = 0;
  std::vector<Month> months;
  std::vector<NetworkMeasures> measures;  ///< one a month
};

/// Flow lost without each of the worst suppliers, concentration of goods and closed links, one column a date.
[[nodiscard]] std::string network_history_report(const NetworkHistory& history, const TextStyle& style);

/// One row a date and supplier: month,supplier,kind,nation,good,flow_lost,betweenness,core,share.
[[nodiscard]] std::string network_history_csv(const NetworkHistory& history);

}  // namespace chokepoint::output
