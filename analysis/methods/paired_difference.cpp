// Paired differences.
#include "analysis/methods/paired_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/methods/enough.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {

Certainty certainty_of(const Summary& d, std::size_t runs, double smallest) {
  if (d.mean == 0 && d.low == 0 && d.high == 0 && !(d.standard_error > 0)) return Certainty::same;
  if (std::fabs(d.mean) < smallest && -smallest < d.low && d.high < smallest) return Certainty::negligible;
  const double sign = std::max(d.positive, d.negative);
  if (sign >= 0.95 && runs >= fewest::runs_to_be_certain) return Certainty::certain;
  return sign >= 0.8 && runs >= fewest::runs_to_be_likely ? Certainty::likely : Certainty::undetermined;
}

std::string limit_of_certainty(std::size_t runs) {
  if (runs >= fewest::runs_to_be_certain) return "";
  const std::string all = fmt::format("{} {}", runs, runs == 1 ? "run" : "runs");
  if (runs >= fewest::runs_to_be_likely)
    return fmt::format("with {} nothing can be certain, that takes {}", all, fewest::runs_to_be_certain);
  return fmt::format("with {} nothing can be likely or certain, that takes {} and {}", all, fewest::runs_to_be_likely,
                     fewest::runs_to_be_certain);
}

namespace {

double error_of_unlike(std::span<const double> values, const std::vector<std::size_t>& cluster) {
  const double mean = mean_of(values);
  std::map<std::size_t, double> deviations;
  for (std::size_t k = 0; k < values.size(); ++k) deviations[cluster[k]] += values[k] - mean;
  if (deviations.size() < 2) return not_told;
  double squares = 0;
  for (const auto& [number, sum] : deviations) squares += sum * sum;
  const auto count = static_cast<double>(deviations.size());
  return std::sqrt(squares * count / (count - 1)) / static_cast<double>(values.size());
}

}  // namespace

double clustered_error(std::span<const double> values, const Clusters& clusters) {
  if (!clusters.of.empty()) return error_of_unlike(values, clusters.of);
  const std::size_t group = clusters.size;
  const std::size_t groups = group > 0 ? values.size() / group : 0;
  if (groups < 2) return not_told;
  std::vector<double> means(groups);
  for (std::size_t g = 0; g < groups; ++g)
    means[g] = fixed_sum(values.subspan(g * group, group)) / static_cast<double>(group);
  return summarise(means).standard_error;
}

double PairedDifference::saved() const {
  if (!matters(certainty) || groups < fewest::groups_for_errors || !(change.standard_error > 0)) return not_told;
  return unpaired_error * unpaired_error / (change.standard_error * change.standard_error);
}

PairedDifference compare_paired(std::span<const double> base, std::span<const double> other, const Clusters& clusters,
                                double least) {
  std::vector<double> difference(base.size());
  std::ranges::transform(other, base, difference.begin(), [](double a, double b) { return a - b; });
  PairedDifference out;
  out.least = least, out.groups = clusters.count(base.size());
  const double paired_error = clustered_error(difference, clusters);
  out.change = summarise(difference, least);
  out.change.standard_error = paired_error;
  out.unpaired_error = maths::hypot(clustered_error(base, clusters), clustered_error(other, clusters));
  out.certainty = certainty_of(out.change, base.size(), least);
  return out;
}

}  // namespace chokepoint
