// How a series is shown to a person.
#pragma once

#include <string>
#include <string_view>

namespace chokepoint {

/// How the values of a metric are told: a part of its row in the table of metrics.
struct Display {
  std::string_view label = {};  ///< of the metric; an agent's name is added: `Share of AI computing, China`
  std::string_view unit = {};   ///< of the numbers told
  double scale = 1;             ///< from the metric's unit into that one
  int decimals = 2;
  std::string_view group = {};  ///< heading under which the page has it
};

/// A series, and how to show it.
struct Headline {
  std::string_view metric, agent;
  std::string label;
  double scale = 1;
  int decimals = 1;
  std::string_view unit = {};

  /// `Share of AI computing, China (%)`
  [[nodiscard]] std::string title() const;
};

/// A value as the headline wants it shown, with a sign if asked for; a dash for one that is not told.
[[nodiscard]] std::string number_text(double value, const Headline& headline, bool sign = false);

}  // namespace chokepoint
