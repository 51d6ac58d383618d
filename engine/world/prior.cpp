// From an entry of data/parameters.yaml to its prior.
#include "engine/world/prior.hpp"

#include <algorithm>

namespace chokepoint {
namespace {

Distribution::Shape shape_of(Prior prior) {
  switch (prior) {
    case Prior::triangular:
      return Distribution::Shape::triangular;
    case Prior::log_uniform:
      return Distribution::Shape::log_uniform;
    case Prior::log_triangular:
      return Distribution::Shape::log_triangular;
    default:
      return Distribution::Shape::uniform;
  }
}

bool is_certain(const ParameterEntry& entry) { return entry.prior == Prior::fixed || entry.low == entry.high; }

}  // namespace

Distribution prior_of(const ParameterEntry& entry) {
  return {shape_of(entry.prior), entry.low, entry.high, entry.value, 0};
}

double ParameterEntry::quantile(double share) const {
  return is_certain(*this) ? value : prior_of(*this).quantile(share);
}

double ParameterEntry::share_below(double x) const {
  return is_certain(*this) ? 0.5 : prior_of(*this).probability_below(x);
}

}  // namespace chokepoint
