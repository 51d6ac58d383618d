// Running mixtures of two scenarios, and when a difference is too small to be split.
#include "analysis/compare/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/runs/shared_months.hpp"
#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {
namespace {

/// The scenarios of all coalitions that some run of a design needs.
std::map<Coalition, Scenario> mixtures_of(const Mixture& mixture, const ShapleyDesign& design, const std::string& names,
                                          const RunSettings& settings) {
  std::set<Coalition> wanted;
  for (std::size_t r = 0; r < design.runs(); ++r)
    for (const Coalition c : design.coalitions(r)) wanted.insert(c);
  std::map<Coalition, Scenario> out;
  Mistakes mistakes;
  for (const Coalition c : wanted) {
    if (settings.stop && *settings.stop) throw Interrupted{};
    out.emplace(c, mixture.scenario(c, mistakes));
    if (mistakes.any())
      mistakes.add({"--attribute"},
                   fmt::format("the parts of {} can't be taken apart: try --by policy, tag or event", names));
    mistakes.throw_if_any();
  }
  return out;
}

/// What the metric is in each run of each mixture that the design wants of it.
std::vector<std::vector<double>> outcomes_of(const std::map<Coalition, Scenario>& mixtures, const ShapleyDesign& design,
                                             const AttributionAsked& asked, const ParameterSets& sets,
                                             const RunSettings& settings) {
  Wanted wanted;
  wanted.add(asked.of.metric);
  for (const auto& [coalition, scenario] : mixtures) wanted.add(*scenario.calendar);
  const Layout layout(*mixtures.begin()->second.initial->world.data, wanted);
  const std::size_t series = layout.find(asked.of.metric, asked.of.agent);
  std::vector<std::vector<double>> out(design.runs());
  for_each_replicate(settings, "attributing", 0, design.runs(), [&](std::size_t r) {
    std::vector<const Scenario*> needed;
    for (const Coalition c : design.coalitions(r)) needed.push_back(&mixtures.at(c));
    const SharedMonths together(std::move(needed));
    for (const Measured& m : together.measure({settings.phases, layout, settings.seed, r},
                                              [&](const Scenario& s) { return sets.parameters(s, r); }))
      out[r].push_back(m.record.at(static_cast<std::size_t>(asked.month.index), series) * asked.of.scale);
  });
  return out;
}

}  // namespace

AttributedDifference attribute_difference(ScenarioLoader& loader, const Comparison& comparison,
                                          const AttributionAsked& asked, const ParameterSets& sets,
                                          const RunSettings& settings) {
  const Scenario &from = comparison.scenario(0), &other = comparison.scenario(asked.to);
  const Mixture mixture(loader, from, other, asked.by);
  const std::string names = fmt::format("{} and {}", from.name(), other.name());
  const std::size_t parts = mixture.parts().size();
  if (parts > ShapleyDesign::most_parts)
    throw ScenarioError({{{"--attribute"},
                          fmt::format("{} differ in {} parts; at most {} can be told apart: try --by tag", names, parts,
                                      ShapleyDesign::most_parts)}});
  const ShapleyDesign design(parts, asked.runs > 0 ? asked.runs : comparison.runs(), settings.seed);
  const std::map<Coalition, Scenario> mixtures = mixtures_of(mixture, design, names, settings);
  const auto outcomes = outcomes_of(mixtures, design, asked, sets, settings);
  const std::size_t series = comparison.layout->find(asked.of.metric, asked.of.agent);
  const double smallest =
      smallest_difference(*comparison.layout->series()[series].metric, comparison.values(0, series, asked.month));
  return {0,
          asked.to,
          asked.of,
          asked.month,
          mixture.parts(),
          attribute(design, outcomes, comparison.group()),
          design.exact(),
          design.runs(),
          mixtures.size(),
          smallest * std::fabs(asked.of.scale)};
}

bool AttributedDifference::negligible() const {
  return std::fabs(result.total) < least &&
         std::ranges::all_of(result.parts, [&](const Attribution::Part& p) { return std::fabs(p.value) < least; });
}

}  // namespace chokepoint
