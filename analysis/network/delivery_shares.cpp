// Down the chain: buyers' deliveries first, their suppliers' shares of them after.
#include "analysis/network/delivery_shares.hpp"

#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

/// What is divided among links: by vertex deliveries of its accelerators, wafers and memory that it gets.
struct Totals {
  Column<VertexId, double> delivered, wafers, memory;
  double all = 0, services = 0;

  Totals(const TradeGraph& trade, std::size_t vertices, const Column<EdgeId, LinkRule>& rules)
      : delivered(vertices), wafers(vertices), memory(vertices) {
    for (const EdgeId e : rules.ids()) {
      const Good good = trade.good(e);
      if (good == Good::accelerator) delivered[trade.supplier(e)] += trade.shipped[e], all += trade.shipped[e];
      if (good == Good::wafer) wafers[trade.buyer(e)] += trade.shipped[e];
      if (good == Good::hbm && !rules[e].closes()) memory[trade.buyer(e)] += trade.weight[e];
      if (good == Good::ai_service) services += trade.payment[e];
    }
  }
};

}  // namespace

DeliveryShares::DeliveryShares(const World& world, const Regimes& regimes)
    : through(world.trade.edge_count()), closed(world.trade.edge_count()) {
  const TradeGraph& trade = world.trade;
  Column<EdgeId, LinkRule> rules(trade.edge_count());
  for (const EdgeId e : rules.ids()) rules[e] = link_rule(world, regimes, e), closed[e] = rules[e].closed_share;
  const Totals totals(trade, world.data->vertex_count(), rules);
  Column<VertexId, double> supplied(world.data->vertex_count());  // by foundry: what its wafers go into
  for (const EdgeId e : rules.ids()) {
    const double goes_into = ratio_or_zero(totals.delivered[trade.buyer(e)], totals.all);
    if (trade.good(e) == Good::wafer) {
      through[e] = ratio_or_zero(trade.shipped[e], totals.wafers[trade.buyer(e)]) * goes_into;
      supplied[trade.supplier(e)] += through[e];
    }
    if (trade.good(e) == Good::accelerator) through[e] = ratio_or_zero(trade.shipped[e], totals.all);
    if (trade.good(e) == Good::ai_service) through[e] = ratio_or_zero(trade.payment[e], totals.services);
    if (trade.good(e) == Good::hbm && !rules[e].closes())
      through[e] = ratio_or_zero(trade.weight[e], totals.memory[trade.buyer(e)]) * goes_into;
  }
  for (const EdgeId e : rules.ids())
    if (trade.good(e) == Good::tool && !rules[e].closes()) through[e] = trade.weight[e] * supplied[trade.buyer(e)];
}

}  // namespace chokepoint
