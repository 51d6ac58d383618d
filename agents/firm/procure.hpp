// How an AI firm spends its chip budget: the cheapest computing first, by purchase, rent or evasion. P4a.
#pragma once

#include "engine/world/month_view.hpp"

namespace chokepoint::agents::firm {

/// What draws a firm to the parts on offer (CES weights), and how much of it is foreign or will be closed.
struct Offers {
  double all = 0, foreign = 0, threatened = 0;
  double cheapest = 0, dearest = 0;  ///< cost of a unit of value, relative to the reference price
};

/// Takes back all orders of a firm.
void clear_orders(World& world, FirmId firm);

/// Weighs the parts on offer; leaves each one's weight in the place of its order.
[[nodiscard]] Offers weigh_offers(const MonthView& view, FirmId firm);

/// Spends the firm's budget (M$) on the parts weighed, on smuggled parts and on rent; what can't be placed is idle.
/// Equations: docs/model.md, "Chip demand, trade, links, price" and "Evasion".
void procure(const MonthView& view, FirmId firm, const Offers& offers);

}  // namespace chokepoint::agents::firm
