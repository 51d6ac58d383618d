// Drawing fans.
#include "analysis/compare/fan.hpp"

#include <algorithm>
#include <functional>

namespace chokepoint {
namespace {

Fan fan_of(const Comparison& c, std::size_t s, std::size_t series, bool paired) {
  Fan out;
  for (Month m{0}; m <= c.end(); m = m + 1) {
    std::vector<double> values = c.values(s, series, m);
    if (paired) std::ranges::transform(values, c.values(0, series, m), values.begin(), std::minus{});
    std::ranges::sort(values);
    for (std::size_t q = 0; q < Fan::quantiles.size(); ++q)
      out.by_month[q].push_back(quantile(values, Fan::quantiles[q]));
    out.none = out.none && values.front() == 0 && values.back() == 0;
  }
  return out;
}

}  // namespace

Fan level_fan(const Comparison& comparison, std::size_t s, std::size_t series) {
  return fan_of(comparison, s, series, false);
}

Fan difference_fan(const Comparison& comparison, std::size_t s, std::size_t series) {
  return fan_of(comparison, s, series, true);
}

}  // namespace chokepoint
