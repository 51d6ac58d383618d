// Ruling out by waves.
#include "analysis/methods/history_matching.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace chokepoint {

double Box::volume() const {
  double out = 1;
  for (std::size_t k = 0; k < low.size(); ++k) out *= high[k] - low[k];
  return out;
}

Rows Box::sobol_points(std::size_t count, std::uint64_t seed) const {
  Rows out = plain_design(UnitDesignOptions::Kind::sobol, low.size(), count, seed).all();
  for (std::vector<double>& point : out)
    for (std::size_t k = 0; k < point.size(); ++k) point[k] = low[k] + point[k] * (high[k] - low[k]);
  return out;
}

double implausibility(std::span<const double> deviations, std::span<const double> standard_deviations) {
  std::vector<double> sizes;
  for (std::size_t j = 0; j < deviations.size(); ++j)
    sizes.push_back(std::fabs(deviations[j]) / standard_deviations[j]);
  if (sizes.empty()) return 0;
  const auto third = sizes.begin() + (sizes.size() < 3 ? 0 : 2);
  std::ranges::nth_element(sizes, third, std::greater{});
  return *third;
}

namespace {

/// The box around some points of a box, a gap wider on each side: n points leave 1/(n + 1) of an interval outside on
/// average.
Box around(const Rows& points, const Box& within) {
  Box out = within;
  const double missed = 1.0 / static_cast<double>(points.size() + 1);
  for (std::size_t k = 0; k < within.low.size(); ++k) {
    double low = within.high[k], high = within.low[k];
    for (const std::vector<double>& point : points) low = std::min(low, point[k]), high = std::max(high, point[k]);
    const double gap = missed * (within.high[k] - within.low[k]);
    out.low[k] = std::max(within.low[k], low - gap);
    out.high[k] = std::min(within.high[k], high + gap);
  }
  return out;
}

}  // namespace

Wave match_history(const Box& box, std::size_t number, const WaveOptions& options,
                   std::span<const double> standard_deviations, const BatchModel& deviations) {
  const Rows points = box.sobol_points(options.points, options.seed + number);
  const Rows outputs = deviations(points);
  std::vector<double> sizes;
  for (const std::vector<double>& output : outputs) sizes.push_back(implausibility(output, standard_deviations));
  std::vector<double> sorted = sizes;
  std::ranges::sort(sorted);
  Wave wave;
  wave.cutoff = std::max(options.cutoff, sorted[sorted.size() / 20]);
  Rows left;
  for (std::size_t p = 0; p < points.size(); ++p)
    if (sizes[p] <= wave.cutoff) left.push_back(points[p]);
  wave.kept = static_cast<double>(std::ranges::count_if(sizes, [&](double size) { return size <= options.cutoff; })) /
              static_cast<double>(sizes.size());
  wave.box = around(left, box);
  return wave;
}

}  // namespace chokepoint
