// Equations: docs/model.md, "Memory and designers".
#include "engine/markets/chip_production.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {

double ProductionLimits::produced() const { return std::min(dies, positive(std::min(memory, packaging))); }

ProductionLimits production_limits(const World& w, const Parameters& p, const Regimes& regimes, DesignerId d) {
  const Designers& s = w.designers;
  const NationId home = s.nation[d];
  ProductionLimits out;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) out.wafers += w.trade.shipped[e];
  out.fresh = out.wafers * s.per_wafer[d];
  out.dies = out.fresh + std::min(s.die_bank[d] + regimes.evaded_dies[d], s.orders[d]);
  if (s.hbm_need[d] > 0 && w.data->hbm_imports[home]) {
    out.stacks_per_h100e =
        s.hbm_need[d] * maths::exp10(-p.hbm_saving_exponent * (s.architecture[d] + p.hbm_reference_level));
    out.memory = s.hbm_share[d] * w.nations.hbm_stock[home] * 1e6 / out.stacks_per_h100e;
  }
  // Where advanced packaging is short, the part that is to be had of what the designer's orders need.
  if (const double packaging = w.goods.packaging[home]; packaging < 1)
    out.packaging = packaging * p.foundry_wafer_margin * s.orders[d];
  return out;
}

}  // namespace chokepoint
