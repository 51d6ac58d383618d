// Running and remembering.
#include "analysis/why/trace.hpp"

#include "engine/measure/metric_table.hpp"

namespace chokepoint {
namespace {

bool is_watched(Good good) { return good == Good::wafer || good == Good::accelerator || good == Good::cloud_rent; }

}  // namespace

Trace::Trace(const RunPair& pair, const Scenario& scenario, const Parameters& parameters, Month last)
    : world_(scenario.initial->world) {
  const TradeGraph& trade = world_.trade;
  places_.assign(trade.edge_count(), 0);
  for (const EdgeId e : places_.ids())
    if (is_watched(trade.good(e))) {
      places_[e] = watched_.size();
      watched_.push_back(e);
    }
  const Layout layout(*world_.data);
  Recorder recorder(layout, *world_.data, static_cast<std::size_t>(scenario.end.index) + 1);
  Simulation simulation(scenario, pair.phases, pair.seed, pair.replicate, &recorder, &parameters);
  while (simulation.next() <= last && !simulation.done()) {
    Column<DesignerId, ProductionLimits> limits(world_.data->designers.count());
    simulation.begin_month();
    for (const Phase& phase : pair.phases) {
      if (phase.name == production_phase)
        for (const DesignerId d : limits.ids())
          limits[d] = production_limits(simulation.world(), simulation.parameters(), simulation.regimes(), d);
      simulation.run_phase(phase);
    }
    simulation.end_month();
    remember(simulation, std::move(limits));
  }
  for (std::size_t s = 0; s < layout.series().size(); ++s)
    measured_.push_back(recorder.measured(s, simulation.world().month));
  world_ = simulation.world();
}

void Trace::remember(const Simulation& s, Column<DesignerId, ProductionLimits> limits) {
  const World& w = s.world();
  months_.push_back({w.nations, w.firms, w.designers, w.foundries, w.commons, s.parameters(), w.goods.materials_limit,
                     s.regimes().subsidy, s.regimes().capacity, std::move(limits)});
  std::vector<LinkOfMonth>& links = links_.emplace_back();
  links.reserve(watched_.size());
  for (const EdgeId e : watched_)
    links.push_back({w.trade.order[e], w.trade.shipped[e], w.trade.weight[e], link_rule(w, s.regimes(), e)});
}

}  // namespace chokepoint
