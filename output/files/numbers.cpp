// The digits come from the standard library.
#include "output/files/numbers.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace chokepoint::output {

void append_number(std::string& out, double value, int digits) {
  constexpr double small = 1e6;  // whole numbers below have no more than six digits
  std::array<char, 64> text;
  const bool whole = digits >= 6 && std::fabs(value) < small && value == std::trunc(value) && !std::signbit(value);
  const auto end = whole ? std::to_chars(text.begin(), text.end(), static_cast<int>(value))
                         : std::to_chars(text.begin(), text.end(), value, std::chars_format::general, digits);
  out.append(text.data(), end.ptr);
}

}  // namespace chokepoint::output
