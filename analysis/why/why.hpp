// Why the same run comes out differently under two scenarios: all that is found, and how it is told.
#pragma once

#include <string>
#include <vector>

#include "analysis/methods/paired_difference.hpp"
#include "analysis/runs/ensemble.hpp"
#include "analysis/why/chain.hpp"
#include "analysis/why/constraints.hpp"
#include "analysis/why/divergence.hpp"
#include "analysis/why/movements.hpp"
#include "engine/scenario/scenario_differences.hpp"

namespace chokepoint {

/// A measure of many runs under both scenarios, paired by seed and parameter set.
struct Samples {
  std::vector<double> a, b;
  [[nodiscard]] std::vector<double> differences() const;
  /// The pair whose difference is nearest to the median; the first of equals.
  [[nodiscard]] std::size_t typical() const;
};

/// What is asked and what is answered.
struct Why {
  Question question{};
  ParameterSource parameters{};
  std::uint64_t seed = 1, replicate = 0;    ///< of the run that is explained
  bool chosen = false;                      ///< a person named the replicate
  bool all_producers = false;               ///< tell what limits everyone
  double explained_a = 0, explained_b = 0;  ///< the measure in that run
  Samples samples{};
  ScenarioDifferences said{};
  Divergence divergence{};
  Chain chain{};                      ///< empty where no mechanism leads to the metric
  std::vector<Movement> movements{};  ///< instead of it
  std::vector<ConstraintPeriod> constraints{};

  /// The difference A - B over all pairs.
  [[nodiscard]] PairedDifference difference() const;
};

/// Fills in all that the pair tells: where it parts, the chain, what limits whom.
void explain(const RunPair& pair, Why& why);

}  // namespace chokepoint
