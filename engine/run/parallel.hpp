// The one door to oneTBB: loops over fixed blocks, so that the work and its order do not depend on the threads.
#pragma once

#include <cstddef>
#include <functional>

namespace chokepoint {

/// Below this many agents a phase runs in the calling thread: starting tasks would cost more than they save.
inline constexpr std::size_t parallel_threshold = 4096;
inline constexpr std::size_t parallel_block = 1024;

namespace parallel {
void blocks(std::size_t count, const std::function<void(std::size_t, std::size_t)>& f);
std::size_t parts(std::size_t count, const std::function<void(std::size_t, std::size_t, std::size_t)>& f);
}  // namespace parallel

/// Calls f(first, last) for blocks that cover [0, count): one call below the threshold, else blocks of 1 024 in
/// parallel.
template <class F>
void for_each_block(std::size_t count, F&& f) {
  parallel::blocks(count, std::ref(f));  // a reference: nothing is allocated
}

/// Stretches that a sum over many is cut into, each summed by itself and all folded in order.
inline constexpr std::size_t most_parts = 64;

/// Calls f(part, first, last) for stretches that cover [0, count): one below the threshold, else at most `most_parts`,
/// in parallel. Where they begin depends on the count alone: what is summed part by part has the same bits at any
/// number of threads. Returns how many there were.
template <class F>
std::size_t for_each_part(std::size_t count, F&& f) {
  return parallel::parts(count, std::ref(f));
}

/// Calls f(i) for i in [0, count) on at most `threads` threads (0: all cores), in any order.
void for_each_run(std::size_t count, int threads, const std::function<void(std::size_t)>& f);

}  // namespace chokepoint
