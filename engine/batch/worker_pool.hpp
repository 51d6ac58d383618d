// Runs spread over worker processes: what a run does to its process harms no other run.
//
// Workers are forked from the program that holds all that a run needs, so that nothing is read twice. Each does many
// runs and writes its own log; if it dies, the program that forked it records which run was under way, and forks
// another.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "engine/batch/run_log.hpp"

namespace chokepoint {

/// What a run gives.
struct TrialResult {
  std::vector<double> outputs;
  std::vector<float> series;
};

/// What workers do, by a run's number. `run` may throw, crash, hang or use all memory; `key` may not.
struct Trial {
  std::function<ContentKey(std::uint64_t index)> key;
  std::function<TrialResult(std::uint64_t index)> run;
};

struct PoolOptions {
  std::filesystem::path folder;  ///< of the logs; is made if it is not there
  std::string label;             ///< begins the names of the logs; unlike that of any other program at work
  std::string header;            ///< first record of each log
  std::size_t workers = 1;
  double seconds = 600;       ///< that a run may take; 0: as many as it likes
  std::size_t megabytes = 0;  ///< that a worker may use beyond what it begins with; 0: as many as it likes
  std::size_t failures = 0;   ///< stop after so many; 0: go on
  double grace = 10;          ///< seconds that runs under way get when a stop is asked for
};

struct PoolProgress {
  std::size_t ok = 0, failed = 0;
  [[nodiscard]] std::size_t done() const { return ok + failed; }
};

class WorkerPool {
 public:
  enum class End { finished, stopped, failures };
  WorkerPool(Trial trial, PoolOptions options);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Does these runs, in any order; each ends with a record in a log. May be called again: workers stay. `progress` is
  /// called some times a second. Ends early once `stop` is set: runs under way are finished, or recorded as stopped
  /// after the grace. Throws LogError if a log cannot be written.
  End run(std::span<const std::uint64_t> indices, const std::atomic<bool>& stop,
          const std::function<void(const PoolProgress&)>& progress);

 private:
  struct Workers;
  std::unique_ptr<Workers> workers_;
};

}  // namespace chokepoint
