// Figures of a comparison.
#include "output/comparison.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint::output {

Comparison::Comparison(const Results& results)
    : layout(results.layout), seed(results.seed), version(results.version), command(results.asked.command), commit(results.asked.commit),
      parameters(results.parameters), selection(results.selection) {
  if (results.other) ensembles.push_back(results.other);
  ensembles.push_back(results.main);
}

std::vector<Winner> winners(const Comparison& comparison, std::size_t s, Month month, std::size_t most) {
  std::vector<Winner> out;
  for (const Stake& stake : stakes()) {
    std::vector<Winner> of_stake;
    const std::span<const Series> all = comparison.layout->series();
    for (std::size_t series = 0; series < all.size(); ++series) {
      if (all[series].metric->name != stake.of.metric || all[series].region.exists()) continue;
      const PairedDifference d = comparison.difference(s, series, month);
      if (d.certainty == Certainty::same || d.certainty == Certainty::undetermined || number_text(d.change.median, stake.of) == number_text(0, stake.of)) continue;
      std::vector<double> base = comparison.values(0, series, month);
      Winner winner{&stake, all[series].agent_name, summarise(base).median * stake.of.scale, d.change};
      for (double* of : {&winner.change.mean, &winner.change.low, &winner.change.median, &winner.change.high, &winner.change.standard_error}) *of *= stake.of.scale;
      of_stake.push_back(std::move(winner));
    }
    std::ranges::stable_sort(of_stake, std::greater{}, [](const Winner& w) { return w.change.median; });
    const auto gain = static_cast<std::size_t>(std::ranges::count_if(of_stake, [](const Winner& w) { return w.change.median > 0; }));
    for (std::size_t k = 0; k < of_stake.size(); ++k)
      if (k < std::min(gain, most) || (k >= gain && of_stake.size() - k <= most)) out.push_back(std::move(of_stake[k]));
  }
  return out;
}

Spread spread(const Comparison& comparison, std::size_t series, Month month) {
  const auto count = static_cast<double>(comparison.ensembles.size());
  std::vector<double> means;
  double within = 0, between = 0;
  for (std::size_t s = 0; s < comparison.ensembles.size(); ++s) {
    std::vector<double> values = comparison.values(s, series, month);
    if (comparison.runs() >= 2 * comparison.group() && comparison.group() > 1) {
      const VarianceSplit split = split_variance(values, comparison.clusters());
      within += split.within / count, between += split.between / count;
    } else {
      const double error = summarise(values).standard_error;
      within += error * error * static_cast<double>(values.size()) / count;
    }
    means.push_back(summarise(values).mean);
  }
  double mean = 0, policy = 0;
  for (const double m : means) mean += m / count;
  for (const double m : means) policy += (m - mean) * (m - mean) / count;
  const double all = policy + between + within;
  return all > 0 ? Spread{policy / all, between / all, within / all} : Spread{};
}

}  // namespace chokepoint::output
