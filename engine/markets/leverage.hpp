// What one nation could do to another by closing links, and what that would cost it: read off the trade graph.
#pragma once

#include <array>

#include "engine/world/world.hpp"

namespace chokepoint {

/// How two nations depend on each other, by good, each 0..1.
struct Ties {
  std::array<double, good_count> needs =
      {};  ///< how far the first depends on the second: share bought there × share not bought at home
  std::array<double, good_count> needed = {};       ///< the same of the second on the first
  std::array<double, good_count> sells = {};        ///< share of the first's sales that go to the second
  std::array<double, good_count> sold = {};         ///< the same of the second's to the first
  double materials_need = 0, materials_needed = 0;  ///< the same dependence in the materials of chip making
};

/// Shares by payment, or by quantity, or by supply share: the first of these that the good has in the nation's links.
/// One pass over the graph; allocates nothing.
[[nodiscard]] Ties ties_between(const World& world, NationId first, NationId second);

/// Mean over the materials that the supplier sells, by need, of its share of the world's supply times what the buyer
/// does not have at home.
[[nodiscard]] double material_dependence(const World& world, NationId buyer, NationId supplier);

}  // namespace chokepoint
