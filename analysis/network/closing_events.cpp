// One policy state for each measure in force, with all other clocks stopped.
#include "analysis/network/closing_events.hpp"

#include "engine/markets/sales_terms.hpp"

namespace chokepoint {

MeasureAlone::MeasureAlone(const Scenario& scenario, const World& world, const RandomStream& random,
                           const Parameters* parameters)
    : scenario_(scenario),
      random_(random),
      base_(parameters ? *parameters : scenario.initial->parameters),
      clocks_(world.clocks),
      world_(world),
      regimes_(*world.data),
      parameters_(base_) {}

void MeasureAlone::only(EventId event, const EventClock& clock) {
  world_.clocks.assign(world_.clocks.size());
  world_.clocks[event] = clock;
  compile();
}

void MeasureAlone::none() {
  world_.clocks.assign(world_.clocks.size());
  compile();
}

void MeasureAlone::all() {
  world_.clocks = clocks_;
  compile();
}

void MeasureAlone::all_and(EventId event, const EventClock& clock) {
  world_.clocks = clocks_;
  world_.clocks[event] = clock;
  compile();
}

void MeasureAlone::compile() {
  scenario_.calendar->compile(world_, base_, random_, regimes_, parameters_);
  const MonthView view{world_, parameters_, regimes_, random_, world_.month, world_.month.year()};
  for (const DesignerId d : world_.designers.nation.ids())
    for (const NationId n : world_.nations.gdp.ids()) world_.designers.terms(d, n) = sales_terms(view, d, n);
}

Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world, const RandomStream& random,
                                               const NetworkMeasures& measures) {
  Column<EdgeId, std::vector<EventId>> out(world.trade.edge_count());
  MeasureAlone alone(scenario, world, random);
  std::vector<EdgeId> open;  // causes to find
  for (const EdgeId e : measures.rules.ids())
    if (measures.rules[e].closes()) open.push_back(e);
  for (const EventId event : world.clocks.ids()) {
    if (!world.clocks[event].is_in_force(world.month)) continue;
    alone.only(event, world.clocks[event]);
    for (const EdgeId e : open)
      if (link_rule(alone.world(), alone.regimes(), e).closes()) out[e].push_back(event);
  }
  std::erase_if(open, [&](EdgeId e) { return !out[e].empty(); });
  for (const EventId event : world.clocks.ids()) {
    if (open.empty() || !world.clocks[event].is_in_force(world.month)) continue;
    alone.without(event);
    for (const EdgeId e : open)
      if (!link_rule(alone.world(), alone.regimes(), e).closes()) out[e].push_back(event);
  }
  return out;
}

}  // namespace chokepoint
