// Correlations of outcomes with parameters.
#include "analysis/compare/parameter_sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/many_tests.hpp"
#include "engine/base/special_functions.hpp"

namespace chokepoint {

std::vector<double> means_of_sets(const std::vector<double>& runs, std::size_t group) {
  std::vector<double> out;
  for (std::size_t g = 0; (g + 1) * group <= runs.size(); ++g)
    out.push_back(mean_of(std::span(runs).subspan(g * group, group)));
  return out;
}

namespace {

/// Means of the sets that were run, each once.
std::vector<double> outcomes_of_sets(const std::vector<double>& outcome, const ParameterSets& sets, std::size_t group) {
  std::vector<double> out = means_of_sets(outcome, group);
  out.resize(std::min(out.size(), sets.rows()));
  return out;
}

}  // namespace

std::vector<ParameterCorrelation> parameter_correlations(const std::vector<double>& outcome, const ParameterSets& sets,
                                                         std::size_t group, const ParameterTable& table) {
  constexpr std::size_t most = 12;
  std::vector<double> means = outcomes_of_sets(outcome, sets, group);
  const std::size_t groups = means.size();
  if (groups < fewest::sets_for_sensitivity) return {};
  // Of Fisher's z of a rank correlation (Fieller et al. 1957), 90 %.
  const double error = 1.645 * std::sqrt(1.06 / static_cast<double>(groups - 3));
  std::vector<ParameterCorrelation> tried;
  std::vector<double> chances;
  for (std::size_t p = 0; p < sets.names().size(); ++p) {
    std::vector<double> of;
    for (std::size_t g = 0; g < groups; ++g) of.push_back(sets.row(g)[p]);
    const double r = rank_correlation(of, means);
    if (!is_told(r)) continue;
    const double z = maths::atanh(std::clamp(r, -0.9999, 0.9999)), low = maths::tanh(z - error),
                 high = maths::tanh(z + error);
    tried.push_back({table.find(sets.names()[p]), r, low, high, std::move(of)});
    chances.push_back(chance_of_correlation(r, groups));
  }
  std::vector<ParameterCorrelation> out;
  const std::vector<bool> stands = discoveries(chances, false_discoveries);
  for (std::size_t p = 0; p < tried.size(); ++p)
    if (stands[p]) out.push_back(tried[p]);
  std::ranges::stable_sort(out, std::greater{}, [](const auto& of) { return std::fabs(of.correlation); });
  if (out.size() > most) out.resize(most);
  return out;
}

std::vector<ParameterSensitivity> parameter_sensitivity(const ComparisonFindings& findings, const ParameterSets& sets) {
  const Comparison& c = findings.comparison;
  std::vector<ParameterSensitivity> out;
  if (sets.empty() || c.selection.is_part()) return out;
  const std::size_t series = c.layout->find(findings.asked.metric, findings.asked.agent);
  const ParameterTable& table = c.scenario(0).initial->table;
  const std::vector<double> base = c.values(0, series, findings.at);
  for (std::size_t s = 0; s < findings.scenarios(); ++s) {
    if (s > 0 && !matters(findings.asked_of(s).difference.certainty)) continue;
    std::vector<double> values = c.values(s, series, findings.at);
    if (s > 0) std::ranges::transform(values, base, values.begin(), std::minus{});
    if (auto found = parameter_correlations(values, sets, c.group(), table); !found.empty())
      out.push_back({s, s > 0, outcomes_of_sets(values, sets, c.group()), std::move(found)});
  }
  return out;
}

}  // namespace chokepoint
