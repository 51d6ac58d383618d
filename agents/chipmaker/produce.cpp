// Equations: docs/model.md, "Memory and designers".
#include "agents/chipmaker/produce.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/markets/chip_production.hpp"

namespace chokepoint::agents::chipmaker {

void produce(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Designers& s = w.designers;
  const Parameters& p = view.p;
  for (const DesignerId d : IdRange<DesignerId>(first, last)) {
    const ProductionLimits limits = production_limits(w, p, view.regimes, d);
    s.wafers[d] = limits.wafers;
    s.evaded[d] = view.regimes.evaded_dies[d];
    s.die_bank[d] += s.evaded[d];
    s.produced[d] = limits.produced();
    s.hbm_used[d] = s.produced[d] * limits.stacks_per_h100e / 1e6;
    if (!draws_on_pool(w, d)) s.hbm_held[d] = positive(limits.stacks - s.hbm_used[d]);
    s.die_bank[d] -= std::min(s.die_bank[d], positive(s.produced[d] - limits.fresh));
    s.die_bank[d] += p.design_die_salvage * positive(limits.fresh - s.produced[d]);
  }
}

}  // namespace chokepoint::agents::chipmaker
