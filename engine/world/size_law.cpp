// Sizes of synthetic firms by a truncated Pareto law, and parts of a total that add up to it exactly.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/elementary.hpp"
#include "engine/world/synthesis.hpp"

namespace chokepoint {

/// Whole numbers in proportion to `sizes` with a given sum, each at least one: largest remainders.
std::vector<std::size_t> apportion(std::size_t total, const std::vector<double>& sizes) {
  const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  const auto free = static_cast<double>(total - sizes.size());
  std::vector<std::size_t> out(sizes.size()), order(sizes.size());
  std::vector<double> left(sizes.size());
  std::size_t given = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    const double part = sum > 0 ? free * sizes[k] / sum : free / static_cast<double>(sizes.size());
    out[k] = 1 + static_cast<std::size_t>(part);
    left[k] = part - std::floor(part);
    given += out[k];
  }
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t k) { return left[k]; });
  for (std::size_t k = 0; given < total; ++given, ++k) ++out[order[k % order.size()]];
  return out;
}

SizeLaw::SizeLaw(std::size_t members) : largest_(std::max(2.0, static_cast<double>(members))) {}

double SizeLaw::quantile(double u) const { return maths::pow(1 - u * (1 - maths::pow(largest_, -tail)), -1 / tail); }

double SizeLaw::moment(double power) const {
  return tail / (tail - power) * (1 - maths::pow(largest_, power - tail)) / (1 - maths::pow(largest_, -tail));
}

double SizeLaw::suppliers(double degree, double size) const {
  return 1 + (degree - 1) * maths::pow(size, degree_growth) / moment(degree_growth);
}

std::vector<double> exact_parts(double total, std::span<const double> sizes) {
  std::vector<double> out(sizes.size());
  if (total == 0 || sizes.empty()) return out;
  int exponent = 0;
  const double units = std::ldexp(std::frexp(total, &exponent), 53);  // a whole number: all bits of the total
  const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  double left = units;
  for (std::size_t k = 0; k < sizes.size(); ++k) left -= out[k] = std::floor(units * (sizes[k] / sum));
  *std::ranges::max_element(out) += left;
  for (double& part : out) part = std::ldexp(part, exponent - 53);
  return out;
}

}  // namespace chokepoint
