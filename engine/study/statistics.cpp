// Quantiles and moments.
#include "engine/study/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/sum.hpp"

namespace chokepoint {

double quantile(std::span<const double> sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Summary summarise(std::span<double> values) {
  Summary out;
  if (values.empty()) return out;
  const auto count = static_cast<double>(values.size());
  out.mean = fixed_sum(values) / count;
  double squares = 0, positive = 0;
  for (const double v : values) {
    squares += (v - out.mean) * (v - out.mean);
    positive += v > 0 ? 1.0 : v == 0 ? 0.5 : 0.0;
  }
  out.positive = positive / count;
  out.standard_error = values.size() > 1 ? std::sqrt(squares / (count - 1) / count) : 0.0;
  std::ranges::sort(values);
  out.low = quantile(values, 0.05);
  out.median = quantile(values, 0.5);
  out.high = quantile(values, 0.95);
  return out;
}

}  // namespace chokepoint
