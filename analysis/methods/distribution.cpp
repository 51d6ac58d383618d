// Quantiles of laws; the door to Boost.Math.
#include "analysis/methods/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

double triangular(double low, double mode, double high, double share) {
  const double rising = (mode - low) / (high - low);
  if (share < rising) return low + std::sqrt(share * (high - low) * (mode - low));
  return high - std::sqrt((1 - share) * (high - low) * (high - mode));
}

/// Beta law on a range with its mode: mean (low + 4 mode + high) / 6 (Malcolm et al. 1959).
double pert(double low, double mode, double high, double share) {
  const boost::math::beta_distribution<double> beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low));
  return low + (high - low) * boost::math::quantile(beta, share);
}

double normal_share(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

/// Of a normal law cut off at both ends, which may lie at infinity.
double cut_normal(double mean, double deviation, double low, double high, double share) {
  const double below = normal_share((low - mean) / deviation), above = normal_share((high - mean) / deviation);
  constexpr double least = 1e-16;
  return mean + deviation * normal_quantile(std::clamp(below + share * (above - below), least, 1 - least));
}

}  // namespace

double Law::quantile(double share) const {
  double out = centre;
  switch (shape) {
    case Shape::uniform: out = low + share * (high - low); break;
    case Shape::log_uniform: out = low * maths::pow(high / low, share); break;
    case Shape::triangular: out = triangular(low, centre, high, share); break;
    case Shape::log_triangular: out = maths::exp(triangular(maths::log(low), maths::log(centre), maths::log(high), share)); break;
    case Shape::pert: out = pert(low, centre, high, share); break;
    case Shape::normal: out = cut_normal(centre, spread, low, high, share); break;
    case Shape::log_normal: out = maths::exp(cut_normal(maths::log(centre), spread, low > 0 ? maths::log(low) : -std::numeric_limits<double>::infinity(), maths::log(high), share)); break;
  }
  return std::clamp(out, low, high);
}

std::string Law::wrong() const {
  const bool logarithmic = shape == Shape::log_uniform || shape == Shape::log_triangular;
  if (!(low < high)) return "the low end should lie below the high end";
  if (logarithmic && low <= 0) return "a logarithmic law needs a range above 0";
  if ((shape == Shape::triangular || shape == Shape::log_triangular || shape == Shape::pert) && (centre < low || centre > high)) return "the most likely value should lie in the range";
  if ((shape == Shape::normal || shape == Shape::log_normal) && !(spread > 0)) return "the spread should be above 0";
  if (shape == Shape::log_normal && !(centre > 0)) return "the median should be above 0";
  return {};
}

const std::vector<std::string>& law_names() {
  static const std::vector<std::string> names = {"uniform", "log_uniform", "triangular", "log_triangular", "pert", "normal", "log_normal"};
  return names;
}

}  // namespace chokepoint
