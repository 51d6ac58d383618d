// An empty rule book.
#include "engine/world/regimes.hpp"

namespace chokepoint {

Regimes::Regimes(std::size_t nations, std::size_t firms, std::size_t designers, std::size_t foundries, std::size_t toolmakers, std::size_t vertices)
    : chips(nations, nations),
      firm_chips(nations, firms),
      guidance(nations),
      import_ban(nations, vertices),
      stockpiling(nations),
      firm_stockpiling(firms),
      import_cap(nations, nations),
      chip_tariff(nations, nations),
      service_tariff(nations, nations),
      chips_denied(firms),
      foundry_denied(designers),
      eda_denied(designers),
      tools_listed(foundries),
      tools(toolmakers, nations),
      tools_by_node(nations),
      euv_denied(nations),
      components_denied(nations),
      servicing_node_min(nations, -no_limit),
      components_node_min(nations, -no_limit),
      servicing_denied(nations),
      hbm_denied(nations),
      hbm3_denied(nations),
      hbm4_denied(nations),
      hbm_leak(nations, no_limit),
      hbm_stockpiling(nations),
      open_release_closed(nations),
      open_use_closed(nations),
      service_odds(nations, nations, 1.0),
      firm_odds(nations, firms, 1.0),
      presence_boost(nations, firms),
      price_cut(nations, firms),
      rental_closed(nations),
      rental_kyc(nations),
      capacity(vertices, 1.0),
      subsidy(nations),
      evaded_dies(designers) {}

void Regimes::clear() {
  const auto reset = [](auto& column, auto value) { column.assign(column.size(), value); };
  chips.fill({});
  firm_chips.fill({});
  licences.clear();
  reset(guidance, 0.0);
  import_ban.fill(0.0);
  reset(stockpiling, false);
  reset(firm_stockpiling, false);
  import_cap.fill({});
  chip_tariff.fill(0.0);
  service_tariff.fill(0.0);
  reset(chips_denied, 0.0);
  reset(foundry_denied, 0.0);
  reset(eda_denied, 0.0);
  affiliates = 0;
  reset(tools_listed, false);
  tools.fill({});
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
  service_odds.fill(1.0);
  firm_odds.fill(1.0);
  presence_boost.fill(0.0);
  price_cut.fill(0.0);
  reset(rental_closed, 0.0);
  reset(rental_kyc, 0.0);
  reset(capacity, 1.0);
  reset(subsidy, SubsidyFlows{});
  reset(evaded_dies, 0.0);
  enforcement = 0;
  enforcement_set = false;
}

}  // namespace chokepoint
