// The answer as data.
#include <nlohmann/json.hpp>

#include "analysis/why/why.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/why_report.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json of(const Summary& s) {
  return {{"mean", s.mean}, {"low", s.low},           {"median", s.median},
          {"high", s.high}, {"positive", s.positive}, {"negative", s.negative}};
}

ordered_json summary(std::vector<double> values) { return of(summarise(values)); }

ordered_json of(const ScenarioDifferences& d) {
  ordered_json otherwise = ordered_json::array();
  for (const Difference& x : d.otherwise) otherwise.push_back({{"key", x.key}, {"a", x.left}, {"b", x.right}});
  return {{"only_a", d.only_a}, {"only_b", d.only_b}, {"otherwise", std::move(otherwise)}};
}

ordered_json of(const SlotDifference& s) {
  const auto cell = [&](double value) -> ordered_json {
    if (s.kind == SlotKind::flag) return value != 0;
    if (s.kind == SlotKind::month) return slot_word(s.kind, value);
    return value;
  };
  return {{"column", s.column}, {"agent", s.agent}, {"a", cell(s.a)}, {"b", cell(s.b)}};
}

ordered_json of(const std::vector<Cause>& causes) {
  ordered_json out = ordered_json::array();
  for (const Cause& c : causes)
    out.push_back({{"id", c.id}, {"since", c.since.text()}, {"a", c.a}, {"b", c.b}, {"description", c.sentence}});
  return out;
}

ordered_json of(const Divergence& d) {
  ordered_json out = {{"rules", nullptr}, {"state", nullptr}};
  if (d.rules) {
    ordered_json rules = ordered_json::array();
    for (const RuleDifference& r : d.rules->rules)
      rules.push_back({{"rule", r.rule}, {"whom", r.whom}, {"a", r.a}, {"b", r.b}});
    out["rules"] = {{"month", d.rules->month.text()}, {"causes", of(d.rules->causes)}, {"rules", std::move(rules)}};
  }
  if (d.state) {
    ordered_json largest = ordered_json::array();
    for (const SlotDifference& s : d.state->largest(20)) largest.push_back(of(s));
    out["state"] = {{"month", d.state->at_start ? "start" : d.state->month.text()},
                    {"step", d.state->step},
                    {"phase", d.state->phase},
                    {"causes", of(d.state->causes)},
                    {"slots", d.state->slots.size()},
                    {"first", of(d.state->first())},
                    {"largest", std::move(largest)}};
  }
  return out;
}

ordered_json of(const Step& s) {
  ordered_json parts = ordered_json::array(), facts = ordered_json::array();
  for (const Contribution& p : s.parts)
    parts.push_back({{"through", p.what}, {"unit", p.unit}, {"a", p.a}, {"b", p.b}, {"effect", p.effect}});
  for (const Fact& f : s.facts) facts.push_back({{"what", f.what}, {"unit", f.unit}, {"a", f.a}, {"b", f.b}});
  return {{"quantity", s.quantity},
          {"whom", s.whom},
          {"month", s.month.text()},
          {"unit", s.unit},
          {"phase", s.phase},
          {"parent", s.parent},
          {"share", s.share},
          {"a", s.a},
          {"b", s.b},
          {"difference", s.difference()},
          {"parts", std::move(parts)},
          {"remainder", s.remainder()},
          {"facts", std::move(facts)},
          {"closed_by", s.events}};
}

ordered_json of(const Movement& m) {
  return {
      {"from", m.first.text()},     {"metric", m.metric}, {"agent", m.agent}, {"unit", m.unit}, {"a", m.a}, {"b", m.b},
      {"difference", m.difference}, {"with", m.with}};
}

ordered_json of(const ConstraintPeriod& p) {
  return {{"producer", p.producer},
          {"first", p.first.text()},
          {"last", p.last.text()},
          {"a", limit_name(p.a)},
          {"b", limit_name(p.b)}};
}

ordered_json pairs_of(const Why& why) {
  const PairedDifference d = why.difference();
  return {{"count", why.samples.a.size()},
          {"a", summary(why.samples.a)},
          {"b", summary(why.samples.b)},
          {"difference", of(d.change)},
          {"counts_from", d.least}};
}

template <class T>
ordered_json list_of(const std::vector<T>& all) {
  ordered_json out = ordered_json::array();
  for (const T& one : all) out.push_back(of(one));
  return out;
}

}  // namespace

std::string why_json(const Why& why) {
  const ordered_json out = {{"metric", why.question.metric->name},
                            {"agent", why.question.agent},
                            {"unit", why.question.metric->unit},
                            {"month", why.question.month.text()},
                            {"a", why.said.name_a},
                            {"b", why.said.name_b},
                            {"parameters", why.parameters.name},
                            {"seed", why.seed},
                            {"replicate", why.replicate},
                            {"explained", {{"a", why.explained_a}, {"b", why.explained_b}}},
                            {"pairs", pairs_of(why)},
                            {"scenarios", of(why.said)},
                            {"divergence", of(why.divergence)},
                            {"chain", list_of(why.chain)},
                            {"movements", list_of(why.movements)},
                            {"limits", list_of(why.constraints)}};
  return json_text(out, 2) + "\n";
}

}  // namespace chokepoint::output
