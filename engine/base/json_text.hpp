// JSON as text, both ways. The one door to the library's parser and writer, which each cost a file that uses them
// seconds to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace chokepoint {

/// A value as text: on one line if `indent` is negative, else indented by so many spaces a level. Bytes that are not
/// UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::json& value, int indent = -1);
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& value, int indent = -1);

/// What a text says. Throws ScenarioError with line and column in `name`, the file it comes from, if it is not JSON.
[[nodiscard]] nlohmann::json parse_json(std::string_view text, const std::string& name);
/// The same, with the members of objects in the order in which they stand.
[[nodiscard]] nlohmann::ordered_json parse_ordered_json(std::string_view text, const std::string& name);

/// The same for texts that others may have cut or spoilt: none if it is not JSON.
[[nodiscard]] std::optional<nlohmann::ordered_json> read_json(std::string_view text);

}  // namespace chokepoint
