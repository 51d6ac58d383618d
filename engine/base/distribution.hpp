// Distributions of one number: priors of parameters and what a study varies.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace chokepoint {

/// A distribution. A value; what its numbers mean depends on the shape. All of its functions have the same bits on
/// every machine.
struct Distribution {
  enum class Shape { uniform, log_uniform, triangular, log_triangular, pert, normal, log_normal };
  Shape shape = Shape::uniform;
  double low = -std::numeric_limits<double>::infinity();  ///< end of the range; normal distributions are cut off there
  double high = std::numeric_limits<double>::infinity();
  double centre = 0;  ///< most likely value (triangular, pert), mean (normal) or median (log_normal)
  double spread = 0;  ///< standard deviation (normal), that of the logarithm (log_normal)

  /// The value below which lies this probability: the low end for 0, the high end for 1.
  [[nodiscard]] double quantile(double probability) const;
  /// Its inverse: the probability of less than x.
  [[nodiscard]] double probability_below(double x) const;
  [[nodiscard]] double median() const { return quantile(0.5); }

  /// What is wrong with the numbers, or nothing.
  [[nodiscard]] std::string wrong() const;

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// Names of the shapes, in their order.
[[nodiscard]] const std::vector<std::string>& distribution_names();

/// The standard normal distribution: density, and probability of less than z, the inverse of `normal_quantile`
/// (engine/base/random.hpp).
[[nodiscard]] double normal_density(double z);
[[nodiscard]] double normal_probability(double z);

}  // namespace chokepoint
