// The two rationing rules.
#include "engine/markets/rationing.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {

double total_orders(const TradeGraph& trade, VertexId seller, Good good) {
  return sum_over(trade.sales(seller, good), [&](EdgeId e) { return trade.order[e]; });
}

double ration_proportionally(TradeGraph& trade, VertexId seller, Good good, double available) {
  const double met = fill_ratio(available, total_orders(trade, seller, good));
  double shipped = 0;
  for (const EdgeId e : trade.sales(seller, good)) shipped += trade.shipped[e] = trade.order[e] * met;
  return shipped;
}

double ration_by_relationship(TradeGraph& trade, VertexId seller, Good good, double available) {
  const double weighted =
      sum_over(trade.sales(seller, good), [&](EdgeId e) { return trade.weight[e] * trade.order[e]; });
  double shipped = 0;
  for (const EdgeId e : trade.sales(seller, good)) {
    const double entitled = weighted > 0 ? positive(available) * trade.weight[e] * trade.order[e] / weighted : 0;
    shipped += trade.shipped[e] = std::min(trade.order[e], entitled);
  }
  return shipped;
}

}  // namespace chokepoint
