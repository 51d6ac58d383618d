// From what a person typed to scenarios and parameter sets.
#include "app/common/load_scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/expert_priors.hpp"
#include "app/common/memory.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
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
  std::erase_if(how.overrides, [](const Override& change) { return change.path.as<EventPath>(); });
  return how;
}

namespace {

std::filesystem::path shipped_sets(const RunOptions& options) {
  return (options.data.empty() ? home_folder() / "data" : std::filesystem::path(options.data)) / "posterior.csv";
}

}  // namespace

std::string parameters_source(const RunOptions& options) {
  if (!options.parameters.empty() && options.parameters.front() != '+') return options.parameters;
  return (std::filesystem::exists(shipped_sets(options)) ? "posterior" : "point") + options.parameters;
}

std::string file_label(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path home = home_folder(), whole = std::filesystem::weakly_canonical(file, error),
                              within = whole.lexically_relative(home);
  const bool shipped = !within.empty() && *within.begin() == "scenarios";
  return shipped ? "chokepoint:" + within.string() : file.lexically_normal().string();
}

namespace {

ParameterSets plain_sets(const RunOptions& options, const std::string& source, const ParameterTable& table) {
  const std::filesystem::path shipped = shipped_sets(options);
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

}  // namespace

ParameterSets parameter_sets(const RunOptions& options, const Scenario& scenario) {
  const ParameterTable& table = scenario.initial->table;
  const std::string source = parameters_source(options);
  std::size_t plus = source.find('+');
  ParameterSets out = plain_sets(options, source.substr(0, plus), table);
  while (plus != std::string::npos) {
    const std::size_t next = source.find('+', plus + 1);
    Mistakes mistakes;
    const auto priors =
        read_expert_priors(shipped_file("priors", source.substr(plus + 1, next - plus - 1)), table, mistakes);
    mistakes.throw_if_any();
    out = with_priors(out, priors, table);
    plus = next;
  }
  return out;
}

namespace {

/// What the members are compared with, if anything: as their file says, or as the record of an earlier run holds it in
/// full.
std::optional<Scenario> load_other(const Scenario& member, const ScenarioOptions& how, const RunOptions& options,
                                   const output::ResultRecord* repeats) {
  if (options.no_compare) return std::nullopt;
  const config::Node* recorded = repeats && repeats->compared_with ? &*repeats->compared_with : nullptr;
  if (!member.compare_to && !recorded) return std::nullopt;
  ScenarioOptions same = options_of_other(how);
  same.until = member.end;
  for (const Override& said : member.overrides)  // policies are compared, in one world
    if (said.path.as<PopulationPath>() && !recorded) same.overrides.push_back(said);
  if (!recorded) return load_scenario(*member.compare_to, same);
  return std::move(ScenarioLoader(same).load(*recorded, member.file).at(0));
}

}  // namespace

ScenarioSet load_scenario_set(const RunOptions& options, const output::ResultRecord* repeats) {
  const ScenarioOptions how = scenario_options(options);
  ScenarioSet out;
  out.members = load_family(scenario_file(options.scenario), how);
  out.other = load_other(out.members[0], how, options, repeats);
  std::string label =
      repeats && !repeats->scenario_file.empty() ? repeats->scenario_file : file_label(out.members[0].file);
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

}  // namespace chokepoint::app
