// The tree of values and the reader of maps.
#include "engine/base/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace chokepoint::config {

const Node* Node::find(std::string_view key) const {
  const auto at = std::ranges::find(entries, key, &Entry::key);
  return at == entries.end() ? nullptr : &at->value;
}

Node* Node::find(std::string_view key) {
  const auto at = std::ranges::find(entries, key, &Entry::key);
  return at == entries.end() ? nullptr : &at->value;
}

std::string Node::describe() const {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      if (scalar.empty()) return "an empty text";
      return fmt::format("'{}'", scalar.size() > 60 ? scalar.substr(0, 57) + "..." : scalar);
    case Kind::sequence:
      return "a list";
    case Kind::map:
      return "a map";
  }
  return "";
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

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

/// What a text that is no month was meant to be: `January 2027`, `2027/1`, `01.2027`, `2027`.
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

}  // namespace

std::string found_instead(const Node& value, const Range& range) {
  std::string out = "found " + value.describe();
  if (value.kind != Node::Kind::scalar || value.scalar.size() > 60) return out;
  if (!value.quoted) return out + meant_number(value.scalar, range);
  return parse_number(value.scalar) ? out + " in quotes: write it without them"
                                    : out + meant_number(value.scalar, range);
}

MapReader::MapReader(const Node& node, std::string what, Mistakes& mistakes)
    : node_(node), what_(std::move(what)), mistakes_(mistakes) {
  if (node.kind != Node::Kind::map)
    mistakes_.add(node.place(), fmt::format("{} should be a map of keys and values, found {}", what_, node.describe()));
}

const Node* MapReader::find(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  return node_.find(key);
}

const Node* MapReader::require(std::string_view key) {
  const Node* value = find(key);
  if (!value && node_.kind == Node::Kind::map) mistakes_.add(node_.place(), fmt::format("{} lacks '{}'", what_, key));
  return value;
}

void MapReader::mistake(std::string_view key, std::string what) {
  const Node* value = node_.find(key);
  mistakes_.add(value ? value->place() : node_.place(), std::move(what));
}

std::optional<double> MapReader::checked_number(const Node& value, std::string_view key, Range range) {
  const auto number = value.kind == Node::Kind::scalar && !value.quoted ? parse_number(value.scalar) : std::nullopt;
  if (!number) {
    mistakes_.add(value.place(), fmt::format("'{}' should be a number, {}", key, found_instead(value, range)));
    return std::nullopt;
  }
  if (*number < range.low || *number > range.high) {
    if (range.high == std::numeric_limits<double>::infinity())
      mistakes_.add(value.place(), fmt::format("'{}' is {}, but must be at least {}", key, value.scalar, range.low));
    else
      mistakes_.add(value.place(), fmt::format("'{}' is {}, but must lie between {} and {}", key, value.scalar,
                                               range.low, range.high));
    return std::nullopt;
  }
  return number;
}

std::optional<double> MapReader::optional_number(std::string_view key, Range range) {
  const Node* value = find(key);
  return value ? checked_number(*value, key, range) : std::nullopt;
}

double MapReader::number(std::string_view key, double fallback, Range range) {
  return optional_number(key, range).value_or(fallback);
}

double MapReader::required_number(std::string_view key, Range range) {
  const Node* value = require(key);
  return (value ? checked_number(*value, key, range) : std::nullopt).value_or(0.0);
}

int MapReader::integer(std::string_view key, int fallback, int low, int high) {
  const Node* value = find(key);
  if (!value) return fallback;
  const auto number = checked_number(*value, key, {static_cast<double>(low), static_cast<double>(high)});
  if (!number) return fallback;
  if (*number != std::floor(*number)) {
    mistakes_.add(value->place(), fmt::format("'{}' should be a whole number, found {}", key, value->describe()));
    return fallback;
  }
  return static_cast<int>(*number);
}

bool MapReader::boolean(std::string_view key, bool fallback) {
  const Node* value = find(key);
  if (!value) return fallback;
  const auto is = [&](std::initializer_list<std::string_view> words) {  // as in YAML 1.2
    return value->kind == Node::Kind::scalar && !value->quoted &&
           std::ranges::find(words, value->scalar) != words.end();
  };
  if (is({"true", "True", "TRUE"})) return true;
  if (is({"false", "False", "FALSE"})) return false;
  const char* meant = is({"yes", "Yes", "YES", "on", "On", "ON", "y", "1"})   ? ": write true"
                      : is({"no", "No", "NO", "off", "Off", "OFF", "n", "0"}) ? ": write false"
                                                                              : "";
  mistakes_.add(value->place(), fmt::format("'{}' should be true or false, found {}{}", key, value->describe(), meant));
  return fallback;
}

