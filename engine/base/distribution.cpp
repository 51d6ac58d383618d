// Quantiles and their inverses.
#include "engine/base/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/elementary.hpp"
#include "engine/base/random.hpp"
#include "engine/base/special_functions.hpp"

namespace chokepoint {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double triangular_quantile(double low, double mode, double high, double probability) {
  const double rising = (mode - low) / (high - low);
  if (probability < rising) return low + std::sqrt(probability * (high - low) * (mode - low));
  return high - std::sqrt((1 - probability) * (high - low) * (high - mode));
}

double triangular_probability(double low, double mode, double high, double x) {
  if (x < mode) return (x - low) * (x - low) / ((high - low) * (mode - low));
  if (x < high) return 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
  return 1;
}

/// Exponents of a beta distribution on a range, of which the mean is (low + 4 mode + high) / 6 (Malcolm et al. 1959).
struct Pert {
  double a, b;
  Pert(double low, double mode, double high)
      : a(1 + 4 * (mode - low) / (high - low)), b(1 + 4 * (high - mode) / (high - low)) {}
};

/// A normal distribution cut off at both ends, which may lie at infinity.
struct CutNormal {
  double mean, deviation, low, high;

  [[nodiscard]] double quantile(double probability) const {
    const double below = uncut(low), above = uncut(high);
    constexpr double least = 1e-16;
    return mean + deviation * normal_quantile(std::clamp(below + probability * (above - below), least, 1 - least));
  }
  [[nodiscard]] double probability_below(double x) const {
    return (uncut(x) - uncut(low)) / (uncut(high) - uncut(low));
  }
  [[nodiscard]] double uncut(double x) const { return normal_probability((x - mean) / deviation); }
};

/// The logarithm of a log-normal value.
CutNormal logarithm(const Distribution& d) {
  return {maths::log(d.centre), d.spread, d.low > 0 ? maths::log(d.low) : -infinity, maths::log(d.high)};
}

}  // namespace

double Distribution::quantile(double probability) const {
  if (probability <= 0) return low;
  if (probability >= 1) return high;
  double out = centre;
  switch (shape) {
    case Shape::uniform:
      out = low + probability * (high - low);
      break;
    case Shape::log_uniform:
      out = low * maths::pow(high / low, probability);
      break;
    case Shape::triangular:
      out = triangular_quantile(low, centre, high, probability);
      break;
    case Shape::log_triangular:
      out = maths::exp(triangular_quantile(maths::log(low), maths::log(centre), maths::log(high), probability));
      break;
    case Shape::pert: {
      const Pert pert(low, centre, high);
      out = low + (high - low) * maths::beta_quantile(pert.a, pert.b, probability);
      break;
    }
    case Shape::normal:
      out = CutNormal{centre, spread, low, high}.quantile(probability);
      break;
    case Shape::log_normal:
      out = maths::exp(logarithm(*this).quantile(probability));
      break;
  }
  return std::clamp(out, low, high);
}

double Distribution::probability_below(double x) const {
  if (x <= low) return 0;
  if (x >= high) return 1;
  double out = 0;
  switch (shape) {
    case Shape::uniform:
      out = (x - low) / (high - low);
      break;
    case Shape::log_uniform:
      out = maths::log(x / low) / maths::log(high / low);
      break;
    case Shape::triangular:
      out = triangular_probability(low, centre, high, x);
      break;
    case Shape::log_triangular:
      out = triangular_probability(maths::log(low), maths::log(centre), maths::log(high), maths::log(x));
      break;
    case Shape::pert: {
      const Pert pert(low, centre, high);
      out = maths::beta_share(pert.a, pert.b, (x - low) / (high - low));
      break;
    }
    case Shape::normal:
      out = CutNormal{centre, spread, low, high}.probability_below(x);
      break;
    case Shape::log_normal:
      out = x > 0 ? logarithm(*this).probability_below(maths::log(x)) : 0;
      break;
  }
  return std::clamp(out, 0.0, 1.0);
}

std::string Distribution::wrong() const {
  const bool logarithmic = shape == Shape::log_uniform || shape == Shape::log_triangular;
  const bool has_mode = shape == Shape::triangular || shape == Shape::log_triangular || shape == Shape::pert;
  if (!(low < high)) return "the low end should lie below the high end";
  if (logarithmic && low <= 0) return "a logarithmic distribution needs a range above 0";
  if (has_mode && (centre < low || centre > high)) return "the most likely value should lie in the range";
  if ((shape == Shape::normal || shape == Shape::log_normal) && !(spread > 0)) return "the spread should be above 0";
  if (shape == Shape::log_normal && !(centre > 0)) return "the median should be above 0";
  return {};
}

const std::vector<std::string>& distribution_names() {
  static const std::vector<std::string> names = {"uniform", "log_uniform", "triangular", "log_triangular",
                                                 "pert",    "normal",      "log_normal"};
  return names;
}

double normal_density(double z) {
  constexpr double one_over_root_two_pi = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
  return maths::exp(-z * z / 2) * one_over_root_two_pi;
}

double normal_probability(double z) { return maths::erfc(-z / std::numbers::sqrt2) / 2; }

}  // namespace chokepoint
