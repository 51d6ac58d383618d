// simulate compare
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/compare/condition.hpp"
#include "analysis/compare/objectives.hpp"
#include "analysis/methods/enough.hpp"
#include "app/common/commit.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/page_files.hpp"
#include "app/common/paired_runs.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/attribution_report.hpp"
#include "output/text/comparison_report.hpp"
#include "output/text/objectives_report.hpp"
#include "output/text/warnings.hpp"

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
  for (const Scenario& s : out) {
    if (s.end != out[0].end)
      mistakes.add({s.file.string()}, fmt::format("{} ends in {}, {} in {}: give --until", s.name(), s.end.text(),
                                                  out[0].name(), out[0].end.text()));
    if (s.initial->world.data->nations.text != out[0].initial->world.data->nations.text ||
        s.initial->world.data->firms.text != out[0].initial->world.data->firms.text)
      mistakes.add({s.file.string()}, fmt::format("{} is of another world than {}", s.name(), out[0].name()));
  }
  if (out.size() < 2) mistakes.add({"compare"}, "one scenario alone has nothing to be compared with: name another");
  mistakes.throw_if_any();
  output::tell_apart(out);
  return out;
}

/// Metrics that are measured: those shown, asked for and wanted.
std::vector<std::string> measured_metrics(const std::vector<Scenario>& scenarios, const std::string& asked,
                                          const std::vector<PolicyObjective>& objectives,
                                          const std::vector<Hypothesis>& claims) {
  if (std::ranges::any_of(scenarios, [](const Scenario& s) { return s.calendar->reads_metrics(); })) return {};
  std::set<std::string> out{asked};
  for (const Chart& chart : charts()) out.emplace(chart.of.metric);
  for (const Stake& stake : stakes()) out.emplace(stake.of.metric);
  for (const std::string_view metric : other_page_metrics()) out.emplace(metric);
  for (const PolicyObjective& o : objectives) out.insert(o.figure.metric);
  for (const Hypothesis& h : claims)
    for (const Component& c : h.components)
      for (const Figure& figure : figures_of(c)) out.insert(figure.metric);
  return {out.begin(), out.end()};
}

/// Half the width of the 95 % interval of the mean difference, the widest over scenarios, in the measure's unit.
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

/// How well mean differences are known, if that was asked.
std::string precision_text(const CompareOptions& how, double error, std::size_t runs) {
  if (how.precision <= 0) return "";
  if (!std::isfinite(error))
    return fmt::format("\nHow well mean differences are known can't be said of {} runs (asked: ± {:g}).\n", runs,
                       how.precision);
  return fmt::format("\nMean differences are known to ± {:.2g} (asked: {:g}) after {} runs.\n", error, how.precision,
                     runs);
}

/// Metric shown in full, as the page shows it or by its own name and unit.
Headline asked_measure(const CompareOptions& how, std::string& label) {
  for (const Chart& chart : charts())
    if (chart.of.metric == how.metric && chart.of.agent == how.agent) {
      label = fmt::format("{} ({})", chart.of.label, chart.unit);
      return {how.metric, how.agent, label, chart.of.scale, chart.of.decimals};
    }
  label = fmt::format("{}{} ({})", how.metric, how.agent.empty() ? "" : " " + how.agent, find_metric(how.metric)->unit);
  return {how.metric, how.agent, label, 1, 2};
}

