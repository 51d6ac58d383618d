// A scenario that is wholly checked before its first month: world, parameters, events, horizon.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/events/calendar.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint {

struct Scenario {
  std::string name, question;
  std::filesystem::path file;
  std::optional<std::filesystem::path> compare_to;
  Month end;                                  ///< last month simulated
  std::shared_ptr<const InitialWorld> initial;
  std::shared_ptr<const Calendar> calendar;
  std::vector<Override> overrides;
  std::vector<std::string> files;             ///< scenario files read, this one first
  std::vector<std::pair<std::string, std::uint64_t>> data_hashes;
  config::Node resolved;                      ///< scenario and events after inheritance, for the record
};

struct ScenarioOptions {
  std::filesystem::path data;                 ///< folder with parameters.yaml, paths.yaml, world/
  std::vector<Override> overrides;            ///< from the command line: win over the scenario's
  std::optional<Month> until;                 ///< shortens or lengthens the run
};

/// Reads a scenario, what it extends and the data. Throws ScenarioError with every mistake found in any of them.
[[nodiscard]] Scenario load_scenario(const std::filesystem::path& file, const ScenarioOptions& options);

}  // namespace chokepoint
