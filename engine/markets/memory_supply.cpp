// Bans by generation of memory.
#include "engine/markets/memory_supply.hpp"

namespace chokepoint {

double memory_denied(const World& w, const Regimes& r, NationId n) {
  const double third = r.hbm3_denied[n], fourth = r.hbm4_denied[n];
  if (third <= 0 && fourth <= 0) return r.hbm_denied[n];
  const double from_third = w.data->hbm3_share->at(w.month), from_fourth = w.data->hbm4_share->at(w.month);
  return either(r.hbm_denied[n], from_third * third + from_fourth * (1 - third) * fourth);
}

}  // namespace chokepoint
