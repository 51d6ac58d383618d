// Reading and writing dates.
#include "engine/base/month.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chokepoint {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return value;
}

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

}  // namespace

std::optional<Month> Month::parse(std::string_view text) {
  const bool with_day = text.size() == 10 && text[7] == '-';
  if (!(text.size() == 7 || with_day) || text[4] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  if (with_day) {
    const auto day = digits(text.substr(8, 2));
    if (!day || *day < 1 || *day > days_in(*year, *month)) return std::nullopt;
  }
  return Month::of(*year, *month);
}

std::optional<Month> Month::parse_or_year(std::string_view text) {
  return parse(text.size() == 4 ? std::string(text) + "-12" : std::string(text));
}

std::string Month::text() const { return fmt::format("{:04}-{:02}", calendar_year(), calendar_month()); }

}  // namespace chokepoint
