// What is asked: which measure of whom, when.
#pragma once

#include <string>

#include "engine/measure/metric_table.hpp"

namespace chokepoint {

struct Question {
  const Metric* metric = nullptr;
  std::string agent;  ///< empty for the world
  Month month;
  [[nodiscard]] std::string name() const { return std::string(metric->name) + (agent.empty() ? "" : " of " + agent); }
};

}  // namespace chokepoint
