// Shares of links by nation.
#include "engine/markets/leverage.hpp"

#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

/// Flows of one good into or out of a nation, by payment, quantity and supply share.
struct Flows {
  std::array<double, 3> all = {}, with = {}, home = {};

  void add(const std::array<double, 3>& flow, bool with_other, bool at_home) {
    for (std::size_t k = 0; k < flow.size(); ++k) {
      all[k] += flow[k];
      if (with_other) with[k] += flow[k];
      if (at_home) home[k] += flow[k];
    }
  }
  /// The first measure by which anything flows.
  [[nodiscard]] std::size_t measure() const { return all[0] > 0 ? 0 : all[1] > 0 ? 1 : 2; }
  [[nodiscard]] double share() const { return ratio_or_zero(with[measure()], all[measure()]); }
  [[nodiscard]] double dependence() const { return share() * (1 - ratio_or_zero(home[measure()], all[measure()])); }
};

}  // namespace

Ties ties_between(const World& w, NationId first, NationId second) {
  std::array<Flows, good_count> bought, bought_back, sold, sold_back;
  for (const EdgeId e : ids<EdgeId>(w.trade.edge_count())) {
    const NationId seller = w.data->home[w.trade.supplier(e)], buyer = w.data->home[w.trade.buyer(e)];
    const auto g = static_cast<std::size_t>(w.trade.good(e));
    const std::array<double, 3> flow = {w.trade.payment[e], w.trade.shipped[e], w.trade.weight[e]};
    if (buyer == first) bought[g].add(flow, seller == second, seller == first);
    if (buyer == second) bought_back[g].add(flow, seller == first, seller == second);
    if (seller == first) sold[g].add(flow, buyer == second, false);
    if (seller == second) sold_back[g].add(flow, buyer == first, false);
  }
  Ties out;
  for (std::size_t g = 0; g < good_count; ++g) {
    out.needs[g] = bought[g].dependence(), out.needed[g] = bought_back[g].dependence();
    out.sells[g] = sold[g].share(), out.sold[g] = sold_back[g].share();
  }
  out.materials_need = material_dependence(w, first, second),
  out.materials_needed = material_dependence(w, second, first);
  return out;
}

double material_dependence(const World& w, NationId buyer, NationId supplier) {
  const GoodsCatalogue& c = w.data->goods;
  double lost = 0, need = 0;
  for (const BuyerId b : c.buyers[buyer].ids()) {
    if (c.kind[c.bought[b]] != GoodsKind::material) continue;
    double from = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(buyer), good_of(c.bought[b])))
      if (w.data->home[w.trade.supplier(e)] == supplier) from += w.trade.share[e];
    if (from <= 0) continue;
    lost += c.need[c.bought[b]] * from * positive(1 - c.home_share[b] - w.goods.substitute[b]);
    need += c.need[c.bought[b]];
  }
  return ratio_or_zero(lost, need);
}

}  // namespace chokepoint
