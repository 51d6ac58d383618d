// How a series is shown to a person.
#pragma once

#include <string>
#include <string_view>

namespace chokepoint {

/// How the values of a metric are told: a part of its row in the table of metrics.
struct Display {
  std::string_view label = {};  ///< of the metric; an agent's name is added: `Share of AI computing, China`
  std::string_view unit = {};   ///< of the numbers told: without a prefix, which whoever writes a number chooses
  double scale = 1;             ///< from the metric's unit into that one
  int decimals = 2;             ///< told no finer than this; below 0: than tens, hundreds ...
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

/// What stands beside differences of such numbers: `points` of per cent, else the unit itself.
[[nodiscard]] std::string_view difference_unit(std::string_view unit);

/// How numbers that are read together are written: divided by a power of a thousand, which a prefix tells, and with so
/// many decimals.
///
/// The prefix (k, M, bn, tn) is that of the largest from 10 000 on. A level has the decimals of its headline, or with a
/// prefix one below 100; a difference has two significant digits.
struct Writing {
  double divisor = 1;
  std::string_view prefix = {};
  int decimals = 0;

  /// Of a value and what stands beside it, both in the unit told; `difference`: it has a sign.
  [[nodiscard]] static Writing of(double value, double largest, int decimals, bool difference);
  /// Digits without the prefix; a dash for what is not told.
  [[nodiscard]] std::string digits(double value, bool sign) const;
};

/// A value as the headline wants it shown, with its prefix; with a sign a difference. A dash for one that is not told.
[[nodiscard]] std::string number_text(double value, const Headline& headline, bool sign = false);
/// The same with more digits, of numbers that are added up.
[[nodiscard]] std::string precise_text(double value, const Headline& headline, bool sign = false);

}  // namespace chokepoint
