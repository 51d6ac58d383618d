// Writing the schemas of events.
#include "output/reference/event_schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/events/amount.hpp"
#include "output/reference/schema_parts.hpp"

namespace chokepoint::output::schema {
namespace {

std::string note_of(const EventField& f) {
  std::string out(f.meaning);
  if (!f.unit.empty()) out += " (" + std::string(f.unit) + ")";
  if (const std::string fallback = f.fallback(); !fallback.empty()) out += "; default: " + fallback;
  return out;
}

/// All companies of some kinds, each once.
std::vector<std::string> names_of(std::initializer_list<const Names*> kinds) {
  std::vector<std::string> out;
  for (const Names* kind : kinds)
    for (const std::string& name : kind->text)
      if (std::ranges::find(out, name) == out.end()) out.push_back(name);
  return out;
}

ordered_json numbers_by(const std::vector<std::string>& names, config::Range range) {
  return {{"type", "object"}, {"propertyNames", {{"enum", names}}}, {"additionalProperties", number(range)}};
}

/// A nation, a region, or a bloc of the file's own: these have small letters.
ordered_json nation_or_group(const KnownNames& known) {
  return {{"anyOf", {named(known.nations_and_regions()), {{"type", "string"}, {"pattern", "^[a-z][a-z0-9_-]*$"}}}}};
}

ordered_json nations(const KnownNames& known) {
  const ordered_json foreign = {{"const", "foreign"}};
  return {{"anyOf",
           {foreign, {{"type", "array"}, {"items", foreign}, {"maxItems", 1}}, one_or_list(nation_or_group(known))}}};
}

/// Names that a field may hold; none if it holds no names.
std::optional<std::vector<std::string>> names_for(FieldKind kind, const KnownNames& known) {
  const WorldData& d = known.data;
  switch (kind) {
    case FieldKind::firm:
    case FieldKind::firms:
    case FieldKind::by_firm:
      return d.firms.text;
    case FieldKind::companies:
      return names_of({&d.firms, &d.designers, &d.foundries, &d.memory_makers, &d.toolmakers, &d.suppliers});
    case FieldKind::designer:
      return d.designers.text;
    case FieldKind::chip:
      return d.chip_names;
    case FieldKind::supplier:
      return names_of({&d.designers, &d.foundries, &d.memory_makers, &d.toolmakers, &d.suppliers});
    case FieldKind::materials:
      return d.materials.text;
    case FieldKind::parameter:
      return known.parameters.names();
    case FieldKind::by_toolmaker:
      return d.toolmakers.text;
    default:
      return std::nullopt;
  }
}

/// A number, an amount with its unit, or either by the date from which on it holds.
ordered_json number_or_by_date(const EventField& f) {
  ordered_json once = number(f.range);
  if (takes_amounts(f.unit)) once = {{"anyOf", {std::move(once), {{"type", "string"}}}}};
  ordered_json by_date = {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", false}};
  by_date["patternProperties"]["^[0-9]{4}-[0-9]{2}$"] = once;
  return {{"anyOf", {std::move(once), std::move(by_date)}}};
}

/// What a field that holds no names holds.
ordered_json plain_value(const EventField& f, const KnownNames& known) {
  switch (f.kind) {
    case FieldKind::number:
      return number_or_by_date(f);
    case FieldKind::integer:
      return takes_amounts(f.unit) ? ordered_json{{"anyOf", {number(f.range, "integer"), {{"type", "string"}}}}}
                                   : number(f.range, "integer");
    case FieldKind::boolean:
      return {{"type", "boolean"}};
    case FieldKind::text:
      return {{"type", {"string", "number", "boolean"}}};
    case FieldKind::choice:
      return named(words_of(f.words));
    case FieldKind::choices: {
      std::vector<std::string> choices = words_of(f.words);
      choices.emplace_back("all");
      return one_or_list(named(choices));
    }
    case FieldKind::words:
    case FieldKind::events:
      return words();
    case FieldKind::event:
      return {{"type", "string"}};
    case FieldKind::month:
      return month();
    case FieldKind::nations:
      return nations(known);
    case FieldKind::ramp:
      return {{"$ref", "#/definitions/_ramp"}};
    case FieldKind::trigger:
      return {{"$ref", "#/definitions/_trigger"}};
    default:
      return {};
  }
}

ordered_json value_of(const EventField& f, const KnownNames& known) {
  const auto names = names_for(f.kind, known);
  if (!names) return plain_value(f, known);
  const bool list = f.kind == FieldKind::firms || f.kind == FieldKind::companies || f.kind == FieldKind::materials,
             map = f.kind == FieldKind::by_firm || f.kind == FieldKind::by_toolmaker;
  return map ? numbers_by(*names, f.range) : list ? one_or_list(named(*names)) : named(*names);
}

ordered_json field(const EventField& f, const KnownNames& known) { return told(note_of(f), value_of(f, known)); }

ordered_json definition_of(const EventType& type, const KnownNames& known) {
  ordered_json properties, required = {"id", "type"};
  for (const EventField& f : common_event_fields()) properties[std::string(f.name)] = field(f, known);
  properties["id"] = told("name of the event, once in a scenario", {{"type", {"string", "number"}}, {"minLength", 1}});
  properties["allied"] =
      told(note_of(*std::ranges::find(common_event_fields(), std::string_view("allied"), &EventField::name)),
           {{"anyOf", {{{"const", "auto"}}, one_or_list(nation_or_group(known))}}});
  properties["type"] = told(type.meaning, {{"const", type.name}});
  for (const EventField& f : type.fields) {
    properties[std::string(f.name)] = field(f, known);
    if (f.required) required.push_back(f.name);
  }
  ordered_json out = {{"type", "object"},
                      {"description", type.effect},
                      {"additionalProperties", false},
                      {"properties", std::move(properties)},
                      {"required", std::move(required)}};
  out["anyOf"] = {{{"required", {"start"}}}, {{"required", {"trigger"}}}};
  return out;
}

ordered_json condition(const MetricCatalogue& metrics) {
  std::string known;
  for (const std::string& name : metrics.names()) known += (known.empty() ? "" : ", ") + name;
  return told(
      "condition on last month's metrics, as 'eci_gap < 2' or 'delta(compute_share[CN], 12) > 0.02'; metrics: " + known,
      {{"type", "string"}});
}

/// A value written for short, or the whole.
ordered_json short_or(ordered_json brief, ordered_json full) {
  return {{"anyOf", {std::move(brief), std::move(full)}}};
}

/// The kinds of a trigger that are maps, by name.
ordered_json trigger_kinds(const ordered_json& expr) {
  const ordered_json months = number({0, 1200}, "integer"), chance = number(config::share), yes = {{"type", "boolean"}},
                     policies = named({policy_kind_names.begin(), policy_kind_names.end()});
  return {
      {"when",
       object({{"expr", expr}, {"for_months", number({1, 120}, "integer")}, {"cooldown", months}, {"once", yes}},
              {"expr"})},
      {"hazard", object({{"per_month", chance},
                         {"from", month()},
                         {"until", month()},
                         {"raised_by", {{"type", "object"}, {"additionalProperties", number({0, 1000})}}},
                         {"cooldown", months},
                         {"once", yes}},
                        {"per_month"})},
      {"every", object({{"months", number({1, 1200}, "integer")}, {"from", month()}, {"until", month()}}, {"months"})},
      {"after",
       object({{"event", {{"type", "string"}}}, {"months", months}, {"prob", chance}, {"of", named({"start", "end"})}},
              {"event"})},
      {"policy", object({{"kind", policies}, {"rung", chance}, {"cooldown", months}, {"once", yes}}, {"kind"})}};
}

ordered_json trigger(const MetricCatalogue& metrics) {
  const ordered_json self = {{"$ref", "#/definitions/_trigger"}};
  const ordered_json list = {{"type", "array"}, {"minItems", 1}, {"items", self}};
  const ordered_json expr = condition(metrics), whole = trigger_kinds(expr), chance = number(config::share);
  const ordered_json outcome = {
      {"prob", chance}, {"from", month()}, {"until", month()}, {"draw", {{"type", "string"}, {"minLength", 1}}}};
  ordered_json properties = {
      {"all", list},
      {"any", list},
      {"not", self},
      {"date", short_or(month(), object({{"date", month()}}, {"date"}))},
      {"window", object({{"from", month()}, {"until", month()}}, {"from", "until"})},
      {"every", short_or(number({1, 1200}, "integer"), whole["every"])},
      {"when", short_or(expr, whole["when"])},
      {"hazard", short_or(chance, whole["hazard"])},
      {"prob", short_or(chance, object(outcome, {"prob"}))},
      {"after", short_or({{"type", "string"}}, whole["after"])},
      {"policy", short_or(named({policy_kind_names.begin(), policy_kind_names.end()}), whole["policy"])}};
  return {{"anyOf",
           {{{"type", "object"},
             {"additionalProperties", false},
             {"minProperties", 1},
             {"maxProperties", 1},
             {"properties", std::move(properties)}},
            object(outcome, {"prob"})}}};
}

}  // namespace

std::vector<std::string> KnownNames::nations_and_regions() const {
  std::vector<std::string> out = data.nations.text;
  for (const Region& region : data.regions.cells()) out.push_back(region.name);
  return out;
}

ordered_json event_definitions(const KnownNames& known) {
  ordered_json out;
  for (const EventType* type : event_types()) out[std::string(type->name)] = definition_of(*type, known);
  out["_ramp"] = object(
      {{"shape", named({"linear", "s_curve", "exponential"})}, {"months", number({1, 1200}, "integer")}}, {"months"});
  out["_trigger"] = trigger(known.metrics);
  return out;
}

}  // namespace chokepoint::output::schema
