// Laws: how the values of a factor are spread, as quantiles.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace chokepoint {

/// A law of one number. A value; what its numbers mean hangs on the shape.
struct Law {
  enum class Shape { uniform, log_uniform, triangular, log_triangular, pert, normal, log_normal };
  Shape shape = Shape::uniform;
  double low = -std::numeric_limits<double>::infinity();   ///< end of the range; normal laws are cut off there
  double high = std::numeric_limits<double>::infinity();
  double centre = 0;  ///< most likely value (triangular, pert), mean (normal) or median (log_normal)
  double spread = 0;  ///< standard deviation (normal), that of the logarithm (log_normal)

  /// The value below which lies a share of the law, 0 < share < 1.
  [[nodiscard]] double quantile(double share) const;
  /// The median.
  [[nodiscard]] double middle() const { return quantile(0.5); }

  /// What is wrong with the numbers, or nothing.
  [[nodiscard]] std::string wrong() const;

  friend bool operator==(const Law&, const Law&) = default;
};

/// Names of the shapes, in their order.
[[nodiscard]] const std::vector<std::string>& law_names();

}  // namespace chokepoint
