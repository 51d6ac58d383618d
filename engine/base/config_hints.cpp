// What was meant where a number or month is wanted and something else stands.
#include "engine/base/config_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "engine/base/config.hpp"

namespace chokepoint::config {
namespace {

/// The number at the beginning of a text, and what follows it.
std::optional<std::pair<double, std::string_view>> leading_number(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.' ||
                               (end == 0 && (text[0] == '-' || text[0] == '+'))))
    ++end;
  const auto number = parse_number(text.substr(0, end));
  if (!number) return std::nullopt;
  std::string_view rest = text.substr(end);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return std::pair(*number, rest);
}

/// A number whose digits are parted in threes by some sign: 1,600 or 1 600 000.
std::optional<double> without_separators(const std::string& text) {
  std::string digits;
  std::size_t run = 0, groups = 0;
  char separator = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      digits += c;
      ++run;
      continue;
    }
    const bool first = separator == 0;
    if (std::string_view(", _'.").find(c) == std::string_view::npos || (!first && c != separator) ||
        (first ? run == 0 || run > 3 : run != 3))
      return std::nullopt;
    separator = c;
    run = 0;
    ++groups;
  }
  return groups > 0 && run == 3 && (separator != '.' || groups > 1) ? parse_number(digits) : std::nullopt;
}

/// What a text that is no number was meant to be.
std::string meant_number(std::string text, const Range& range) {
  if (const std::string_view money = "$€£"; !text.empty() && money.find(text[0]) != std::string_view::npos) {
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit != std::string::npos && digit < 6) text = text.substr(digit) + " money";
  }
  const std::size_t comma = text.find(',');
  const auto whole = without_separators(text);
  std::string with_point = text;
  if (comma != std::string::npos) with_point[comma] = '.';
  const auto decimal = parse_number(with_point);
  const bool has_comma = comma != std::string::npos && decimal.has_value();
  if (whole && has_comma) return fmt::format(": write {} or {}, without a comma", *whole, *decimal);
  if (whole) return fmt::format(": write {}", *whole);
  if (has_comma) return fmt::format(": write {}, with a point", *decimal);
  const auto number = leading_number(text);
  if (!number || number->second.empty()) return "";
  const auto [value, unit] = *number;
  if (unit == "%") return fmt::format(": write {}", range.high <= 1 ? value / 100 : value);
  if (unit == "k" || unit == "K") return fmt::format(": write {}", value * 1000);
  const bool word = std::ranges::all_of(unit, [](unsigned char c) {
    return std::isalpha(c) != 0 || c >= 128 || c == ' ' || c == '/' || c == '$' || c == '%';
  });
  return word && unit.size() <= 20 ? fmt::format(": write {}, without the unit", value) : "";
}

}  // namespace

std::string meant_month(const std::string& text) {
  static constexpr std::string_view names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                               "jul", "aug", "sep", "oct", "nov", "dec"};
  std::vector<int> numbers;
  int named = 0;
  for (std::size_t at = 0; at < text.size() && text.size() <= 30;) {
    std::size_t end = at;
    const auto is = [&](auto&& kind) { return end < text.size() && kind(static_cast<unsigned char>(text[end])) != 0; };
    if (is([](int c) { return std::isdigit(c); })) {
      while (is([](int c) { return std::isdigit(c); })) ++end;
      numbers.push_back(end - at <= 4 ? std::stoi(text.substr(at, end - at)) : -1);
    } else if (is([](int c) { return std::isalpha(c); })) {
      while (is([](int c) { return std::isalpha(c); })) ++end;
      std::string word = text.substr(at, std::min<std::size_t>(3, end - at));
      for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      const auto month = std::ranges::find(names, word);
      if (month == std::end(names)) return "";
      named = static_cast<int>(month - std::begin(names)) + 1;
    } else {
      ++end;
    }
    at = end;
  }
  const auto year = std::ranges::find_if(numbers, [](int n) { return n >= 1900 && n <= 2200; });
  if (year == numbers.end()) return "";
  const int other = numbers.size() != 2 ? 0 : year == numbers.begin() ? numbers[1] : numbers[0];
  if (numbers.size() == 1 && named == 0) return fmt::format(": write the month too, as {}-01", *year);
  const int month = named > 0 ? named : other;
  const bool told = numbers.size() == 1 || (numbers.size() == 2 && named == 0);
  return told && month >= 1 && month <= 12 ? fmt::format(": write {}-{:02}", *year, month) : "";
}

std::string found_instead(const Node& value, const Range& range) {
  std::string out = "found " + value.describe();
  if (value.kind != Node::Kind::scalar || value.scalar.size() > 60) return out;
  if (!value.quoted) return out + meant_number(value.scalar, range);
  return parse_number(value.scalar) ? out + " in quotes: write it without them"
                                    : out + meant_number(value.scalar, range);
}

}  // namespace chokepoint::config
