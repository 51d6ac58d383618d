// One rule book for each measure in force, with all other clocks stopped.
#include "output/network_causes.hpp"

#include "engine/markets/sales_terms.hpp"

namespace chokepoint::output {

Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world, const Luck& luck, const NetworkMeasures& measures) {
  Column<EdgeId, std::vector<EventId>> out(world.trade.edge_count());
  const Calendar& calendar = *scenario.calendar;
  World alone = world;
  Regimes regimes(*world.data);
  Parameters parameters = scenario.initial->parameters;
  for (const EventId event : world.clocks.ids()) {
    if (!world.clocks[event].is_in_force(world.month)) continue;
    alone.clocks.assign(world.clocks.size());
    alone.clocks[event] = world.clocks[event];
    calendar.compile(alone, scenario.initial->parameters, luck, regimes, parameters);
    const MonthView view{alone, parameters, regimes, luck, world.month, world.month.year()};
    for (const DesignerId d : alone.designers.nation.ids())
      for (const NationId n : alone.nations.gdp.ids()) alone.terms(d, n) = sales_terms(view, d, n);
    for (const EdgeId e : measures.rules.ids())
      if (measures.rules[e].closes() && link_rule(alone, regimes, e).closes()) out[e].push_back(event);
  }
  return out;
}

}  // namespace chokepoint::output
