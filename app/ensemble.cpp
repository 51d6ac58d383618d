// Loading, running, collecting.
#include "app/ensemble.hpp"

#include <fmt/format.h>

#include "agents/schedule.hpp"
#include "app/places.hpp"
#include "app/terminal.hpp"
#include "engine/scenario/population.hpp"
#include "engine/study/trials.hpp"

namespace chokepoint::app {
ScenarioOptions scenario_options(const RunOptions& options) {
  Mistakes mistakes;
  ScenarioOptions out;
  out.metrics = output::metric_catalogue;
  out.library = home_folder() / "scenarios";
  for (const std::string& policy : options.policies) out.policies.push_back(policy_file(policy));
  out.data = options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data);
  for (const std::string& assignment : options.set) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
      mistakes.add({"--set"}, fmt::format("'{}' should be path=value, as parameters.chips.price=35", assignment));
      continue;
    }
    config::Node value = config::parse_yaml(assignment.substr(equals + 1), "--set " + assignment, mistakes);
    value.line = value.column = 0;  // the place is the option as a whole
    out.overrides.push_back({assignment.substr(0, equals), value, {"--set " + assignment}});
  }
  if (!options.until.empty()) {
    out.until = Month::parse_or_year(options.until);
    if (!out.until) mistakes.add({"--until"}, fmt::format("'{}' should be a month like 2030-12 or a year", options.until));
  }
  mistakes.throw_if_any();
  return out;
}

ScenarioOptions options_of_other(ScenarioOptions how) {
  how.policies.clear();
  std::erase_if(how.overrides, [](const Override& change) { return change.path.starts_with("events."); });
  return how;
}

ParameterSets parameter_sets(const RunOptions& options, const Scenario& scenario) {
  const ParameterTable& table = scenario.initial->table;
  const std::filesystem::path shipped = (options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data)) / "posterior.csv";
  const std::string source = !options.parameters.empty() ? options.parameters : std::filesystem::exists(shipped) ? "posterior" : "point";
  if (source == "point") return {};
  if (source == "prior") return ParameterSets::draw(table, options.seed, (options.runs + replicates_per_set - 1) / replicates_per_set);
  Mistakes mistakes;
  const std::filesystem::path file = source == "posterior" ? shipped : std::filesystem::path(source);
  if (source != "posterior" && !file.has_extension() && !std::filesystem::exists(file)) {
    mistakes.add({"--parameters"}, fmt::format("'{}' is no file and none of point, prior, posterior{}", source, suggestion(source, std::vector<std::string>{"point", "prior", "posterior"})));
    mistakes.throw_if_any();
  }
  ParameterSets sets = ParameterSets::read(file, table, mistakes);
  mistakes.throw_if_any();
  return sets;
}

Cast load_cast(const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  Cast out;
  out.members = load_family(scenario_file(options.scenario), how);
  const auto& compare_to = out.members[0].compare_to;
  if (compare_to && !options.no_compare) {
    ScenarioOptions same = options_of_other(how);
    same.until = out.members[0].end;
    for (const Override& said : out.members[0].overrides)  // policies are compared, in one world
      if (is_population(said.path)) same.overrides.push_back(said);
    out.other = load_scenario(*compare_to, same);
  }
  out.sets = parameter_sets(options, out.members[0]);
  if (options.given.empty()) return out;
  std::vector<const Scenario*> all;
  for (const Scenario& member : out.members) all.push_back(&member);
  if (out.other) all.push_back(&*out.other);
  out.given = output::Condition::parse(options.given, all);
  return out;
}

namespace {

/// Runs scenarios of one cast: keeps the trunk of the latest branch.
class Company {
 public:
  Company(const Cast& cast, const RunOptions& options) : options_(options), sets_(cast.sets), layout_(std::make_shared<const output::Layout>(*cast.members[0].initial->world.data)) {
    months_ = 0;
    for (const Scenario& member : cast.members) months_ = std::max(months_, static_cast<std::size_t>(member.end.index) + 1);
    std::size_t ensembles = cast.members.size() + (cast.other ? 1 : 0);
    for (std::size_t m = 0; m < cast.members.size(); ++m)
      if (cast.members[m].trunk && (m == 0 || cast.members[m].trunk != cast.members[m - 1].trunk)) ++ensembles;
    total_ = ensembles * options.runs;
  }

