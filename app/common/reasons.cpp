// Following pairs of runs back, and mixing two scenarios.
#include "app/common/reasons.hpp"

#include <algorithm>

#include "agents/schedule.hpp"
#include "analysis/runs/named_series.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/run_settings.hpp"

namespace chokepoint::app {
namespace {

constexpr std::size_t most_firms = 2'000;  // runs of a larger world are not remembered month by month
constexpr std::size_t attributed_runs = 16, most_parts = 6;

/// The replicate whose difference from the first scenario is nearest to the median.
std::size_t typical_replicate(const ComparisonFindings& found, std::size_t s) {
  const Comparison& c = found.comparison;
  const std::size_t series = c.layout->find(found.asked.metric, found.asked.agent);
  const Samples samples{c.values(0, series, found.at), c.values(s, series, found.at)};
  return c.ensembles[0]->replicate(samples.typical());
}

Why explained(const ComparisonFindings& found, std::size_t s, const ParameterSets& sets, std::uint64_t seed) {
  const Comparison& c = found.comparison;
  Why out;
  out.question = {find_metric(found.asked.metric), std::string(found.asked.agent), found.at};
  out.seed = seed, out.replicate = typical_replicate(found, s);
  out.said.name_a = c.scenario(0).name(), out.said.name_b = c.scenario(s).name();
  explain({c.scenario(0), c.scenario(s), agents::monthly_schedule(), seed, out.replicate,
           sets.parameters(c.scenario(0), out.replicate), sets.parameters(c.scenario(s), out.replicate)},
          out);
  return out;
}

}  // namespace

std::vector<output::ExplainedDifference> explained_differences(const Answer& answer, const ParameterSets& sets,
                                                               const RunOptions& options) {
  const ComparisonFindings& found = answer.found;
  std::vector<output::ExplainedDifference> out;
  if (found.scenarios() < 2 || found.comparison.scenario(0).initial->world.data->firms.count() > most_firms) return out;
  for (const PolicyAnswer& policy : answer.policies)
    if (!policy.as_first && policy.scenario() > 0) out.push_back({policy.scenario(), {}});
  RunSettings settings = run_settings(options);
  settings.runs = out.size();
  for_each_replicate(settings, "explaining", 0, out.size(),
                     [&](std::size_t k) { out[k].why = explained(found, out[k].scenario, sets, options.seed); });
  std::erase_if(out, [](const output::ExplainedDifference& of) { return of.why.chain.size() < 2; });
  return out;
}

std::vector<AttributedDifference> attributed_difference(const Answer& answer, const ParameterSets& sets,
                                                        const RunOptions& options) {
  const ComparisonFindings& found = answer.found;
  if (found.scenarios() != 2 || answer.policies[0].as_first || found.comparison.selection.is_part()) return {};
  ScenarioLoader loader(scenario_options(options));
  const AttributionAsked asked{1, found.asked, found.at, PartsBy::policy,
                               std::min(attributed_runs, found.comparison.runs())};
  const std::size_t parts =
      Mixture(loader, found.comparison.scenario(0), found.comparison.scenario(1), asked.by).parts().size();
  if (parts < 2 || parts > most_parts) return {};
  try {
    return {attribute_difference(loader, found.comparison, asked, sets, run_settings(options))};
  } catch (const ScenarioError&) {
    return {};  // a part that means nothing without another
  }
}

}  // namespace chokepoint::app
