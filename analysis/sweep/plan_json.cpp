// Plans as JSON: the lock of a study.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "analysis/sweep/plan.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint {
namespace {

using nlohmann::json;

std::string hex(std::uint64_t word) { return fmt::format("{:016x}", word); }
std::string hex(const ContentKey& key) { return hex(key.high) + hex(key.low); }
std::uint64_t word_from(const std::string& text) { return std::stoull(text, nullptr, 16); }
ContentKey key_from(const std::string& text) {
  if (text.size() != 32) throw std::invalid_argument("a key has 32 digits");
  return {word_from(text.substr(0, 16)), word_from(text.substr(16))};
}

/// A whole number in a range: a lock that was edited may hold anything.
std::size_t count_in(const json& in, const char* key, std::size_t low, std::size_t high) {
  const json& value = in.at(key);
  const bool whole = value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
  if (!whole || value.get<std::uint64_t>() < low || value.get<std::uint64_t>() > high)
    throw std::invalid_argument(
        fmt::format("'{}' is {}, but must be a whole number from {} to {}", key, json_text(value), low, high));
  return value.get<std::size_t>();
}

json to_object(const Factor& factor) {
  json out = {{"name", factor.name},    {"path", factor.path.text()}, {"kind", static_cast<int>(factor.kind)},
              {"input", factor.input},  {"lever", factor.lever},      {"unit", factor.unit},
              {"levels", json::array()}};
  for (const Level& level : factor.levels)
    out["levels"].push_back({{"label", level.label}, {"number", level.number}, {"content", hex(level.content)}});
  if (!factor.levels.empty()) return out;
  const Distribution& law = factor.distribution;
  out["law"] = {{"shape", distribution_names()[static_cast<std::size_t>(law.shape)]},
                {"centre", law.centre},
                {"spread", law.spread}};
  if (std::isfinite(law.low)) out["law"]["low"] = law.low;
  if (std::isfinite(law.high)) out["law"]["high"] = law.high;
  return out;
}

std::size_t place_in(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) throw std::invalid_argument("'" + name + "' is not known");
  return static_cast<std::size_t>(at - names.begin());
}

Factor factor_from(const json& in) {
  Factor out;
  out.name = in.at("name"), out.path = in.at("path").get<std::string>(),
  out.input = count_in(in, "input", 0, most_runs), out.lever = in.at("lever");
  out.kind = static_cast<FactorKind>(count_in(in, "kind", 0, static_cast<std::size_t>(FactorKind::choice)));
  out.unit = in.value("unit", "");
  for (const json& level : in.at("levels"))
    out.levels.push_back({level.at("label"), level.at("number"), key_from(level.at("content"))});
  if (!out.levels.empty()) return out;
  const json& law = in.at("law");
  out.distribution.shape = static_cast<Distribution::Shape>(place_in(distribution_names(), law.at("shape")));
  out.distribution.centre = law.at("centre"), out.distribution.spread = law.at("spread");
  out.distribution.low = law.value("low", out.distribution.low),
  out.distribution.high = law.value("high", out.distribution.high);
  return out;
}

json to_object(const OutputColumn& c) {
  return {{"name", c.name},     {"unit", c.unit},   {"meaning", c.meaning},
          {"metric", c.metric}, {"agent", c.agent}, {"month", c.month}};
}
OutputColumn column_from(const json& in) {
  return {in.at("name"),   in.at("unit"),  in.at("meaning"),
          in.at("metric"), in.at("agent"), static_cast<int>(count_in(in, "month", 0, 12000))};
}

/// That all parts of a plan fit together, so that no walk through it leaves a list.
void check_parts(const PlanSpec& spec) {
  const auto check = [](bool fits, const char* what) {
    if (!fits) throw std::invalid_argument(what);
  };
  const std::size_t factors = spec.factors.size();
  check(!spec.alternatives.empty() && spec.reference < spec.alternatives.size(), "'reference' is no alternative");
  for (const Alternative& a : spec.alternatives)
    check(a.takes.size() == factors, "'takes' says nothing of some factor, or too much");
  for (const Correlation& c : spec.correlations)
    check(c.left < factors && c.right < factors && c.left != c.right && std::abs(c.rank) < 1,
          "a correlation is of no two factors");
  for (const StudyCase& c : spec.cases) check(c.output < spec.outputs.size(), "a case is of no output");
  for (const Objective& o : spec.objectives) check(o.output < spec.outputs.size(), "an objective is of no output");
  const PlanDesign::Kind kind = spec.design.kind;
  for (const std::vector<double>& point : spec.design.listed) {
    check(point.size() == factors, "a point has more or fewer values than there are factors");
    for (std::size_t f = 0; f < factors; ++f)
      check(spec.factors[f].levels.empty() ||
                (point[f] >= 0 && point[f] < static_cast<double>(spec.factors[f].levels.size())),
            "a point names a level that is not there");
  }
  for (const Factor& factor : spec.factors) {
    check(factor.input < factors, "'input' is no group of factors");
    check(kind != PlanDesign::Kind::grid || !factor.levels.empty(), "a grid needs levels of each factor");
    check(!factor.levels.empty() || factor.distribution.wrong().empty(), "a distribution is none");
    if (kind == PlanDesign::Kind::grid)
      for (const Factor& other : spec.factors)
        check(other.input != factor.input || other.levels.size() == factor.levels.size(),
              "factors of one group have different numbers of levels");
  }
}

