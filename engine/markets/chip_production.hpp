// What limits the accelerators that a designer can have made in a month: dies, memory, packaging.
#pragma once

#include "engine/world/world.hpp"

namespace chokepoint {

/// The quantities of which the least is produced, H100e. docs/model.md, "Memory and designers".
struct ProductionLimits {
  double wafers = 0;  ///< received this month
  double fresh = 0;   ///< that the wafers hold
  double dies = 0;    ///< fresh ones, and of those banked (the month's evaded ones among them) what orders call for
  double memory = no_limit;     ///< that the memory at hand is enough for
  double packaging = no_limit;  ///< that advanced packaging is enough for, where it is short
  double stacks_per_h100e = 0;  ///< memory that one takes; 0 where memory is not binding

  [[nodiscard]] double produced() const;
};

/// The limits of a designer, as chip production reads them: after wafers are rationed, before memory is taken.
[[nodiscard]] ProductionLimits production_limits(const World& world, const Parameters& p, const Regimes& regimes,
                                                 DesignerId designer);

}  // namespace chokepoint
