// What a worker process does with the runs it is handed; inside engine/batch only.
#pragma once

#include <atomic>

#include "engine/batch/worker_pool.hpp"

namespace chokepoint::worker {

/// Runs handed out at once, at most.
inline constexpr std::size_t largest_chunk = 512;
/// Exit code of a worker that cannot write its log.
inline constexpr int cannot_write = 74;

/// What all workers of a pool share.
struct Board {
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> failures = 0;
};

/// What a worker and its supervisor share.
struct Bench {
  std::atomic<std::uint64_t> position = 0;  ///< runs of the chunk that are over and recorded
  std::atomic<std::uint64_t> begun = 0;     ///< clock at which the one under way began; 0: none is
  std::atomic<std::uint64_t> ok = 0, failed = 0, spent = 0, kilobytes = 0;  ///< runs; nanoseconds; most memory
};

/// All that a worker knows.
struct Place {
  const Trial& trial;
  const PoolOptions& options;
  Board& board;
  Bench& bench;
  int socket, words;
  pid_t supervisor;
  std::filesystem::path log;
};

/// Does chunks of runs until the supervisor hangs up.
[[noreturn]] void work(const Place& place);

/// Nanoseconds of a clock that never goes back.
[[nodiscard]] std::uint64_t clock_now();

}  // namespace chokepoint::worker
