// Looking claims up by their names.
#include "app/common/scenario_claims.hpp"

#include <algorithm>

#include "app/common/places.hpp"

namespace chokepoint::app {

std::vector<std::vector<Hypothesis>> scenario_claims(const std::vector<const Scenario*>& scenarios) {
  std::vector<std::vector<Hypothesis>> out(scenarios.size());
  if (std::ranges::all_of(scenarios, [](const Scenario* s) { return s->claims.empty(); })) return out;
  Mistakes mistakes;
  std::vector<Hypothesis> all;
  for (const char* file : {"answers.yaml", "hypotheses.yaml"})
    std::ranges::move(read_hypotheses(home_folder() / "scenarios" / "claims" / file, mistakes),
                      std::back_inserter(all));
  mistakes.throw_if_any();
  for (std::size_t s = 0; s < scenarios.size(); ++s)
    out[s] = claims_named(scenarios[s]->claims, all, scenarios[s]->claims_place, mistakes);
  mistakes.throw_if_any();
  return out;
}

}  // namespace chokepoint::app
