// The library's parser and writer, compiled here alone.
#include "engine/base/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"

namespace chokepoint {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Where a text stops being JSON: the parser counts the bytes it has read.
Place place_of(std::size_t bytes, std::string_view text, const std::string& name) {
  const std::string_view before = text.substr(0, std::min(text.size(), bytes == 0 ? 0 : bytes - 1));
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t start = before.rfind('\n') + 1;  // 0 on the first line
  return {name, static_cast<int>(line), static_cast<int>(before.size() - start + 1)};
}

/// What the library says, without its number and its own count of lines.
std::string reason_of(const json::exception& error) {
  const std::string_view said = error.what();
  std::size_t from = said.find("] ");
  from = from == std::string_view::npos ? 0 : from + 2;
  if (const std::size_t column = said.find(", column ", from); column != std::string_view::npos) {
    const std::size_t colon = said.find(": ", column);
    if (colon != std::string_view::npos) from = colon + 2;
  }
  return fmt::format("is not JSON: {}", said.substr(from));
}

template <class Value>
Value parse(std::string_view text, const std::string& name) try {
  return Value::parse(text.begin(), text.end());
} catch (const json::parse_error& error) {
  throw ScenarioError({{place_of(error.byte, text, name), reason_of(error)}});
} catch (const json::exception& error) {
  throw ScenarioError({{{name}, reason_of(error)}});
}

template <class Value>
std::string text_of(const Value& value, int indent) {
  return value.dump(indent, ' ', false, Value::error_handler_t::replace);
}

}  // namespace

std::string json_text(const json& value, int indent) { return text_of(value, indent); }
std::string json_text(const ordered_json& value, int indent) { return text_of(value, indent); }

json parse_json(std::string_view text, const std::string& name) { return parse<json>(text, name); }
ordered_json parse_ordered_json(std::string_view text, const std::string& name) {
  return parse<ordered_json>(text, name);
}

std::optional<ordered_json> read_json(std::string_view text) {
  ordered_json value = ordered_json::parse(text.begin(), text.end(), nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

}  // namespace chokepoint
