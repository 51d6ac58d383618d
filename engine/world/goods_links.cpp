// Who sells and who buys on which link, and the shares of the start.
#include <algorithm>

#include "engine/world/goods_reader.hpp"

namespace chokepoint {
namespace {

/// Shares of purchases among the sellers that are there at the start.
void start_shares(const WorldData& data, World& world) {
  const GoodsCatalogue& c = data.goods;
  for (const BuyerId b : c.nation.ids()) {
    double present = 0;
    const auto links = world.trade.purchases(data.vertex(c.nation[b]), good_of(c.bought[b]));
    for (const EdgeId e : links)
      if (c.entry[c.seller_of[e]] <= Month{0}) present += world.trade.weight[e];
    for (const EdgeId e : links)
      world.trade.share[e] = world.goods.reference[e] =
          c.entry[c.seller_of[e]] <= Month{0} && present > 0 ? world.trade.weight[e] / present : 0.0;
  }
}

}  // namespace

void open_market(WorldData& data, World& world) {
  GoodsCatalogue& c = data.goods;
  const IdRange<EdgeId> links = traded_links(world.trade);
  c.buyer_of.assign(links);
  c.seller_of.assign(links);
  c.dormant.assign(links);
  c.moves.assign(traded_good_count);
  c.sellers.assign(traded_good_count);
  c.company_index.assign(data.vertex_count(), GoodsCatalogue::npos);
  c.home_share.assign(c.nation.size());
  c.sellers_at_home.assign(data.nations.count());
  for (const SellerId s : c.company.ids()) {
    const VertexId v = c.company[s];
    const TradedId g = c.sold[s];
    c.home.push_back(data.home[v]);
    c.sellers_at_home[data.home[v]].push_back(s);
    c.entry.push_back(v >= data.vertex(SupplierId{0}) ? world.suppliers.entry[data.supplier_of(v)] : Month{0});
    c.moves[g] = c.moves[g] || c.entry[s] > Month{0};
    if (c.sellers[g].last == 0) c.sellers[g].first = s.index();
    c.sellers[g].last = s.index() + 1;
    for (const EdgeId e : world.trade.sales(v, good_of(g))) {
      const BuyerId b = c.buyer(data.nation_of(world.trade.buyer(e)), g);
      c.seller_of[e] = s;
      c.buyer_of[e] = b;
      c.dormant[e] = world.trade.weight[e] <= 0;
      if (c.home[s] == c.nation[b]) c.home_share[b] += world.trade.weight[e];
    }
    if (std::ranges::find(c.companies, v) == c.companies.end()) c.companies.push_back(v);
  }
  std::ranges::sort(c.companies, {}, [&](VertexId v) { return data.vertex_name(v); });
  for (std::size_t k = 0; k < c.companies.size(); ++k) c.company_index[c.companies[k]] = k;
  c.roles.resize(c.companies.size());
  for (const SellerId s : c.company.ids()) c.roles[c.company_index[c.company[s]]].push_back(s);
  if (c.buyers.size() == 0) c.buyers.assign(data.nations.count());
  world.goods.reset(c, data.nations.count(), links);
  start_shares(data, world);
}

}  // namespace chokepoint
