// Statistics of samples: quantiles, means, standard errors.
#pragma once

#include <cstddef>
#include <span>

namespace chokepoint {

struct Summary {
  double mean = 0, low = 0, median = 0, high = 0;  ///< low and high: 5 % and 95 % quantile
  double standard_error = 0;                       ///< of the mean; not told (NaN) of fewer than two values
  double positive = 0, negative = 0;               ///< shares of values above and below zero; ties are on neither side
};

/// Mean of a sample; 0 if it is empty.
[[nodiscard]] double mean_of(std::span<const double> values);

/// Variance of a sample (divisor n - 1); 0 of fewer than two values.
[[nodiscard]] double variance_of(std::span<const double> values);

/// Quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7). `values` must not be empty.
[[nodiscard]] double quantile(std::span<const double> sorted, double p);

/// Summary of a sample; sorts it. Empty samples give zeros. A value nearer to zero than `least` counts as a tie.
[[nodiscard]] Summary summarise(std::span<double> values, double least = 0);

/// Spearman's rank correlation; ties take their mean rank. Not told (NaN) for fewer than ten pairs, or if either never varies.
[[nodiscard]] double rank_correlation(std::span<const double> x, std::span<const double> y);

/// Variance of a sample that was drawn in groups alike in all but luck, split by the law of total variance.
struct VarianceSplit {
  double within = 0;   ///< by luck: mean of the groups' variances
  double between = 0;  ///< by what differs between groups; not below 0
  std::size_t groups = 0;
  /// Luck's share of the sum; not told (NaN) of fewer than five groups, or if nothing varies.
  [[nodiscard]] double share_within() const;
};

/// Splits values of which `size` at a time, in order, belong to a group (one-way random-effects analysis of variance, estimator
/// of moments, Searle et al. 1992); an unfinished group at the end is left out. Fewer than two groups, or groups of one, give zeros and no groups.
[[nodiscard]] VarianceSplit split_variance(std::span<const double> values, std::size_t size);

}  // namespace chokepoint
