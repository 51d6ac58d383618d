// Writing the schema.
#include "output/reference/schema.hpp"

#include "engine/base/json_text.hpp"
#include "engine/world/synthesis.hpp"
#include "output/reference/event_schema.hpp"
#include "output/reference/schema_parts.hpp"

namespace chokepoint::output {
namespace schema {
namespace {

ordered_json population() {
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

ordered_json governments(const KnownNames& known) {
  const ordered_json mode = named({"scripted", "rule", "hybrid"});
  ordered_json properties = {{"default", mode}, {"switch_date", month()}};
  for (const std::string& nation : known.data.nations.text) properties[nation] = mode;
  for (const Region& region : known.data.regions.cells()) properties[region.name] = mode;
  return told(
      "who decides by itself: scripted keeps to what is written, rule decides from the first month, hybrid from "
      "switch_date on",
      {{"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", std::move(properties)}});
}

ordered_json overrides(const ParameterTable& parameters) {
  ordered_json by_path = ordered_json::object();
  for (const ParameterEntry& p : parameters.entries())
    by_path["parameters." + p.name] = told(p.meaning + " (" + p.unit + ")", number({p.low, p.high}));
  return told(
      "numbers of data/, or fields of inherited events, by path: parameters.NAME, TABLE.ROW.COLUMN, events.ID.FIELD",
      {{"type", {"object", "null"}}, {"properties", std::move(by_path)}});
}

ordered_json events() {
  ordered_json any = ordered_json::array();
  for (const EventType* type : event_types()) any.push_back({{"$ref", "#/definitions/" + std::string(type->name)}});
  return {{"type", {"array", "null"}}, {"items", {{"anyOf", std::move(any)}}}};
}

/// What a scenario and a policy have in common.
ordered_json changes(const KnownNames& known) {
  return {{"without", object({{"ids", words()}, {"tags", words()}}, {})},
          {"blocs", told("groups of nations by names of one's own, for all fields that name nations",
                         {{"type", {"object", "null"}},
                          {"propertyNames", {{"pattern", "^[a-z][a-z0-9_-]*$"}}},
                          {"additionalProperties", one_or_list(named(known.nations_and_regions()))}})},
          {"overrides", overrides(known.parameters)},
          {"governments", governments(known)},
          {"events", events()}};
}

ordered_json scenario_head() {
  return object({{"name", told("the name; results go to results/NAME, with what the command line puts on top",
                               {{"type", {"string", "number"}}, {"minLength", 1}, {"pattern", R"(^[^./\\][^/\\]*$)"}})},
                 {"question", text("what the scenario asks")},
                 {"claims", one_or_list(text("claims that the question is about: scenarios/claims/"))},
                 {"asked_by", one_or_list(text("who asks this"))},
                 {"sources", one_or_list(text("where the idea or the figures are from"))},
                 {"extends", text("scenario file to build on, relative to this one")},
                 {"compare_to", text("scenario file to compare with, relative to this one")},
                 {"start", month()},
                 {"end", month()}},
                {"name"});
}

ordered_json scenario_properties(const KnownNames& known) {
  ordered_json out = {{"scenario", scenario_head()}};
  out["record"] = told("written by the program into run.yaml: how the scenario was run, and by which program",
                       {{"type", "object"}});
  out["world"] = object({{"synthesize", population()}}, {});
  out["policies"] = told("policy files to add, in order", list_or_null(string("policy file, relative to this one")));
  out.update(changes(known));
  out["vary"] = told("a family: one axis for each path, with the values it takes",
                     {{"type", "object"}, {"additionalProperties", {{"type", "array"}, {"minItems", 1}}}});
  out["matrix"] = told("a family: one axis for each key, with named choices of policy files",
                       {{"type", "object"}, {"additionalProperties", choices()}});
  out["branch"] = told("history once, then one branch for each choice",
                       object({{"at", month()}, {"policies", choices()}}, {"at", "policies"}));
  return out;
}

ordered_json policy_properties(const KnownNames& known) {
  ordered_json out = {
      {"policy",
       object({{"name", string("the policy's name, once in a scenario")},
               {"summary", string("one sentence: what it does")},
               {"source", string("where it is from")},
               {"requires", told("names of policies that must be there too", one_or_list({{"type", "string"}}))},
               {"conflicts_with", told("names of policies that may not be there", one_or_list({{"type", "string"}}))}},
              {"name", "summary"})}};
  out.update(changes(known));
  return out;
}

}  // namespace
}  // namespace schema

std::string json_schema(SchemaOf kind, const WorldData& data, const ParameterTable& parameters,
                        const MetricCatalogue& metrics) {
  const schema::KnownNames known{data, parameters, metrics};
  const std::string word = kind == SchemaOf::scenario ? "scenario" : "policy";
  schema::ordered_json out = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                              {"title", "chokepoint " + word},
                              {"type", "object"},
                              {"additionalProperties", false}};
  out["required"] = {word};
  out["properties"] =
      kind == SchemaOf::scenario ? schema::scenario_properties(known) : schema::policy_properties(known);
  out["definitions"] = schema::event_definitions(known);
  return json_text(out, 1) + "\n";
}

}  // namespace chokepoint::output
