// Arrays in the order in which bench/peers/markets.py names them.
#include "app/bench/lanes/dump.hpp"

#include <fstream>
#include <string>

#include "agents/chipmaker/supply_goods.hpp"
#include "agents/nation/order_goods.hpp"
#include "agents/nation/services.hpp"

namespace chokepoint::app::lanes {
namespace {

class File {
 public:
  explicit File(const std::filesystem::path& file) : stream_(file, std::ios::binary) {}
  /// f(id) for each of the ids.
  template <class Range, class F>
  void add(const std::string& name, const Range& ids, F&& f) {
    std::vector<double> numbers;
    for (const auto id : ids) numbers.push_back(static_cast<double>(f(id)));
    stream_ << name << ' ' << numbers.size() << '\n';
    stream_.write(reinterpret_cast<const char*>(numbers.data()),
                  static_cast<std::streamsize>(numbers.size() * sizeof(double)));
  }
  void add(const std::string& name, std::initializer_list<double> numbers) {
    add(name, numbers, [](double x) { return x; });
  }

 private:
  std::ofstream stream_;
};

void services_before(File& out, const Moment& m) {
  const World& w = m.world;
  const Parameters& p = m.p;
  const auto links = w.trade.links(Good::ai_service);
  const auto firms = w.firms.nation.ids();
  const auto nations = w.nations.gdp.ids();
  const auto firm = [&](EdgeId e) { return w.data->firm_of(w.trade.supplier(e)); };
  const auto nation = [&](EdgeId e) { return w.data->nation_of(w.trade.buyer(e)); };
  out.add("services.firm", links, [&](EdgeId e) { return firm(e).index(); });
  out.add("services.nation", links, [&](EdgeId e) { return nation(e).index(); });
  out.add("services.share", links, [&](EdgeId e) { return w.trade.share[e]; });
  out.add("services.presence", links, [&](EdgeId e) { return w.trade.presence[e]; });
  out.add("services.odds", links, [&](EdgeId e) {
    const NationId home = w.firms.nation[firm(e)];
    const double open = w.firms.open_price[firm(e)] && home != nation(e) ? 1 - m.regimes.open_use_closed[nation(e)] : 1;
    return m.regimes.service_odds(nation(e), home) * m.regimes.firm_odds(nation(e), firm(e)) * open;
  });
  out.add("services.trust", links, [&](EdgeId e) { return w.nations.trust(nation(e), w.firms.nation[firm(e)]); });
  out.add("services.home", firms, [&](FirmId i) { return w.firms.nation[i].index(); });
  out.add("services.sells", firms, [&](FirmId i) { return w.firms.variants[i] != 0 && w.firms.best[i] > 0; });
  out.add("services.appeal", firms, [&](FirmId i) { return w.firms.appeal[i]; });
  out.add("services.open_price", firms, [&](FirmId i) { return w.firms.open_price[i]; });
  out.add("services.gdp", nations, [&](NationId n) { return w.nations.gdp[n] * (1 - w.goods.gdp_loss[n]); });
  out.add("services.adoption", nations, [&](NationId n) { return w.nations.adoption[n]; });
  out.add("services.alignment", nations, [&](NationId n) { return w.nations.alignment[n]; });
  out.add("services.sensitivity", nations, [&](NationId n) { return w.nations.price_sensitivity[n]; });
  out.add("services.parameters", {p.services_openness, p.services_alignment, p.services_presence, p.services_home,
                                  p.services_trust, p.services_inertia, p.services_inertia_floor, p.services_open_price,
                                  p.services_open_revenue, p.services_capability_floor, p.services_capability_span,
                                  p.services_spending_limit, p.services_spending, w.commons.frontier});
}

/// The part of the market whose goods are not calm, link by link: rules, threats and new pairs are left to the engine.
void goods_before(File& out, const Moment& m) {
  const World& w = m.world;
  const GoodsCatalogue& c = w.data->goods;
  const GoodsMarket& g = w.goods;
  const auto links = traded_links(w.trade);
  out.add("goods.buyer", links, [&](EdgeId e) { return c.buyer_of[e].index(); });
  out.add("goods.seller", links, [&](EdgeId e) { return c.seller_of[e].index(); });
  out.add("goods.entered", links, [&](EdgeId e) { return !(c.entry[c.seller_of[e]] > m.month); });
  out.add("goods.dormant", links, [&](EdgeId e) { return c.dormant[e]; });
  out.add("goods.moves", links, [&](EdgeId e) { return c.moves[c.bought[c.buyer_of[e]]]; });
  out.add("goods.calm", links, [&](EdgeId e) { return g.calm[c.bought[c.buyer_of[e]]] > 0; });
  out.add("goods.weight", links, [&](EdgeId e) { return w.trade.weight[e]; });
  out.add("goods.share", links, [&](EdgeId e) { return w.trade.share[e]; });
  out.add("goods.reference", links, [&](EdgeId e) { return g.reference[e]; });
  out.add("goods.attraction", links, [&](EdgeId e) { return g.attraction[e]; });
  out.add("goods.access", links, [&](EdgeId e) { return g.access[e]; });
  const auto buyers = c.nation.ids();
  out.add("goods.use", buyers, [&](BuyerId b) { return g.use[b]; });
  out.add("goods.substitute", buyers, [&](BuyerId b) { return g.substitute[b]; });
  out.add("goods.inventory", buyers, [&](BuyerId b) { return g.inventory[b]; });
  out.add("goods.backlog", buyers, [&](BuyerId b) { return g.backlog[b]; });
  out.add("goods.usual", buyers, [&](BuyerId b) { return c.inventory_months[c.bought[b]]; });
  // Buyers that the plain rules do not describe: short of a good, or hoarding it.
  out.add("goods.special", buyers,
          [&](BuyerId b) { return 1 - g.substitute[b] - g.received[b] > 0 || g.threatened[b] > 0; });
  const auto sellers = c.sold.ids();
  out.add("goods.fill", sellers, [&](SellerId s) { return g.fill[s]; });
  out.add("goods.scale", sellers, [&](SellerId s) { return g.scale[s]; });
  out.add("goods.stretch", sellers, [&](SellerId s) { return g.stretch[s]; });
  out.add("goods.outage", sellers, [&](SellerId s) { return g.outage[s]; });
  out.add("goods.parameters",
          {m.p.goods_adjustment, m.p.goods_refill_months, m.p.goods_backlog_kept, m.p.goods_spare_capacity});
}

}  // namespace

void dump(const std::filesystem::path& file, Moment services, Moment goods) {
  File out(file);
  services_before(out, services);
  goods_before(out, goods);
  agents::nation::choose_services(services.view(), 0, services.world.data->nations.count());
  agents::nation::order_goods(goods.view(), 0, goods.world.data->nations.count());
  agents::chipmaker::supply_goods(goods.view(), 0, goods.world.data->goods.company.size());
  const auto links = traded_links(goods.world.trade);
  out.add("services.payment", services.world.trade.links(Good::ai_service),
          [&](EdgeId e) { return services.world.trade.payment[e]; });
  out.add("goods.order", links, [&](EdgeId e) { return goods.world.trade.order[e]; });
  out.add("goods.shipped", links, [&](EdgeId e) { return goods.world.trade.shipped[e]; });
}

}  // namespace chokepoint::app::lanes
