// Equations: docs/model.md, "Memory and designers".
#include "agents/chipmaker/produce.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint::agents::chipmaker {

void produce(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Designers& s = w.designers;
  const Parameters& p = view.p;
  for (const DesignerId d : IdRange<DesignerId>(first, last)) {
    const VertexId me = w.data->vertex(d);
    s.wafers[d] = 0;
    for (const EdgeId e : w.trade.purchases(me, Good::wafer)) s.wafers[d] += w.trade.shipped[e];
    const double fresh = s.wafers[d] * s.per_wafer[d];
    s.evaded[d] = view.regimes.evaded_dies[d];
    s.die_bank[d] += s.evaded[d];
    const double dies = fresh + std::min(s.die_bank[d], s.orders[d]);

    double limit = dies;
    double stacks_per_h100e = 0;
    const NationId home = s.nation[d];
    if (s.hbm_need[d] > 0 && w.data->hbm_imports[home]) {
      stacks_per_h100e = s.hbm_need[d] * std::pow(10.0, -p.hbm_saving_exponent * (s.architecture[d] + p.hbm_reference_level));
      limit = s.hbm_share[d] * w.nations.hbm_stock[home] * 1e6 / stacks_per_h100e;
    }
    // Where advanced packaging is short, the part that is to be had of what the designer's orders need.
    if (const double packaging = w.goods.packaging[home]; packaging < 1) limit = std::min(limit, packaging * p.foundry_wafer_margin * s.orders[d]);
    s.produced[d] = std::min(dies, positive(limit));
    s.hbm_used[d] = s.produced[d] * stacks_per_h100e / 1e6;
    s.die_bank[d] -= std::min(s.die_bank[d], positive(s.produced[d] - fresh));
    s.die_bank[d] += p.design_die_salvage * positive(fresh - s.produced[d]);
  }
}

}  // namespace chokepoint::agents::chipmaker
