// Designs: points of the unit cube at which a model is evaluated, and elementary effects from them.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace chokepoint {

/// Points or outputs: one row each.
using Rows = std::vector<std::vector<double>>;

/// A model as studies see it: the outputs of many points. Must be a function of the point alone; how many threads work on
/// it is its own business.
using BatchModel = std::function<Rows(const Rows& points)>;

/// Points of the Sobol' sequence, shifted by a random vector modulo 1 (Cranley and Patterson 1976); shape count x dimensions.
[[nodiscard]] Rows sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed);

/// Trajectories after Morris (1991): each is dimensions + 1 points, one after the other, of which each differs from the one
/// before in one coordinate by half the unit interval. Coordinates are the middles of the quarters of the interval.
[[nodiscard]] Rows morris_points(std::size_t dimensions, std::size_t trajectories, std::uint64_t seed);

/// What a coordinate does to an output, in the output's unit for the whole unit interval.
struct ElementaryEffect {
  double mean = 0;
  double magnitude = 0;  ///< mean of the absolute values, mu* of Campolongo et al. (2007)
  double deviation = 0;  ///< standard deviation: interaction or curvature
};

/// Effects by [coordinate][output] from the points of `morris_points` and the outputs there.
[[nodiscard]] std::vector<std::vector<ElementaryEffect>> elementary_effects(const Rows& points, const Rows& outputs);

}  // namespace chokepoint
