// simulate compare
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "agents/schedule.hpp"
#include "app/commands.hpp"
#include "app/ensemble.hpp"
#include "app/page.hpp"
#include "app/places.hpp"
#include "app/terminal.hpp"
#include "engine/study/trials.hpp"
#include "output/attribution.hpp"
#include "output/comparison.hpp"
#include "output/files.hpp"
#include "output/objectives.hpp"
#include "output/together.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;
using output::Comparison;
using output::Headline;

/// The scenarios that a person names, families as their members, the one to compare with first.
std::vector<Scenario> load_all(ScenarioLoader& loader, const CompareOptions& how) {
  std::vector<Scenario> out;
  for (const std::string& typed : how.scenarios)
    for (Scenario& scenario : loader.load(scenario_file(typed))) out.push_back(std::move(scenario));
  Mistakes mistakes;
  if (!how.baseline.empty()) {
    std::vector<std::string> names;
    for (const Scenario& s : out) names.push_back(s.name());
    const std::string wanted = fs::path(how.baseline).stem().string();
    const auto at = std::ranges::find_if(out, [&](const Scenario& s) { return s.name() == how.baseline || s.name() == wanted; });
    if (at == out.end()) mistakes.add({"--baseline"}, fmt::format("'{}' is none of the scenarios compared{}", how.baseline, suggestion(how.baseline, names)));
    else std::rotate(out.begin(), at, at + 1);
  }
  for (const Scenario& s : out) {
    if (s.end != out[0].end) mistakes.add({s.file.string()}, fmt::format("{} ends in {}, {} in {}: give --until", s.name(), s.end.text(), out[0].name(), out[0].end.text()));
    if (s.initial->world.data->nations.text != out[0].initial->world.data->nations.text || s.initial->world.data->firms.text != out[0].initial->world.data->firms.text)
      mistakes.add({s.file.string()}, fmt::format("{} is of another world than {}", s.name(), out[0].name()));
  }
  if (out.size() < 2) mistakes.add({"compare"}, "one scenario alone has nothing to be compared with: name another");
  mistakes.throw_if_any();
  return out;
}

/// Metrics that are measured: those shown, asked for and wanted.
std::vector<std::string> measured_metrics(const std::vector<Scenario>& scenarios, const std::string& asked, const std::vector<output::Objective>& objectives, const std::vector<output::Hypothesis>& claims) {
  if (std::ranges::any_of(scenarios, [](const Scenario& s) { return s.calendar->reads_metrics(); })) return {};
  std::set<std::string> out{asked};
  for (const output::Chart& chart : output::charts()) out.emplace(chart.of.metric);
  for (const output::Stake& stake : output::stakes()) out.emplace(stake.of.metric);
  for (const std::string_view metric : output::other_page_metrics()) out.emplace(metric);
  for (const output::Objective& o : objectives) out.insert(o.figure.metric);
  for (const output::Hypothesis& h : claims)
    for (const output::Component& c : h.components)
      for (const output::Figure& figure : output::figures_of(c)) out.insert(figure.metric);
  return {out.begin(), out.end()};
}

/// Runs all scenarios, and more of them until they are many enough.
class Runs {
 public:
  Runs(const std::vector<Scenario>& scenarios, const ParameterSets& sets, std::shared_ptr<const output::Layout> layout, const RunOptions& options)
      : shared_(pointers(scenarios)), sets_(sets), layout_(std::move(layout)), options_(options) {
    for (const Scenario& s : scenarios) {
      ensembles_.push_back(std::make_shared<output::Ensemble>());
      ensembles_.back()->scenario = &s;
      ensembles_.back()->starts.resize(s.calendar->events().size());
    }
  }

  /// Adds replicates up to a number.
  void grow(std::size_t runs) {
    const std::size_t before = ensembles_[0]->records.size();
    std::vector<std::vector<output::Measured>> measured(runs - before);
    const bool finished = run_trials(
        runs - before, options_.threads,
        [&](std::size_t k) { measured[k] = shared_.measure(agents::monthly_schedule(), *layout_, options_.seed, before + k, [&](const Scenario& s) { return sets_.parameters(s, before + k); }); },
        [&](std::size_t done) {
          if (!options_.quiet) bar_.show(before + done, runs);
        },
        interrupted);
    if (!finished) throw Interrupted{};
    for (auto& of_run : measured)
      for (std::size_t s = 0; s < of_run.size(); ++s) ensembles_[s]->add(std::move(of_run[s]));
  }

