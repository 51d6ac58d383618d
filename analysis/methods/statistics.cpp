// Quantiles and moments.
#include "analysis/methods/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "analysis/methods/enough.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {

double mean_of(std::span<const double> values) {
  return values.empty() ? 0 : fixed_sum(values) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  if (values.size() < 2) return 0;
  const double mean = mean_of(values);
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return squares / static_cast<double>(values.size() - 1);
}

double deviation_of(std::span<const double> values) { return std::sqrt(variance_of(values)); }

double quantile(std::span<const double> sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Summary summarise(std::span<double> values, double least) {
  Summary out;
  if (values.empty()) return out;
  const auto count = static_cast<double>(values.size());
  out.mean = mean_of(values);
  double positive = 0, negative = 0;
  for (const double v : values)
    if (v != 0 && std::fabs(v) >= least) (v > 0 ? positive : negative) += 1;
  out.positive = positive / count, out.negative = negative / count;
  out.standard_error = values.size() > 1 ? std::sqrt(variance_of(values) / count) : not_told;
  std::ranges::sort(values);
  out.low = quantile(values, 0.05);
  out.median = quantile(values, 0.5);
  out.high = quantile(values, 0.95);
  return out;
}

namespace {

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> out(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    for (std::size_t k = first; k < end; ++k) out[order[k]] = 0.5 * static_cast<double>(first + end - 1);
    first = end;
  }
  return out;
}

}  // namespace

double rank_correlation(std::span<const double> x, std::span<const double> y) {
  if (x.size() < fewest::values_for_correlation || x.size() != y.size() || !varies(x) || !varies(y)) return not_told;
  const std::vector<double> a = ranks_of(x), b = ranks_of(y);
  const double mean = 0.5 * static_cast<double>(x.size() - 1);
  double both = 0, of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    both += (a[i] - mean) * (b[i] - mean), of_a += (a[i] - mean) * (a[i] - mean), of_b += (b[i] - mean) * (b[i] - mean);
  return both / std::sqrt(of_a * of_b);
}

double VarianceSplit::share_within() const {
  return groups >= fewest::groups_for_split && within + between > 0 ? within / (within + between) : not_told;
}

std::size_t Clusters::count(std::size_t values) const {
  if (of.empty()) return size > 0 ? values / size : 0;
  return std::set<std::size_t>(of.begin(), of.end()).size();
}

namespace {

VarianceSplit split_unlike(std::span<const double> values, const std::vector<std::size_t>& cluster) {
  std::map<std::size_t, std::vector<double>> groups;
  for (std::size_t k = 0; k < values.size(); ++k) groups[cluster[k]].push_back(values[k]);
  if (groups.size() < 2 || groups.size() == values.size()) return {};
  if (!varies(values)) return {0, 0, groups.size()};
  const double all = static_cast<double>(values.size()), count = static_cast<double>(groups.size()),
               mean = mean_of(values);
  double inside = 0, outside = 0, squares = 0;
  for (const auto& [number, group] : groups) {
    const double own = mean_of(group), n = static_cast<double>(group.size());
    outside += n * (own - mean) * (own - mean), squares += n * n;
    for (const double v : group) inside += (v - own) * (v - own);
  }
  VarianceSplit out;
  out.groups = groups.size();
  out.within = inside / (all - count);
  out.between = std::max(0.0, (outside / (count - 1) - out.within) / ((all - squares / all) / (count - 1)));
  return out;
}

}  // namespace

VarianceSplit split_variance(std::span<const double> values, const Clusters& clusters) {
  if (!clusters.of.empty()) return split_unlike(values, clusters.of);
  const std::size_t size = clusters.size, groups = clusters.count(values.size());
  if (groups < 2 || size < 2) return {};
  if (!varies(values)) return {0, 0, groups};
  const double mean = mean_of(values.first(groups * size));
  double inside = 0, outside = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    const auto group = values.subspan(g * size, size);
    const double own = mean_of(group);
    outside += static_cast<double>(size) * (own - mean) * (own - mean);
    for (const double v : group) inside += (v - own) * (v - own);
  }
  VarianceSplit out;
  out.groups = groups;
  out.within = inside / static_cast<double>(groups * (size - 1));
  out.between = std::max(0.0, (outside / static_cast<double>(groups - 1) - out.within) / static_cast<double>(size));
  return out;
}

}  // namespace chokepoint
