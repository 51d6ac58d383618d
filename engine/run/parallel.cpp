// oneTBB behind the door.
#include "engine/run/parallel.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <optional>

namespace chokepoint {

void parallel::blocks(std::size_t count, const std::function<void(std::size_t, std::size_t)>& f) {
  if (count < parallel_threshold) {
    if (count > 0) f(0, count);
    return;
  }
  const std::size_t blocks = (count + parallel_block - 1) / parallel_block;
  tbb::this_task_arena::isolate([&] {  // a waiting run must not pick up another run's work
    tbb::parallel_for(std::size_t{0}, blocks,
                      [&](std::size_t b) { f(b * parallel_block, std::min(count, (b + 1) * parallel_block)); });
  });
}

std::size_t parallel::parts(std::size_t count, const std::function<void(std::size_t, std::size_t, std::size_t)>& f) {
  if (count < parallel_threshold) {
    f(0, 0, count);
    return 1;
  }
  const std::size_t blocks = (count + parallel_block - 1) / parallel_block;
  const std::size_t size = (blocks + most_parts - 1) / most_parts * parallel_block, parts = (count + size - 1) / size;
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(std::size_t{0}, parts,
                      [&](std::size_t part) { f(part, part * size, std::min(count, (part + 1) * size)); });
  });
  return parts;
}

void for_each_run(std::size_t count, int threads, const std::function<void(std::size_t)>& f) {
  std::optional<tbb::global_control> as_many_as_asked;  // also more than there are cores
  if (threads > 0)
    as_many_as_asked.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, count, 1),
        [&](const auto& range) {
          for (std::size_t i = range.begin(); i != range.end(); ++i) f(i);
        },
        tbb::simple_partitioner{});
  });
}

}  // namespace chokepoint
