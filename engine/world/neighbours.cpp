// Gravity.
#include "engine/world/neighbours.hpp"

#include <cmath>

#include "engine/base/elementary.hpp"

namespace chokepoint {

Table<NationId, NationId, double> neighbour_weights(const Column<NationId, double>& gdp,
                                                    const Column<NationId, double>& alignment) {
  Table<NationId, NationId, double> weights(gdp.size(), gdp.size());
  for (const NationId n : gdp.ids()) {
    double total = 0;
    for (const NationId m : gdp.ids())
      if (m != n) total += weights(m, n) = gdp[m] * maths::exp(-std::fabs(alignment[n] - alignment[m]));
    if (total <= 0) weights(n, n) = total = 1;
    for (const NationId m : gdp.ids()) weights(m, n) /= total;
  }
  return weights;
}

}  // namespace chokepoint
