// Running the scenarios of a file, paired by seed with the one they are compared with.
#pragma once

#include <functional>
#include <memory>

#include "analysis/compare/condition.hpp"
#include "analysis/runs/ensemble.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "app/common/options.hpp"
#include "engine/base/file.hpp"
#include "output/files/identity.hpp"

namespace chokepoint::app {

/// How scenarios are read: data, `--set`, `--until` as a person typed them. Throws ScenarioError.
[[nodiscard]] ScenarioOptions scenario_options(const RunOptions& options);

/// The same for the scenario compared with: what the command line says of events and policies is what is asked about,
/// what it says of data holds for both.
[[nodiscard]] ScenarioOptions options_of_other(ScenarioOptions how);

/// The parameter sets that `--parameters` asks for, for names and ranges of a scenario. Throws ScenarioError.
[[nodiscard]] ParameterSets parameter_sets(const RunOptions& options, const Scenario& scenario);

/// What `--set` and `--data` put on top of every scenario of a command that runs several, for its head.
[[nodiscard]] OnTop on_top_of_all(const RunOptions& options);

/// The same as options to be typed: ` --set a=1 --data 'my data'`.
[[nodiscard]] std::string options_of_all(const RunOptions& options);

/// Where `parameter_sets` takes them from: `point`, `prior`, `posterior`, or a file.
[[nodiscard]] std::string parameters_source(const RunOptions& options);

/// A scenario's file, told so that it is known again: one that came with the program by its place there, another as
/// typed.
[[nodiscard]] std::string file_label(const std::filesystem::path& file);

/// The scenarios that a run is about.
struct ScenarioSet {
  std::vector<Scenario> members;   ///< one, or a family in order
  std::optional<Scenario> other;   ///< what `compare_to` names
  ParameterSets sets;              ///< of the runs; none: each scenario's own values
  std::optional<Condition> given;  ///< only runs in which it holds are reported
  output::Identity identity;       ///< of the result
  /// The scenario that the others are compared with: `other`, else the first of a family, else none.
  [[nodiscard]] const Scenario* reference() const {
    return other ? &*other : members.size() > 1 ? &members[0] : nullptr;
  }
};
[[nodiscard]] ScenarioSet load_scenario_set(const RunOptions& options);

/// Runs each member and hands its results on, one at a time, in order; the reference is run once. Members that branch
/// off one trunk share its runs up to the branch. Throws Interrupted after Ctrl-C, and OutputError if too few runs are
/// as `given` says.
void run_scenario_set(const ScenarioSet& cast, const RunOptions& options,
                      const std::function<void(const Results&)>& take);
/// The same, for one who reads no more than what is wanted of the runs.
void run_scenario_set(const ScenarioSet& cast, const RunOptions& options, const Wanted& wanted,
                      const std::function<void(const Results&)>& take);

}  // namespace chokepoint::app
