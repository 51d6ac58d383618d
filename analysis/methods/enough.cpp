// Minima and their words.
#include "analysis/methods/enough.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace chokepoint {

std::string too_few(std::size_t count, std::size_t needed, std::string_view what) {
  if (count >= needed) return "";
  return count == 0 ? fmt::format("there are no {}: {} are needed", what, needed)
                    : fmt::format("{} {} are too few: {} are needed", count, what, needed);
}

bool varies(std::span<const double> values) {
  if (values.size() < 2) return false;
  const auto [low, high] = std::ranges::minmax(values);
  constexpr double rounding = 1e-12;
  return high - low > rounding * std::max(std::fabs(low), std::fabs(high));
}

}  // namespace chokepoint
