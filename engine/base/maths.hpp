// The small functions that the equations share.
#pragma once

#include <algorithm>

#include "engine/base/elementary.hpp"

namespace chokepoint {

using maths::logistic;

/// max(0, x).
[[nodiscard]] constexpr double positive(double x) { return x > 0 ? x : 0; }

/// min(1, a/b), and 1 where nothing is asked for.
[[nodiscard]] constexpr double fill_ratio(double available, double asked) {
  return asked > 0 ? std::min(1.0, positive(available) / asked) : 1.0;
}

/// a/b, and 0 where b is not positive.
[[nodiscard]] constexpr double ratio_or_zero(double a, double b) { return b > 0 ? a / b : 0.0; }

}  // namespace chokepoint
