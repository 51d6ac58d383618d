// Sensitivity: which inputs move an output, from designs made for the question.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/methods/unit_design.hpp"

namespace chokepoint {

/// An estimate with the 5 % and 95 % quantiles of its bootstrap.
struct Estimate {
  double value = 0, low = 0, high = 0;
};

/// Variance-based indices of one output. First: share of its variance that an input explains alone; total: with all its
/// interactions.
struct SobolIndices {
  std::vector<Estimate> first, total;  ///< by input
  std::vector<std::vector<Estimate>>
      second;  ///< [i][j], j < i: what two explain together beyond each alone; empty without second order
  double mean = 0, variance = 0;
  std::size_t blocks = 0, dropped = 0;  ///< used; left out because some run of the block failed
  std::string reason;  ///< why they are not to be told: too few blocks, an output that never varies; else empty
};

/// Whether an index lies so far outside 0 .. 1, where the true one must be, that it is noise.
[[nodiscard]] bool is_noise(const Estimate& index);

/// Indices from the outputs at the points of a saltelli design in order; a value that is not finite drops its block
/// whole. First order by Saltelli et al. (2010), total by Jansen (1999), second by Saltelli (2002). `first_blocks`:
/// only so many blocks (0: all). Intervals by resampling blocks `resamples` times.
[[nodiscard]] SobolIndices sobol_indices(const UnitDesign& design, std::span<const double> outputs,
                                         std::size_t resamples, std::uint64_t seed, std::size_t first_blocks = 0);

/// Effects of one input by Morris' method, for a move over the whole unit interval.
struct MorrisEffect {
  double mean = 0;
  Estimate magnitude;    ///< mean of absolute effects, mu* (Campolongo et al. 2007)
  double deviation = 0;  ///< sigma: interactions or curvature
};
struct MorrisEffects {
  std::vector<MorrisEffect> inputs;
  std::size_t blocks = 0, dropped = 0;
  std::string reason;  ///< why they are not to be told, as above
};

/// Effects from the outputs at the points of a morris design in order; blocks are dropped as above.
[[nodiscard]] MorrisEffects morris_effects(const UnitDesign& design, std::span<const double> outputs,
                                           std::size_t resamples, std::uint64_t seed);

}  // namespace chokepoint
