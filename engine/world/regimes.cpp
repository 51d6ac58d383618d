// An empty rule book.
#include "engine/world/regimes.hpp"

#include <tuple>

#include "engine/world/world.hpp"

namespace chokepoint {

Regimes::Regimes(const WorldData& data)
    : chips(data.nations.count(), data.nations.count()),
      firm_chips(data.nations.count(), data.firms.count()),
      guidance(data.nations.count()),
      import_ban(data.nations.count(), data.vertex_count()),
      import_cap(data.nations.count(), data.nations.count()),
      chip_tariff(data.nations.count(), data.nations.count()),
      service_tariff(data.nations.count(), data.nations.count()),
      chips_denied(data.nations.count(), data.firms.count()),
      foundry_denied(data.nations.count(), data.designers.count()),
      eda_denied(data.nations.count(), data.designers.count()),
      tools_listed(data.foundries.count()),
      tools(data.toolmakers.count(), data.nations.count()),
      tools_by_node(data.nations.count()),
      euv_denied(data.nations.count()),
      servicing_denied(data.nations.count(), data.nations.count()),
      components_denied(data.nations.count(), data.nations.count()),
      hbm_denied(data.nations.count(), data.nations.count()),
      hbm_announced(data.nations.count(), data.nations.count()),
      hbm_leak(data.nations.count(), no_limit),
      hbm_usual_leak(data.nations.count()),
      open_release_closed(data.nations.count()),
      open_use_closed(data.nations.count()),
      open_learning_closed(data.nations.count(), data.nations.count()),
      open_push(data.nations.count()),
      service_odds(data.nations.count(), data.nations.count(), 1.0),
      firm_odds(data.nations.count(), data.firms.count(), 1.0),
      presence_boost(data.nations.count(), data.firms.count()),
      price_cut(data.nations.count(), data.firms.count()),
      cut_off(data.nations.count(), data.nations.count()),
      rental_closed(data.nations.count()),
      rental_kyc(data.nations.count()),
      hosting_closed(data.nations.count(), data.nations.count()),
      hosting_kyc(data.nations.count(), data.nations.count()),
      hub_enforcement(data.hubs.count()),
      capacity(data.vertex_count(), 1.0),
      subsidy(data.nations.count()),
      evaded_dies(data.designers.count()),
      power_added(data.nations.count()),
      talent_barred(data.nations.count(), data.nations.count()),
      talent_pull(data.nations.count(), data.nations.count(), 1.0) {}

void Regimes::clear() {
  const auto reset = [](auto& column, auto value) { column.assign(column.size(), value); };
  chips.clear();
  firm_chips.clear();
  chip_bars.clear();
  chip_bars_announced.clear();
  licences.clear();
  relaxed.clear();
  reset(guidance, 0.0);
  import_ban.clear();
  import_cap.clear();
  chip_tariff.clear();
  service_tariff.clear();
  chips_denied.clear();
  foundry_denied.clear();
  eda_denied.clear();
  affiliates = 0;
  reset(tools_listed, 0.0);
  tools.clear();
  reset(tools_by_node, false);
  reset(euv_denied, 0.0);
  servicing_denied.clear();
  components_denied.clear();
  hbm_denied.clear();
  hbm_announced.clear();
  reset(hbm_leak, no_limit);
  reset(hbm_usual_leak, false);
  reset(open_release_closed, 0.0);
  reset(open_use_closed, 0.0);
  open_learning_closed.clear();
  reset(open_push, 0.0);
  service_odds.clear();
  firm_odds.clear();
  presence_boost.clear();
  price_cut.clear();
  cut_off.clear();
  reset(rental_closed, 0.0);
  reset(rental_kyc, 0.0);
  hosting_closed.clear();
  hosting_kyc.clear();
  hosting_rules = false;
  reset(hub_enforcement, 0.0);
  reset(capacity, 1.0);
  reset(subsidy, SubsidyFlows{});
  reset(evaded_dies, 0.0);
  reset(power_added, 0.0);
  goods.clear();
  goods_announced.clear();
  talent_barred.clear();
  talent_pull.clear();
  enforcement = 0;
  enforcement_set = false;
  ++revision;
}

void ChipRule::tighten(const ChipRule& later) {
  const ChipRule before = *this;
  const auto lower = [](double& limit, double other) { limit = std::min(limit, other); };
  lower(tpp_max, later.tpp_max), lower(tpp_with_density, later.tpp_with_density), lower(density_max, later.density_max);
  lower(bandwidth_max, later.bandwidth_max), lower(tpp_max_connected, later.tpp_max_connected),
      lower(interconnect_max, later.interconnect_max);
  const auto limits = [](const ChipRule& r) {
    return std::tie(r.tpp_max, r.tpp_with_density, r.density_max, r.bandwidth_max, r.tpp_max_connected,
                    r.interconnect_max);
  };
  if (!before.active())
    redesign_from = later.redesign_from, designed_from = later.designed_from;
  else if (limits(before) != limits(*this))
    redesign_from = std::max(redesign_from, later.redesign_from);
  designed_from = std::min(designed_from, later.designed_from);
  redesign = redesign && later.redesign;
  unrestricted *= later.unrestricted;
}

void Regimes::compose_chip_bars() {
  const auto age = [](const ChipBar& bar) { return std::pair(bar.since, bar.event); };
  std::ranges::sort(chip_bars, {}, age);
  std::ranges::sort(chip_bars_announced, {}, age);
  for (const ChipBar& bar : chip_bars)
    for (const NationId seller : guidance.ids()) {
      if (!bar.binds(seller)) continue;
      if (bar.firm.exists())
        firm_chips(seller, bar.firm).tighten(bar.rule);
      else
        chips(seller, bar.buyer).tighten(bar.rule);
    }
}

}  // namespace chokepoint