/// The claims, or those of their components, that the runs compared can judge.
std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims,
                                           const std::vector<Scenario>& scenarios, const Comparison& comparison) {
  const auto place_of = [&](const Case& c) {
    const auto at = std::ranges::find_if(
        scenarios, [&](const Scenario& s) { return s.plain_name() == c.scenario && !s.on_top.changes_rules(); });
    return c.policies.empty() ? static_cast<std::size_t>(at - scenarios.begin()) : scenarios.size();
  };
  const auto known = [&](const Case& c) { return place_of(c) < scenarios.size(); };
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

/// What the result is of.
output::Identity identity_of(const std::vector<Scenario>& scenarios) {
  const bool alike =
      std::ranges::all_of(scenarios, [&](const Scenario& s) { return s.on_top.text() == scenarios[0].on_top.text(); });
  output::Identity out{"compare", ""};
  for (const Scenario& s : scenarios) {
    out.name += "-" + (alike ? s.plain_name() : s.name());
    out.file += (out.file.empty() ? "" : ", ") + file_label(s.file);
  }
  if (alike) out.name += scenarios[0].on_top.text();  // told once
  return out;
}

/// The folder of the result: as asked for, or by the scenarios' names.
fs::path result_folder(const output::Identity& identity, const RunOptions& options) {
  const fs::path asked(options.out), named = fs::path("results") / output::folder_name(identity.name);
  if (asked.empty() && !options.force) return output::free_folder(named, identity);
  const fs::path out = asked.empty()          ? named
                       : asked.has_filename() ? asked
                                              : asked.parent_path();  // `results/x/` is `results/x`
  output::require_folder(out, identity, options.force);
  return out;
}

/// What is asked, checked: before anything is run.
struct Question {
  std::vector<Scenario> scenarios;
  std::vector<PolicyObjective> objectives;
  std::vector<Hypothesis> claims;
  std::shared_ptr<const Layout> layout;
  std::optional<Condition> given;
  std::string label, objectives_file;
  Headline asked;
  Month at;
};

void read_question(Question& q, ScenarioLoader& loader, const CompareOptions& how, const RunOptions& options) {
  Mistakes mistakes;
  if (!find_metric(how.metric))
    mistakes.add({"--metric"},
                 fmt::format("no metric is called '{}'{}", how.metric, suggestion(how.metric, metric_names())));
  const fs::path claims = home_folder() / "scenarios" / "claims";
  q.objectives_file = how.objectives.empty() ? (claims / "objectives.yaml").string() : how.objectives;
  q.objectives = read_objectives(q.objectives_file, mistakes);
  q.claims = read_hypotheses(claims / "hypotheses.yaml", mistakes);
  mistakes.throw_if_any();
  q.scenarios = load_all(loader, how);
  std::vector<const Scenario*> all;
  for (const Scenario& s : q.scenarios) all.push_back(&s);
  if (!options.given.empty()) q.given = Condition::parse(options.given, all);
  if (q.given && how.attribute)
    mistakes.add(
        {"--attribute"},
        "goes with all runs: mixtures of the scenarios hold events of neither, so '--given' can't choose among them");
  const Month end = q.scenarios[0].end;
  q.at = how.at.empty() ? end : Month::parse_or_year(how.at).value_or(Month{-1});
  if (q.at < Month{0} || q.at > end)
    mistakes.add({"--at"}, fmt::format("'{}' should be a month like 2028-06 or a year, from {} to {}", how.at,
                                       Month{0}.text(), end.text()));
  q.layout = std::make_shared<const Layout>(*q.scenarios[0].initial->world.data,
                                            measured_metrics(q.scenarios, how.metric, q.objectives, q.claims));
  if (q.layout->find(how.metric, how.agent) == Layout::npos) {
    std::vector<std::string> agents;
    for (const Series& series : q.layout->series())
      if (series.metric->name == how.metric && !series.agent_name.empty()) agents.push_back(series.agent_name);
    mistakes.add({"--agent"},
                 agents.empty() ? fmt::format("'{}' is of the world as a whole: leave '--agent' out", how.metric)
                 : how.agent.empty()
                     ? fmt::format("'{}' needs one, as '--agent {}'", how.metric, agents.front())
                     : fmt::format("'{}' has no agent '{}'{}", how.metric, how.agent, suggestion(how.agent, agents)));
  }
  if (how.objectives.empty())
    std::erase_if(q.objectives, [&](const PolicyObjective& o) { return o.figure.month > end; });
  check_objectives(q.objectives, q.objectives_file, *q.layout, end, mistakes);
  mistakes.throw_if_any();
  q.asked = asked_measure(how, q.label);
}

/// All tables, in the order in which a person reads them.
std::string tables(const Question& q, const Comparison& comparison, const std::vector<AttributedDifference>& attributed,
                   const output::TextStyle& style) {
  std::string out = output::comparison_text(comparison, q.asked, q.at, style);
  if (!attributed.empty()) out += "\nWhat the differences are due to\n";
  for (const AttributedDifference& d : attributed) out += output::attribution_text(d, comparison, style);
  if (!q.objectives.empty())
    out += fmt::format("\nObjectives of {} (judgements; * the policy that the rule takes)\n{}",
                       fs::path(q.objectives_file).filename().string(),
                       output::objectives_text(comparison, q.objectives, style));
  return out;
}

}  // namespace

