// A scenario that is wholly checked before its first month: world, parameters, events, horizon.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/events/calendar.hpp"
#include "engine/scenario/composition.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint {

struct Scenario {
  std::string name, question;                 ///< a family's member is called `NAME/CHOICES`
  std::filesystem::path file;
  std::optional<std::filesystem::path> compare_to;
  Month end;                                  ///< last month simulated
  std::optional<Month> branched_at;           ///< a branch: equal to its siblings up to the month before
  std::shared_ptr<const InitialWorld> initial;
  std::shared_ptr<const Calendar> calendar;
  std::vector<Override> overrides;
  std::vector<Statement> statements;          ///< all that its files and the command line say, in the order in which they act
  std::vector<std::string> files;             ///< scenario and policy files read, this one first
  std::vector<std::pair<std::string, std::uint64_t>> data_hashes;
  config::Node resolved;                      ///< scenario and events after inheritance, for the record
};

struct ScenarioOptions {
  std::filesystem::path data;                 ///< folder with parameters.yaml, paths.yaml, world/
  std::vector<Override> overrides;            ///< from the command line: win over the scenario's
  std::optional<Month> until;                 ///< shortens or lengthens the run
  /// The series that triggers may name; without it a condition on metrics is a mistake.
  std::function<MetricCatalogue(const WorldData&)> metrics;
};

/// Reads a scenario, what it draws in and the data. Throws ScenarioError with every mistake found in any of them. A file
/// that describes a family of more than one scenario is a mistake here.
[[nodiscard]] Scenario load_scenario(const std::filesystem::path& file, const ScenarioOptions& options);

/// Reads the scenarios that a file describes: one, or the members of its family in order.
[[nodiscard]] std::vector<Scenario> load_family(const std::filesystem::path& file, const ScenarioOptions& options);

}  // namespace chokepoint
