// Splitting a difference among the factors or terms that make it, without a rest.
#pragma once

#include <span>
#include <vector>

namespace chokepoint {

/// (a-b)/(ln a - ln b), the mean that turns ratios into differences; a where both are the same. For positive numbers.
[[nodiscard]] double logarithmic_mean(double a, double b);

/// The part of each factor in the difference between two products: logarithmic mean Divisia index (Ang 2004), which
/// leaves no rest. Where a product is 0 the whole difference goes to the first factor that is 0 in one and not in the
/// other: factors stand in the order of causes. No factor may be negative.
[[nodiscard]] std::vector<double> factor_effects(std::span<const double> a, std::span<const double> b);

}  // namespace chokepoint
