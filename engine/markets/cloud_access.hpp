// Who may rent compute from whom, by rules of the nations of hosts and of data centres, and what a contract costs.
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

/// What the contract for one H100e costs when it is signed, relative to the reference price of buying one.
[[nodiscard]] double contract_price(const Parameters& parameters);

/// What such a contract is worth in bought parts of full value: their service while the contract runs over their
/// service until they retire, both discounted at the cost of capital and the fall of prices.
[[nodiscard]] double contract_worth(const Parameters& parameters);

}  // namespace chokepoint
