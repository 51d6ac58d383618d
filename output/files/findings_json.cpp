// Writing analysis.json.
#include "output/files/findings_json.hpp"

#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/restriction_words.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json of(const Estimate& e) { return {{"value", e.value}, {"low", e.low}, {"high", e.high}}; }

ordered_json index_of(const Estimate& e) {
  if (!is_noise(e)) return of(e);
  return {{"value", nullptr},
          {"low", nullptr},
          {"high", nullptr},
          {"reason", "noise: far outside 0 .. 1, where an index must lie"}};
}

ordered_json of(const QuantitySpread& s) {
  return {{"quantity", s.quantity.name},
          {"unit", s.quantity.unit},
          {"points", s.points},
          {"mean", s.values.mean},
          {"deviation", s.deviation},
          {"low", s.values.low},
          {"median", s.values.median},
          {"high", s.values.high},
          {"positive", s.values.positive},
          {"negative", s.values.negative},
          {"random", s.random},
          {"counts_from", s.counts_from},
          {"reason", s.reason}};
}

ordered_json of(const SobolFinding& f, const std::vector<std::string>& inputs) {
  ordered_json out = {{"quantity", f.quantity},
                      {"variance", f.indices.variance},
                      {"blocks", f.indices.blocks},
                      {"dropped", f.indices.dropped},
                      {"reason", f.reason},
                      {"inputs", ordered_json::array()},
                      {"pairs", ordered_json::array()},
                      {"moved_by_second_half", nullptr}};
  if (!f.reason.empty()) {
    out["variance"] = nullptr;
    for (const std::string& input : inputs)
      out["inputs"].push_back({{"input", input}, {"first", nullptr}, {"total", nullptr}, {"total_of_half", nullptr}});
    return out;
  }
  for (const std::size_t i : f.by_total())
    out["inputs"].push_back({{"input", inputs[i]},
                             {"first", index_of(f.indices.first[i])},
                             {"total", index_of(f.indices.total[i])},
                             {"total_of_half", f.of_half[i]}});
  if (f.half_reason.empty()) out["moved_by_second_half"] = f.moved_by_second_half;
  for (std::size_t i = 0; i < f.indices.second.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      out["pairs"].push_back({{"inputs", {inputs[j], inputs[i]}}, {"second", index_of(f.indices.second[i][j])}});
  return out;
}

ordered_json of(const MorrisFinding& f, const std::vector<std::string>& inputs) {
  ordered_json out = {{"quantity", f.quantity},
                      {"blocks", f.effects.blocks},
                      {"dropped", f.effects.dropped},
                      {"reason", f.reason},
                      {"inputs", ordered_json::array()}};
  if (!f.reason.empty()) {
    for (const std::string& input : inputs)
      out["inputs"].push_back({{"input", input}, {"magnitude", nullptr}, {"mean", nullptr}, {"deviation", nullptr}});
    return out;
  }
  for (const std::size_t i : f.by_magnitude()) {
    const MorrisEffect& e = f.effects.inputs[i];
    out["inputs"].push_back(
        {{"input", inputs[i]}, {"magnitude", of(e.magnitude)}, {"mean", e.mean}, {"deviation", e.deviation}});
  }
  return out;
}

ordered_json of(const DiscoveredBox& box, const std::vector<Factor>& factors) {
  ordered_json sides = ordered_json::array();
  for (const Restriction& r : box.restrictions)
    sides.push_back({{"factor", factors[r.factor].name}, {"words", restriction_words(r, factors)}, {"p", r.p}});
  ordered_json path = ordered_json::array();
  for (const BoxStep& step : box.path)
    path.push_back(
        {{"coverage", step.coverage}, {"density", step.density}, {"mass", step.mass}, {"restricted", step.restricted}});
  return {{"words", restriction_words(box.restrictions, factors)},
          {"density", box.density},
          {"coverage", box.coverage},
          {"mass", box.mass},
          {"restrictions", std::move(sides)},
          {"path", std::move(path)}};
}

ordered_json of(const CaseFinding& f, const std::vector<Factor>& factors) {
  ordered_json out = {{"case", f.name}, {"title", f.title}, {"share", f.share}, {"points", f.points}};
  if (!f.few.empty()) out["box"] = nullptr, out["reason"] = f.few;
  if (f.box) out["box"] = of(*f.box, factors);
  for (const DiscoveredLeaf& leaf : f.tree)
    out["tree"].push_back(
        {{"words", restriction_words(leaf.restrictions, factors)}, {"share", leaf.share}, {"mass", leaf.mass}});
  return out;
}

ordered_json of(const RobustnessFinding& f) {
  ordered_json choices = ordered_json::array();
  for (const auto& [name, r] : f.choices)
    choices.push_back({{"choice", name},
                       {"mean", r.mean},
                       {"worst", r.worst},
                       {"worst_tenth", r.tail},
                       {"greatest_regret", r.greatest_regret},
                       {"regret_90", r.high_regret},
                       {"mean_regret", r.mean_regret},
                       {"best_in", r.best_in}});
  return {{"output", f.output},   {"prefer", f.high ? "high" : "low"}, {"states", f.states},
          {"dropped", f.dropped}, {"choices", std::move(choices)},     {"reason", f.reason}};
}

}  // namespace

std::string sweep_json(const SweepFindings& found, const PlanSpec& spec) {
  ordered_json out = {{"study", spec.name},     {"points", found.points},   {"ok", found.ok},
                      {"failed", found.failed}, {"missing", found.missing}, {"spreads", ordered_json::array()}};
  for (const QuantitySpread& s : found.spreads) out["spreads"].push_back(of(s));
  for (const SobolFinding& f : found.sobol) out["sobol"].push_back(of(f, found.inputs));
  for (const MorrisFinding& f : found.morris) out["morris"].push_back(of(f, found.inputs));
  for (const CaseFinding& f : found.cases) out["cases"].push_back(of(f, spec.factors));
  for (const RobustnessFinding& f : found.robustness) out["robustness"].push_back(of(f));
  return json_text(out, 1) + "\n";
}

}  // namespace chokepoint::output
