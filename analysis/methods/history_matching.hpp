// History matching: what cannot be right is ruled out, wave by wave (Vernon, Goldstein and Bower 2010).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/methods/unit_design.hpp"

namespace chokepoint {

/// A model as studies see it: the outputs of many points. Must be a function of the point alone; how many threads work
/// on it is its own business.
using BatchModel = std::function<Rows(const Rows& points)>;

/// A box inside the unit cube.
struct Box {
  std::vector<double> low, high;
  explicit Box(std::size_t dimensions = 0) : low(dimensions, 0.0), high(dimensions, 1.0) {}
  [[nodiscard]] double volume() const;
  /// Sobol' points in it.
  [[nodiscard]] Rows sobol_points(std::size_t count, std::uint64_t seed) const;
};

struct WaveOptions {
  std::size_t points = 500;
  double cutoff = 3;  ///< of the implausibility
  std::uint64_t seed = 1;
};

/// What a wave found.
struct Wave {
  double kept = 0;    ///< share of its points that are not ruled out
  double cutoff = 0;  ///< that was applied
  Box box;            ///< around what is left
};

/// The third-largest of the absolute deviations, each over its standard deviation: two outputs that the model can't
/// reach do not rule out all. The largest of fewer than three.
[[nodiscard]] double implausibility(std::span<const double> deviations, std::span<const double> standard_deviations);

/// One wave: Sobol' points in a box, and a box around those kept, wider by what the extremes of so many points miss. If
/// fewer than a twentieth is kept, the cutoff is raised to keep a twentieth: the wave then refocuses, and says so by
/// its cutoff.
[[nodiscard]] Wave match_history(const Box& box, std::size_t number, const WaveOptions& options,
                                 std::span<const double> standard_deviations, const BatchModel& deviations);

}  // namespace chokepoint
