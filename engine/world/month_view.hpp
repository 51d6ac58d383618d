// What a rule sees in one month: the world, the numbers of the equations, the rules in force, and its random numbers.
#pragma once

#include <algorithm>

#include "engine/base/random.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

struct MonthView {
  World& world;
  const Parameters& p;
  const Regimes& regimes;
  const RandomStream& random;
  Month month;
  double year;  ///< middle of the month
};

/// A chip rule binds the nation's buyers, whoever issued it.
[[nodiscard]] inline bool under_chip_rule(const MonthView& view, NationId buyer) {
  return view.regimes.chips.any_touched(buyer, [](const ChipRule& rule) { return rule.active(); });
}

/// A chip rule binds this buyer: its nation's, or one that names it.
[[nodiscard]] inline bool under_chip_rule(const MonthView& view, FirmId buyer) {
  if (view.regimes.firm_chips.any_touched(buyer, [](const ChipRule& rule) { return rule.active(); })) return true;
  const NationId home = view.world.firms.nation[buyer];
  const VertexId company = view.world.data->vertex(buyer);
  if (view.regimes.named.empty() || !view.regimes.names(company)) return under_chip_rule(view, home);
  return std::ranges::any_of(view.regimes.chip_bars, [&](const ChipBar& bar) {
    return bar.buyer == home && !bar.firm.exists() && !view.regimes.names(bar.spared, company);
  });
}

}  // namespace chokepoint
