// simulate bench: fixed workloads timed in turns, beside what the machine can do at most.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace chokepoint::app {

struct BenchOptions {
  std::vector<std::string> only;
  std::vector<int> threads;  ///< empty: 1, 2, 4 ... and all cores
  int repeat = 5;
  bool quick = false, check = false, json = false, list = false, quiet = false;
  std::string write, data, command;
};

/// Adds `bench` to the program; after parsing `run` does what was asked.
class BenchCommand {
 public:
  BenchCommand(CLI::App& app, std::string command);
  [[nodiscard]] bool parsed() const;
  [[nodiscard]] int run();

 private:
  CLI::App* command_;
  std::shared_ptr<BenchOptions> options_;
};

}  // namespace chokepoint::app