template <class Values>
json all_of(const Values& values) {
  json out = json::array();
  for (const auto& value : values) out.push_back(to_object(value));
  return out;
}

}  // namespace

std::string to_json(const PlanSpec& spec) {
  json out = {{"name", spec.name},
              {"question", spec.question},
              {"seed", spec.seed},
              {"replicates", spec.replicates},
              {"reference", spec.reference},
              {"constraints", spec.constraints},
              {"months", spec.months},
              {"sets", {{"source", spec.sets}, {"rows", json::array()}}},
              {"model", hex(spec.model)},
              {"version", spec.version},
              {"factors", all_of(spec.factors)},
              {"outputs", all_of(spec.outputs)},
              {"series", all_of(spec.series)},
              {"alternatives", json::array()},
              {"correlations", json::array()},
              {"design",
               {{"kind", design_names()[static_cast<std::size_t>(spec.design.kind)]},
                {"points", spec.design.points},
                {"second_order", spec.design.second_order},
                {"listed", spec.design.listed}}}};
  for (const Alternative& a : spec.alternatives)
    out["alternatives"].push_back({{"name", a.name}, {"content", hex(a.content)}, {"takes", a.takes}});
  for (const Correlation& c : spec.correlations)
    out["correlations"].push_back({{"left", c.left}, {"right", c.right}, {"rank", c.rank}});
  out["cases"] = out["objectives"] = json::array();
  for (const StudyCase& c : spec.cases)
    out["cases"].push_back({{"name", c.name},
                            {"output", c.output},
                            {"difference", c.difference},
                            {"above", c.above},
                            {"threshold", c.threshold}});
  for (const Objective& o : spec.objectives) out["objectives"].push_back({{"output", o.output}, {"high", o.high}});
  for (const std::uint64_t row : spec.set_rows) out["sets"]["rows"].push_back(hex(row));
  return json_text(out, 1) + "\n";
}

PlanSpec plan_from_json(const std::string& text) {
  const json in = parse_json(text, "lock.json");
  PlanSpec out;
  out.name = in.at("name"), out.question = in.at("question"),
  out.seed = count_in(in, "seed", 0, std::numeric_limits<std::uint64_t>::max());
  out.replicates = count_in(in, "replicates", 1, most_runs), out.reference = count_in(in, "reference", 0, most_runs);
  out.constraints = in.at("constraints"), out.months = static_cast<int>(count_in(in, "months", 0, 12000)),
  out.model = key_from(in.at("model")), out.version = in.at("version");
  out.sets = in.at("sets").at("source");
  for (const json& row : in.at("sets").at("rows")) out.set_rows.push_back(word_from(row));
  for (const json& factor : in.at("factors")) out.factors.push_back(factor_from(factor));
  for (const json& column : in.at("outputs")) out.outputs.push_back(column_from(column));
  for (const json& column : in.at("series")) out.series.push_back(column_from(column));
  for (const json& a : in.at("alternatives"))
    out.alternatives.push_back({a.at("name"), key_from(a.at("content")), a.at("takes").get<std::vector<bool>>()});
  for (const json& c : in.at("correlations"))
    out.correlations.push_back({count_in(c, "left", 0, most_runs), count_in(c, "right", 0, most_runs), c.at("rank")});
  for (const json& c : in.at("cases"))
    out.cases.push_back(
        {c.at("name"), count_in(c, "output", 0, most_runs), c.at("difference"), c.at("above"), c.at("threshold")});
  for (const json& o : in.at("objectives"))
    out.objectives.push_back({count_in(o, "output", 0, most_runs), o.at("high")});
  const json& design = in.at("design");
  out.design = {static_cast<PlanDesign::Kind>(place_in(design_names(), design.at("kind"))),
                count_in(design, "points", 0, most_runs), design.at("second_order"), design.at("listed").get<Rows>()};
  check_parts(out);
  check_size(out);
  return out;
}

}  // namespace chokepoint
