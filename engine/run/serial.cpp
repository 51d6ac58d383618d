// The same door where there are no threads, as in a browser: blocks and parts as they are cut elsewhere, one after
// another.
#include <algorithm>

#include "engine/run/parallel.hpp"

namespace chokepoint {

void parallel::blocks(std::size_t count, const std::function<void(std::size_t, std::size_t)>& f) {
  const std::size_t block = count < parallel_threshold ? parallel_threshold : parallel_block;
  for (std::size_t first = 0; first < count; first += block) f(first, std::min(count, first + block));
}

std::size_t parallel::parts(std::size_t count, const std::function<void(std::size_t, std::size_t, std::size_t)>& f) {
  if (count < parallel_threshold) {
    f(0, 0, count);
    return 1;
  }
  const std::size_t blocks = (count + parallel_block - 1) / parallel_block;
  const std::size_t size = (blocks + most_parts - 1) / most_parts * parallel_block;
  std::size_t part = 0;
  for (std::size_t first = 0; first < count; first += size) f(part++, first, std::min(count, first + size));
  return part;
}

void for_each_run(std::size_t count, int /*threads*/, const std::function<void(std::size_t)>& f) {
  for (std::size_t i = 0; i < count; ++i) f(i);
}

}  // namespace chokepoint
