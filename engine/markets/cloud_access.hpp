// Who may rent compute from whom: rules of the nations of hosts and of the nations in which their data centres stand.
#pragma once

#include "engine/world/world.hpp"

namespace chokepoint {

/// Share of an offer that measures of the nations concerned close to renters of a nation.
[[nodiscard]] double hosting_closed(const World& world, const Regimes& regimes, CloudOfferId offer, NationId renter);

/// Share of an offer that they put under know-your-customer rules.
[[nodiscard]] double hosting_watched(const World& world, const Regimes& regimes, CloudOfferId offer, NationId renter);

/// Share of an offer that is left to renters of a nation: 1 without such rules, 0 to firms of the host's own nation.
[[nodiscard]] double hosting_open(const World& world, const Regimes& regimes, const Parameters& parameters,
                                  CloudOfferId offer, NationId renter);

}  // namespace chokepoint
