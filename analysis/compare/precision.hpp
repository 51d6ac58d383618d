// How well a comparison knows a difference.
#pragma once

#include "analysis/compare/comparison.hpp"
#include "engine/measure/display.hpp"

namespace chokepoint {

/// Half the width of the 95 % interval of the mean difference from the first scenario, the widest over scenarios, in
/// the metric's unit after scaling; infinite if the runs are too few to know.
[[nodiscard]] double widest_error(const Comparison& comparison, const Headline& asked, Month at);

}  // namespace chokepoint
