// When a difference is too small to be split.
#include "analysis/compare/attribution.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint {

bool AttributedDifference::negligible() const {
  return std::fabs(result.total) < least &&
         std::ranges::all_of(result.parts, [&](const Attribution::Part& p) { return std::fabs(p.value) < least; });
}

}  // namespace chokepoint
