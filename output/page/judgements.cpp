// Regret, attribution and claims of the page and of compare.json.
#include <nlohmann/json.hpp>

#include "output/page/page_data.hpp"
#include "output/text/answer_words.hpp"
#include "output/text/attribution_report.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// A number as the page takes it; null if it is not told.
ordered_json told_or_null(double x) { return is_told(x) ? ordered_json(rounded(x)) : ordered_json(nullptr); }

template <class T>
ordered_json optional(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json objective_of(const PolicyObjective& o) {
  return {{"name", o.name},
          {"interest", o.interest},
          {"metric", o.figure.metric},
          {"agent", o.figure.agent},
          {"direction", o.more ? "more" : "less"},
          {"weight", o.weight},
          {"threshold", optional(o.threshold)},
          {"unit", o.unit}};
}

ordered_json interest_of(const InterestScores& of) {
  ordered_json policies = ordered_json::array();
  for (std::size_t s = 0; s < of.policies.size(); ++s) {
    const Robustness& p = of.policies[s];
    policies.push_back({{"scenario", s},
                        {"value", rounded(p.mean)},
                        {"expected_regret", rounded(p.mean_regret)},
                        {"worst_regret", rounded(p.greatest_regret)},
                        {"worst_value", rounded(p.worst)},
                        {"satisficing", optional(of.satisficing[s])},
                        {"best_share", rounded(p.best_in)}});
  }
  return {{"name", of.name},
          {"policies", std::move(policies)},
          {"choices",
           {{"expected", of.by_expectation},
            {"maximin", of.by_worst_value},
            {"minimax_regret", of.by_worst_regret},
            {"satisficing", optional(of.by_satisficing)}}}};
}

ordered_json regret_json(const Comparison& c, const std::vector<PolicyObjective>& objectives) {
  if (objectives.empty() || c.ensembles.size() < 2) return nullptr;
  ordered_json out = {{"month", objectives[0].figure.month.text()},
                      {"objectives", ordered_json::array()},
                      {"interests", ordered_json::array()}};
  for (const PolicyObjective& o : objectives) out["objectives"].push_back(objective_of(o));
  for (const InterestScores& of : score_interests(c, objectives)) out["interests"].push_back(interest_of(of));
  return out;
}

ordered_json attribution_json(const Comparison& c, const std::vector<AttributedDifference>& attributed) {
  ordered_json out = ordered_json::array();
  for (const AttributedDifference& d : attributed) {
    if (d.parts.empty()) continue;
    ordered_json parts = ordered_json::array();
    for (std::size_t p = 0; p < d.parts.size(); ++p) {
      parts.push_back({{"policy", d.parts[p].name},
                       {"text", part_text(d.parts[p])},
                       {"value", d.result.parts[p].value},
                       {"se", told_or_null(d.result.parts[p].standard_error)}});
    }
    const Spread from = spread(c, c.layout->find(d.of.metric, d.of.agent), d.month);
    out.push_back({{"from", d.from},
                   {"to", d.to},
                   {"chart", chart_id(d.of)},
                   {"month", d.month.text()},
                   {"unit", d.of.unit.empty() ? find_metric(d.of.metric)->unit : d.of.unit},
                   {"total", d.result.total},
                   {"total_se", told_or_null(d.result.total_error)},
                   {"exact", d.exact},
                   {"runs", d.runs},
                   {"counts_from", rounded(d.least)},
                   {"negligible", d.negligible()},
                   {"parts", std::move(parts)},
                   {"spread",
                    {{"policy", told_or_null(from.policy)},
                     {"parameters", told_or_null(from.parameters)},
                     {"random", told_or_null(from.random)}}}});
  }
  return out;
}

}  // namespace

namespace {

ordered_json course_json(const std::vector<CourseMonth>& course) {
  ordered_json out = {{"months", ordered_json::array()},
                      {"low", ordered_json::array()},
                      {"median", ordered_json::array()},
                      {"high", ordered_json::array()}};
  for (const CourseMonth& of : course) {
    out["months"].push_back(of.month.text()), out["low"].push_back(rounded(of.low, 3));
    out["median"].push_back(rounded(of.median, 3)), out["high"].push_back(rounded(of.high, 3));
  }
  return out;
}

}  // namespace

ordered_json hypotheses_json(const std::vector<JudgedHypothesis>& hypotheses) {
  ordered_json out = ordered_json::array();
  for (const JudgedHypothesis& h : hypotheses) {
    ordered_json components = ordered_json::array();
    for (const auto& [c, j] : h.components) {
      ordered_json row = {{"name", c.name},
                          {"low", rounded(j.low)},
                          {"median", rounded(j.median)},
                          {"high", rounded(j.high)},
                          {"claimed", c.greater ? "above" : "below"},
                          {"threshold", c.threshold},
                          {"probability", rounded(j.probability)},
                          {"verdict", verdict_names[static_cast<std::size_t>(j.verdict)]},
                          {"reason", j.reason},
                          {"unit", c.unit}};
      row["course"] = course_json(j.course);
      components.push_back(std::move(row));
    }
    out.push_back({{"name", h.name},
                   {"claim", h.claim},
                   {"source", h.source},
                   {"verdict", verdict_words(h)},
                   {"components", std::move(components)}});
  }
  return out;
}

ordered_json judgements_json(const PageParts& parts) {
  const Comparison& c = parts.found.comparison;
  return {{"regret", regret_json(c, parts.objectives)},
          {"attribution", attribution_json(c, parts.attributed)},
          {"hypotheses", hypotheses_json(parts.hypotheses)}};
}

}  // namespace chokepoint::output
