// Loading, running, collecting.
#include "app/common/load_scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "agents/schedule.hpp"
#include "app/common/commit.hpp"
#include "app/common/memory.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "app/common/wanted.hpp"
#include "engine/batch/trials.hpp"
#include "engine/scenario/population.hpp"
#include "output/files/run_record.hpp"

namespace chokepoint::app {
ScenarioOptions scenario_options(const RunOptions& options) {
  Mistakes mistakes;
  ScenarioOptions out;
  out.metrics = metric_catalogue;
  out.library = home_folder() / "scenarios";
  for (const std::string& policy : options.policies) out.policies.push_back(policy_file(policy));
  out.data = options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data);
  std::error_code error;
  if (!options.data.empty() && !std::filesystem::equivalent(out.data, home_folder() / "data", error))
    out.data_label = options.data;
  out.memory = available_memory();
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
    if (!out.until)
      mistakes.add({"--until"}, fmt::format("'{}' should be a month like 2030-12 or a year", options.until));
  }
  mistakes.throw_if_any();
  return out;
}

OnTop on_top_of_all(const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  OnTop out;
  for (const std::string& said : options.set)
    out.overrides[said.substr(0, said.find('='))] = said.substr(said.find('=') + 1);
  out.data = how.data_label;
  return out;
}

std::string options_of_all(const RunOptions& options) {
  std::string out;
  for (const std::string& said : options.set) out += " --set " + shell_word(said);
  return options.data.empty() ? out : out + " --data " + shell_word(options.data);
}

ScenarioOptions options_of_other(ScenarioOptions how) {
  how.policies.clear();
  std::erase_if(how.overrides, [](const Override& change) { return change.path.starts_with("events."); });
  return how;
}

namespace {

std::filesystem::path shipped_sets(const RunOptions& options) {
  return (options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data)) / "posterior.csv";
}

}  // namespace

std::string parameters_source(const RunOptions& options) {
  return !options.parameters.empty()                      ? options.parameters
         : std::filesystem::exists(shipped_sets(options)) ? "posterior"
                                                          : "point";
}

std::string file_label(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path home = home_folder(), whole = std::filesystem::weakly_canonical(file, error),
                              within = whole.lexically_relative(home);
  const bool shipped = !within.empty() && *within.begin() == "scenarios";
  return shipped ? "chokepoint:" + within.string() : file.lexically_normal().string();
}

ParameterSets parameter_sets(const RunOptions& options, const Scenario& scenario) {
  const ParameterTable& table = scenario.initial->table;
  const std::filesystem::path shipped = shipped_sets(options);
  const std::string source = parameters_source(options);
  if (source == "point") return {};
  if (source == "prior")
    return ParameterSets::draw(table, options.seed, (options.runs + replicates_per_set - 1) / replicates_per_set);
  Mistakes mistakes;
  const std::filesystem::path file = source == "posterior" ? shipped : std::filesystem::path(source);
  if (source != "posterior" && !file.has_extension() && !std::filesystem::exists(file)) {
    mistakes.add({"--parameters"},
                 fmt::format("'{}' is no file and none of point, prior, posterior{}", source,
                             suggestion(source, std::vector<std::string>{"point", "prior", "posterior"})));
    mistakes.throw_if_any();
  }
  ParameterSets sets = ParameterSets::read(file, table, mistakes);
  mistakes.throw_if_any();
  return sets;
}

namespace {

/// What the members are compared with, if anything: as their file says, or as the record of an earlier run holds it in
/// full.
std::optional<Scenario> load_other(const Scenario& member, const ScenarioOptions& how, const RunOptions& options) {
  if (options.no_compare) return std::nullopt;
  const config::Node* recorded =
      options.repeats && options.repeats->compared_with ? &*options.repeats->compared_with : nullptr;
  if (!member.compare_to && !recorded) return std::nullopt;
  ScenarioOptions same = options_of_other(how);
  same.until = member.end;
  for (const Override& said : member.overrides)  // policies are compared, in one world
    if (is_population(said.path) && !recorded) same.overrides.push_back(said);
  if (!recorded) return load_scenario(*member.compare_to, same);
  return std::move(ScenarioLoader(same).load(*recorded, member.file).at(0));
}

}  // namespace

ScenarioSet load_scenario_set(const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  ScenarioSet out;
  out.members = load_family(scenario_file(options.scenario), how);
  out.other = load_other(out.members[0], how, options);
  std::string label = options.repeats && !options.repeats->scenario_file.empty() ? options.repeats->scenario_file
                                                                                 : file_label(out.members[0].file);
  out.identity = {out.members[0].family + out.members[0].on_top.text() + folder_suffix(options.given),
                  std::move(label)};
  out.sets = parameter_sets(options, out.members[0]);
  if (options.given.empty()) return out;
  std::vector<const Scenario*> all;
  for (const Scenario& member : out.members) all.push_back(&member);
  if (out.other) all.push_back(&*out.other);
  out.given = Condition::parse(options.given, all);
  return out;
}

