// What the rules in force do to the links of the market for traded goods.
#pragma once

#include "engine/world/world.hpp"

namespace chokepoint {

/// Share of what a link of the market could carry that the rules leave open.
[[nodiscard]] double open_share(const World& world, const Regimes& regimes, EdgeId link);

/// Writes access, tariffs, outages and announced closures of a new policy state into the market. Where access narrows,
/// the shares of purchases fall with it at once. A good that nothing touches stays calm. Allocates nothing.
void apply_goods_rules(World& world, const Regimes& regimes, const Parameters& p);

}  // namespace chokepoint
