// What a batch study says: spreads, sensitivity, where something happens, which choice is robust; in tables and as
// JSON.
#pragma once

#include <string>

#include "analysis/sweep/replicate_table.hpp"

namespace chokepoint::output {

struct SweepAnalysis {
  std::string text;  ///< for people: Markdown that reads well on a terminal
  std::string json;
};

/// All analyses that a study's design and questions allow. `resamples`: of each bootstrap.
[[nodiscard]] SweepAnalysis analyse_sweep(const Plan& plan, const SweepTable& table, std::size_t resamples = 500);

}  // namespace chokepoint::output
