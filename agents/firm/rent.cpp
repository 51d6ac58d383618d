// Equations: docs/model.md, "Renting compute".
#include "agents/firm/rent.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/cloud_access.hpp"

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

/// Compute that a link lets a renter reach: all that is open to it, in a synthetic population weighed by how much of it
/// the renter counts on.
double within_reach(const MonthView& view, EdgeId e, NationId renter) {
  const World& w = view.world;
  const FirmId host = w.data->firm_of(w.trade.supplier(e));
  if (w.firms.rent_capacity[host] <= 0) return 0;
  const double offered = sum_over(w.cloud_offers.of[host], [&](CloudOfferId o) { return w.cloud_offers.share[o]; });
  return open_at(view, host, renter) * ratio_or_zero(w.trade.weight[e], offered);
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

/// Contracts, H100e, that have not run out before the month's new ones: each month one in `rental.months` does.
double running(const MonthView& view, FirmId renter) {
  return view.world.firms.rent_contracts[renter] * (1 - 1 / view.p.rental_months);
}

/// Spreads what a firm has a contract for, and what it would take by new ones, over the offers that it may use. A rule
/// on its nation's renting suspends its part of either.
void order_compute(const MonthView& view, FirmId renter) {
  World& w = view.world;
  const NationId home = w.firms.nation[renter];
  const double wanted = (running(view, renter) + w.firms.rent_order[renter]) * (1 - view.regimes.rental_closed[home]);
  const IdRange<EdgeId> links = w.trade.purchases(w.data->vertex(renter), Good::cloud_rent);
  const double open = sum_over(links, [&](EdgeId e) { return w.trade.order[e] = within_reach(view, e, home); });
  for (const EdgeId e : links)
    w.firms.rent_asked[w.data->firm_of(w.trade.supplier(e))] += w.trade.order[e] =
        wanted * ratio_or_zero(w.trade.order[e], open);
}

/// Sums of last month back to nothing.
void clear_rents(World& w) {
  for (auto* column : {&w.firms.rented, &w.firms.let, &w.firms.rent_revenue, &w.firms.rent_asked})
    column->assign(column->size());
  w.cloud_offers.used.assign(w.cloud_offers.used.size());
}

/// Takes back what a firm ordered that was served something last month: nothing stands on the links of the others.
void end_rents(World& w, FirmId renter) {
  if (w.firms.rented[renter] <= 0) return;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(renter), Good::cloud_rent))
    w.trade.order[e] = w.trade.shipped[e] = w.trade.payment[e] = 0;
}

/// What a link delivers, by the place of the host's data centres.
void use_offers(const MonthView& view, EdgeId e, FirmId host) {
  World& w = view.world;
  const NationId renter = w.data->home[w.trade.buyer(e)];
  const double open = open_at(view, host, renter);
  for (const CloudOfferId o : w.cloud_offers.of[host])
    w.cloud_offers.used[o] += w.trade.shipped[e] * ratio_or_zero(open_capacity(view, o, renter), open);
}

/// Hosts serve the same share of whatever they are asked for.
void serve_renter(const MonthView& view, FirmId renter) {
  World& w = view.world;
  Firms& f = w.firms;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(renter), Good::cloud_rent)) {
    const FirmId host = w.data->firm_of(w.trade.supplier(e));
    w.trade.shipped[e] = w.trade.payment[e] = 0;
    if (f.rent_capacity[host] <= 0) continue;
    f.let[host] += w.trade.shipped[e] = w.trade.order[e] * fill_ratio(f.rent_capacity[host], f.rent_asked[host]);
    if (w.trade.shipped[e] <= 0) continue;
    f.rented[renter] += w.trade.shipped[e];
    use_offers(view, e, host);
  }
}

/// What hosts serve beyond running contracts is signed for the term and paid at once; a contract that no host can serve
/// ends, and one that a rule suspends runs on.
void sign(const MonthView& view, FirmId renter) {
  World& w = view.world;
  Firms& f = w.firms;
  const double kept = running(view, renter), open = 1 - view.regimes.rental_closed[f.nation[renter]];
  f.rent_contracts[renter] = open > 0 ? std::min(f.rented[renter] / open, kept + f.rent_order[renter]) : kept;
  f.rent_signed[renter] = positive(f.rent_contracts[renter] - kept);
  if (f.rent_signed[renter] <= 0) return;
  const double paid = f.rent_signed[renter] * w.commons.price * 1e-3 * contract_price(view.p);  // M$
  for (const EdgeId e : w.trade.purchases(w.data->vertex(renter), Good::cloud_rent)) {
    w.trade.payment[e] = paid * w.trade.shipped[e] / f.rented[renter];
    f.rent_revenue[w.data->firm_of(w.trade.supplier(e))] += w.trade.payment[e];
  }
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
  const bool any = std::ranges::any_of(c.capacity.cells(), [](double capacity) { return capacity > 0; });
  for (const NationId n : w.nations.gdp.ids()) w.nations.rent_open[n] = any ? share_open(view, n) : 0.0;
}

void rent_out(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Firms& f = w.firms;
  f.rent_signed.assign(f.rent_signed.size());
  const auto rents = [&](FirmId i) { return f.rent_order[i] > 0 || f.rent_contracts[i] > 0; };
  const bool used = w.cloud_offers.in_use;
  w.cloud_offers.in_use = std::ranges::any_of(f.nation.ids(), rents);
  if (!used && !w.cloud_offers.in_use) return;
  for (const FirmId i : f.nation.ids())
    if (!rents(i)) end_rents(w, i);
  clear_rents(w);
  for (const FirmId i : f.nation.ids())
    if (rents(i)) order_compute(view, i);
  // Hosts ration in proportion, so each link can be served from its renter's side.
  for (const FirmId i : f.nation.ids())
    if (rents(i)) serve_renter(view, i), sign(view, i);
}

}  // namespace chokepoint::agents::firm
