// run.yaml: the record of a result, which is a scenario file that repeats it.
//
// The file holds the scenario with everything drawn in, as any scenario file does, and under `record` how it was run
// and by which program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint::output {

/// What a record says beside the scenario.
struct ResultRecord {
  std::string name, member, scenario_file, command;
  std::string version, commit, sources;  ///< of the program
  std::uint64_t seed = 1;
  std::size_t runs = 0;
  std::string parameters, data_folder;  ///< as for `--parameters` and `--data`
  std::uint64_t sets_hash = 0;
  std::string given;  ///< as for `--given`
  std::vector<std::string> metrics;
  bool members = false;
  std::map<std::string, std::string> data_hashes;  ///< by file
  std::string state_hash, compared_with_state_hash;
  std::optional<config::Node> compared_with;  ///< a scenario in full
};

/// The text of run.yaml.
[[nodiscard]] std::string run_yaml(const Results& results);

/// Reads the record of a file; none, and no mistake, if it is a scenario file without one.
[[nodiscard]] std::optional<ResultRecord> read_run_record(const std::filesystem::path& file, Mistakes& mistakes);

}  // namespace chokepoint::output
