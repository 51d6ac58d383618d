// Propose, then allocate: buyers have written orders on their links, a seller shares out what it has in link order.
#pragma once

#include "engine/world/trade_graph.hpp"

namespace chokepoint {

/// Sum of the orders on the seller's links for a good.
[[nodiscard]] double total_orders(const TradeGraph& trade, VertexId seller, Good good);

/// Proportional rationing (Hallegatte 2013): every order is met to the same share min(1, available / sum of orders).
/// Writes `shipped`; returns the total shipped.
double ration_proportionally(TradeGraph& trade, VertexId seller, Good good, double available);

/// Relationship-weighted rationing: buyer b gets at most available x w_b o_b / sum(w o), and never more than it
/// ordered. Writes `shipped`; returns the total shipped. What favoured buyers leave is not offered again within the
/// month.
double ration_by_relationship(TradeGraph& trade, VertexId seller, Good good, double available);

}  // namespace chokepoint
