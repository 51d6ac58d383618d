// Statistics of samples: quantiles, means, standard errors.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

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

/// Its square root, the standard deviation of a sample.
[[nodiscard]] double deviation_of(std::span<const double> values);

/// Quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7). `values` must not be empty.
[[nodiscard]] double quantile(std::span<const double> sorted, double p);

/// Summary of a sample; sorts it. Empty samples give zeros. A value nearer to zero than `least` counts as a tie.
[[nodiscard]] Summary summarise(std::span<double> values, double least = 0);

/// Spearman's rank correlation; ties take their mean rank. Not told (NaN) for fewer than ten pairs, or if either never
/// varies.
[[nodiscard]] double rank_correlation(std::span<const double> x, std::span<const double> y);

/// Variance of a sample that was drawn in groups alike in all but random numbers, split by the law of total variance.
struct VarianceSplit {
  double within = 0;   ///< by random variation: mean of the groups' variances
  double between = 0;  ///< by what differs between groups; not below 0
  std::size_t groups = 0;
  /// Random variation's share of the sum; not told (NaN) of fewer than five groups, or if nothing varies.
  [[nodiscard]] double share_within() const;
};

/// Which values of a sample share what makes them alike, a parameter set: `size` at a time, in order; or, where a
/// sample holds only some runs, those of which `of` says the same number.
struct Clusters {
  Clusters(std::size_t how_many = 1)
      : size(how_many) {}  // a number alone stands for itself: NOLINT(google-explicit-constructor)
  explicit Clusters(std::vector<std::size_t> number_of) : of(std::move(number_of)) {}
  /// How many clusters so many values make.
  [[nodiscard]] std::size_t count(std::size_t values) const;
  std::size_t size = 1;
  std::vector<std::size_t> of = {};  ///< by value; empty: as `size` says
};

/// Splits values into what differs within and between clusters (one-way random-effects analysis of variance, estimator
/// of moments, for clusters of unlike sizes as in Searle et al. 1992, chapter 3); of clusters by size an unfinished one
/// at the end is left out. Fewer than two clusters, or none of more than one value, give zeros and no groups.
[[nodiscard]] VarianceSplit split_variance(std::span<const double> values, const Clusters& clusters);

}  // namespace chokepoint
