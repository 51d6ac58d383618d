// A figure that can't be told, and why it is no number.
#pragma once

#include <cmath>
#include <limits>

namespace chokepoint {

/// A figure that can't be told: no number. JSON writes it as null.
inline constexpr double not_told = std::numeric_limits<double>::quiet_NaN();
[[nodiscard]] inline bool is_told(double figure) { return std::isfinite(figure); }

}  // namespace chokepoint
