// How much of a nation's imports of high-bandwidth memory other nations bar.
#pragma once

#include "engine/world/world.hpp"

namespace chokepoint {

/// Share of the nation's imports of memory that rules of other nations close: later generations on top of all.
/// docs/model.md, "HBM".
[[nodiscard]] double memory_denied(const World& world, const Regimes& regimes, NationId buyer);

}  // namespace chokepoint