  [[nodiscard]] const std::vector<std::shared_ptr<output::Ensemble>>& ensembles() const { return ensembles_; }
  [[nodiscard]] const output::SharedMonths& shared() const { return shared_; }

 private:
  static std::vector<const Scenario*> pointers(const std::vector<Scenario>& scenarios) {
    std::vector<const Scenario*> out;
    for (const Scenario& s : scenarios) out.push_back(&s);
    return out;
  }

  output::SharedMonths shared_;
  const ParameterSets& sets_;
  std::shared_ptr<const output::Layout> layout_;
  const RunOptions& options_;
  std::vector<std::shared_ptr<output::Ensemble>> ensembles_;
  ProgressBar bar_{"comparing"};
};

/// Half the width of the 95 % interval of the mean difference, the widest over scenarios, in the measure's unit.
double widest_error(const Comparison& comparison, const Headline& asked, Month at) {
  double widest = 0;
  for (std::size_t s = 1; s < comparison.ensembles.size(); ++s)
    widest = std::max(widest, 1.96 * comparison.difference(s, comparison.layout->find(asked.metric, asked.agent), at).change.standard_error * std::fabs(asked.scale));
  return widest;
}

/// The measure told in full, as the page shows it or by its own name and unit.
Headline asked_measure(const CompareOptions& how, std::string& label) {
  for (const output::Chart& chart : output::charts())
    if (chart.of.metric == how.metric && chart.of.agent == how.agent) {
      label = fmt::format("{} ({})", chart.of.label, chart.unit);
      return {how.metric, how.agent, label, chart.of.scale, chart.of.decimals};
    }
  label = fmt::format("{}{} ({})", how.metric, how.agent.empty() ? "" : " " + how.agent, output::find_metric(how.metric)->unit);
  return {how.metric, how.agent, label, 1, 2};
}

/// The claims, or those of their components, that the runs compared can judge.
std::vector<output::JudgedHypothesis> judge_claims(const std::vector<output::Hypothesis>& claims, const std::vector<Scenario>& scenarios, const Comparison& comparison) {
  const auto place_of = [&](const output::Case& c) {
    const auto at = std::ranges::find_if(scenarios, [&](const Scenario& s) { return s.name() == c.scenario; });
    return c.policies.empty() ? static_cast<std::size_t>(at - scenarios.begin()) : scenarios.size();
  };
  const auto known = [&](const output::Case& c) { return place_of(c) < scenarios.size(); };
  const auto measured = [&](const output::Figure& f) { return f.month <= comparison.end() && comparison.layout->find(f.metric, f.agent) != output::Layout::npos; };
  std::vector<output::JudgedHypothesis> out;
  for (const output::Hypothesis& h : claims) {
    output::JudgedHypothesis judged{h.name, h.claim, h.source, {}};
    for (const output::Component& c : h.components)
      if (known(c.in) && (!c.against || known(*c.against)) && std::ranges::all_of(output::figures_of(c), measured))
        judged.components.emplace_back(c, output::judge(c, output::component_values(c, [&](const output::Case& in, const output::Figure& f) {
                                                                                      return comparison.values(place_of(in), comparison.layout->find(f.metric, f.agent), f.month);
                                                                                    }), h.probability));
    if (!judged.components.empty()) out.push_back(std::move(judged));
  }
  return out;
}

