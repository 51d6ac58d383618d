// Functions beyond exp, log and pow with the same bits on every machine: what designs, distributions and statistics
// take.
//
// Like those of engine/base/elementary.hpp they use only + - * /, square roots and bits of integers. They are for
// numbers one at a time: no loop over them becomes vectors. Stated errors are in units in the last place of the true
// result; NaN gives NaN.
#pragma once

namespace chokepoint::maths {

/// Sine and cosine of an angle of at most 1000 radians either way; error below 1. NaN beyond: no angle of ours is as
/// great.
[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);

/// Hyperbolic tangent; error below 3.
[[nodiscard]] double tanh(double x);
/// Its inverse for -1 < x < 1; error below 3. Infinite at the ends, NaN beyond.
[[nodiscard]] double atanh(double x);

/// sqrt(x^2 + y^2) of numbers whose squares are in range; error below 2.
[[nodiscard]] double hypot(double x, double y);

/// Complement of the error function, 1 - erf(x); error below 4 where the result is no subnormal number (Shepherd and
/// Laframboise 1981).
[[nodiscard]] double erfc(double x);

/// Logarithm of the gamma function for x > 0: Stirling's series above 10, its recurrence below (DLMF 5.11.1, 5.5.1);
/// error below 1e-14, or as much of the result where that is above 1.
[[nodiscard]] double log_gamma(double x);

/// Regularised incomplete beta function I_x(a, b) for 0 <= x <= 1 and a, b > 0: the probability of less than x under a
/// beta distribution. Continued fraction (DLMF 8.17.22); relative error below 1e-13 where a + b is at most 6 and below
/// 1e-11 for a and b up to 100.
[[nodiscard]] double beta_share(double a, double b, double x);
/// Its inverse in x for 0 <= share <= 1: the x found has the share wanted to within such an error.
[[nodiscard]] double beta_quantile(double a, double b, double share);

}  // namespace chokepoint::maths
