// Writing the pieces.
#include "output/reference/schema_parts.hpp"

#include <cmath>

namespace chokepoint::output::schema {

ordered_json told(std::string_view meaning, ordered_json schema) {
  if (!meaning.empty()) schema["description"] = meaning;
  return schema;
}

ordered_json string(std::string_view meaning) { return told(meaning, {{"type", "string"}}); }

ordered_json text(std::string_view meaning) { return told(meaning, {{"type", {"string", "number", "boolean"}}}); }

ordered_json one_or_list(const ordered_json& item) { return {{"anyOf", {item, {{"type", "array"}, {"items", item}}}}}; }

ordered_json list_or_null(const ordered_json& item) { return {{"type", {"array", "null"}}, {"items", item}}; }

ordered_json words() { return one_or_list({{"type", {"string", "number", "boolean"}}}); }

ordered_json month() { return {{"type", "string"}, {"pattern", R"(^\d{4}-\d{2}(-\d{2})?$)"}}; }

ordered_json choices() {
  return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", list_or_null({{"type", "string"}})}};
}

ordered_json object(ordered_json properties, std::vector<std::string> required) {
  ordered_json out = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

ordered_json number(config::Range range, std::string_view type) {
  ordered_json out = {{"type", type}};
  if (std::isfinite(range.low)) out["minimum"] = range.low;
  if (std::isfinite(range.high)) out["maximum"] = range.high;
  return out;
}

ordered_json named(const std::vector<std::string>& names) { return {{"type", "string"}, {"enum", names}}; }

}  // namespace chokepoint::output::schema
