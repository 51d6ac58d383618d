// Equations: docs/model.md, "Memory and designers".
#include "engine/markets/chip_production.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {

double ProductionLimits::finished() const { return positive(std::min(memory, packaging)); }

double ProductionLimits::produced() const { return std::min(dies, finished()); }

double stacks_per_h100e(const World& w, const Parameters& p, DesignerId d) {
  const Designers& s = w.designers;
  if (s.hbm_need[d] <= 0) return 0;
  constexpr double reference_node = 2.3;  // of the part whose need designers.csv states
  const double reference = maths::exp10(-p.hbm_reference_level) * maths::exp2(p.node_density * (reference_node - 3));
  const double performance = s.die_performance[d] > 0
                                 ? s.die_performance[d] * h100_die_area / s.die_area[d]
                                 : maths::exp10(s.architecture[d]) * maths::exp2(p.node_density * (reference_node - 3));
  return s.hbm_need[d] * maths::pow(performance / reference, -p.hbm_saving_exponent);
}

double parts_to_make(const World& w, const Parameters& p, DesignerId d) {
  const Designers& s = w.designers;
  const double orders = std::max(s.orders[d], 1e-3);
  return std::min(p.foundry_wafer_margin * orders, positive(p.design_inventory_months * orders - s.inventory[d]));
}

double packaging_wafers(const World& w, const Parameters& p, DesignerId d, double parts) {
  const double a_wafer = w.designers.die_performance[d] * p.packaging_area / w.designers.die_area[d];
  return a_wafer > 0 ? parts / a_wafer : 0.0;
}

ProductionLimits production_limits(const World& w, const Parameters& p, const Regimes& regimes, DesignerId d) {
  const Designers& s = w.designers;
  const NationId home = s.nation[d];
  ProductionLimits out;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) {
    out.wafers += w.trade.shipped[e];
    const double met = w.foundries.packaging_met[w.data->foundry_of(w.trade.supplier(e))];
    if (w.trade.order[e] > 0 && met < 1) out.packaging = met * parts_to_make(w, p, d);
  }
  out.fresh = out.wafers * s.per_wafer[d];
  out.dies = out.fresh + std::min(s.die_bank[d] + regimes.evaded_dies[d], s.orders[d]);
  if (const double need = stacks_per_h100e(w, p, d); need > 0) {
    out.stacks_per_h100e = need;
    out.stacks = s.hbm_held[d];
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::hbm)) out.stacks += w.trade.shipped[e];
    if (draws_on_pool(w, d)) out.stacks = s.hbm_share[d] * w.nations.hbm_allotted[home];
    out.memory = out.stacks * 1e6 / need;
  }
  // Where advanced packaging is short, the part that is to be had of what the designer's orders need.
  if (const double packaging = w.goods.packaging[home]; packaging < 1)
    out.packaging = std::min(out.packaging, packaging * p.foundry_wafer_margin * s.orders[d]);
  return out;
}

}  // namespace chokepoint
