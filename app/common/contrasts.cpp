// Runs each pair of scenarios that patterns name, once.
#include "app/common/contrasts.hpp"

#include <algorithm>
#include <map>

#include "app/common/command_options.hpp"
#include "app/common/places.hpp"

namespace chokepoint::app {
namespace {

/// The runs that some patterns share.
ScenarioSet cast_of(const Pattern& pattern, const RunOptions& options, Month last) {
  ScenarioOptions how = scenario_options(options);
  how.until = last;
  ScenarioSet out;
  out.members.push_back(load_scenario(scenario_file(pattern.scenario), how));
  out.sets = parameter_sets(options, out.members[0]);
  if (!pattern.compared_to.empty()) out.other = load_scenario(scenario_file(pattern.compared_to), how);
  return out;
}

}  // namespace

std::vector<Contrasted> contrasts_of(const std::vector<Pattern>& patterns, const RunOptions& options) {
  std::map<std::pair<std::string, std::string>, Month> last;  // by scenario and the one compared with
  for (const Pattern& p : patterns) {
    Month& month = last.try_emplace({p.scenario, p.compared_to}, p.month).first->second;
    month = std::max(month, p.month);
  }
  Mistakes mistakes;
  std::vector<Contrasted> out(patterns.size());
  Wanted wanted;
  for (const Pattern& p : patterns) wanted.add(p.metric);
  for (const auto& [pair, month] : last) {
    const auto first = std::ranges::find_if(
        patterns, [&](const Pattern& p) { return p.scenario == pair.first && p.compared_to == pair.second; });
    run_scenario_set(cast_of(*first, options, month), options, wanted, [&](const Results& results) {
      for (std::size_t k = 0; k < patterns.size(); ++k)
        if (patterns[k].scenario == pair.first && patterns[k].compared_to == pair.second)
          out[k] = contrast(results, patterns[k], mistakes);
    });
  }
  mistakes.throw_if_any();
  return out;
}

}  // namespace chokepoint::app
