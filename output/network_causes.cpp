// One rule book for each measure in force, with all other clocks stopped.
#include "output/network_causes.hpp"

#include "engine/markets/sales_terms.hpp"

namespace chokepoint::output {

void for_each_measure_alone(const Scenario& scenario, const World& world, const Luck& luck, const std::function<void(EventId, const World&, const Regimes&)>& f) {
  World alone = world;
  Regimes regimes(*world.data);
  Parameters parameters = scenario.initial->parameters;
  for (const EventId event : world.clocks.ids()) {
    if (!world.clocks[event].is_in_force(world.month)) continue;
    alone.clocks.assign(world.clocks.size());
    alone.clocks[event] = world.clocks[event];
    scenario.calendar->compile(alone, scenario.initial->parameters, luck, regimes, parameters);
    const MonthView view{alone, parameters, regimes, luck, world.month, world.month.year()};
    for (const DesignerId d : alone.designers.nation.ids())
      for (const NationId n : alone.nations.gdp.ids()) alone.terms(d, n) = sales_terms(view, d, n);
    f(event, alone, regimes);
  }
}

Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world, const Luck& luck, const NetworkMeasures& measures) {
  Column<EdgeId, std::vector<EventId>> out(world.trade.edge_count());
  for_each_measure_alone(scenario, world, luck, [&](EventId event, const World& alone, const Regimes& regimes) {
    for (const EdgeId e : measures.rules.ids())
      if (measures.rules[e].closes() && link_rule(alone, regimes, e).closes()) out[e].push_back(event);
  });
  return out;
}

}  // namespace chokepoint::output