  std::shared_ptr<const output::Ensemble> run(const Scenario& scenario) {
    auto out = std::make_shared<output::Ensemble>();
    out->scenario = &scenario;
    std::vector<output::Measured> measured(options_.runs);
    if (scenario.trunk) grow_trunk(scenario);
    each_replicate([&](std::size_t replicate) {
      const Parameters parameters = sets_.parameters(scenario, replicate);
      measured[replicate] = scenario.trunk ? output::MeasuredRun(*trunk_[replicate], scenario).finish()
                                           : output::measure_run(scenario, agents::monthly_schedule(), *layout_, options_.seed, replicate, &parameters);
    });
    for (output::Measured& run : measured) out->add(std::move(run));
    return out;
  }

  [[nodiscard]] const std::shared_ptr<const output::Layout>& layout() const { return layout_; }

 private:
  /// Runs the months that the scenario shares with its siblings, unless they have just been run.
  void grow_trunk(const Scenario& scenario) {
    if (trunk_of_ == scenario.trunk.get()) return;
    trunk_of_ = scenario.trunk.get();
    trunk_.clear();
    trunk_.resize(options_.runs);
    each_replicate([&](std::size_t replicate) {
      const Parameters parameters = sets_.parameters(*scenario.trunk, replicate);
      trunk_[replicate] = std::make_unique<output::MeasuredRun>(*scenario.trunk, agents::monthly_schedule(), *layout_, options_.seed, replicate, months_, &parameters);
      trunk_[replicate]->run_to(*scenario.branched_at - 1);
    });
  }

  void each_replicate(const std::function<void(std::size_t)>& run) {
    const bool finished = run_trials(
        options_.runs, options_.threads, run,
        [&](std::size_t done) {
          if (!options_.quiet) bar_.show(done_ + done, total_);
        },
        interrupted);
    if (!finished) throw Interrupted{};
    done_ += options_.runs;
  }

  const RunOptions& options_;
  const ParameterSets& sets_;
  std::shared_ptr<const output::Layout> layout_;
  std::size_t months_ = 0, total_ = 0, done_ = 0;
  ProgressBar bar_{"simulating"};
  const Scenario* trunk_of_ = nullptr;
  std::vector<std::unique_ptr<output::MeasuredRun>> trunk_;
};

}  // namespace

namespace {

/// Leaves the runs, or the pairs of runs, in which a condition holds.
void select(output::Results& results, const output::Condition& condition) {
  std::vector<std::shared_ptr<const output::Ensemble>> all{results.main};
  if (results.other) all.push_back(results.other);
  const output::Conditional chosen = output::only_where(condition, all);
  results.main = chosen.ensembles[0], results.selection = chosen.selection;
  if (results.other) results.other = chosen.ensembles[1];
}

}  // namespace

void run_cast(const Cast& cast, const RunOptions& options, const std::function<void(const output::Results&)>& take) {
  Company company(cast, options);
  std::shared_ptr<const output::Ensemble> reference;
  if (cast.reference()) reference = company.run(*cast.reference());
  for (const Scenario& member : cast.members) {
    output::Results results;
    results.layout = company.layout();
    results.seed = options.seed;
    results.version = CHOKEPOINT_VERSION;
    results.parameters = {cast.sets.source(), cast.sets.rows(), cast.sets.hash()};
    const bool itself = &member == cast.reference();
    results.main = itself ? reference : company.run(member);
    if (!itself) results.other = reference;
    if (cast.given) select(results, *cast.given);
    take(results);
  }
}

}  // namespace chokepoint::app
