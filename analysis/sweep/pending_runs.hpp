// What is left to do of a plan, after what logs say.
#pragma once

#include <functional>
#include <set>

#include "analysis/sweep/plan.hpp"
#include "engine/batch/run_index.hpp"

namespace chokepoint {

/// A part of a study's runs: the shards 0 ... count - 1 together are all of them, each run in one.
struct Shard {
  std::size_t number = 0, count = 1;
};

/// Where a study stands. `total` = ok + failed + todo, or more if the shard is not the whole.
struct PendingRuns {
  std::vector<std::uint64_t> todo;  ///< numbers of runs, in order
  std::vector<std::uint64_t> lost;  ///< runs that took the program with them too often; to be recorded as such
  std::size_t total = 0;            ///< runs of the whole study, each content once
  std::size_t ok = 0, failed = 0;
  std::size_t excluded = 0;  ///< by constraints
  std::size_t repeated = 0;  ///< numbers whose content is that of an earlier number
  std::size_t foreign = 0;   ///< recorded runs that are not of this plan
};

/// A run that was begun so often and never ended, neither well nor badly, is lost.
inline constexpr int most_attempts = 5;

/// Told how far a walk through a plan is: numbers of runs.
using WalkProgress = std::function<void(std::size_t done, std::size_t total)>;

/// `retry`: ends after which a run is to be done again. Shards are a view: any number of them may go on with what
/// others left.
[[nodiscard]] PendingRuns pending_runs(const Plan& plan, const RunIndex& run_index, Shard shard = {},
                                       const std::set<RunStatus>& retry = {}, const WalkProgress& progress = {});

}  // namespace chokepoint
