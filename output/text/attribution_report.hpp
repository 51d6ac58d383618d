// A difference between two scenarios split over the policies in which they differ.
#pragma once

#include <string>

#include "analysis/compare/attribution.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {

[[nodiscard]] std::string attribution_text(const AttributedDifference& difference, const Comparison& comparison,
                                           const TextStyle& style);

}  // namespace chokepoint::output