/// Splits the difference between the first scenario and another over their parts, by running mixtures of the two.
output::AttributedDifference attribute_difference(ScenarioLoader& loader, const std::vector<Scenario>& scenarios, std::size_t to, const Comparison& comparison, const ParameterSets& sets, const Headline& asked,
                                                  Month at, const CompareOptions& how, const RunOptions& options) {
  output::AttributedDifference out{0, to, asked, "", at, {}, {}, true, 0};
  const PartsBy by = how.parts_by == "event" ? PartsBy::event : how.parts_by == "tag" ? PartsBy::tag : PartsBy::policy;
  const Mixture mixture(loader, scenarios[0], scenarios[to], by);
  out.parts = mixture.parts();
  Mistakes mistakes;
  if (out.parts.size() > ShapleyDesign::most_parts) mistakes.add({"--attribute"}, fmt::format("{} and {} differ in {} parts; at most {} can be told apart: try --by tag", scenarios[0].name(), scenarios[to].name(), out.parts.size(), ShapleyDesign::most_parts));
  mistakes.throw_if_any();
  const ShapleyDesign design(out.parts.size(), comparison.runs(), options.seed);
  out.exact = design.exact();

  std::set<Coalition> wanted;
  for (std::size_t r = 0; r < design.runs(); ++r)
    for (const Coalition c : design.coalitions(r)) wanted.insert(c);
  std::map<Coalition, Scenario> mixtures;
  for (const Coalition c : wanted) {
    if (interrupted) throw Interrupted{};
    mixtures.emplace(c, mixture.scenario(c, mistakes));
    if (mistakes.any()) mistakes.add({"--attribute"}, fmt::format("the parts of {} and {} can't be taken apart: try --by policy, tag or event", scenarios[0].name(), scenarios[to].name()));
    mistakes.throw_if_any();
  }
  out.scenarios = mixtures.size();
  const bool all = std::ranges::any_of(mixtures, [](const auto& m) { return m.second.calendar->reads_metrics(); });
  const output::Layout layout(*scenarios[0].initial->world.data, all ? std::vector<std::string>{} : std::vector<std::string>{std::string(asked.metric)});
  const std::size_t series = layout.find(asked.metric, asked.agent);
  std::vector<std::vector<double>> outcomes(design.runs());
  ProgressBar bar("attributing");
  const auto run = [&](std::size_t r) {
    std::vector<const Scenario*> needed;
    for (const Coalition c : design.coalitions(r)) needed.push_back(&mixtures.at(c));
    const output::SharedMonths together(std::move(needed));
    for (const output::Measured& m : together.measure(agents::monthly_schedule(), layout, options.seed, r, [&](const Scenario& s) { return sets.parameters(s, r); }))
      outcomes[r].push_back(m.record.at(static_cast<std::size_t>(at.index), series) * asked.scale);
  };
  const bool finished = run_trials(design.runs(), options.threads, run, [&](std::size_t done) { if (!options.quiet) bar.show(done, design.runs()); }, interrupted);
  if (!finished) throw Interrupted{};
  out.result = attribute(design, outcomes, comparison.group());
  return out;
}

std::string folder_name(const std::vector<Scenario>& scenarios) {
  std::string out = "compare";
  for (const Scenario& s : scenarios) out += "-" + s.name();
  std::erase(out, ' ');
  std::ranges::replace(out, '/', '_');
  return out.size() > 100 ? out.substr(0, 100) : out;
}

}  // namespace

