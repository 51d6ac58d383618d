// Numbers as people read them.
#include "engine/measure/display.hpp"

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/not_told.hpp"

namespace chokepoint {

std::string Headline::title() const { return unit.empty() ? label : fmt::format("{} ({})", label, unit); }

std::string number_text(double value, const Headline& h, bool sign) {
  if (!is_told(value)) return "–";
  const double scaled = value * h.scale;
  const double zero = std::fabs(scaled) < 0.5 * maths::exp10(-h.decimals) ? 0.0 : scaled;  // no "-0"
  return sign && zero != 0 ? fmt::format("{:+.{}f}", zero, h.decimals) : fmt::format("{:.{}f}", zero, h.decimals);
}

}  // namespace chokepoint
