// Many independent trials on a few threads, with progress and a way to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace chokepoint {

/// Calls trial(i) for i in [0, count) on at most `threads` threads (0: all cores), in any order. `progress(done)` is
/// called after each trial, from any thread, one call at a time. Stops early once `stop` is set; returns whether all
/// trials ran. An exception of a trial stops the others and is thrown here.
bool run_trials(std::size_t count, int threads, const std::function<void(std::size_t)>& trial,
                const std::function<void(std::size_t)>& progress, const std::atomic<bool>& stop);

}  // namespace chokepoint