int compare_command(const CompareOptions& how, const RunOptions& options) {
  Mistakes mistakes;
  if (!output::find_metric(how.metric)) mistakes.add({"--metric"}, fmt::format("no metric is called '{}'{}", how.metric, suggestion(how.metric, output::metric_names())));
  const fs::path objectives_file = how.objectives.empty() ? home_folder() / "scenarios" / "claims" / "objectives.yaml" : fs::path(how.objectives);
  std::vector<output::Objective> objectives = output::read_objectives(objectives_file, mistakes);
  const std::vector<output::Hypothesis> claims = output::read_hypotheses(home_folder() / "scenarios" / "claims" / "hypotheses.yaml", mistakes);
  mistakes.throw_if_any();
  ScenarioLoader loader(scenario_options(options));
  const std::vector<Scenario> scenarios = load_all(loader, how);
  const Month at = how.at.empty() ? scenarios[0].end : Month::parse(how.at.size() == 4 ? how.at + "-12" : how.at).value_or(Month{-1});
  if (at < Month{0} || at > scenarios[0].end) mistakes.add({"--at"}, fmt::format("'{}' should be a month like 2028-06 or a year, from {} to {}", how.at, Month{0}.text(), scenarios[0].end.text()));
  const auto layout = std::make_shared<const output::Layout>(*scenarios[0].initial->world.data, measured_metrics(scenarios, how.metric, objectives, claims));
  if (layout->find(how.metric, how.agent) == output::Layout::npos) mistakes.add({"--agent"}, fmt::format("metric '{}' has no agent '{}': simulate list metrics tells of what it is", how.metric, how.agent));
  if (how.objectives.empty()) std::erase_if(objectives, [&](const output::Objective& o) { return o.figure.month > scenarios[0].end; });
  output::check_objectives(objectives, objectives_file, *layout, scenarios[0].end, mistakes);
  mistakes.throw_if_any();

  const fs::path folder = options.out.empty() ? fs::path("results") / folder_name(scenarios) : fs::path(options.out);
  output::require_folder(folder, output::FolderOf::comparison);
  RunOptions most = options;
  most.runs = how.precision > 0 ? std::max(options.runs, how.most_runs) : options.runs;
  const ParameterSets sets = parameter_sets(most, scenarios[0]);
  std::string label;
  const Headline asked = asked_measure(how, label);
  Runs runs(scenarios, sets, layout, options);
  Comparison comparison;
  comparison.layout = layout;
  comparison.ensembles.assign(runs.ensembles().begin(), runs.ensembles().end());
  comparison.seed = options.seed, comparison.version = CHOKEPOINT_VERSION, comparison.command = options.command;
  comparison.parameters = {sets.source(), sets.rows(), sets.hash()};
  runs.grow(options.runs);
  while (how.precision > 0 && comparison.runs() < most.runs && widest_error(comparison, asked, at) > how.precision) runs.grow(std::min(most.runs, 2 * comparison.runs()));

  std::vector<output::AttributedDifference> attributed;
  if (how.attribute)
    for (std::size_t s = 1; s < scenarios.size(); ++s) attributed.push_back(attribute_difference(loader, scenarios, s, comparison, sets, asked, at, how, options));
  const auto text = [&](const output::TextStyle& style) {
    std::string out = output::comparison_text(comparison, asked, at, style);
    if (how.attribute) out += "\nWhat the differences are due to\n";
    for (const output::AttributedDifference& d : attributed) out += output::attribution_text(d, comparison, style);
    if (!objectives.empty()) out += fmt::format("\nObjectives of {} (judgements; * the policy that the rule takes)\n{}", objectives_file.filename().string(), output::objectives_text(comparison, objectives, style));
    if (how.precision > 0) out += fmt::format("\nMean differences are known to ± {:.2g} (asked: {:g}) after {} runs.\n", widest_error(comparison, asked, at), how.precision, comparison.runs());
    return out + fmt::format("\nConditional projections, not a forecast; {}.\nMonths that scenarios have in common were run once: {:.0f} % of all.\n",
                             sets.empty() ? "bands are luck only (parameters at their point values)" : fmt::format("bands are luck and parameters ({})", sets.source()),
                             100 - 100 * static_cast<double>(runs.shared().months()) / static_cast<double>(runs.shared().months_apart()));
  };
  const output::PageParts parts{asked, at, {}, objectives, attributed, judge_claims(claims, scenarios, comparison), {}, nullptr, nullptr};
  nlohmann::ordered_json figures = output::comparison_json(comparison, asked, at);
  figures.update(output::judgements_json(comparison, parts));
  const std::string json = figures.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  std::vector<output::File> files{{"compare.csv", output::comparison_csv(comparison)}, {"compare.json", json}, {"summary.md", "```text\n" + text({false, 100}) + "```\n"}};
  for (output::File& file : page_files(comparison, parts, sets, options)) files.push_back(std::move(file));
  output::write_files(files, folder, output::FolderOf::comparison);
  if (options.json) fmt::print("{}", json);
  else if (!options.quiet) fmt::print("{}{}", text({is_terminal(STDOUT_FILENO), terminal_width()}), files_line(folder, files));
  return 0;
}

}  // namespace chokepoint::app
