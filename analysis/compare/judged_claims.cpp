// Judging claims by runs that were made for a comparison.
#include "analysis/compare/judged_claims.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/methods/enough.hpp"

namespace chokepoint {

double widest_error(const Comparison& comparison, const Headline& asked, Month at) {
  double widest = 0;
  for (std::size_t s = 1; s < comparison.ensembles.size(); ++s) {
    const double error =
        comparison.difference(s, comparison.layout->find(asked.metric, asked.agent), at).change.standard_error;
    if (!is_told(error)) return std::numeric_limits<double>::infinity();  // too few runs to know
    widest = std::max(widest, 1.96 * error * std::fabs(asked.scale));
  }
  return widest;
}

std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims, const Comparison& comparison) {
  const std::size_t scenarios = comparison.ensembles.size();
  const auto place_of = [&](const Case& c) {
    std::size_t s = 0;
    while (s < scenarios && (comparison.scenario(s).plain_name() != c.scenario ||
                             comparison.scenario(s).on_top.changes_rules() || !c.policies.empty()))
      ++s;
    return s;
  };
  const auto known = [&](const Case& c) { return place_of(c) < scenarios; };
  const auto measured = [&](const Figure& f) {
    return f.month <= comparison.end() && comparison.layout->find(f.metric, f.agent) != Layout::npos;
  };
  const auto found = [&](const Case& in, const Figure& f) {
    return comparison.values(place_of(in), comparison.layout->find(f.metric, f.agent), f.month);
  };
  std::vector<JudgedHypothesis> out;
  for (const Hypothesis& h : claims) {
    JudgedHypothesis judged{h.name, h.claim, h.source, {}};
    for (const Component& c : h.components)
      if (known(c.in) && (!c.against || known(*c.against)) && std::ranges::all_of(figures_of(c), measured))
        judged.components.emplace_back(c,
                                       judge(c, component_values(c, found), h.probability, component_least(c, found)));
    if (!judged.components.empty()) out.push_back(std::move(judged));
  }
  return out;
}

}  // namespace chokepoint
