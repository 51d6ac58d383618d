// Equations of research that both the rule of laboratories and the explanation of runs use (docs/model.md, "Training
// compute, algorithms, capability").
#pragma once

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint {

/// L, talent of a laboratory: its own, times the nation's researchers against their course without moves (ratio), times
/// what a subsidy of laboratories (M$ a month) adds.
[[nodiscard]] inline double research_talent(double talent, double ratio, double subsidy) {
  return talent * ratio * (subsidy > 0 ? maths::pow(1 + subsidy / 500, 0.3) : 1.0);
}

/// Logarithm of the factor by which lack of computing (scarcity S, 0 to below 1) changes own research: (1 - S)^-xi.
[[nodiscard]] inline double log_scarcity_effort(const Parameters& p, double scarcity) {
  return -p.research_induced * maths::log(1 - scarcity);
}

/// Efficiency (OOM) within a laboratory's reach: what lack of computing makes it look for, phi for each order of
/// magnitude that it lacks.
[[nodiscard]] inline double efficiency_within_reach(const Parameters& p, double scarcity) {
  return -p.adaptation_elasticity * maths::log10(1 - scarcity);
}

/// What a laboratory adds by itself to its stock of efficiency in a month, OOM. What was found is kept.
[[nodiscard]] inline double efficiency_found(const Parameters& p, double within_reach, double stock) {
  return std::max(0.0, within_reach - stock) / p.adaptation_months;
}

/// What it adds besides because open weights show it already (`shown`, OOM): what it needs, it finds faster.
[[nodiscard]] inline double efficiency_taken_over(const Parameters& p, double within_reach, double shown,
                                                  double stock) {
  return p.adaptation_open_transfer * efficiency_found(p, std::min(within_reach, shown), stock);
}

/// What building on the best weights at hand (ECI; 0: none) adds to a laboratory's own effective computing (OOM against
/// the anchor), OOM: a part of what they embody is kept.
[[nodiscard]] inline double gained_by_building(const Parameters& p, double own, double base) {
  if (base <= 0) return 0;
  const double embodied = (base - p.capability_anchor) / p.capability_per_oom;
  return maths::log10(1 + p.openness_base_share * maths::exp10(embodied - own));
}

}  // namespace chokepoint