namespace {

std::size_t worker_count(const RunOptions& options) {
  return options.threads > 0 ? static_cast<std::size_t>(options.threads)
                             : std::max(1U, std::thread::hardware_concurrency());
}

/// Runs scenarios of one cast: keeps the trunk of the latest branch.
class Company {
 public:
  Company(const ScenarioSet& cast, const RunOptions& options, const Wanted& wanted)
      : options_(options),
        sets_(cast.sets),
        layout_(std::make_shared<const Layout>(*cast.members[0].initial->world.data, with_triggers(wanted, cast))) {
    months_ = 0;
    for (const Scenario& member : cast.members) months_ = std::max(months_, months_of(member));
    std::size_t ensembles = cast.members.size() + (cast.other ? 1 : 0);
    for (std::size_t m = 0; m < cast.members.size(); ++m)
      if (cast.members[m].trunk && (m == 0 || cast.members[m].trunk != cast.members[m - 1].trunk)) ++ensembles;
    total_ = ensembles * options.runs;
    kept_together_ = cast.other || cast.members.size() > 1 ? 2 : 1;
    firms_ = cast.members[0].initial->world.data->firms.count();
    trunks_ = cast.members[0].trunk != nullptr;
    require_room(cast.members[0]);
  }

  std::shared_ptr<const Ensemble> run(const Scenario& scenario) {
    auto out = std::make_shared<Ensemble>();
    out->scenario = &scenario;
    std::vector<Measured> measured(options_.runs);
    if (scenario.trunk) grow_trunk(scenario);
    each_replicate([&](std::size_t replicate) {
      const Parameters parameters = sets_.parameters(scenario, replicate);
      measured[replicate] = scenario.trunk ? MeasuredRun(*trunk_[replicate], scenario).finish()
                                           : begin(scenario, replicate, parameters, months_of(scenario))->finish();
    });
    for (Measured& run : measured) out->add(std::move(run));
    return out;
  }

  [[nodiscard]] const std::shared_ptr<const Layout>& layout() const { return layout_; }

 private:
  /// Asks for the memory that the runs will need: a bound for each run, and only where that is much the size of one
  /// that is run for it.
  void require_room(const Scenario& scenario) const {
    const std::size_t series = layout_->measured().size(), months = months_, width = worker_count(options_);
    const std::size_t under_way = series * months * sizeof(double) + Synthesis::world_bytes(firms_) * 2 / 3;
    MemoryNeed need{options_.runs, kept_together_ * series * (months * sizeof(float) + sizeof(std::uint32_t)),
                    kept_together_, 0};
    need.once = under_way * (trunks_ ? options_.runs : std::min(width, options_.runs));
    if (need.total() < available_memory() / 2) return;
    const Parameters parameters = sets_.parameters(scenario, 0);
    need.a_run =
        kept_together_ *
        measure_run(scenario, agents::monthly_schedule(), *layout_, options_.seed, 0, &parameters).record.bytes();
    require_memory(need, options_.quiet);
  }

  static std::size_t months_of(const Scenario& scenario) { return static_cast<std::size_t>(scenario.end.index) + 1; }
  /// A run of a scenario; the first one looks at what the report tells of the network.
  [[nodiscard]] std::unique_ptr<MeasuredRun> begin(const Scenario& scenario, std::size_t replicate,
                                                   const Parameters& parameters, std::size_t months) const {
    auto out = std::make_unique<MeasuredRun>(scenario, agents::monthly_schedule(), *layout_, options_.seed, replicate,
                                             months, &parameters);
    if (replicate == 0 && !options_.hash) out->look_at_network();
    return out;
  }

  /// Runs the months that the scenario shares with its siblings, unless they have just been run.
  void grow_trunk(const Scenario& scenario) {
    if (trunk_of_ == scenario.trunk.get()) return;
    trunk_of_ = scenario.trunk.get();
    trunk_.clear();
    trunk_.resize(options_.runs);
    each_replicate([&](std::size_t replicate) {
      const Parameters parameters = sets_.parameters(*scenario.trunk, replicate);
      trunk_[replicate] = begin(*scenario.trunk, replicate, parameters, months_);
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
  std::shared_ptr<const Layout> layout_;
  std::size_t months_ = 0, total_ = 0, done_ = 0, kept_together_ = 1, firms_ = 0;
  bool trunks_ = false;  ///< whether the runs of a trunk wait for their branches
  ProgressBar bar_{"simulating"};
  const Scenario* trunk_of_ = nullptr;
  std::vector<std::unique_ptr<MeasuredRun>> trunk_;
};

}  // namespace

namespace {

/// Leaves the runs, or the pairs of runs, in which a condition holds.
void select(Results& results, const Condition& condition) {
  std::vector<std::shared_ptr<const Ensemble>> all{results.main};
  if (results.other) all.push_back(results.other);
  const Conditional chosen = only_where(condition, all);
  results.main = chosen.ensembles[0], results.selection = chosen.selection;
  if (results.other) results.other = chosen.ensembles[1];
}

}  // namespace

void run_scenario_set(const ScenarioSet& cast, const RunOptions& options,
                      const std::function<void(const Results&)>& take) {
  run_scenario_set(cast, options, wanted_by(options), take);
}

void run_scenario_set(const ScenarioSet& cast, const RunOptions& options, const Wanted& wanted,
                      const std::function<void(const Results&)>& take) {
  Company company(cast, options, wanted);
  std::shared_ptr<const Ensemble> reference;
  if (cast.reference()) reference = company.run(*cast.reference());
  for (const Scenario& member : cast.members) {
    Results results;
    results.layout = company.layout();
    results.seed = options.seed;
    results.version = CHOKEPOINT_VERSION;
    results.parameters = {cast.sets.source(), cast.sets.rows(), cast.sets.hash()};
    results.asked = {options.command, cast.identity.file, std::string(commit()), parameters_source(options),
                     options.metrics, options.members};
    const bool itself = &member == cast.reference();
    results.main = itself ? reference : company.run(member);
    if (!itself) results.other = reference;
    if (cast.given) select(results, *cast.given);
    take(results);
  }
}

}  // namespace chokepoint::app
