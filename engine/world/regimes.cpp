// An empty rule book.
#include "engine/world/regimes.hpp"

#include "engine/world/world.hpp"

namespace chokepoint {

Regimes::Regimes(const WorldData& data)
    : chips(data.nations.count(), data.nations.count()),
      firm_chips(data.nations.count(), data.firms.count()),
      guidance(data.nations.count()),
      import_ban(data.nations.count(), data.vertex_count()),
      stockpiling(data.nations.count()),
      firm_stockpiling(data.firms.count()),
      import_cap(data.nations.count(), data.nations.count()),
      chip_tariff(data.nations.count(), data.nations.count()),
      service_tariff(data.nations.count(), data.nations.count()),
      chips_denied(data.firms.count()),
      foundry_denied(data.designers.count()),
      eda_denied(data.designers.count()),
      tools_listed(data.foundries.count()),
      tools(data.toolmakers.count(), data.nations.count()),
      tools_by_node(data.nations.count()),
      euv_denied(data.nations.count()),
      components_denied(data.nations.count()),
      servicing_node_min(data.nations.count(), -no_limit),
      components_node_min(data.nations.count(), -no_limit),
      servicing_denied(data.nations.count()),
      hbm_denied(data.nations.count()),
      hbm3_denied(data.nations.count()),
      hbm4_denied(data.nations.count()),
      hbm_leak(data.nations.count(), no_limit),
      hbm_stockpiling(data.nations.count()),
      open_release_closed(data.nations.count()),
      open_use_closed(data.nations.count()),
      open_learning_closed(data.nations.count()),
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
  licences.clear();
  reset(guidance, 0.0);
  import_ban.clear();
  reset(stockpiling, false);
  reset(firm_stockpiling, false);
  import_cap.clear();
  chip_tariff.clear();
  service_tariff.clear();
  reset(chips_denied, 0.0);
  reset(foundry_denied, 0.0);
  reset(eda_denied, 0.0);
  affiliates = 0;
  reset(tools_listed, false);
  tools.clear();
  reset(tools_by_node, false);
  reset(euv_denied, false);
  reset(components_denied, false);
  reset(servicing_node_min, -no_limit);
  reset(components_node_min, -no_limit);
  reset(servicing_denied, 0.0);
  reset(hbm_denied, 0.0);
  reset(hbm3_denied, 0.0);
  reset(hbm4_denied, 0.0);
  reset(hbm_leak, no_limit);
  reset(hbm_stockpiling, false);
  reset(open_release_closed, 0.0);
  reset(open_use_closed, 0.0);
  reset(open_learning_closed, 0.0);
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

}  // namespace chokepoint
