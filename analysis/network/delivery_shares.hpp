// What of the month's deliveries of accelerators passes each link of the chain.
#pragma once

#include "engine/markets/link_rules.hpp"

namespace chokepoint {

/// By link: of tools, wafers, memory and accelerators the share of the world's deliveries of accelerators in the month
/// that what it carries goes into; of AI services, the share of the world's payments; 0 of other goods. And the share
/// of each link that rules close.
struct DeliveryShares {
  Column<EdgeId, double> through, closed;
  DeliveryShares(const World& world, const Regimes& regimes);
};

}  // namespace chokepoint
