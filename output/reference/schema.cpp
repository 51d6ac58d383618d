// Writing the schema.
#include "output/reference/schema.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "engine/events/event.hpp"
#include "engine/world/synthesis.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

class SchemaWriter {
 public:
  SchemaWriter(const WorldData& data, const ParameterTable& parameters, const MetricCatalogue& metrics)
      : data_(data), parameters_(parameters), metrics_(metrics) {}

  ordered_json write(SchemaOf kind) {
    ordered_json out = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                        {"title", kind == SchemaOf::scenario ? "chokepoint scenario" : "chokepoint policy"},
                        {"type", "object"},
                        {"additionalProperties", false}};
    ordered_json changes = {{"without", object({{"ids", words()}, {"tags", words()}}, {})},
                            {"overrides", overrides()},
                            {"governments", governments()},
                            {"events", events()}};
    if (kind == SchemaOf::scenario) {
      out["required"] = {"scenario"};
      out["properties"]["scenario"] = object(
          {{"name", told("the name; results go to results/NAME, with what the command line puts on top",
                         {{"type", {"string", "number"}}, {"minLength", 1}, {"pattern", R"(^[^./\\][^/\\]*$)"}})},
           {"question", text("what the scenario asks")},
           {"asked_by", one_or_list(text("who asks this"))},
           {"sources", one_or_list(text("where the idea or the figures are from"))},
           {"extends", text("scenario file to build on, relative to this one")},
           {"compare_to", text("scenario file to compare with, relative to this one")},
           {"start", month()},
           {"end", month()}},
          {"name"});
      out["properties"]["record"] = told(
          "written by the program into run.yaml: how the scenario was run, and by which program", {{"type", "object"}});
      out["properties"]["world"] = object({{"synthesize", population()}}, {});
      out["properties"]["policies"] =
          told("policy files to add, in order", list_or_null(string("policy file, relative to this one")));
      out["properties"].update(changes);
      out["properties"]["vary"] =
          told("a family: one axis for each path, with the values it takes",
               {{"type", "object"}, {"additionalProperties", {{"type", "array"}, {"minItems", 1}}}});
      out["properties"]["matrix"] = told("a family: one axis for each key, with named choices of policy files",
                                         {{"type", "object"}, {"additionalProperties", choices()}});
      out["properties"]["branch"] = told("history once, then one branch for each choice",
                                         object({{"at", month()}, {"policies", choices()}}, {"at", "policies"}));
    } else {
      out["required"] = {"policy"};
      out["properties"]["policy"] = object(
          {{"name", string("the policy's name, once in a scenario")},
           {"summary", string("one sentence: what it does")},
           {"source", string("where it is from")},
           {"requires", told("names of policies that must be there too", one_or_list({{"type", "string"}}))},
           {"conflicts_with", told("names of policies that may not be there", one_or_list({{"type", "string"}}))}},
          {"name", "summary"});
      out["properties"].update(changes);
    }
    out["definitions"] = definitions();
    return out;
  }

 private:
  static ordered_json told(std::string_view meaning, ordered_json schema) {
    if (!meaning.empty()) schema["description"] = meaning;
    return schema;
  }
  static ordered_json string(std::string_view meaning) { return told(meaning, {{"type", "string"}}); }
  /// Text that YAML may have read as something else: `2017`, `yes`.
  static ordered_json text(std::string_view meaning) {
    return told(meaning, {{"type", {"string", "number", "boolean"}}});
  }
  static ordered_json one_or_list(const ordered_json& item) {
    return {{"anyOf", {item, {{"type", "array"}, {"items", item}}}}};
  }
  static ordered_json list_or_null(const ordered_json& item) { return {{"type", {"array", "null"}}, {"items", item}}; }
  static ordered_json words() { return one_or_list({{"type", {"string", "number", "boolean"}}}); }
  static ordered_json month() { return {{"type", "string"}, {"pattern", R"(^\d{4}-\d{2}(-\d{2})?$)"}}; }
  static ordered_json choices() {
    return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", list_or_null({{"type", "string"}})}};
  }
  static ordered_json object(ordered_json properties, std::vector<std::string> required) {
    ordered_json out = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
  }
  static ordered_json number(config::Range range, std::string_view type = "number") {
    ordered_json out = {{"type", type}};
    if (std::isfinite(range.low)) out["minimum"] = range.low;
    if (std::isfinite(range.high)) out["maximum"] = range.high;
    return out;
  }
  static ordered_json named(const std::vector<std::string>& names) { return {{"type", "string"}, {"enum", names}}; }

  static ordered_json population() {
    return told(
        "splits the sectors of AI firms into many firms with sizes and suppliers of their own",
        object({{"firms", told("AI firms of the world, laboratories included",
                               number({Synthesis::fewest_firms, Synthesis::most_firms}, "integer"))},
                {"degree", told("suppliers of accelerators and rented compute that a firm has, mean, as far as there "
                                "are so many; default: 16",
                                number({1, Synthesis::highest_degree}))},
                {"seed", told("of sizes and links, which all runs share; default: 1", number({0, 0x1p53}, "integer"))}},
               {}));
  }

  ordered_json governments() {
    const ordered_json mode = named({"scripted", "rule", "hybrid"});
    ordered_json properties = {{"default", mode}, {"switch_date", month()}};
    for (const std::string& nation : data_.nations.text) properties[nation] = mode;
    for (const Region& region : data_.regions.cells()) properties[region.name] = mode;
    return told(
        "who decides by itself: scripted keeps to what is written, rule decides from the first month, hybrid from "
        "switch_date on",
        {{"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", std::move(properties)}});
  }

  ordered_json overrides() {
    ordered_json known = ordered_json::object();
    for (const ParameterEntry& p : parameters_.entries())
      known["parameters." + p.name] = told(p.meaning + " (" + p.unit + ")", number({p.low, p.high}));
    return told(
        "numbers of data/, or fields of inherited events, by path: parameters.NAME, TABLE.ROW.COLUMN, events.ID.FIELD",
        {{"type", {"object", "null"}}, {"properties", std::move(known)}});
  }

  ordered_json events() {
    ordered_json any = ordered_json::array();
    for (const EventType* type : event_types()) any.push_back({{"$ref", "#/definitions/" + std::string(type->name)}});
    return {{"type", {"array", "null"}}, {"items", {{"anyOf", std::move(any)}}}};
  }

  static std::string note_of(const EventField& f) {
    std::string out(f.meaning);
    if (!f.unit.empty()) out += " (" + std::string(f.unit) + ")";
    if (const std::string fallback = f.fallback(); !fallback.empty()) out += "; default: " + fallback;
    return out;
  }

  ordered_json value(const EventField& f) {
    std::vector<std::string> suppliers;
    for (const Names* names :
         {&data_.designers, &data_.foundries, &data_.memory_makers, &data_.toolmakers, &data_.suppliers})
      suppliers.insert(suppliers.end(), names->text.begin(), names->text.end());
    std::vector<std::string> companies;
    for (const Names* names : {&data_.firms, &data_.designers, &data_.foundries})
      for (const std::string& name : names->text)
        if (std::ranges::find(companies, name) == companies.end()) companies.push_back(name);
    switch (f.kind) {
      case FieldKind::number:
        return number(f.range);
      case FieldKind::integer:
        return number(f.range, "integer");
      case FieldKind::boolean:
        return {{"type", "boolean"}};
      case FieldKind::text:
        return {{"type", {"string", "number", "boolean"}}};
      case FieldKind::choice:
        return named(words_of(f.words));
      case FieldKind::choices:
        return one_or_list(named(words_of(f.words)));
      case FieldKind::words:
      case FieldKind::events:
        return words();
      case FieldKind::event:
        return {{"type", "string"}};
      case FieldKind::month:
        return month();
      case FieldKind::nation:
        return named(nations_and_regions());
      case FieldKind::nations: {
        const ordered_json foreign = {{"const", "foreign"}};
        return {{"anyOf",
                 {foreign,
                  {{"type", "array"}, {"items", foreign}, {"maxItems", 1}},
                  one_or_list(named(nations_and_regions()))}}};
      }
      case FieldKind::firm:
        return named(data_.firms.text);
      case FieldKind::firms:
        return one_or_list(named(data_.firms.text));
      case FieldKind::companies:
        return one_or_list(named(companies));
      case FieldKind::designer:
        return named(data_.designers.text);
      case FieldKind::chip:
        return named(data_.chip_names);
      case FieldKind::supplier:
        return named(suppliers);
      case FieldKind::materials:
        return one_or_list(named(data_.materials.text));
      case FieldKind::parameter:
        return named(parameters_.names());
      case FieldKind::by_firm:
        return by(data_.firms.text, f.range);
      case FieldKind::by_toolmaker:
        return by(data_.toolmakers.text, f.range);
      case FieldKind::ramp:
        return {{"$ref", "#/definitions/_ramp"}};
      case FieldKind::trigger:
        return {{"$ref", "#/definitions/_trigger"}};
    }
    return {};
  }
  std::vector<std::string> nations_and_regions() const {
    std::vector<std::string> out = data_.nations.text;
    for (const Region& region : data_.regions.cells()) out.push_back(region.name);
    return out;
  }
  static ordered_json by(const std::vector<std::string>& names, config::Range range) {
    return {{"type", "object"}, {"propertyNames", {{"enum", names}}}, {"additionalProperties", number(range)}};
  }

  ordered_json definitions() {
    ordered_json out;
    for (const EventType* type : event_types()) {
      ordered_json properties, required = {"id", "type"};
      for (const EventField& f : common_event_fields()) properties[std::string(f.name)] = told(note_of(f), value(f));
      properties["id"] =
          told("name of the event, once in a scenario", {{"type", {"string", "number"}}, {"minLength", 1}});
      properties["allied"] =
          told(note_of(*std::ranges::find(common_event_fields(), std::string_view("allied"), &EventField::name)),
               {{"anyOf", {{{"const", "auto"}}, one_or_list(named(nations_and_regions()))}}});
      properties["type"] = told(type->meaning, {{"const", type->name}});
      for (const EventField& f : type->fields) {
        properties[std::string(f.name)] = told(note_of(f), value(f));
        if (f.required) required.push_back(f.name);
      }
      ordered_json event = {{"type", "object"},
                            {"description", type->effect},
                            {"additionalProperties", false},
                            {"properties", std::move(properties)},
                            {"required", std::move(required)}};
      event["anyOf"] = {{{"required", {"start"}}}, {{"required", {"trigger"}}}};
      out[std::string(type->name)] = std::move(event);
    }
    out["_ramp"] = object(
        {{"shape", named({"linear", "s_curve", "exponential"})}, {"months", number({1, 1200}, "integer")}}, {"months"});
    out["_trigger"] = trigger();
    return out;
  }

  ordered_json trigger() {
    const ordered_json self = {{"$ref", "#/definitions/_trigger"}};
    const ordered_json list = {{"type", "array"}, {"minItems", 1}, {"items", self}};
    std::vector<std::string> names = metrics_.names();
    std::string known;
    for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
    const ordered_json condition =
        told("condition on last month's metrics, as 'eci_gap < 2' or 'delta(compute_share[CN], 12) > 0.02'; metrics: " +
                 known,
             {{"type", "string"}});
    const ordered_json months = number({0, 1200}, "integer"), chance = number(config::share),
                       yes = {{"type", "boolean"}};
    const auto short_or = [](ordered_json brief, ordered_json full) -> ordered_json {
      return {{"anyOf", {std::move(brief), std::move(full)}}};
    };
    ordered_json when =
        object({{"expr", condition}, {"for_months", number({1, 120}, "integer")}, {"cooldown", months}, {"once", yes}},
               {"expr"});
    ordered_json hazard =
        object({{"per_month", chance}, {"from", month()}, {"until", month()}, {"cooldown", months}, {"once", yes}},
               {"per_month"});
    ordered_json every =
        object({{"months", number({1, 1200}, "integer")}, {"from", month()}, {"until", month()}}, {"months"});
    ordered_json after =
        object({{"event", {{"type", "string"}}}, {"months", months}, {"prob", chance}, {"of", named({"start", "end"})}},
               {"event"});
    ordered_json policy = object({{"kind", named({policy_kind_names.begin(), policy_kind_names.end()})},
                                  {"rung", chance},
                                  {"cooldown", months},
                                  {"once", yes}},
                                 {"kind"});
    ordered_json properties = {
        {"all", list},
        {"any", list},
        {"not", self},
        {"date", short_or(month(), object({{"date", month()}}, {"date"}))},
        {"window", object({{"from", month()}, {"until", month()}}, {"from", "until"})},
        {"every", short_or(number({1, 1200}, "integer"), every)},
        {"when", short_or(condition, when)},
        {"hazard", short_or(chance, hazard)},
        {"prob", short_or(chance, object({{"prob", chance}}, {"prob"}))},
        {"after", short_or({{"type", "string"}}, after)},
        {"policy", short_or(named({policy_kind_names.begin(), policy_kind_names.end()}), policy)}};
    return {{"type", "object"},
            {"additionalProperties", false},
            {"minProperties", 1},
            {"maxProperties", 1},
            {"properties", std::move(properties)}};
  }

  const WorldData& data_;
  const ParameterTable& parameters_;
  const MetricCatalogue& metrics_;
};

}  // namespace

std::string json_schema(SchemaOf kind, const WorldData& data, const ParameterTable& parameters,
                        const MetricCatalogue& metrics) {
  return json_text(SchemaWriter(data, parameters, metrics).write(kind), 1) + "\n";
}

}  // namespace chokepoint::output