int compare_command(const CompareOptions& how, const RunOptions& options) {
  ScenarioLoader loader(scenario_options(options));
  Question q;
  read_question(q, loader, how, options);
  output::Identity identity = identity_of(q.scenarios);
  identity.name += folder_suffix(options.given);
  const fs::path folder = result_folder(identity, options);

  RunOptions most = options;
  most.runs = how.precision > 0 ? std::max(options.runs, how.most_runs) : options.runs;
  const ParameterSets sets = parameter_sets(most, q.scenarios[0]);
  PairedRuns runs(q.scenarios, sets, *q.layout, options);
  Comparison comparison;
  comparison.layout = q.layout;
  comparison.seed = options.seed, comparison.version = CHOKEPOINT_VERSION, comparison.command = options.command,
  comparison.commit = commit();
  comparison.parameters = {sets.source(), sets.rows(), sets.hash()};
  std::size_t made = 0;
  const auto grow_to = [&](std::size_t wanted) {
    runs.grow(made = wanted);
    comparison.ensembles.assign(runs.ensembles().begin(), runs.ensembles().end());
    if (!q.given) return;
    Conditional chosen = only_where(*q.given, comparison.ensembles);
    comparison.ensembles = std::move(chosen.ensembles), comparison.selection = std::move(chosen.selection);
  };
  grow_to(options.runs);
  while (how.precision > 0 && made < most.runs && widest_error(comparison, q.asked, q.at) > how.precision)
    grow_to(std::min(most.runs, 2 * made));
  std::vector<AttributedDifference> attributed;
  for (std::size_t s = 1; how.attribute && s < q.scenarios.size(); ++s)
    attributed.push_back(attribute_difference(loader, comparison, s, sets, q.asked, q.at, how.parts_by, options));

  std::vector<IdleEvents> idle;
  std::string warnings;
  for (const Scenario& scenario : q.scenarios)
    warnings += output::warnings_text(scenario, idle.emplace_back(idle_events_of(scenario, sets, options)), 100);
  const output::PageParts parts{.asked = q.asked,
                                .at = q.at,
                                .objectives = q.objectives,
                                .attributed = attributed,
                                .hypotheses = judge_claims(q.claims, q.scenarios, comparison),
                                .idle = idle};
  nlohmann::ordered_json figures = output::comparison_json(comparison, q.asked, q.at);
  figures.update(output::judgements_json(comparison, parts));
  figures["identity"] = {{"name", identity.name}, {"file", identity.file}};
  figures["warnings"] = nlohmann::ordered_json::object();
  for (std::size_t s = 0; s < q.scenarios.size(); ++s)
    figures["warnings"][q.scenarios[s].name()] = output::idle_json(q.scenarios[s], idle[s]);
  const std::string json = json_text(figures, 2) + "\n";
  const std::string end =
      (warnings.empty() ? "" : "\n" + warnings) + precision_text(how, widest_error(comparison, q.asked, q.at), made) +
      fmt::format(
          "\nConditional projections, not a forecast; {}.\nMonths that scenarios have in common "
          "were run once: {:.0f} % of all.\n",
          sets.empty() ? "bands show random variation only (parameters at their point values)"
                       : fmt::format("bands show random variation and parameter uncertainty ({})", sets.source()),
          100 * runs.shared());
  std::vector<File> files{{"compare.csv", output::comparison_csv(comparison)},
                          {"compare.json", json},
                          {"summary.md", "```text\n" + tables(q, comparison, attributed, {false, 100}) + end +
                                             "\nMade by: " + options.command + "\n```\n"}};
  for (File& file : page_files(comparison, parts, sets, options)) files.push_back(std::move(file));
  output::write_files(files, folder);
  std::vector<std::string> names;
  for (const File& file : files) names.push_back(file.name);
  if (options.json)
    fmt::print("{}", json);
  else if (!options.quiet)
    fmt::print("{}{}{}", tables(q, comparison, attributed, {is_terminal(STDOUT_FILENO), terminal_width()}), end,
               files_line(folder, names));
  return 0;
}

}  // namespace chokepoint::app
