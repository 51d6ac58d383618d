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
  double packaging = no_limit;  ///< that advanced packaging is enough for, its foundry's and its nation's
  double stacks_per_h100e = 0;  ///< memory that one takes; 0 where memory is not binding
  double stacks = 0;            ///< M stacks that the designer may use this month

  /// Of what is put on dies: memory or packaging, whichever is the less.
  [[nodiscard]] double finished() const;
  [[nodiscard]] double produced() const;
};

/// Designers of a nation with a path of imports draw on a pool; all others buy from the makers.
[[nodiscard]] inline bool draws_on_pool(const World& world, DesignerId designer) {
  return world.data->hbm_imports[world.designers.nation[designer]] != nullptr;
}

/// Stacks that an H100e of the designer's parts takes: fewer as architecture and node put more computing beside each.
/// 0 where memory does not bind.
[[nodiscard]] double stacks_per_h100e(const World& world, const Parameters& p, DesignerId designer);

/// Parts that a designer means to make this month, H100e: somewhat more than was ordered of it, as far as its stock
/// leaves room.
[[nodiscard]] double parts_to_make(const World& world, const Parameters& p, DesignerId designer);

/// Wafers of advanced packaging (interposers) that so many of a designer's parts take: by the area of their dies.
[[nodiscard]] double packaging_wafers(const World& world, const Parameters& p, DesignerId designer, double parts);

/// The limits of a designer, as chip production reads them: after wafers and memory are rationed, before memory is
/// taken.
[[nodiscard]] ProductionLimits production_limits(const World& world, const Parameters& p, const Regimes& regimes,
                                                 DesignerId designer);

}  // namespace chokepoint
