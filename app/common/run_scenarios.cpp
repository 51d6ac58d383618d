// Running, and choosing the runs that are reported.
#include "app/common/run_scenarios.hpp"

#include <algorithm>

#include "analysis/compare/shown_series.hpp"
#include "analysis/runs/paired_runs.hpp"
#include "app/common/commit.hpp"
#include "app/common/run_settings.hpp"
#include "output/text/run_report.hpp"

namespace chokepoint::app {
namespace {

/// What the files of a result hold: all series, unless a person names metrics; then these, with what is shown. A large
/// number of runs then fits in memory. Hashes are of states, which nobody measures.
Wanted wanted_by(const RunOptions& options) {
  if (options.hash) return {};
  if (options.metrics.empty() || !options.given.empty()) return Wanted::all();
  Wanted out(shown_metrics());
  for (const std::string& metric : options.metrics) out.add(metric);
  return out;
}

/// With what triggers read of the scenarios that are run.
Wanted with_triggers(Wanted wanted, const ScenarioSet& cast) {
  for (const Scenario& member : cast.members) {
    wanted.add(*member.calendar);
    if (member.trunk) wanted.add(*member.trunk->calendar);
  }
  if (cast.other) wanted.add(*cast.other->calendar);
  return wanted;
}

/// Leaves the runs, or the pairs of runs, in which a condition holds.
void select(Results& results, const Condition& condition) {
  std::vector<std::shared_ptr<const Ensemble>> all{results.main};
  if (results.other) all.push_back(results.other);
  const Conditional chosen = only_where(condition, all);
  results.main = chosen.ensembles[0], results.selection = chosen.selection;
  if (results.other) results.other = chosen.ensembles[1];
}

/// How many scenarios are run together: as many as fit in half of the memory there is, and two that are compared.
std::size_t run_together(const Layout& layout, const ScenarioSet& cast, const RunSettings& settings) {
  constexpr std::size_t most = 32;  // each is compared with each, month by month
  std::size_t months = 0;
  for (const Scenario& member : cast.members) months = std::max(months, static_cast<std::size_t>(member.end.index) + 1);
  const std::size_t bytes = settings.runs * layout.measured().size() * months * sizeof(float);
  return std::clamp<std::size_t>(settings.available_memory() / 2 / std::max<std::size_t>(1, bytes), 2, most);
}

/// What is the same of all members' results.
Results results_of(const ScenarioSet& cast, const RunOptions& options, std::shared_ptr<const Layout> layout) {
  Results out;
  out.layout = std::move(layout);
  out.seed = options.seed;
  out.version = CHOKEPOINT_VERSION;
  out.parameters = {cast.sets.source(), cast.sets.rows(), cast.sets.hash()};
  out.asked = {cast.command,    cast.identity.file, std::string(commit()), parameters_source(options),
               options.metrics, options.members};
  return out;
}

}  // namespace

void run_scenario_set(const ScenarioSet& cast, const RunOptions& options,
                      const std::function<void(const Results&)>& take, PageView* page) {
  run_scenario_set(cast, options, wanted_by(options), take, page);
}

void run_scenario_set(const ScenarioSet& cast, const RunOptions& options, const Wanted& wanted,
                      const std::function<void(const Results&)>& take, PageView* page) {
  const auto layout = std::make_shared<const Layout>(*cast.members[0].initial->world.data, with_triggers(wanted, cast));
  RunSettings settings = run_settings(options);
  settings.network = !options.hash;
  const std::size_t most = run_together(*layout, cast, settings);
  const Scenario* reference = cast.reference();
  std::shared_ptr<const Ensemble> compared_with;
  for (std::size_t first = 0; first < cast.members.size();) {
    std::vector<const Scenario*> together;
    if (reference && !compared_with) together.push_back(reference);
    std::size_t next = first;
    for (; next < cast.members.size() && (together.size() < most || next == first); ++next)
      if (&cast.members[next] != reference) together.push_back(&cast.members[next]);
    PairedRuns runs(together, cast.sets, *layout, settings);
    if (page) page->watch(runs, options.seed);
    runs.grow(options.runs, "simulating", compared_with ? 1 : 0);
    auto ensemble = runs.ensembles().begin();
    if (reference && !compared_with) compared_with = *ensemble++;
    for (; first < next; ++first) {
      const bool itself = &cast.members[first] == reference;
      Results results = results_of(cast, options, layout);
      results.main = itself ? compared_with : *ensemble++;
      if (!itself) results.other = compared_with;
      if (cast.given) select(results, *cast.given);
      if (page) page->take(runs, *results.main);
      take(results);
    }
  }
}

}  // namespace chokepoint::app
