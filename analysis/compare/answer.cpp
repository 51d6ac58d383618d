// Finding what a comparison answers.
#include "analysis/compare/answer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/many_tests.hpp"

namespace chokepoint {
namespace {

const Chart* chart_showing(const Headline& of) {
  const auto all = charts();
  const auto at =
      std::ranges::find_if(all, [&](const Chart& c) { return c.of.metric == of.metric && c.of.agent == of.agent; });
  return at == all.end() ? nullptr : &*at;
}

/// Whether no run of one scenario differs from its pair of the other in anything told.
bool same_runs(const Comparison& c, std::size_t a, std::size_t b) {
  return c.ensembles[a]->hashes == c.ensembles[b]->hashes;
}

bool as_first(const Answer& answer, std::size_t s) {
  return std::ranges::all_of(answer.outcomes, [&](std::size_t row) {
    return answer.found.outcomes.at(s, row, answer.found.at).difference.certainty == Certainty::same;
  });
}

std::vector<double> differences_in(const Comparison& c, std::size_t s, std::size_t series, Month month) {
  std::vector<double> out = c.values(s, series, month);
  const std::vector<double> base = c.values(0, series, month);
  std::ranges::transform(out, base, out.begin(), std::minus{});
  return out;
}

/// How far down the road from chips to influence the metrics of a heading lie: what comes later brings nothing about.
int downstream(const Headline& of) {
  const std::string_view heading = find_metric(of.metric)->display.group;
  return heading == "chips" ? 0 : heading == "compute" ? 1 : heading == "capability" ? 2 : 3;
}

/// The series shown, upstream of the metric asked for, whose difference goes most closely with its own.
std::optional<GoesWith> mechanism_of(const ComparisonFindings& f, std::size_t s) {
  const Comparison& c = f.comparison;
  const auto means = [&](const Headline& of) {
    return means_of_sets(differences_in(c, s, c.layout->find(of.metric, of.agent), f.at), c.group());
  };
  const std::vector<double> asked = means(f.asked);
  if (asked.size() < fewest::sets_for_sensitivity) return std::nullopt;
  std::vector<GoesWith> tried;
  std::vector<double> chances;
  for (std::size_t row = 0; row < f.outcomes.rows().size(); ++row) {
    const Headline& of = f.outcomes.rows()[row].of;
    if (downstream(of) >= downstream(f.asked)) continue;
    if (!matters(f.outcomes.at(s, row, f.at).difference.certainty)) continue;
    const double r = rank_correlation(means(of), asked);
    if (is_told(r)) tried.push_back({of, r}), chances.push_back(chance_of_correlation(r, asked.size()));
  }
  const std::vector<bool> stands = discoveries(chances, false_discoveries);
  std::optional<GoesWith> out;
  for (std::size_t k = 0; k < tried.size(); ++k)
    if (stands[k] && (!out || std::fabs(tried[k].correlation) > std::fabs(out->correlation))) out = tried[k];
  return out;
}

/// What the difference of a policy hinges on; of a policy without effect on what is asked for nothing.
void add_hinges(PolicyAnswer& answer, const ComparisonFindings& f, const ParameterSets& sets) {
  constexpr std::size_t told = 2;
  const std::size_t s = answer.scenario();
  const Comparison& c = f.comparison;
  if (c.selection.is_part() || !matters(f.asked_of(s).difference.certainty)) return;
  answer.mechanism = mechanism_of(f, s);
  if (sets.empty()) return;
  const std::size_t series = c.layout->find(f.asked.metric, f.asked.agent);
  answer.parameters =
      parameter_correlations(differences_in(c, s, series, f.at), sets, c.group(), c.scenario(0).initial->table);
  if (answer.parameters.size() > told) answer.parameters.resize(told);
}

PolicyAnswer policy_answer(const Answer& answer, std::size_t s, const std::vector<Hypothesis>& claims,
                           const ParameterSets& sets) {
  const ComparisonFindings& f = answer.found;
  PolicyAnswer out;
  out.scenarios = {s};
  out.claims = judge_claims(claims, f.comparison, s);
  if (answer.alone()) return out;
  out.as_first = as_first(answer, s);
  for (const std::size_t row : answer.outcomes) {
    const Certainty sure = f.outcomes.at(s, row, f.at).difference.certainty;
    (sure == Certainty::certain || sure == Certainty::likely ? out.changed : out.unchanged).push_back(row);
  }
  add_hinges(out, f, sets);
  return out;
}

}  // namespace

std::string_view Answer::brief(std::size_t row) const {
  const Headline& of = found.outcomes.rows()[row].of;
  const Chart* chart = chart_showing(of);
  return chart && !chart->brief.empty() ? chart->brief : std::string_view(of.label);
}

std::size_t count_of(double share, std::size_t runs) {
  return static_cast<std::size_t>(std::lround(share * static_cast<double>(runs)));
}

Answer answer_of(const ComparisonFindings& found, const std::vector<std::vector<Hypothesis>>& claims,
                 const ParameterSets& sets) {
  Answer out{found, {}, {}, {}};
  for (std::size_t row = 0; row < found.outcomes.rows().size(); ++row) {
    const Chart* chart = chart_showing(found.outcomes.rows()[row].of);
    if (chart && !chart->brief.empty()) out.outcomes.push_back(row);
    if (chart && chart->glance) out.glance.push_back(row);
  }
  std::ranges::stable_partition(
      out.outcomes, [&](std::size_t row) { return std::ranges::find(out.glance, row) != out.glance.end(); });
  const auto claims_of = [&](std::size_t s) { return s < claims.size() ? claims[s] : std::vector<Hypothesis>{}; };
  if (out.alone()) {
    out.policies.push_back(policy_answer(out, 0, claims_of(0), sets));
    return out;
  }
  for (std::size_t s = 1; s < found.scenarios(); ++s) {
    const auto at = std::ranges::find_if(
        out.policies, [&](const PolicyAnswer& p) { return same_runs(found.comparison, p.scenario(), s); });
    if (at != out.policies.end())
      at->scenarios.push_back(s);
    else
      out.policies.push_back(policy_answer(out, s, claims_of(s), sets));
  }
  return out;
}

}  // namespace chokepoint
