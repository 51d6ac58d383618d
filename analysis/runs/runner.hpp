// The only loop over replicates, and what it is made with.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/runs/evaluator.hpp"
#include "analysis/runs/interrupted.hpp"
#include "analysis/runs/memory_need.hpp"

namespace chokepoint {

/// How runs are made, of whatever scenario, and who is told of it. A value; what it points to must outlive its use.
struct RunSettings {
  std::span<const Phase> phases = {};  ///< the month
  std::uint64_t seed = 1;
  std::size_t runs = 64;  ///< replicates of each scenario
  int threads = 0;        ///< 0: all cores; decides no result
  /// For a loop of this name: whom to tell how many of how many runs are done, from any thread, one call at a time.
  /// May be empty, and so may what it gives.
  std::function<std::function<void(std::size_t done, std::size_t of)>(const std::string& what)> progress = {};
  const std::atomic<bool>* stop = nullptr;  ///< set from outside to end early
  /// Bytes that may still be taken. May be empty: not known.
  std::function<std::size_t()> available_memory = {};
  /// Throws if there is less memory than that. May be empty.
  std::function<void(const MemoryNeed&)> require_memory = {};
  bool network = false;  ///< the first replicate looks at the network in `chokepoint_month`
};

/// Calls `run` once for each replicate from `first` up to `last`, in any order, on the threads set. Throws Interrupted
/// when stopped, and what a run throws.
void for_each_replicate(const RunSettings& settings, const std::string& what, std::size_t first, std::size_t last,
                        const std::function<void(std::size_t)>& run);

/// By figure, then by replicate: the same random numbers and the same parameter set for every scenario. Throws
/// Interrupted.
[[nodiscard]] std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const Figure> figures,
                                                              const ParameterSets& sets, const RunSettings& settings);

}  // namespace chokepoint
