// Many tests at once: which of them find something, when most would by chance alone.
#pragma once

#include <span>
#include <vector>

namespace chokepoint {

/// By test, whether it stands when at most `rate` of those that do may be chance, whatever the other tests are of
/// (Benjamini and Hochberg 1995). Of tests of nothing at all, some stand in `rate` of all cases.
[[nodiscard]] std::vector<bool> discoveries(std::span<const double> p_values, double rate);

/// Probability, both ways, of a rank correlation as far from 0 between so many pairs of which nothing links the two
/// (Fisher's z with the variance of Fieller et al. 1957). 1 of fewer than four pairs.
[[nodiscard]] double chance_of_correlation(double correlation, std::size_t pairs);

}  // namespace chokepoint
