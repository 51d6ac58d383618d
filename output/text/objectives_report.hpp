// How policies do by objectives, told.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/objectives.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

[[nodiscard]] std::string objectives_text(const Comparison& comparison, const std::vector<PolicyObjective>& objectives,
                                          const TextStyle& style);

}  // namespace chokepoint::output
