// Statistics of samples: quantiles, means, standard errors.
#pragma once

#include <span>

namespace chokepoint {

struct Summary {
  double mean = 0, low = 0, median = 0, high = 0;  ///< low and high: 5 % and 95 % quantile
  double standard_error = 0;                       ///< of the mean
  double positive = 0;                             ///< share of values above zero, ties counted half
};

/// Quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7). `values` must not be empty.
[[nodiscard]] double quantile(std::span<const double> sorted, double p);

/// Summary of a sample; sorts it. Empty samples give zeros.
[[nodiscard]] Summary summarise(std::span<double> values);

}  // namespace chokepoint
