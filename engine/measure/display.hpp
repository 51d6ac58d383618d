// How a series is shown to a person.
#pragma once

#include <string>
#include <string_view>

namespace chokepoint {

/// A metric of the summary, and how to show it.
struct Headline {
  std::string_view metric, agent, label;
  double scale = 1;
  int decimals = 1;
};

/// A value as the headline wants it shown, with a sign if asked for; a dash for one that is not told.
[[nodiscard]] std::string number_text(double value, const Headline& headline, bool sign = false);

}  // namespace chokepoint
