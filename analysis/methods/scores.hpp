// Scoring predictions against what happened: proper scores, reference predictions, tests of the difference.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "analysis/methods/enough.hpp"

namespace chokepoint {

/// A predictive law: members alike in weight, each a normal law of the same standard deviation round its value. A
/// normal law is one member; a sample without error has deviation 0.
struct Prediction {
  std::span<const double> members;
  double deviation = 0;
};

/// Continuous ranked probability score of a prediction, in the unit of the value; 0 is best (Gneiting and Raftery 2007;
/// closed form for mixtures of normals: Grimit et al. 2006). The spread term is that of an ensemble of any size
/// ("fair", Ferro 2014) where there are two members or more. Members must not be empty.
[[nodiscard]] double crps(const Prediction& prediction, double observed);

/// Probability integral transform: share of the prediction below the value, 0..1.
[[nodiscard]] double pit(const Prediction& prediction, double observed);

/// The value below which a share of the prediction lies, 0..1 without the ends.
[[nodiscard]] double quantile_of(const Prediction& prediction, double share);

[[nodiscard]] double mean_of(const Prediction& prediction);
/// Standard deviation of the whole law.
[[nodiscard]] double deviation_of(const Prediction& prediction);

/// A normal law by its mean and standard deviation.
struct NormalLaw {
  double mean = 0, deviation = 0;
};

/// Last value seen, with the spread that past steps of the same length would give: their root mean square a year, times
/// the root of the horizon. `points`: (year, value) in order, at least one. With no step to learn from, `usual_step` a
/// year.
[[nodiscard]] NormalLaw persistence(std::span<const std::pair<double, double>> points, double year, double usual_step);

/// Straight line through the points by least squares, with the spread of a new value round it; none with fewer than
/// three.
[[nodiscard]] std::optional<NormalLaw> linear_trend(std::span<const std::pair<double, double>> points, double year);

/// Last value seen plus the mean step a year, shrunk to none by two steps of nothing, times the horizon; the spread
/// of steps shrunk to `usual_step` in the same way.
[[nodiscard]] NormalLaw drift(std::span<const std::pair<double, double>> points, double year, double usual_step);

/// The same with a drift that fades by a third a year (Gardner and McKenzie 1985).
[[nodiscard]] NormalLaw damped_drift(std::span<const std::pair<double, double>> points, double year, double usual_step);

/// Diebold and Mariano's test of equal accuracy for independent pairs of losses, with the correction of Harvey,
/// Leybourne and Newbold (1997) for small samples.
struct AccuracyTest {
  std::size_t pairs = 0;
  double mean = 0;  ///< of first minus second; negative: the first is better
  double statistic = 0;
  double p = not_told;  ///< two-sided, Student's t with pairs - 1 degrees of freedom
};
/// Losses pair by pair, equally many. With fewer than five pairs, or no difference that varies, p is not told.
[[nodiscard]] AccuracyTest diebold_mariano(std::span<const double> first, std::span<const double> second);

/// 1 - mean loss over mean loss of the reference; not told for fewer than five pairs, or a reference that loses
/// nothing.
[[nodiscard]] double skill(std::span<const double> losses, std::span<const double> reference);

}  // namespace chokepoint
