// Words for restrictions.
#include "output/text/restriction_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/month.hpp"

namespace chokepoint::output {
namespace {

std::string value_words(const Factor& factor, double x) {
  return factor.kind == FactorKind::month ? Month{static_cast<int>(std::round(x))}.text() : fmt::format("{:.4g}", x);
}

std::string choice_words(const Factor& factor, const Restriction& r) {
  std::string out = factor.name + " is ";
  for (std::size_t k = 0; k < r.choices.size(); ++k)
    out += (k ? " or " : "") + factor.levels[static_cast<std::size_t>(r.choices[k])].label;
  return out;
}

/// `low` and `high` in words.
std::string range_words(const Factor& factor, const Restriction& r, const std::string& low, const std::string& high) {
  if (std::isfinite(r.low) && std::isfinite(r.high))
    return fmt::format("{} lies between {} and {}", factor.name, low, high);
  return std::isfinite(r.low) ? fmt::format("{} is at least {}", factor.name, low)
                              : fmt::format("{} is at most {}", factor.name, high);
}

/// Limits that lie between levels are told by the levels inside.
std::string level_words(const Factor& factor, const Restriction& r) {
  const Level *low = nullptr, *high = nullptr;
  for (const Level& level : factor.levels) {
    if (level.number < r.low || level.number > r.high) continue;
    if (!low || level.number < low->number) low = &level;
    if (!high || level.number > high->number) high = &level;
  }
  if (!low) return factor.name + " is none of its levels";
  if (low == high) return fmt::format("{} is {}", factor.name, low->label);
  return range_words(factor, r, low->label, high->label);
}

}  // namespace

std::string restriction_words(const Restriction& r, const std::vector<Factor>& factors) {
  const Factor& factor = factors[r.factor];
  if (!r.choices.empty()) return choice_words(factor, r);
  if (!factor.levels.empty()) return level_words(factor, r);
  return range_words(factor, r, value_words(factor, r.low), value_words(factor, r.high));
}

std::string restriction_words(const std::vector<Restriction>& all, const std::vector<Factor>& factors) {
  std::string out;
  for (std::size_t k = 0; k < all.size(); ++k)
    out += (k == 0 ? "" : k + 1 < all.size() ? ", " : " and ") + restriction_words(all[k], factors);
  return out;
}

std::string restriction_words(const std::vector<Restriction>& all, const std::vector<Factor>& factors,
                              const std::vector<std::string>& names) {
  std::vector<Factor> named = factors;
  for (std::size_t f = 0; f < named.size(); ++f) named[f].name = names[f];
  return restriction_words(all, named);
}

}  // namespace chokepoint::output
