// The tree of values and the reader of maps.
#include "engine/base/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/config_hints.hpp"

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

}  // namespace chokepoint::config
