// Sums by nation, made once a month.
#include <algorithm>
#include <array>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/measure/metric_table.hpp"

namespace chokepoint {

/// Payments of buyers in either bloc, and what of them goes to the other.
class NationSums::CrossBloc {
 public:
  void add(const ByNation<int>& bloc, NationId seller, NationId buyer, double payment) {
    const int side = bloc[buyer];
    if (side == 0) return;
    paid_[side > 0] += payment;
    if (bloc[seller] == -side) across_[side > 0] += payment;
  }
  [[nodiscard]] double share() const {
    return (ratio_or_zero(across_[0], paid_[0]) + ratio_or_zero(across_[1], paid_[1])) / 2;
  }

 private:
  std::array<double, 2> paid_ = {}, across_ = {};
};

NationSums::NationSums(std::size_t nations)
    : usage(nations, nations),
      chips(nations, nations),
      closed_links(nations),
      bloc(nations),
      self_hosting(nations),
      measures(nations) {
  for (auto* column : totals()) column->assign(nations);
}

std::array<ByNation<double>*, 18> NationSums::totals() {
  return {&best,   &raw,          &capex,       &revenue,          &exports,         &chip_revenue,
          &rented, &influence,    &downloads,   &best_flop,        &best_efficiency, &best_application,
          &held,   &rent_revenue, &rented_from, &diverted_through, &detections,      &restriction};
}

void NationSums::count_measures(const World& world, const Parameters& p) {
  measures.assign(measures.size());
  const Governments& g = world.governments;
  if (!g.craft || world.month == Month{0}) return;
  for (const Measure& m : g.craft->measures) {
    const EventClock& clock = world.clocks[m.event];
    if (!clock.is_in_force(world.month) || m.rung(p) <= 0 || !m.strikes()) continue;
    measures[m.issuer] += g.noted_now[m.event];
    if (world.ally_since.cells().empty()) continue;
    for (const NationId n : measures.ids())
      if (world.ally_since(m.event, n) == world.month) measures[n] += g.noted[m.event];
  }
}

/// Back to nothing; of the tables only what may have been written: columns of nations with laboratories or designers.
void NationSums::clear(const WorldData& data) {
  for (auto* column : totals()) column->assign(column->size());
  for (const NationId market : influence.ids()) {
    for (const NationId home : data.model_homes) usage(market, home) = 0;
    for (const DesignerId d : ids<DesignerId>(data.designers.count())) chips(market, data.home[data.vertex(d)]) = 0;
  }
}

/// What goes around the controls, and what governments do to each other, by nation.
void NationSums::add_channels(const World& world) {
  for (const FirmId i : world.firms.nation.ids()) rent_revenue[world.firms.nation[i]] += world.firms.rent_revenue[i];
  for (const CloudOfferId o : world.cloud_offers.used.ids())
    rented_from[world.cloud_offers.nation[o]] += world.cloud_offers.used[o];
  for (const HubId h : world.hubs.nation.ids())
    diverted_through[world.hubs.nation[h]] += world.hubs.departed[h],
        detections[world.hubs.nation[h]] += world.hubs.detected[h];
  if (const Governments& g = world.governments; g.craft)
    for (const PairId q : g.craft->pairs.ids()) restriction[g.craft->pairs[q].second] += g.intensity[q];
}

/// Nations within the distance of allies from either leader's alignment, -1 and 1.
void NationSums::set_blocs(const World& world, const Parameters& p) {
  for (const NationId n : bloc.ids())
    bloc[n] = world.nations.alignment[n] <= p.allies_distance - 1   ? -1
              : world.nations.alignment[n] >= 1 - p.allies_distance ? 1
                                                                    : 0;
}

void NationSums::add_model(const Firms& f, FirmId i) {
  const NationId n = f.nation[i];
  const double efficiency = f.algorithm_next[i] + f.adaptation_next[i];
  best_efficiency[n] = best[n] > 0 ? std::max(best_efficiency[n], efficiency) : efficiency;
  best[n] = std::max(best[n], f.best[i]);
  held[n] = std::max(held[n], f.held[i]);
  best_flop[n] = std::max(best_flop[n], f.best_log_flop[i]);
  constexpr double eci_per_oom_of_data = 2;  // docs/model.md, "AI-service market"
  best_application[n] =
      std::max(best_application[n], f.best[i] + eci_per_oom_of_data * maths::log10(1 + f.usage_data[i]));
}

/// What firms have, sell and can do.
void NationSums::add_firms(const World& world, const Parameters&, CrossBloc& payments) {
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    const NationId n = f.nation[i];
    raw[n] += f.raw[i];
    capex[n] += f.capex[i];
    revenue[n] += f.revenue[i];
    rented[n] += f.rented[i];
    if (f.revenue[i] > 0)
      for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::ai_service)) {
        const NationId market = world.data->nation_of(world.trade.buyer(e));
        payments.add(bloc, n, market, world.trade.payment[e]);
        if (market != n) exports[n] += world.trade.payment[e];
        usage(market, n) += world.trade.shipped[e];
      }
    if (f.best[i] > 0) add_model(f, i);
  }
  raw_world = fixed_sum(raw.cells());
}

void NationSums::add_chips(const World& world, CrossBloc& payments) {
  for (const DesignerId d : world.designers.nation.ids())
    chip_revenue[world.designers.nation[d]] += world.designers.revenue[d];
  for (const EdgeId e : world.trade.links(Good::accelerator)) {
    const DesignerId d = world.data->designer_of(world.trade.supplier(e));
    const NationId buyer = world.data->home[world.trade.buyer(e)], seller = world.designers.nation[d];
    payments.add(bloc, seller, buyer, world.trade.payment[e]);
    chips(buyer, seller) += world.trade.payment[e] / (1 + world.designers.terms(d, buyer).tariff);
  }
}

/// Influence by use of services, then by use of open weights that others host.
void NationSums::add_influence(const World& world, const Parameters& p) {
  const double users = fixed_sum(world.nations.users.cells());
  for (const NationId market : influence.ids()) {
    const double spending = world.nations.services_spending[market];
    const double weight = ratio_or_zero(world.nations.users[market], users) *
                          (1 - p.open_weights_self_hosted * world.nations.open_users[market]);
    for (const NationId vendor : world.data->model_homes) {
      usage(market, vendor) = ratio_or_zero(usage(market, vendor), spending);
      influence[vendor] += weight * usage(market, vendor);
    }
  }
  for (const NationId market : influence.ids())
    self_hosting[market] =
        ratio_or_zero(world.nations.users[market], users) * p.open_weights_influence * p.open_weights_self_hosted;
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    if (f.best_open[i] <= 0) continue;  // never had anything to take up
    for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::open_weights)) {
      downloads[f.nation[i]] += world.trade.shipped[e];
      influence[f.nation[i]] += self_hosting[world.data->nation_of(world.trade.buyer(e))] * world.trade.share[e];
    }
  }
}

void NationSums::measure(const World& world, const Parameters& p) {
  count_measures(world, p);
  set_blocs(world, p);
  clear(*world.data);
  add_channels(world);
  CrossBloc payments;
  add_firms(world, p, payments);
  add_chips(world, payments);
  cross_bloc = payments.share();
  add_influence(world, p);
}

}  // namespace chokepoint
