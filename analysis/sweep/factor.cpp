// Values of factors.
#include "analysis/sweep/factor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/month.hpp"

namespace chokepoint {

double Factor::value(double share) const {
  if (!levels.empty())
    return std::min(std::floor(share * static_cast<double>(levels.size())), static_cast<double>(levels.size() - 1));
  if (kind == FactorKind::real) return distribution.quantile(share);
  // Each whole number of a uniform range has the same share, its ends too.
  if (distribution.shape == Distribution::Shape::uniform)
    return std::min(distribution.high,
                    std::floor(distribution.low + share * (distribution.high - distribution.low + 1)));
  return std::round(distribution.quantile(share));
}

std::string Factor::text(double value) const {
  if (!levels.empty()) return levels[static_cast<std::size_t>(value)].label;
  return kind == FactorKind::month ? Month{static_cast<int>(value)}.text() : fmt::format("{}", value);
}

void Factor::add_to(ContentHash& hash, double value) const {
  hash.add(path.text());
  if (path.empty())
    hash.add(levels[static_cast<std::size_t>(value)].content);
  else
    hash.add(text(value));
}

}  // namespace chokepoint
