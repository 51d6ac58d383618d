// How much memory there is, and what runs would need of it: asked before they begin.
#pragma once

#include <cstddef>
#include <string>

#include "analysis/runs/memory_need.hpp"

namespace chokepoint::app {

/// Bytes that the program may still take: of the machine, and within the limits set for it.
[[nodiscard]] std::size_t available_memory();

/// `3.0 MB`, `29 GB`.
[[nodiscard]] std::string memory_text(std::size_t bytes);

/// Refuses with a mistake at `--runs` if there is less memory than that, and tells it on standard error if it is much.
void require_memory(const MemoryNeed& need, bool quiet);

}  // namespace chokepoint::app
