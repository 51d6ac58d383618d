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

/// Share of what a nation's foreign makers of memory usually supply that their outages leave.
[[nodiscard]] double memory_left(const World& world, const Regimes& regimes, NationId buyer);

/// Yield of a maker relative to a mature one: makers with a start within the run learn from it. docs/model.md,
/// "Memory and designers".
[[nodiscard]] double memory_yield(const World& world, const Parameters& p, MemoryMakerId maker);

/// Good stacks that a maker can deliver this month, M stacks.
[[nodiscard]] double memory_output(const World& world, const Parameters& p, const Regimes& regimes,
                                   MemoryMakerId maker);

}  // namespace chokepoint
