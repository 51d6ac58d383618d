// Figures of a comparison.
#include "analysis/compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace chokepoint {

Comparison::Comparison(const Results& results)
    : layout(results.layout),
      seed(results.seed),
      version(results.version),
      command(results.asked.command),
      commit(results.asked.commit),
      parameters(results.parameters),
      selection(results.selection) {
  if (results.other) ensembles.push_back(results.other);
  ensembles.push_back(results.main);
}

namespace {

/// What an agent wins or loses by a stake; none if that does not count or its sign is open.
std::optional<Winner> winner_of(const Comparison& comparison, const Stake& stake, std::size_t s, std::size_t series,
                                Month month) {
  const PairedDifference d = comparison.difference(s, series, month);
  if (!matters(d.certainty) || d.certainty == Certainty::undetermined) return std::nullopt;
  std::vector<double> base = comparison.values(0, series, month);
  Winner out{&stake, comparison.layout->series()[series].agent_name, summarise(base).median * stake.of.scale, d.change};
  for (double* of :
       {&out.change.mean, &out.change.low, &out.change.median, &out.change.high, &out.change.standard_error})
    *of *= stake.of.scale;
  return out;
}

}  // namespace

std::vector<Winner> winners(const Comparison& comparison, std::size_t s, Month month) {
  std::vector<Winner> out;
  const std::span<const Series> all = comparison.layout->series();
  for (const Stake& stake : stakes()) {
    std::vector<Winner> of_stake;
    for (std::size_t series = 0; series < all.size(); ++series)
      if (all[series].metric->name == stake.of.metric && !all[series].region.exists())
        if (auto winner = winner_of(comparison, stake, s, series, month)) of_stake.push_back(*std::move(winner));
    std::ranges::stable_sort(of_stake, std::greater{}, [](const Winner& w) { return w.change.median; });
    std::ranges::move(of_stake, std::back_inserter(out));
  }
  return out;
}

std::vector<Winner> foremost(const std::vector<Winner>& winners, std::size_t most) {
  std::vector<Winner> out;
  for (std::size_t first = 0, last = 0; first < winners.size(); first = last) {
    std::size_t gain = 0;
    for (last = first; last < winners.size() && winners[last].stake == winners[first].stake; ++last)
      gain += winners[last].change.median > 0 ? 1U : 0U;
    for (std::size_t k = first; k < last; ++k)
      if (k - first < std::min(gain, most) || (k - first >= gain && last - k <= most)) out.push_back(winners[k]);
  }
  return out;
}

Spread spread(const Comparison& comparison, std::size_t series, Month month) {
  const auto count = static_cast<double>(comparison.ensembles.size());
  const std::size_t group = comparison.group(), sets = comparison.clusters().count(comparison.runs());
  std::vector<double> means;
  double within = 0, between = 0, all_within = 0;
  for (std::size_t s = 0; s < comparison.ensembles.size(); ++s) {
    const std::vector<double> values = comparison.values(s, series, month);
    const VarianceSplit split = split_variance(values, comparison.clusters());
    within += split.within / count, between += split.between / count, all_within += variance_of(values) / count;
    means.push_back(mean_of(values));
  }
  double mean = 0, policy = 0;
  for (const double m : means) mean += m / count;
  for (const double m : means) policy += (m - mean) * (m - mean) / count;
  Spread out;
  out.sets = group > 1;
  if (out.sets && sets >= fewest::groups_for_split) {
    if (const double all = policy + between + within; all > 0)
      out.policy = policy / all, out.parameters = between / all, out.random = within / all;
  } else if (const double all = policy + all_within; all > 0 && comparison.runs() >= fewest::groups_for_split) {
    out.policy = policy / all;
    if (!out.sets) out.parameters = 0, out.random = all_within / all;
  }
  return out;
}

std::string Spread::text() const {
  if (is_told(random))
    return fmt::format("{:.0f} % policy, {:.0f} % parameters, {:.0f} % random variation", 100 * policy,
                       100 * parameters, 100 * random);
  const std::string few = fmt::format("that takes {} {}", fewest::groups_for_split, sets ? "parameter sets" : "runs");
  if (is_told(policy))
    return fmt::format("{:.0f} % policy; parameters and random variation cannot be separated, {}", 100 * policy, few);
  return "not told, nothing varies or there are too few runs: " + few;
}

}  // namespace chokepoint
