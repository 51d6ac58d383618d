// Sums by nation, each over what it is of.
#include "engine/measure/nation_sums.hpp"

#include <algorithm>
#include <array>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint {
namespace {

/// Back to nothing, one cell a nation.
template <class... Columns>
void reset(const World& world, Columns&... columns) {
  (columns.assign(world.data->nations.count()), ...);
}

/// Payments of buyers in either bloc, and what of them goes to the other.
class Payments {
 public:
  explicit Payments(const ByNation<int>& bloc) : bloc_(bloc) {}
  void add(NationId seller, NationId buyer, double payment) {
    const int side = bloc_[buyer];
    if (side == 0) return;
    paid_[side > 0] += payment;
    if (bloc_[seller] == -side) across_[side > 0] += payment;
  }
  [[nodiscard]] double share() const {
    return (ratio_or_zero(across_[0], paid_[0]) + ratio_or_zero(across_[1], paid_[1])) / 2;
  }

 private:
  const ByNation<int>& bloc_;
  std::array<double, 2> paid_ = {}, across_ = {};
};

}  // namespace

void BestModels::measure(const World& world) {
  reset(world, best, flop, efficiency, application, held);
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    const NationId n = f.nation[i];
    held[n] = std::max(held[n], f.held[i]);
    if (f.best[i] <= 0) continue;
    const double level = f.algorithm_next[i] + f.adaptation_next[i];
    efficiency[n] = best[n] > 0 ? std::max(efficiency[n], level) : level;
    best[n] = std::max(best[n], f.best[i]);
    flop[n] = std::max(flop[n], f.best_log_flop[i]);
    constexpr double eci_per_oom_of_data = 2;  // docs/model.md, "AI-service market"
    application[n] = std::max(application[n], f.best[i] + eci_per_oom_of_data * maths::log10(1 + f.usage_data[i]));
  }
}

void FirmSums::measure(const World& world) {
  reset(world, raw, capex, revenue, rented, rent_revenue);
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    const NationId n = f.nation[i];
    raw[n] += f.raw[i];
    capex[n] += f.capex[i];
    revenue[n] += f.revenue[i];
    rented[n] += f.rented[i];
    rent_revenue[n] += f.rent_revenue[i];
  }
  raw_world = fixed_sum(raw.cells());
}

void ServiceSums::measure(const World& world) {
  reset(world, exports);
  for (const NationId market : exports.ids())  // elsewhere nothing has been written
    for (const NationId home : world.data->model_homes) usage(market, home) = 0;
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    if (f.revenue[i] <= 0) continue;
    const NationId n = f.nation[i];
    for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::ai_service)) {
      const NationId market = world.data->nation_of(world.trade.buyer(e));
      if (market != n) exports[n] += world.trade.payment[e];
      usage(market, n) += world.trade.shipped[e];
    }
  }
  for (const NationId market : exports.ids())
    for (const NationId vendor : world.data->model_homes)
      usage(market, vendor) = ratio_or_zero(usage(market, vendor), world.nations.services_spending[market]);
}

void ChipSums::measure(const World& world) {
  reset(world, revenue);
  for (const NationId buyer : revenue.ids())
    for (const NationId home : world.designers.nation.cells()) bought(buyer, home) = 0;
  for (const DesignerId d : world.designers.nation.ids()) {
    const NationId seller = world.designers.nation[d];
    revenue[seller] += world.designers.revenue[d];
  }
  for (const EdgeId e : world.trade.links(Good::accelerator)) {
    const DesignerId d = world.data->designer_of(world.trade.supplier(e));
    const NationId buyer = world.data->home[world.trade.buyer(e)];
    bought(buyer, world.designers.nation[d]) += world.trade.payment[e] / (1 + world.designers.terms(d, buyer).tariff);
  }
}

void InfluenceSums::measure(const World& world, const Parameters& p, const ServiceSums& services) {
  reset(world, influence, downloads, self_hosting);
  const double users = fixed_sum(world.nations.users.cells());
  for (const NationId market : influence.ids()) {
    const double share = ratio_or_zero(world.nations.users[market], users);
    const double weight = share * (1 - p.open_weights_self_hosted * world.nations.open_users[market]);
    for (const NationId vendor : world.data->model_homes) influence[vendor] += weight * services.usage(market, vendor);
    self_hosting[market] = share * p.open_weights_influence * p.open_weights_self_hosted;
  }
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    if (f.best_open[i] <= 0) continue;  // never had anything to take up
    for (const EdgeId e : world.trade.sales(world.data->vertex(i), Good::open_weights)) {
      downloads[f.nation[i]] += world.trade.shipped[e];
      influence[f.nation[i]] += self_hosting[world.data->nation_of(world.trade.buyer(e))] * world.trade.share[e];
    }
  }
}

