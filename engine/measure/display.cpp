// Numbers as people read them.
#include "engine/measure/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/not_told.hpp"

namespace chokepoint {
namespace {

struct Prefix {
  double least, divisor;
  std::string_view name;
};
constexpr std::array<Prefix, 4> prefixes = {
    {{1e12, 1e12, " tn"}, {1e9, 1e9, " bn"}, {1e6, 1e6, " M"}, {1e4, 1e3, " k"}}};

/// Decimals that leave two significant digits.
int two_digits(double size) {
  if (size <= 0) return 0;
  int out = 0;
  for (double shown = size; shown < 9.95 && out < 6; shown *= 10) ++out;
  return out;
}

}  // namespace

std::string Headline::title() const { return unit.empty() ? label : fmt::format("{} ({})", label, unit); }

std::string_view difference_unit(std::string_view unit) { return unit == "%" ? "points" : unit; }

Writing Writing::of(double value, double largest, int decimals, bool difference) {
  const double size = is_told(value) ? std::fabs(value) : 0, beside = is_told(largest) ? std::fabs(largest) : 0;
  constexpr double far = 100;  // what lies so far below all else is not what the prefix is for
  const double typical = std::max(size, beside / far);
  const auto* at = std::ranges::find_if(prefixes, [&](const Prefix& p) { return typical >= 0.9995 * p.least; });
  Writing out;
  if (at != prefixes.end()) out.divisor = at->divisor, out.prefix = at->name;
  if (difference)
    out.decimals = two_digits(std::max(size, beside / 10) / out.divisor);
  else if (out.divisor > 1)
    out.decimals = std::max(size, beside) / out.divisor < 99.95 ? 1 : 0;
  else
    out.decimals = std::max(0, decimals);
  return out;
}

std::string Writing::digits(double value, bool sign) const {
  if (!is_told(value)) return "–";
  const double scaled = value / divisor;
  const double zero = std::fabs(scaled) < 0.5 * maths::exp10(-decimals) ? 0.0 : scaled;  // no "-0"
  return sign && zero != 0 ? fmt::format("{:+.{}f}", zero, decimals) : fmt::format("{:.{}f}", zero, decimals);
}

std::string number_text(double value, const Headline& h, bool sign) {
  if (!is_told(value)) return "–";
  const double told = value * h.scale;
  const Writing how = Writing::of(told, told, h.decimals, sign);
  return how.digits(told, sign) + std::string(told == 0 ? "" : how.prefix);
}

std::string precise_text(double value, const Headline& h, bool sign) {
  if (!is_told(value)) return "–";
  const double told = value * h.scale;
  Writing how = Writing::of(told, told, h.decimals, false);
  how.decimals += 2;
  return how.digits(told, sign) + std::string(told == 0 ? "" : how.prefix);
}

}  // namespace chokepoint
