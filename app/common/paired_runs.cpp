// Running scenarios and mixtures together.
#include "app/common/paired_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "agents/schedule.hpp"
#include "analysis/runs/smallest_difference.hpp"
#include "app/common/memory.hpp"
#include "app/common/sampling.hpp"

namespace chokepoint::app {
namespace {

std::vector<const Scenario*> pointers(const std::vector<Scenario>& scenarios) {
  std::vector<const Scenario*> out;
  for (const Scenario& s : scenarios) out.push_back(&s);
  return out;
}

/// The scenarios of all coalitions that some run of a design needs.
std::map<Coalition, Scenario> mixtures_of(const Mixture& mixture, const ShapleyDesign& design,
                                          const std::string& names) {
  std::set<Coalition> wanted;
  for (std::size_t r = 0; r < design.runs(); ++r)
    for (const Coalition c : design.coalitions(r)) wanted.insert(c);
  std::map<Coalition, Scenario> out;
  Mistakes mistakes;
  for (const Coalition c : wanted) {
    if (interrupted) throw Interrupted{};
    out.emplace(c, mixture.scenario(c, mistakes));
    if (mistakes.any())
      mistakes.add({"--attribute"},
                   fmt::format("the parts of {} can't be taken apart: try --by policy, tag or event", names));
    mistakes.throw_if_any();
  }
  return out;
}

}  // namespace

PairedRuns::PairedRuns(const std::vector<Scenario>& scenarios, const ParameterSets& sets, const Layout& layout,
                       const RunOptions& options)
    : months_(pointers(scenarios)), sets_(sets), layout_(layout), options_(options) {
  for (const Scenario& s : scenarios) {
    ensembles_.push_back(std::make_shared<Ensemble>());
    ensembles_.back()->scenario = &s;
  }
}

void PairedRuns::require_room(std::size_t runs) const {
  const std::size_t count = ensembles_.size();
  std::size_t months = 0;
  for (const Scenario* s : months_.scenarios()) months = std::max(months, static_cast<std::size_t>(s->end.index) + 1);
  MemoryNeed need{runs, count * layout_.measured().size() * (months * sizeof(float) + sizeof(std::uint32_t)), count, 0};
  if (need.total() < available_memory() / 2) return;
  need.a_run = 0;
  for (const Measured& m : months_.measure(agents::monthly_schedule(), layout_, options_.seed, 0,
                                           [&](const Scenario& s) { return sets_.parameters(s, 0); }))
    need.a_run += m.record.bytes();
  const std::size_t kept = ensembles_[0]->records.size();
  need.runs -= std::min(need.runs, kept);  // those are in memory already
  require_memory(need, options_.quiet);
}

void PairedRuns::grow(std::size_t runs) {
  require_room(runs);
  const std::size_t before = ensembles_[0]->records.size();
  std::vector<std::vector<Measured>> measured(runs);
  for_each_replicate("comparing", before, runs, options_, [&](std::size_t r) {
    measured[r] = months_.measure(agents::monthly_schedule(), layout_, options_.seed, r,
                                  [&](const Scenario& s) { return sets_.parameters(s, r); });
  });
  for (std::size_t r = before; r < runs; ++r)
    for (std::size_t s = 0; s < ensembles_.size(); ++s) ensembles_[s]->add(std::move(measured[r][s]));
}

AttributedDifference attribute_difference(ScenarioLoader& loader, const Comparison& comparison, std::size_t to,
                                          const ParameterSets& sets, const Headline& asked, Month at,
                                          const std::string& by, const RunOptions& options) {
  const Scenario &from = comparison.scenario(0), &other = comparison.scenario(to);
  const Mixture mixture(loader, from, other,
                        by == "event" ? PartsBy::event
                        : by == "tag" ? PartsBy::tag
                                      : PartsBy::policy);
  const std::string names = fmt::format("{} and {}", from.name(), other.name());
  const std::size_t parts = mixture.parts().size();
  if (parts > ShapleyDesign::most_parts)
    throw ScenarioError({{{"--attribute"},
                          fmt::format("{} differ in {} parts; at most {} can be told apart: try --by tag", names, parts,
                                      ShapleyDesign::most_parts)}});
  const ShapleyDesign design(parts, comparison.runs(), options.seed);
  const std::map<Coalition, Scenario> mixtures = mixtures_of(mixture, design, names);

  Wanted wanted;
  wanted.add(asked.metric);
  for (const auto& [coalition, scenario] : mixtures) wanted.add(*scenario.calendar);
  const Layout layout(*from.initial->world.data, wanted);
  const std::size_t series = layout.find(asked.metric, asked.agent);
  std::vector<std::vector<double>> outcomes(design.runs());
  for_each_replicate("attributing", 0, design.runs(), options, [&](std::size_t r) {
    std::vector<const Scenario*> needed;
    for (const Coalition c : design.coalitions(r)) needed.push_back(&mixtures.at(c));
    const SharedMonths together(std::move(needed));
    for (const Measured& m : together.measure(agents::monthly_schedule(), layout, options.seed, r,
                                              [&](const Scenario& s) { return sets.parameters(s, r); }))
      outcomes[r].push_back(m.record.at(static_cast<std::size_t>(at.index), series) * asked.scale);
  });
  const double smallest = smallest_difference(
      *layout.series()[series].metric, comparison.values(0, comparison.layout->find(asked.metric, asked.agent), at));
  return {0,
          to,
          asked,
          at,
          mixture.parts(),
          attribute(design, outcomes, comparison.group()),
          design.exact(),
          mixtures.size(),
          smallest * std::fabs(asked.scale)};
}

}  // namespace chokepoint::app
