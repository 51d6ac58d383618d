// A difference between two scenarios split over the policies in which they differ.
#pragma once

#include <string>

#include "analysis/compare/attribution.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

/// What a part of a difference is: `us-2022, us-2023`.
[[nodiscard]] std::string part_text(const Part& part);

[[nodiscard]] std::string attribution_text(const AttributedDifference& difference, const Comparison& comparison,
                                           const TextStyle& style);

}  // namespace chokepoint::output
