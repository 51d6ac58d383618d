// How much of a nation's imports of high-bandwidth memory rules leave open.
#pragma once

#include "engine/world/world.hpp"

namespace chokepoint {

/// Share of what makers of one nation sell to another that a rule closes this month: later generations on top of all.
[[nodiscard]] double closed_share(const World& world, const MemoryRule& rule);

/// A nation's imports of memory under the rules in force, each maker weighted by what it supplies to the nation's
/// designers.
struct MemoryAccess {
  double open = 1;          ///< share that neither its makers' nations nor its own close
  double denied = 0;        ///< share that the makers' nations close: a leak may replace it
  double newly_closed = 0;  ///< share of what is open that announced rules will close
};

/// docs/model.md, "Memory".
[[nodiscard]] MemoryAccess memory_access(const World& world, const Regimes& regimes, NationId buyer);

}  // namespace chokepoint
