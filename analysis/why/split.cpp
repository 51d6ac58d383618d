// Divisia indices.
#include "analysis/why/split.hpp"

#include <cassert>
#include <cmath>

#include "engine/base/elementary.hpp"

namespace chokepoint {
namespace {

double product(std::span<const double> factors) {
  double out = 1;
  for (const double f : factors) out *= f;
  return out;
}

}  // namespace

double logarithmic_mean(double a, double b) {
  const double ratio = a / b;
  // Near 1 the quotient loses its digits; the mean of the two is then right to the second order.
  if (std::fabs(ratio - 1) < 1e-6) return 0.5 * (a + b);
  return (a - b) / maths::log(ratio);
}

std::vector<double> factor_effects(std::span<const double> a, std::span<const double> b) {
  assert(a.size() == b.size() && "the same factors in both products");
  std::vector<double> out(a.size());
  const double in_a = product(a), in_b = product(b);
  if (in_a == in_b) return out;
  if (in_a > 0 && in_b > 0) {
    const double mean = logarithmic_mean(in_a, in_b);
    for (std::size_t k = 0; k < a.size(); ++k) out[k] = mean * maths::log(a[k] / b[k]);
    return out;
  }
  for (std::size_t k = 0; k < a.size(); ++k)
    if ((a[k] == 0) != (b[k] == 0)) {
      out[k] = in_a - in_b;
      break;
    }
  return out;
}

}  // namespace chokepoint
