// Small pieces of JSON schemas.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/config.hpp"

namespace chokepoint::output::schema {

using nlohmann::ordered_json;

/// The schema with a description, unless that is empty.
[[nodiscard]] ordered_json told(std::string_view meaning, ordered_json schema);
[[nodiscard]] ordered_json string(std::string_view meaning);
/// Text that YAML may have read as something else: `2017`, `yes`.
[[nodiscard]] ordered_json text(std::string_view meaning);
[[nodiscard]] ordered_json one_or_list(const ordered_json& item);
[[nodiscard]] ordered_json list_or_null(const ordered_json& item);
/// One word or several.
[[nodiscard]] ordered_json words();
[[nodiscard]] ordered_json month();
/// A map of names to lists of words.
[[nodiscard]] ordered_json choices();
/// A map with these keys and no others.
[[nodiscard]] ordered_json object(ordered_json properties, std::vector<std::string> required);
[[nodiscard]] ordered_json number(config::Range range, std::string_view type = "number");
/// One of some names.
[[nodiscard]] ordered_json named(const std::vector<std::string>& names);

}  // namespace chokepoint::output::schema
