// What `simulate-bench` measures.
#pragma once

#include <filesystem>
#include <vector>

#include "bench/workload.hpp"

namespace chokepoint::app {

/// All workloads: the shipped world, synthetic worlds, the neutral step. `quick`: ensembles a tenth as long.
[[nodiscard]] std::vector<bench::Workload> all_workloads(const std::filesystem::path& data, bool quick);

}  // namespace chokepoint::app
