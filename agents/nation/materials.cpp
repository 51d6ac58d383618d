// Equations: docs/model.md, "Materials".
#include "agents/nation/materials.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint::agents::nation {
namespace {

/// Share of the nation's imports of a material that is closed. Imports come from the others by their share of world supply.
double closed_imports(const MonthView& view, NationId n, MaterialId k) {
  const Materials& m = view.world.materials;
  const double imports = 1 - m.share(k, n);
  if (imports <= 0 || !view.regimes.materials_closed[k].column_touched(n)) return 0;
  double closed = 0;
  for (const NationId supplier : view.world.nations.gdp.ids())
    if (supplier != n) closed += m.share(k, supplier) * view.regimes.materials_closed[k](supplier, n);
  return std::min(1.0, closed / imports);
}

}  // namespace

void stock_materials(const MonthView& view, std::size_t first, std::size_t last) {
  Materials& m = view.world.materials;
  const Parameters& p = view.p;
  for (const NationId n : IdRange<NationId>(first, last)) {
    m.limit[n] = 1;
    for (const MaterialId k : view.regimes.materials_closed.ids()) {
      double &own = m.own(n, k), &stock = m.inventory(n, k);
      const double closed = closed_imports(view, n, k);
      const double supply = closed > 0 ? own + (1 - own) * (1 - closed) : 1.0;
      const double at_hand = stock + supply;
      const double use = std::min(1.0, at_hand / std::max(1.0, p.materials_safety_months));
      stock = at_hand - use;
      if (closed > 0) {
        own += p.materials_substitution * closed * std::sqrt(std::max(own, p.materials_own_floor)) * (1 - own);
      } else {
        const double target = p.materials_inventory_target * (1 + p.materials_hoarding * view.regimes.materials_hoarding(n, k));
        stock += (target - stock) / p.materials_refill_months;
      }
      m.price(n, k) = closed > 0 ? std::min(p.materials_price_limit, std::pow(supply, -1 / p.materials_price_elasticity)) : 1.0;
      m.limit[n] = std::min(m.limit[n], 1 - m.need[k] * (1 - use));
    }
  }
}

}  // namespace chokepoint::agents::nation
