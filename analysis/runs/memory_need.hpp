// What many runs keep in memory, asked for before they begin.
#pragma once

#include <cstddef>

namespace chokepoint {

/// What many runs keep.
struct MemoryNeed {
  std::size_t runs = 0;   ///< of each scenario
  std::size_t a_run = 0;  ///< kept of one run of all scenarios that are kept together
  std::size_t scenarios = 1;
  std::size_t once = 0;  ///< beside that: runs under way, tables
  [[nodiscard]] std::size_t total() const { return runs * a_run + once; }
};

}  // namespace chokepoint
