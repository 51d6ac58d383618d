// Closed forms of scores and tests.
#include "analysis/methods/scores.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/methods/statistics.hpp"
#include "engine/base/distribution.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {
namespace {

/// Mean distance from 0 of a normal law.
double distance(double mean, double deviation) {
  if (deviation <= 0) return std::fabs(mean);
  const double u = mean / deviation;
  return 2 * deviation * normal_density(u) + mean * (2 * normal_probability(u) - 1);
}

double squared(double x) { return x * x; }

/// Probability of a value of Student's t at least as far from 0 (DLMF 8.17, Abramowitz and Stegun 26.7.1).
double two_sided_student(double t, double freedom) {
  return maths::beta_share(freedom / 2, 0.5, freedom / (freedom + t * t));
}

}  // namespace

double crps(const Prediction& p, double observed) {
  const std::size_t n = p.members.size();
  double off = 0, spread = 0;
  for (std::size_t i = 0; i < n; ++i) {
    off += distance(observed - p.members[i], p.deviation);
    for (std::size_t j = 0; j < i; ++j) spread += distance(p.members[i] - p.members[j], std::sqrt(2.0) * p.deviation);
  }
  const double count = static_cast<double>(n);
  // Pairs of different members; of a member with itself where it is the whole law.
  const double between = n > 1 ? 2 * spread / (count * (count - 1)) : distance(0, std::sqrt(2.0) * p.deviation);
  return off / count - between / 2;
}

double pit(const Prediction& p, double observed) {
  double below = 0;
  for (const double m : p.members) {
    if (p.deviation > 0)
      below += normal_probability((observed - m) / p.deviation);
    else
      below += m < observed ? 1 : m == observed ? 0.5 : 0;
  }
  return below / static_cast<double>(p.members.size());
}

double quantile_of(const Prediction& p, double share) {
  constexpr double reach = 9;  // deviations beyond which a normal law has nothing
  constexpr int halvings = 60;
  const auto [least, most] = std::ranges::minmax(p.members);
  double low = least - reach * p.deviation, high = most + reach * p.deviation;
  for (int k = 0; k < halvings; ++k) {
    const double middle = (low + high) / 2;
    (pit(p, middle) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

double mean_of(const Prediction& p) { return mean_of(p.members); }

double deviation_of(const Prediction& p) { return std::sqrt(variance_of(p.members) + squared(p.deviation)); }

NormalLaw persistence(std::span<const std::pair<double, double>> points, double year, double usual_step) {
  double sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    sum += squared(points[i].second - points[i - 1].second) / (points[i].first - points[i - 1].first);
  const double step = points.size() > 1 ? std::sqrt(sum / static_cast<double>(points.size() - 1)) : usual_step;
  return {points.back().second, step * std::sqrt(year - points.back().first)};
}

namespace {

constexpr double shrinking_steps = 2;

/// Law of a drift over `ahead` years that count as `effective`.
NormalLaw drifting(std::span<const std::pair<double, double>> points, double ahead, double effective,
                   double usual_step) {
  const double steps = static_cast<double>(points.size() - 1), kept = steps / (steps + shrinking_steps);
  const double slope =
      steps > 0 ? (points.back().second - points.front().second) / (points.back().first - points.front().first) : 0.0;
  double variance = 0;  // of a year's step round the drift
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double years = points[i].first - points[i - 1].first;
    variance += squared(points[i].second - points[i - 1].second - kept * slope * years) / years;
  }
  variance = (variance + shrinking_steps * squared(usual_step)) / (steps + shrinking_steps);
  return {points.back().second + kept * slope * effective, std::sqrt(variance * ahead)};
}

}  // namespace

NormalLaw drift(std::span<const std::pair<double, double>> points, double year, double usual_step) {
  const double ahead = year - points.back().first;
  return drifting(points, ahead, ahead, usual_step);
}

NormalLaw damped_drift(std::span<const std::pair<double, double>> points, double year, double usual_step) {
  const double kept = 2.0 / 3, ahead = year - points.back().first;
  return drifting(points, ahead, (1 - maths::pow(kept, ahead)) / -maths::log(kept), usual_step);
}

std::optional<NormalLaw> linear_trend(std::span<const std::pair<double, double>> points, double year) {
  const std::size_t n = points.size();
  if (n < 3) return std::nullopt;
  const double count = static_cast<double>(n);
  double t = 0, y = 0, tt = 0, ty = 0, left = 0;
  for (const auto& [time, value] : points) t += time / count, y += value / count;
  for (const auto& [time, value] : points) tt += squared(time - t), ty += (time - t) * (value - y);
  const double slope = ratio_or_zero(ty, tt);
  for (const auto& [time, value] : points) left += squared(value - y - slope * (time - t));
  const double variance = left / (count - 2) * (1 + 1 / count + ratio_or_zero(squared(year - t), tt));
  return NormalLaw{y + slope * (year - t), std::sqrt(variance)};
}

AccuracyTest diebold_mariano(std::span<const double> first, std::span<const double> second) {
  AccuracyTest out;
  out.pairs = first.size();
  const double n = static_cast<double>(out.pairs);
  if (out.pairs == 0) return out;
  for (std::size_t i = 0; i < out.pairs; ++i) out.mean += (first[i] - second[i]) / n;
  double sum = 0;
  for (std::size_t i = 0; i < out.pairs; ++i) sum += squared(first[i] - second[i] - out.mean);
  if (out.pairs < fewest::pairs_for_skill || sum <= 0) return out;
  // Variance of the mean with divisor n, and the correction for one step ahead, (n - 1)/n.
  out.statistic = out.mean / std::sqrt(sum / n / n) * std::sqrt((n - 1) / n);
  out.p = two_sided_student(out.statistic, n - 1);
  return out;
}

double skill(std::span<const double> losses, std::span<const double> reference) {
  if (losses.size() != reference.size() || losses.size() < fewest::pairs_for_skill) return not_told;
  const double other = fixed_sum(reference);
  return other > 0 ? 1 - fixed_sum(losses) / other : not_told;
}

}  // namespace chokepoint
