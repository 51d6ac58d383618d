// The clock of the model: whole months counted from January 2017.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace chokepoint {

/// A calendar month. `index` 0 is 2017-01, the first month of the world; it may be negative for dates before it.
struct Month {
  int index = 0;

  static constexpr int epoch_year = 2017;

  static constexpr Month of(int year, int month) { return {(year - epoch_year) * 12 + month - 1}; }

  /// Reads `2022-10` or `2022-10-07` (the day is checked and dropped). Nothing if the text is no such date.
  static std::optional<Month> parse(std::string_view text);
  /// The same, or `2022` for its December.
  static std::optional<Month> parse_or_year(std::string_view text);

  [[nodiscard]] constexpr int calendar_year() const {
    return epoch_year + (index >= 0 ? index / 12 : (index - 11) / 12);
  }
  [[nodiscard]] constexpr int calendar_month() const { return index - (calendar_year() - epoch_year) * 12 + 1; }

  /// The middle of the month as a decimal year: 2017-01 is 2017.0417.
  [[nodiscard]] constexpr double year() const { return epoch_year + (index + 0.5) / 12.0; }

  /// `2022-10`.
  [[nodiscard]] std::string text() const;

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr Month operator+(Month m, int months) { return {m.index + months}; }
  friend constexpr Month operator-(Month m, int months) { return {m.index - months}; }
  friend constexpr int operator-(Month a, Month b) { return a.index - b.index; }
};

}  // namespace chokepoint