void ChannelSums::measure(const World& world) {
  reset(world, rented_from, diverted_through, detections);
  for (const CloudOfferId o : world.cloud_offers.used.ids())
    rented_from[world.cloud_offers.nation[o]] += world.cloud_offers.used[o];
  for (const HubId h : world.hubs.nation.ids())
    diverted_through[world.hubs.nation[h]] += world.hubs.departed[h],
        detections[world.hubs.nation[h]] += world.hubs.detected[h];
}

void MeasureSums::measure(const World& world, const Parameters& p) {
  reset(world, restriction, measures);
  const Governments& g = world.governments;
  if (!g.craft) return;
  for (const PairId q : g.craft->pairs.ids()) restriction[g.craft->pairs[q].second] += g.intensity[q];
  if (world.month == Month{0}) return;
  for (const Measure& m : g.craft->measures) {
    const EventClock& clock = world.clocks[m.event];
    if (!clock.is_in_force(world.month) || m.rung(p) <= 0 || !m.strikes()) continue;
    measures[m.issuer] += g.noted_now[m.event];
    if (world.ally_since.cells().empty()) continue;
    for (const NationId n : measures.ids())
      if (world.ally_since(m.event, n) == world.month) measures[n] += g.noted[m.event];
  }
}

void CrossBloc::measure(const World& world, const Parameters& p) {
  reset(world, bloc);
  for (const NationId n : bloc.ids())
    bloc[n] = world.nations.alignment[n] <= p.allies_distance - 1   ? -1
              : world.nations.alignment[n] >= 1 - p.allies_distance ? 1
                                                                    : 0;
  Payments payments(bloc);
  const WorldData& data = *world.data;
  for (const FirmId i : world.firms.nation.ids())
    if (world.firms.revenue[i] > 0)
      for (const EdgeId e : world.trade.sales(data.vertex(i), Good::ai_service))
        payments.add(world.firms.nation[i], data.nation_of(world.trade.buyer(e)), world.trade.payment[e]);
  for (const EdgeId e : world.trade.links(Good::accelerator))
    payments.add(world.designers.nation[data.designer_of(world.trade.supplier(e))], data.home[world.trade.buyer(e)],
                 world.trade.payment[e]);
  share = payments.share();
}

void RegionTotals::measure(const World& world, const ByNation<double>& weights) {
  totals.assign(world.data->regions.size());
  for (const RegionId r : totals.ids())
    for (const NationId n : world.data->regions[r].members) totals[r] += weights[n];
}

void SalesTo::measure(const World& world, NationId nation) {
  const GoodsCatalogue& c = world.data->goods;
  of.assign(c.sold.size());
  if (!nation.exists()) return;
  for (const TradedId g : c.kind.ids())
    for (const EdgeId e : world.trade.purchases(world.data->vertex(nation), good_of(g)))
      of[c.seller_of[e]] += world.trade.payment[e] / (1 + world.goods.tariff[e]);
}

/// For all that labs and events may release in the months that count.
void Rankings::make_room(const World& world, const LeaderboardRules& rules) {
  std::size_t variants = 0;
  for (const int v : world.firms.variants.cells()) variants += static_cast<std::size_t>(v);
  const std::size_t models = variants * static_cast<std::size_t>(rules.window_months) + world.clocks.size();
  neutral.reserve(models), biased.reserve(models);
}

void Rankings::measure(const World& world, const Parameters& p, const RandomStream& random, NationId western,
                       NationId home) {
  LeaderboardRules rules;
  rules.per_lab = static_cast<int>(p.leaderboard_per_lab);
  if (neutral.listed() == 0) make_room(world, rules);
  rules.home = western, rules.closed_coverage = p.leaderboard_closed_coverage;
  neutral.rank(world, rules, random);
  rules.home = home, rules.closed_coverage = 1;
  rules.home_bias = p.leaderboard_home_bias, rules.foreign_coverage = p.leaderboard_foreign_coverage;
  biased.rank(world, rules, random);
}

}  // namespace chokepoint
