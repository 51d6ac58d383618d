// Counting models.
#include "analysis/compare/top_models.hpp"

#include <algorithm>

namespace chokepoint {

TopModels top_models(const Comparison& c) {
  const WorldData& data = *c.scenario(0).initial->world.data;
  const auto series_of = [&](NationId n) { return c.layout->find("top20", data.nations.text[n.index()]); };
  TopModels out;
  for (const NationId n : data.nation_ids())
    if (std::ranges::any_of(c.ensembles, [&](const auto& e) {
          return std::ranges::any_of(e->records, [&](const KeptRecord& r) { return !r.is_zero(series_of(n)); });
        }))
      out.nations.push_back(n);
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    auto& of_scenario = out.models.emplace_back();
    for (const NationId n : out.nations) {
      auto& by_month = of_scenario.emplace_back();
      for (Month m{0}; m <= c.end(); m = m + 1) by_month.push_back(mean_of(c.values(s, series_of(n), m)));
    }
  }
  return out;
}

}  // namespace chokepoint
