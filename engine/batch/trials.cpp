// The loop over trials.
#include "engine/batch/trials.hpp"

#include <mutex>

#include "engine/run/parallel.hpp"

namespace chokepoint {

bool run_trials(std::size_t count, int threads, const std::function<void(std::size_t)>& trial,
                const std::function<void(std::size_t)>& progress, const std::atomic<bool>& stop) {
  std::mutex one_at_a_time;
  std::size_t done = 0;
  for_each_run(count, threads, [&](std::size_t i) {
    if (stop) return;
    trial(i);
    const std::lock_guard lock(one_at_a_time);
    progress(++done);
  });
  return done == count;
}

}  // namespace chokepoint
