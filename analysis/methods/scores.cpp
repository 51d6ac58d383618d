// Closed forms; normal and Student laws are Boost's.
#include "analysis/methods/scores.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {
namespace {

/// Mean distance from 0 of a normal law.
double distance(double mean, double deviation) {
  if (deviation <= 0) return std::fabs(mean);
  const boost::math::normal law;
  const double u = mean / deviation;
  return 2 * deviation * boost::math::pdf(law, u) + mean * (2 * boost::math::cdf(law, u) - 1);
}

double squared(double x) { return x * x; }

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
    if (p.deviation > 0) below += boost::math::cdf(boost::math::normal(m, p.deviation), observed);
    else below += m < observed ? 1 : m == observed ? 0.5 : 0;
  }
  return below / static_cast<double>(p.members.size());
}

double mean_of(const Prediction& p) { return fixed_sum(p.members) / static_cast<double>(p.members.size()); }

double deviation_of(const Prediction& p) {
  const double mean = mean_of(p);
  double sum = 0;
  for (const double m : p.members) sum += squared(m - mean);
  const double spread = p.members.size() > 1 ? sum / static_cast<double>(p.members.size() - 1) : 0;
  return std::sqrt(spread + squared(p.deviation));
}

NormalLaw persistence(std::span<const std::pair<double, double>> points, double year, double usual_step) {
  double sum = 0;
  for (std::size_t i = 1; i < points.size(); ++i) sum += squared(points[i].second - points[i - 1].second) / (points[i].first - points[i - 1].first);
  const double step = points.size() > 1 ? std::sqrt(sum / static_cast<double>(points.size() - 1)) : usual_step;
  return {points.back().second, step * std::sqrt(year - points.back().first)};
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
  out.p = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(n - 1), std::fabs(out.statistic)));
  return out;
}

double skill(std::span<const double> losses, std::span<const double> reference) {
  if (losses.size() != reference.size() || losses.size() < fewest::pairs_for_skill) return not_told;
  const double other = fixed_sum(reference);
  return other > 0 ? 1 - fixed_sum(losses) / other : not_told;
}

}  // namespace chokepoint
