// Loading, running, collecting.
#include "app/ensemble.hpp"

#include <fmt/format.h>

#include "agents/schedule.hpp"
#include "app/places.hpp"
#include "app/terminal.hpp"
#include "engine/study/trials.hpp"

namespace chokepoint::app {
namespace {

/// `--set path=value` and `--until` as a person typed them.
ScenarioOptions scenario_options(const RunOptions& options) {
  Mistakes mistakes;
  ScenarioOptions out;
  out.metrics = output::metric_catalogue;
  out.data = options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data);
  for (const std::string& assignment : options.set) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
      mistakes.add({"--set"}, fmt::format("'{}' should be path=value, as parameters.chips.price=35", assignment));
      continue;
    }
    config::Node value;
    value.kind = config::Node::Kind::scalar;
    value.scalar = assignment.substr(equals + 1);
    value.file = std::make_shared<const std::string>("--set " + assignment);
    out.overrides.push_back({assignment.substr(0, equals), value, {"--set " + assignment}});
  }
  if (!options.until.empty()) {
    out.until = Month::parse(options.until.size() == 4 ? options.until + "-12" : options.until);
    if (!out.until) mistakes.add({"--until"}, fmt::format("'{}' should be a month like 2030-12 or a year", options.until));
  }
  mistakes.throw_if_any();
  return out;
}

}  // namespace

std::unique_ptr<FinishedRuns> run_ensemble(const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  auto out = std::make_unique<FinishedRuns>();
  out->scenario = load_scenario(scenario_file(options.scenario), how);
  if (out->scenario.compare_to && !options.no_compare) {
    ScenarioOptions same = how;
    same.until = out->scenario.end;
    out->other = load_scenario(*out->scenario.compare_to, same);
  }
  output::Results& results = out->results;
  results.layout = std::make_shared<const output::Layout>(*out->scenario.initial->world.data);
  results.seed = options.seed;
  results.version = CHOKEPOINT_VERSION;
  const auto prepare = [&](const Scenario& scenario) { return output::Ensemble{&scenario, std::vector<output::Record>(options.runs), std::vector<std::uint64_t>(options.runs), {}}; };
  results.main = prepare(out->scenario);
  if (out->other) results.other = prepare(*out->other);

  const std::size_t scenarios = out->other ? 2 : 1;
  ProgressBar bar("simulating", options.runs * scenarios);
  const bool finished = run_trials(
      options.runs * scenarios, options.threads,
      [&](std::size_t trial) {
        output::Ensemble& ensemble = trial % scenarios == 0 ? results.main : *results.other;
        const std::size_t replicate = trial / scenarios;
        auto measured = output::measure_run(*ensemble.scenario, agents::monthly_schedule(), *results.layout, options.seed, replicate);
        ensemble.records[replicate] = std::move(measured.record);
        ensemble.hashes[replicate] = measured.hash;
        if (replicate == 0) ensemble.chokepoints = std::move(measured.chokepoints);
      },
      [&](std::size_t done) {
        if (!options.quiet) bar.show(done);
      },
      interrupted);
  if (!finished) throw Interrupted{};
  return out;
}

}  // namespace chokepoint::app
