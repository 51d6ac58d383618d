// The scenarios, metric, month, objectives and claims of a comparison.
#include "app/commands/compare_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/compare/shown_series.hpp"
#include "analysis/runs/named_series.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/places.hpp"
#include "app/common/scenario_claims.hpp"
#include "output/files/identity.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The scenarios that a person names, families as their members, the one to compare with first.
std::vector<Scenario> load_all(ScenarioLoader& loader, const CompareOptions& how) {
  std::vector<Scenario> out;
  for (const std::string& typed : how.scenarios)
    for (Scenario& scenario : loader.load(scenario_file(typed))) out.push_back(std::move(scenario));
  Mistakes mistakes;
  if (!how.baseline.empty()) {
    std::vector<std::string> names;
    for (const Scenario& s : out) names.push_back(s.plain_name());
    const std::string wanted = fs::path(how.baseline).stem().string();
    const auto at = std::ranges::find_if(out, [&](const Scenario& s) {
      return s.name() == how.baseline || s.plain_name() == how.baseline || s.plain_name() == wanted;
    });
    if (at == out.end())
      mistakes.add({"--baseline"}, fmt::format("'{}' is not one of the scenarios compared{}", how.baseline,
                                               suggestion(how.baseline, names)));
    else
      std::rotate(out.begin(), at, at + 1);
  }
  check_comparable(out, mistakes);
  mistakes.throw_if_any();
  output::tell_apart(out);
  return out;
}

/// What is measured: what is shown, asked for and wanted, and what triggers read.
Wanted wanted_for(const std::vector<Scenario>& scenarios, const std::string& asked,
                  const std::vector<PolicyObjective>& objectives, const std::vector<Hypothesis>& claims) {
  Wanted out(shown_metrics());
  out.add(asked);
  for (const Scenario& scenario : scenarios) out.add(*scenario.calendar);
  for (const PolicyObjective& o : objectives) out.add(o.figure.metric);
  for (const Hypothesis& h : claims)
    for (const Component& c : h.components)
      for (const Figure& figure : figures_of(c)) out.add(figure.metric);
  return out;
}

/// Those of the debate, and those that the scenarios name.
std::vector<Hypothesis> all_claims(const ComparisonAsked& q) {
  std::vector<Hypothesis> out = q.claims;
  for (const auto& of_scenario : q.answers) out.insert(out.end(), of_scenario.begin(), of_scenario.end());
  return out;
}

Month asked_month(const std::string& typed, Month end, Mistakes& mistakes) {
  const Month out = typed.empty() ? end : Month::parse_or_year(typed).value_or(Month{-1});
  if (out < Month{0} || out > end)
    mistakes.add({"--at"}, fmt::format("'{}' should be a month like 2028-06 or a year, from {} to {}", typed,
                                       Month{0}.text(), end.text()));
  return out;
}

}  // namespace

void check_comparable(std::span<const Scenario> scenarios, Mistakes& mistakes) {
  for (const Scenario& s : scenarios) {
    const Scenario& first = scenarios[0];
    if (s.end != first.end)
      mistakes.add({s.file.string()}, fmt::format("{} ends in {}, {} in {}: give --until", s.name(), s.end.text(),
                                                  first.name(), first.end.text()));
    if (s.initial->world.data->nations.text != first.initial->world.data->nations.text ||
        s.initial->world.data->firms.text != first.initial->world.data->firms.text)
      mistakes.add({s.file.string()}, fmt::format("{} is of another world than {}", s.name(), first.name()));
  }
  if (scenarios.size() < 2)
    mistakes.add({"compare"}, "one scenario alone has nothing to be compared with: name another");
}

void read_question(ComparisonAsked& q, ScenarioLoader& loader, const CompareOptions& how, const RunOptions& options) {
  Mistakes mistakes;
  check_metric_option(how.metric, mistakes);
  const fs::path claims = home_folder() / "scenarios" / "claims";
  q.objectives_file = how.objectives.empty() ? (claims / "objectives.yaml").string() : how.objectives;
  q.objectives = read_objectives(q.objectives_file, mistakes);
  q.claims = read_hypotheses(claims / "hypotheses.yaml", mistakes);
  mistakes.throw_if_any();
  q.scenarios = load_all(loader, how);
  std::vector<const Scenario*> all;
  for (const Scenario& s : q.scenarios) all.push_back(&s);
  q.answers = scenario_claims(all);
  if (!options.given.empty()) q.given = Condition::parse(options.given, all);
  if (q.given && how.attribute)
    mistakes.add(
        {"--attribute"},
        "goes with all runs: mixtures of the scenarios hold events of neither, so '--given' can't choose among them");
  const Month end = q.scenarios[0].end;
  q.at = asked_month(how.at, end, mistakes);
  q.layout = std::make_shared<const Layout>(*q.scenarios[0].initial->world.data,
                                            wanted_for(q.scenarios, how.metric, q.objectives, all_claims(q)));
  check_agent_option(*q.layout, how.metric, how.agent, mistakes);
  if (how.objectives.empty())
    std::erase_if(q.objectives, [&](const PolicyObjective& o) { return o.figure.month > end; });
  check_objectives(q.objectives, q.objectives_file, *q.layout, end, mistakes);
  mistakes.throw_if_any();
  q.asked = shown_as(how.metric, how.agent);
}

}  // namespace chokepoint::app
