// Writing an answer.
#include "output/page/answer_json.hpp"

#include <nlohmann/json.hpp>

#include "output/page/page_world.hpp"
#include "output/text/answer_words.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json claims_json(const PolicyAnswer& policy) {
  ordered_json out = ordered_json::array();
  for (const JudgedHypothesis& claim : policy.claims)
    out.push_back({{"name", claim.name}, {"claim", claim.claim}, {"verdict", verdict_words(claim)}});
  return out;
}

ordered_json hinges_json(const PolicyAnswer& policy) {
  ordered_json out = {{"sentence", hinges_sentence(policy)}, {"parameters", ordered_json::array()}};
  for (const ParameterCorrelation& p : policy.parameters)
    out["parameters"].push_back({{"name", p.parameter->name},
                                 {"words", parameter_words(*p.parameter)},
                                 {"correlation", rounded(p.correlation)}});
  out["mechanism"] = nullptr;
  if (policy.mechanism)
    out["mechanism"] = {{"chart", chart_id(policy.mechanism->of)},
                        {"title", policy.mechanism->of.label},
                        {"correlation", rounded(policy.mechanism->correlation)}};
  return out;
}

ordered_json policy_json(const Answer& a, const PolicyAnswer& p) {
  const auto ids = [&](const std::vector<std::size_t>& rows) {
    ordered_json out = ordered_json::array();
    for (const std::size_t row : rows) out.push_back(chart_id(a.found.outcomes.rows()[row].of));
    return out;
  };
  return {{"scenarios", p.scenarios},
          {"same_as_baseline", p.as_first},
          {"claims", claims_json(p)},
          {"difference", a.alone() ? level_sentence(a, p.scenario()) : difference_sentence(a, p)},
          {"changed", ids(p.changed)},
          {"unchanged", ids(p.unchanged)},
          {"no_clear_change", unchanged_words(a, p)},
          {"hinges", hinges_json(p)}};
}

}  // namespace

ordered_json answer_json(const Answer& a) {
  ordered_json out = {
      {"month", a.found.at.text()},
      {"runs", a.found.comparison.runs()},
      {"question",
       a.policies.size() == 1 ? a.found.comparison.scenario(a.policies[0].scenario()).question : std::string()},
      {"options", options_sentence(a)},
      {"scale", scale_sentence(a)},
      {"glance", ordered_json::array()},
      {"policies", ordered_json::array()},
      {"glossary", ordered_json::array()}};
  for (const std::size_t row : a.glance)
    out["glance"].push_back({{"chart", chart_id(a.found.outcomes.rows()[row].of)}, {"brief", a.brief(row)}});
  for (const PolicyAnswer& p : a.policies) out["policies"].push_back(policy_json(a, p));
  for (const Term& t : glossary()) out["glossary"].push_back({{"term", t.term}, {"meaning", t.meaning}});
  return out;
}

std::string headline_sentence(const Answer& a) {
  if (a.policies.size() > 1) return options_sentence(a);
  return a.alone() ? level_sentence(a, 0) : difference_sentence(a, a.policies[0]);
}

}  // namespace chokepoint::output
