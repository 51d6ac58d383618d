// A thing whose speed is measured: how it is set up, what is timed, and how its result is known again.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace chokepoint::bench {

/// A workload that stands ready. Made, run and asked in one process of its own.
class Trial {
 public:
  virtual ~Trial() = default;
  /// What is timed; called once. It is called in an arena of so many threads and uses no others.
  virtual void run(int threads) = 0;
  /// Of the result: the same at any number of threads.
  [[nodiscard]] virtual std::uint64_t hash() const = 0;
  /// Agents and links of one world, where the table does not know them before it is built; else zeros.
  [[nodiscard]] virtual std::pair<double, double> size() const { return {0, 0}; }
};

struct Workload {
  std::string name, what;
  double agents = 0, links = 0;  ///< of one world; 0: the trial tells
  double months = 0;             ///< that one trial simulates, over all its runs
  double runs = 0;               ///< that it completes; 0: it is not about whole runs
  double bytes = 0;              ///< a month and world that no program can avoid to move; 0: not told
  std::function<std::unique_ptr<Trial>()> make;
};

/// The neutral step at these sizes, and its ensembles of so many runs.
[[nodiscard]] std::vector<Workload> neutral_workloads(const std::vector<std::size_t>& agents, std::size_t runs);

}  // namespace chokepoint::bench
