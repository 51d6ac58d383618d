// JSON Schema from the tables of keys.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "engine/measure/metric_table.hpp"
#include "output/reference/file_kinds.hpp"

namespace chokepoint::output {
namespace {

using config::Form;
using config::Holds;
using config::Key;
using nlohmann::ordered_json;

constexpr const char* month_pattern = R"(^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$)";

ordered_json scalar() { return {{"type", {"string", "number", "boolean"}}}; }
ordered_json month() { return {{"type", "string"}, {"pattern", month_pattern}}; }
ordered_json named(const std::vector<std::string>& names) { return {{"type", "string"}, {"enum", names}}; }
ordered_json one_or_list(const ordered_json& item) { return {{"anyOf", {item, {{"type", "array"}, {"items", item}}}}}; }
ordered_json tuple(const ordered_json& item, std::size_t size) {
  return {{"type", "array"}, {"items", item}, {"minItems", size}, {"maxItems", size}};
}

/// A bound as a whole number where it is one, as people write it.
ordered_json bound(double x) {
  return std::floor(x) == x && std::fabs(x) < 1e15 ? ordered_json(static_cast<std::int64_t>(x)) : ordered_json(x);
}

ordered_json within(ordered_json schema, config::Range range, const char* least, const char* most) {
  if (std::isfinite(range.low)) schema[least] = bound(range.low);
  if (std::isfinite(range.high)) schema[most] = bound(range.high);
  return schema;
}

class FormSchema {
 public:
  explicit FormSchema(const ParameterTable& parameters) : parameters_(parameters) {}

  ordered_json object(const Form& form) const {
    ordered_json properties = ordered_json::object(), required = ordered_json::array(), groups = ordered_json::array();
    for (const Key& key : form.keys) {
      ordered_json schema = value(key);
      schema["description"] = note_of(key);
      properties[std::string(key.name)] = std::move(schema);
      if (key.fallback == "required") required.push_back(key.name);
    }
    ordered_json out = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    for (const config::KeyGroup& group : form.groups) groups.push_back(group_of(group));
    if (!groups.empty()) out["allOf"] = std::move(groups);
    return out;
  }

 private:
  static ordered_json group_of(const config::KeyGroup& group) {
    ordered_json each = ordered_json::array();
    for (const std::string_view key : group.keys) each.push_back({{"required", {key}}});
    if (group.most > 1) return {{"anyOf", each}};
    if (group.least == 0) each.push_back({{"not", {{"anyOf", each}}}});
    return {{"oneOf", each}};
  }

  static std::string note_of(const Key& key) {
    std::string out(key.meaning);
    if (!key.unit.empty()) out += " (" + std::string(key.unit) + ")";
    if (!key.fallback.empty() && key.fallback != "required") out += "; default: " + std::string(key.fallback);
    return out;
  }

  ordered_json value(const Key& key) const {
    switch (key.holds) {
      case Holds::number:
        return within({{"type", "number"}}, key.range, "minimum", "maximum");
      case Holds::integer:
        return within({{"type", "integer"}}, key.range, "minimum", "maximum");
      case Holds::boolean:
        return {{"type", "boolean"}};
      case Holds::text:
        return scalar();
      case Holds::choice:
        return named(key.words);
      case Holds::choices:
        return one_or_list(named(key.words));
      case Holds::words:
        return one_or_list(scalar());
      case Holds::month:
        return month();
      case Holds::months:
        return one_or_list({{"anyOf", {month(), {{"type", "integer"}}}}});
      case Holds::metric:
        return named(metric_names());
      case Holds::parameters:
        return {{"anyOf", {{{"const", "all"}}, one_or_list(named(parameters_.names()))}}};
      case Holds::levels:
        return within({{"type", "array"}}, key.range, "minItems", "maxItems");
      case Holds::interval:
        return tuple({{"type", "number"}}, 2);
      case Holds::peaked:
        return tuple({{"type", "number"}}, 3);
      case Holds::month_interval:
        return tuple(month(), 2);
      case Holds::points:
        return {{"anyOf",
                 {within({{"type", "integer"}}, key.range, "minimum", "maximum"),
                  {{"type", "array"}, {"minItems", 1}, {"items", {{"type", "object"}}}}}}};
      case Holds::alternatives:
        return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", one_or_list(scalar())}};
      case Holds::map:
        return object(*key.form);
      case Holds::list:
        return within({{"type", "array"}, {"items", object(*key.form)}}, key.range, "minItems", "maxItems");
      case Holds::named:
        return within({{"type", "object"}, {"additionalProperties", object(*key.form)}}, key.range, "minProperties",
                      "maxProperties");
    }
    return {};
  }

  const ParameterTable& parameters_;
};

}  // namespace

std::string json_schema(const FileKind& kind, const ParameterTable& parameters) {
  ordered_json out = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                      {"title", "chokepoint " + std::string(kind.name)}};
  out.update(FormSchema(parameters).object(kind.form));
  return json_text(out, 1) + "\n";
}

}  // namespace chokepoint::output
