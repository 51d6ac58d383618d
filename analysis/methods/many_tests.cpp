// Step-up over sorted probabilities.
#include "analysis/methods/many_tests.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "engine/base/special_functions.hpp"

namespace chokepoint {

std::vector<bool> discoveries(std::span<const double> p_values, double rate) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return p_values[k]; });
  std::size_t stand = 0;
  for (std::size_t k = 0; k < order.size(); ++k)
    if (p_values[order[k]] * static_cast<double>(order.size()) <= rate * static_cast<double>(k + 1)) stand = k + 1;
  std::vector<bool> out(p_values.size());
  for (std::size_t k = 0; k < stand; ++k) out[order[k]] = true;
  return out;
}

double chance_of_correlation(double correlation, std::size_t pairs) {
  if (pairs < 4) return 1;
  const double z = maths::atanh(std::clamp(correlation, -0.9999, 0.9999));
  constexpr double of_ranks = 1.06;
  return maths::erfc(std::fabs(z) * std::sqrt(static_cast<double>(pairs - 3) / of_ranks / 2));
}

}  // namespace chokepoint
