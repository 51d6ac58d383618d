// Sobol' points and Morris trajectories.
#include "analysis/methods/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

/// The k-th uniform number of a part of a study, named so that parts share no luck.
double uniform(const Luck& luck, std::string_view part, std::size_t k) { return luck.uniform(Purpose::parameter_draw, name_hash(part), Month{0}, k); }

}  // namespace

Rows sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed) {
  const Luck luck(seed, 0);
  boost::random::sobol engine(dimensions);
  Rows points(count, std::vector<double>(dimensions));
  for (std::vector<double>& point : points)
    for (std::size_t k = 0; k < dimensions; ++k) {
      const double x = std::ldexp(static_cast<double>(engine() >> 11U), -53) + uniform(luck, "study.shift", k);
      point[k] = x - std::floor(x);
    }
  return points;
}

Rows morris_points(std::size_t dimensions, std::size_t trajectories, std::uint64_t seed) {
  Rows points;
  std::vector<std::size_t> order(dimensions);
  std::vector<double> point(dimensions);
  for (std::size_t t = 0; t < trajectories; ++t) {
    const Luck luck(seed, t);
    for (std::size_t k = 0; k < dimensions; ++k) point[k] = (std::floor(4 * uniform(luck, "study.morris.start", k)) + 0.5) / 4;
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t k = dimensions; k > 1; --k) std::swap(order[k - 1], order[static_cast<std::size_t>(static_cast<double>(k) * uniform(luck, "study.morris.order", k))]);
    points.push_back(point);
    for (const std::size_t k : order) {
      point[k] += point[k] < 0.5 ? 0.5 : -0.5;
      points.push_back(point);
    }
  }
  return points;
}

std::vector<std::vector<ElementaryEffect>> elementary_effects(const Rows& points, const Rows& outputs) {
  const std::size_t dimensions = points[0].size(), count = outputs[0].size(), trajectories = points.size() / (dimensions + 1);
  std::vector<std::vector<ElementaryEffect>> effects(dimensions, std::vector<ElementaryEffect>(count));
  const auto each_step = [&](const auto& visit) {
    for (std::size_t p = 1; p < points.size(); ++p) {
      if (p % (dimensions + 1) == 0) continue;  // the first point of a trajectory
      const auto moved = static_cast<std::size_t>(std::ranges::mismatch(points[p], points[p - 1]).in1 - points[p].begin());
      for (std::size_t j = 0; j < count; ++j) visit(effects[moved][j], (outputs[p][j] - outputs[p - 1][j]) / (points[p][moved] - points[p - 1][moved]));
    }
  };
  const auto n = static_cast<double>(trajectories);
  each_step([&](ElementaryEffect& effect, double slope) { effect.mean += slope / n, effect.magnitude += std::fabs(slope) / n; });
  if (trajectories < 2) return effects;
  each_step([&](ElementaryEffect& effect, double slope) { effect.deviation += (slope - effect.mean) * (slope - effect.mean) / (n - 1); });
  for (auto& row : effects)
    for (ElementaryEffect& effect : row) effect.deviation = std::sqrt(effect.deviation);
  return effects;
}

}  // namespace chokepoint
