// Equations: docs/model.md, "Renting compute".
#include "agents/firm/rent.hpp"

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/markets/rationing.hpp"

namespace chokepoint::agents::firm {
namespace {

/// Compute of an offer that is open to a nation's firms.
double open_capacity(const MonthView& view, CloudOfferId o, NationId renter) {
  return view.world.cloud_offers.capacity[o] * hosting_open(view.world, view.regimes, view.p, o, renter);
}

/// Compute of all offers of a host that is open to a nation's firms, which is not the host's own.
double open_at(const MonthView& view, FirmId host, NationId renter) {
  if (!view.regimes.hosting_rules) return view.world.firms.rent_capacity[host];
  return sum_over(view.world.cloud_offers.of[host], [&](CloudOfferId o) { return open_capacity(view, o, renter); });
}

/// Compute that a link lets a renter reach: all that is open to it, in a synthetic population weighed by how much of it the renter counts on.
double within_reach(const MonthView& view, EdgeId e, NationId renter) {
  const World& w = view.world;
  const FirmId host = w.data->firm_of(w.trade.supplier(e));
  const double offered = sum_over(w.cloud_offers.of[host], [&](CloudOfferId o) { return w.cloud_offers.share[o]; });
  return open_at(view, host, renter) * (w.trade.weight[e] / offered);
}

/// Share of the compute on offer abroad that a nation's firms may rent; 0 if there is none.
double share_open(const MonthView& view, NationId renter) {
  const World& w = view.world;
  const CloudOffers& c = w.cloud_offers;
  double open = 0, all = 0;
  for (const CloudOfferId o : c.host.ids()) {
    if (w.firms.nation[c.host[o]] == renter) continue;
    open += open_capacity(view, o, renter);
    all += c.capacity[o];
    if (all > 0 && !view.regimes.hosting_rules) return 1;
  }
  return ratio_or_zero(open, all);
}

/// Spreads what a firm wants to rent over the offers that it may use.
void order_compute(const MonthView& view, FirmId renter) {
  World& w = view.world;
  const NationId home = w.firms.nation[renter];
  const double wanted = w.firms.rent_order[renter] * view.p.rental_months;
  const auto links = w.trade.purchases(w.data->vertex(renter), Good::cloud_rent);
  const double open = sum_over(links, [&](EdgeId e) { return within_reach(view, e, home); });
  for (const EdgeId e : links) w.trade.order[e] = wanted * ratio_or_zero(within_reach(view, e, home), open);
}

/// What a link delivers, by the place of the host's data centres.
void use_offers(const MonthView& view, EdgeId e, FirmId host) {
  World& w = view.world;
  const NationId renter = w.data->home[w.trade.buyer(e)];
  const double open = open_at(view, host, renter);
  for (const CloudOfferId o : w.cloud_offers.of[host]) w.cloud_offers.used[o] += w.trade.shipped[e] * ratio_or_zero(open_capacity(view, o, renter), open);
}

}  // namespace

void offer_compute(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  CloudOffers& c = w.cloud_offers;
  w.firms.rent_capacity.assign(w.firms.rent_capacity.size());
  for (const CloudOfferId o : c.host.ids()) {
    const FirmId host = c.host[o];
    c.capacity[o] = c.share[o] * w.firms.training[host] * w.nations.deployable[w.firms.nation[host]];
    w.firms.rent_capacity[host] += c.capacity[o];
  }
  for (const NationId n : w.nations.gdp.ids()) w.nations.rent_open[n] = share_open(view, n);
}

void rent_out(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Firms& f = w.firms;
  const double price = w.commons.price * 1e-3 * view.p.rental_price / view.p.rental_months;  // M$ per H100e at work in the month
  w.cloud_offers.used.assign(w.cloud_offers.used.size());
  for (const FirmId i : f.nation.ids()) {
    f.rented[i] = f.let[i] = f.rent_revenue[i] = 0;
    for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::cloud_rent)) w.trade.order[e] = w.trade.shipped[e] = w.trade.payment[e] = 0;
  }
  for (const FirmId i : f.nation.ids())
    if (f.rent_order[i] > 0) order_compute(view, i);
  for (const FirmId host : f.nation.ids()) {
    if (f.rent_capacity[host] <= 0) continue;
    const VertexId me = w.data->vertex(host);
    f.let[host] = ration_proportionally(w.trade, me, Good::cloud_rent, f.rent_capacity[host]);
    if (f.let[host] <= 0) continue;
    f.rent_revenue[host] = f.let[host] * price;
    for (const EdgeId e : w.trade.sales(me, Good::cloud_rent)) {
      if (w.trade.shipped[e] <= 0) continue;
      w.trade.payment[e] = w.trade.shipped[e] * price;
      f.rented[w.data->firm_of(w.trade.buyer(e))] += w.trade.shipped[e] / view.p.rental_months;
      use_offers(view, e, host);
    }
  }
}

}  // namespace chokepoint::agents::firm