std::string MapReader::text(std::string_view key, std::string fallback) {
  const Node* value = find(key);
  if (!value) return fallback;
  if (value->kind == Node::Kind::scalar) return value->scalar;
  mistakes_.add(value->place(), fmt::format("'{}' should be text, found {}", key, value->describe()));
  return fallback;
}

std::string MapReader::required_text(std::string_view key) { return require(key) ? text(key) : std::string{}; }

std::optional<Month> MapReader::month(std::string_view key) {
  const Node* value = find(key);
  if (!value) return std::nullopt;
  const auto month = value->kind == Node::Kind::scalar ? Month::parse(value->scalar) : std::nullopt;
  if (!month)
    mistakes_.add(value->place(),
                  fmt::format("'{}' should be a month like 2026-01 or a day like 2026-01-15, found {}{}", key,
                              value->describe(), value->kind == Node::Kind::scalar ? meant_month(value->scalar) : ""));
  return month;
}

std::vector<std::string> MapReader::words(std::string_view key) {
  const Node* value = find(key);
  std::vector<std::string> out;
  if (!value) return out;
  if (value->kind == Node::Kind::scalar && !value->scalar.empty()) return {value->scalar};
  if (value->kind != Node::Kind::sequence) {
    mistakes_.add(value->place(), fmt::format("'{}' should be a list, found {}", key, value->describe()));
    return out;
  }
  constexpr std::size_t longest = 10000;  // what is done with lists takes time by the square of their length
  if (value->items.size() > longest) {
    mistakes_.add(value->place(),
                  fmt::format("'{}' lists {} values; at most {} are read", key, value->items.size(), longest));
    return out;
  }
  for (const Node& item : value->items) {
    if (item.kind == Node::Kind::scalar)
      out.push_back(item.scalar);
    else
      mistakes_.add(item.place(), fmt::format("'{}' should list words, found {}", key, item.describe()));
  }
  return out;
}

std::string MapReader::choice(std::string_view key, std::string fallback, const std::vector<std::string>& choices) {
  const Node* value = find(key);
  if (!value) return fallback;
  const std::string word = text(key);
  if (std::ranges::find(choices, word) != choices.end()) return word;
  if (value->kind == Node::Kind::scalar && word.empty())
    mistakes_.add(value->place(),
                  fmt::format("'{}' should be a word, found an empty text{}", key, suggestion("", choices)));
  else if (value->kind == Node::Kind::scalar)
    mistakes_.add(value->place(),
                  fmt::format("'{}' is not a valid {} of this {}{}", word, key, what_, suggestion(word, choices)));
  return fallback;
}

void MapReader::finish() {
  for (const Node::Entry& entry : node_.entries)
    if (!entry.value.merged && std::ranges::find(known_, entry.key) == known_.end())
      mistakes_.add({(entry.value.file ? entry.value : node_).place().file, entry.line,
                     entry.column},  // an override's key is where it was written
                    fmt::format("unknown key '{}' in {}{}", entry.key, what_, suggestion(entry.key, known_)));
}

std::string to_yaml(const Node& node, int indent) {
  const std::string pad(static_cast<std::size_t>(indent), ' ');
  const auto scalar = [](const Node& value) {
    const bool plain = !value.quoted && !value.scalar.empty() &&
                       value.scalar.find_first_of(":#{}[],&*!|>'\"%@`\n") == std::string::npos &&
                       value.scalar.front() != '-' && value.scalar.front() != '?' && value.scalar.front() != ' ' &&
                       value.scalar.back() != ' ';
    if (plain || (!value.quoted && parse_number(value.scalar))) return value.scalar;
    std::string out = "\"";
    for (const char c : value.scalar) {
      if (c == '\n') {
        out += "\\n";
        continue;
      }
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  };
  const auto is_leaf = [](const Node& value) { return value.items.empty() && value.entries.empty(); };
  const auto leaf = [&](const Node& value) -> std::string {
    switch (value.kind) {
      case Node::Kind::null:
        return "null";
      case Node::Kind::scalar:
        return scalar(value);
      case Node::Kind::sequence:
        return "[]";
      case Node::Kind::map:
        return "{}";
    }
    return "";
  };
  if (is_leaf(node)) return pad + leaf(node) + "\n";
  std::string out;
  for (const Node::Entry& entry : node.entries) {
    Node key;
    key.scalar = entry.key;
    out += pad + scalar(key) + ":";
    out += is_leaf(entry.value) ? " " + leaf(entry.value) + "\n" : "\n" + to_yaml(entry.value, indent + 2);
  }
  for (const Node& item : node.items) {
    if (is_leaf(item))
      out += pad + "- " + leaf(item) + "\n";
    else {
      std::string inner = to_yaml(item, indent + 2);
      inner.replace(static_cast<std::size_t>(indent), 1, "-");
      out += inner;
    }
  }
  return out;
}

}  // namespace chokepoint::config
