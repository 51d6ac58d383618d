// One measurement in a process of its own, so that memory, caches of the allocator and threads of one workload are no
// other's.
#pragma once

#include <cstdint>
#include <string>

#include "bench/workload.hpp"

namespace chokepoint::bench {

struct Sample {
  double seconds = 0;
  std::uint64_t hash = 0;
  double peak_bytes = 0;         ///< most memory that the process held, set-up included
  double heap_growth = 0;        ///< bytes by which the heap is larger after what was timed than before it
  double agents = 0, links = 0;  ///< of one world
  std::string error;             ///< why there is no measurement; else empty
};

/// Makes the workload in a child process, runs it on so many threads and tells what it took. The calling process must
/// have started no threads.
[[nodiscard]] Sample measure(const Workload& workload, int threads);

/// What the machine can do at most, by the same means.
struct Ceilings {
  double triad =
      0;  ///< bytes a second, a[i] = b[i] + s c[i] over arrays far larger than the caches, 24 bytes an element
  double gather = 0;  ///< seconds for one read of 8 bytes at a random place of 256 MiB, on each thread
};
[[nodiscard]] Ceilings measure_ceilings(int threads);

}  // namespace chokepoint::bench
