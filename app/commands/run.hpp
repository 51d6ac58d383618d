// What the program does without a command: it runs a scenario.
#pragma once

#include <string>

#include "app/common/options.hpp"

namespace CLI {
class App;
}

namespace chokepoint::app {

/// `simulate SCENARIO`: runs the scenario and, paired by seed, the one it is compared with; writes and reports.
class RunCommand {
 public:
  /// Adds its options to the program. `typed`: the command line, for the record.
  RunCommand(CLI::App& app, std::string typed);

  [[nodiscard]] int run();
  [[nodiscard]] RunOptions& options() { return options_; }

 private:
  CLI::App& app_;
  std::string typed_;
  RunOptions options_;
};

}  // namespace chokepoint::app
