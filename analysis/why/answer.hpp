// The whole answer to why two scenarios come out differently: many pairs of runs, and one of them explained.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/runs/runner.hpp"
#include "analysis/why/why.hpp"

namespace chokepoint {

/// What is asked of a pair of scenarios, which end in the question's month.
struct WhyAsked {
  const Scenario& a;
  const Scenario& b;
  std::optional<std::uint64_t> replicate = {};  ///< the pair to explain; none: the one nearest to the median
};

/// Fills in all of an answer whose question and `said` stand. Throws Interrupted.
void answer(const WhyAsked& asked, const ParameterSets& sets, const RunSettings& settings, Why& why);

}  // namespace chokepoint
