// How well a comparison knows a difference.
#include "analysis/compare/precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/methods/enough.hpp"

namespace chokepoint {

double widest_error(const Comparison& comparison, const Headline& asked, Month at) {
  double widest = 0;
  for (std::size_t s = 1; s < comparison.ensembles.size(); ++s) {
    const double error =
        comparison.difference(s, comparison.layout->find(asked.metric, asked.agent), at).change.standard_error;
    if (!is_told(error)) return std::numeric_limits<double>::infinity();  // too few runs to know
    widest = std::max(widest, 1.96 * error * std::fabs(asked.scale));
  }
  return widest;
}

}  // namespace chokepoint
