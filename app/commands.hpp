// The commands of the front door. Each returns the program's exit code; ScenarioError and OutputError are told by main.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chokepoint::app {

/// Set by Ctrl-C.
extern std::atomic<bool> interrupted;

/// A person stopped the program: exit code 130.
struct Interrupted {};

struct RunOptions {
  std::string scenario;
  std::size_t runs = 64;
  std::uint64_t seed = 1;
  std::string until, out, data;
  int threads = 0;
  bool json = false, quiet = false, hash = false, members = false, no_compare = false;
  std::vector<std::string> set;
};

/// `simulate SCENARIO`: runs the scenario and, paired by seed, the one it is compared with; writes and reports.
int run_command(const RunOptions& options);

/// `simulate list KIND`: metrics, parameters, events or scenarios.
int list_command(const std::string& kind, bool json, const std::string& data);

/// `simulate fit SCENARIO`: the model against the targets in data/targets.csv.
int fit_command(const RunOptions& options);

}  // namespace chokepoint::app
