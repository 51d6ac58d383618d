// An empty rule book.
#include "engine/world/regimes.hpp"

namespace chokepoint {

Regimes::Regimes(std::size_t nations, std::size_t firms, std::size_t designers, std::size_t foundries, std::size_t vertices, std::size_t materials)
    : chips(nations, nations),
      guidance(nations),
      import_ban(nations, vertices),
      stockpiling(nations),
      chips_denied(firms),
      foundry_denied(designers),
      tools_listed(foundries),
      tools_denied(nations, nations),
      euv_denied(nations),
      components_denied(nations),
      servicing_denied(nations),
      hbm_denied(nations),
      hbm_leak(nations, no_limit),
      hbm_stockpiling(nations),
      open_release_closed(nations),
      open_use_closed(nations),
      open_learning_closed(nations),
      open_push(nations),
      service_odds(nations, nations, 1.0),
      firm_odds(nations, firms, 1.0),
      capacity(vertices, 1.0),
      subsidy(nations),
      evaded_dies(designers),
      power_added(nations),
      materials_closed(materials, Table<NationId, NationId, double>(nations, nations)),
      materials_hoarding(nations, materials),
      talent_barred(nations, nations),
      talent_pull(nations, nations, 1.0) {}

void Regimes::clear() {
  const auto reset = [](auto& column, auto value) { column.assign(column.size(), value); };
  chips.fill({});
  licences.clear();
  reset(guidance, 0.0);
  import_ban.fill(0.0);
  reset(stockpiling, false);
  reset(chips_denied, 0.0);
  reset(foundry_denied, 0.0);
  reset(tools_listed, false);
  tools_denied.fill(0.0);
  reset(euv_denied, false);
  reset(components_denied, false);
  reset(servicing_denied, 0.0);
  reset(hbm_denied, 0.0);
  reset(hbm_leak, no_limit);
  reset(hbm_stockpiling, false);
  reset(open_release_closed, 0.0);
  reset(open_use_closed, 0.0);
  reset(open_learning_closed, 0.0);
  reset(open_push, 0.0);
  service_odds.fill(1.0);
  firm_odds.fill(1.0);
  reset(capacity, 1.0);
  reset(subsidy, SubsidyFlows{});
  reset(evaded_dies, 0.0);
  reset(power_added, 0.0);
  for (const MaterialId k : materials_closed.ids()) materials_closed[k].fill(0.0);
  materials_hoarding.fill(0.0);
  talent_barred.fill(0.0);
  talent_pull.fill(1.0);
  enforcement = 0;
  enforcement_set = false;
}

}  // namespace chokepoint
