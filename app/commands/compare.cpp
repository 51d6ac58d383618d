// simulate compare: scenarios on the same random numbers and parameters, run by run.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/compare/precision.hpp"
#include "analysis/runs/paired_runs.hpp"
#include "app/commands/compare_question.hpp"
#include "app/common/command_options.hpp"
#include "app/common/commit.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/page_files.hpp"
#include "app/common/places.hpp"
#include "app/common/playground_page.hpp"
#include "app/common/reasons.hpp"
#include "app/common/run_settings.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/comparison_files.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/answer_json.hpp"
#include "output/text/answer_text.hpp"
#include "output/text/attribution_report.hpp"
#include "output/text/comparison_report.hpp"
#include "output/text/objectives_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// Replicates that may have to be made.
std::size_t most_asked(const CompareOptions& how, const RunOptions& options) {
  return how.precision > 0 ? std::max(options.runs, how.most_runs) : options.runs;
}

/// How well mean differences are known, if that was asked.
std::string precision_text(const CompareOptions& how, double error, std::size_t runs) {
  if (how.precision <= 0) return "";
  if (!std::isfinite(error))
    return fmt::format("\nHow well mean differences are known can't be said of {} run{} (asked: ± {:g}).\n", runs,
                       runs == 1 ? "" : "s", how.precision);
  return fmt::format("\nMean differences are known to ± {:.2g} (asked: {:g}) after {} runs.\n", error, how.precision,
                     runs);
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

/// What the differences are due to, where that was asked.
std::string split_text(const Comparison& comparison, const std::vector<AttributedDifference>& attributed,
                       const output::TextStyle& style) {
  std::string out = attributed.empty() ? "" : "\nWhat the differences are due to\n";
  for (const AttributedDifference& d : attributed) out += output::attribution_text(d, comparison, style);
  return out;
}

/// All tables, in the order in which a person reads them.
std::string tables(const ComparisonAsked& q, const ComparisonFindings& found,
                   const std::vector<AttributedDifference>& attributed, const output::TextStyle& style) {
  std::string out = "\n" + output::comparison_text(found, style);
  out += split_text(found.comparison, attributed, style);
  if (!q.objectives.empty())
    out += fmt::format("\nObjectives of {} (judgements; * the policy that the rule takes)\n{}",
                       fs::path(q.objectives_file).filename().string(),
                       output::objectives_text(found.comparison, q.objectives, style));
  return out;
}

/// What was run for a question, and what was found.
struct ComparisonFound {
  Comparison comparison;
  std::vector<AttributedDifference> attributed;
  std::vector<IdleEvents> idle;
  std::size_t runs = 0;
  double shared = 0;  ///< share of all months that were run once
};

ComparisonFound answer_of(const ComparisonAsked& q, ScenarioLoader& loader, const ParameterSets& sets,
                          const CompareOptions& how, const RunOptions& options, PageView& view) {
  ComparisonFound out;
  Comparison& comparison = out.comparison;
  comparison.layout = q.layout;
  comparison.seed = options.seed, comparison.version = CHOKEPOINT_VERSION, comparison.command = q.command,
  comparison.commit = commit();
  comparison.parameters = {sets.source(), sets.rows(), sets.hash()};
  const RunSettings settings = run_settings(options);
  std::vector<const Scenario*> scenarios;
  for (const Scenario& s : q.scenarios) scenarios.push_back(&s);
  PairedRuns runs(std::move(scenarios), sets, *q.layout, settings);
  view.watch(runs, options.seed);
  const auto grow_to = [&](std::size_t wanted) {
    runs.grow(out.runs = wanted, "comparing");
    comparison.ensembles.assign(runs.ensembles().begin(), runs.ensembles().end());
    if (!q.given) return;
    Conditional chosen = only_where(*q.given, comparison.ensembles);
    comparison.ensembles = std::move(chosen.ensembles), comparison.selection = std::move(chosen.selection);
  };
  const std::size_t most = most_asked(how, options);
  grow_to(options.runs);
  while (how.precision > 0 && out.runs < most && widest_error(comparison, q.asked, q.at) > how.precision)
    grow_to(std::min(most, 2 * out.runs));
  for (std::size_t s = 1; how.attribute && s < q.scenarios.size(); ++s)
    out.attributed.push_back(attribute_difference(loader, comparison, {s, q.asked, q.at, how.by()}, sets, settings));
  for (const Scenario& scenario : q.scenarios) out.idle.push_back(idle_events_of(scenario, sets, options));
  out.shared = runs.shared();
  view.take(runs, *comparison.ensembles[0]);
  return out;
}

std::string json_of(const ComparisonAsked& q, const ComparisonFound& a, const output::PageParts& parts,
                    const output::Identity& identity) {
  nlohmann::ordered_json figures = output::comparison_json(parts.found);
  figures["answer"] = output::answer_json(*parts.answer);
  figures.update(output::judgements_json(parts));
  figures["identity"] = {{"name", identity.name}, {"file", identity.file}};
  figures["warnings"] = nlohmann::ordered_json::object();
  for (std::size_t s = 0; s < q.scenarios.size(); ++s)
    figures["warnings"][q.scenarios[s].name()] = output::idle_json(q.scenarios[s], a.idle[s]);
  return json_text(figures, 2) + "\n";
}

/// What is said below the tables: what has no effect, how well differences are known, what bands show.
std::string closing_text(const ComparisonAsked& q, const ComparisonFound& a, const ParameterSets& sets,
                         const CompareOptions& how, std::size_t width) {
  std::string warnings;
  for (std::size_t s = 0; s < q.scenarios.size(); ++s)
    warnings += output::warnings_text(q.scenarios[s], a.idle[s], width);
  return (warnings.empty() ? "" : "\n" + warnings) +
         precision_text(how, widest_error(a.comparison, q.asked, q.at), a.runs) + "\n" +
         output::wrapped(
             fmt::format(
                 "Conditional projections, not a forecast; {}. Months that scenarios have in common were run once: "
                 "{:.0f} % of all.",
                 sets.empty()
                     ? "bands show random variation only (parameters at their point values)"
                     : fmt::format("bands show random variation and parameter uncertainty ({})", sets.source()),
                 100 * a.shared),
             0, width);
}

}  // namespace

class CompareCommand final : public Command {
 public:
  explicit CompareCommand(const Program& program)
      : Command(program, "compare", "Compare scenarios run by run: the same random numbers and parameters for each",
                R"(Examples:
  simulate compare baseline no_ban chip_ban strict_enforcement
  simulate compare baseline strict_enforcement --precision 0.1   runs until the gap's mean difference is known to 0.1 ECI
  simulate compare no_ban chip_ban --metric compute_share --agent CN --at 2028
  simulate compare no_ban chip_ban --attribute                   how much of the difference is due to chips, tools, memory
  simulate compare baseline my_policy.yaml --objectives mine.yaml
  simulate compare baseline no_ban --policy strict_enforcement   a policy on top of each of them
  simulate compare controls_decomposition                        the members of a family
  simulate compare baseline no_ban --json | jq '.metrics[0].difference'
)"),
        typed_(program.typed) {
    takes_question();
    takes_runs();
  }

  int run() override {
    if (options_.playground) require_engine_for_browsers();
    ScenarioLoader loader(scenario_options(options_));
    ComparisonAsked q;
    q.command = typed_;
    read_question(q, loader, how_, options_);
    output::Identity identity = identity_of(q.scenarios);
    identity.name += folder_suffix(options_.given);
    const fs::path folder = result_folder(identity, options_);
    RunOptions most = options_;
    most.runs = most_asked(how_, options_);
    const ParameterSets sets = parameter_sets(most, q.scenarios[0]);
    PageView view(q.scenarios[0]);
    const ComparisonFound a = answer_of(q, loader, sets, how_, options_, view);
    const ComparisonFindings found(a.comparison, q.asked, q.at);
    const Answer answer = answer_of(found, q.answers, sets);
    const output::PageParts parts{.found = found,
                                  .objectives = q.objectives,
                                  .attributed = a.attributed,
                                  .explained = explained_differences(answer, sets, options_),
                                  .hypotheses = judge_claims(q.claims, a.comparison),
                                  .idle = a.idle,
                                  .answer = &answer};
    const std::string json = json_of(q, a, parts, identity);
    std::vector<File> files{{"compare.csv", output::comparison_csv(found)},
                            {"compare.json", json},
                            {"summary.md", "```text\n" + told(q, a, answer, sets, {false, 100}, true) +
                                               "\nMade by: " + q.command + "\n```\n"}};
    for (File& file : page_files(a.comparison, parts, view, sets, options_)) files.push_back(std::move(file));
    output::write_files(files, folder);
    std::vector<std::string> names;
    for (const File& file : files) names.push_back(file.name);
    if (options_.json)
      fmt::print("{}", json);
    else if (!options_.quiet)
      fmt::print("{}{}", told(q, a, answer, sets, {is_terminal(STDOUT_FILENO), terminal_width()}, options_.full),
                 output::wrapped(files_line(folder, names), 0, terminal_width()));
    return 0;
  }

 private:
  /// The answer, with all tables after it if they are wanted.
  [[nodiscard]] std::string told(const ComparisonAsked& q, const ComparisonFound& a, const Answer& answer,
                                 const ParameterSets& sets, const output::TextStyle& style, bool full) const {
    return output::answer_text(answer, {}, style) +
           (full ? tables(q, answer.found, a.attributed, style) : split_text(a.comparison, a.attributed, style)) +
           closing_text(q, a, sets, how_, style.width) +
           (full ? "" : output::wrapped("Full tables: --full, or summary.md.", 0, style.width));
  }

  void takes_question() {
    CLI::App& c = command();
    c.add_option("scenarios", how_.scenarios, "Scenarios or families; the others are compared with the first")
        ->required()
        ->type_name("SCENARIO");
    c.add_option("--baseline", how_.baseline, "Compare with this one instead")->type_name("SCENARIO");
    whole_number(c.add_option("--runs", options_.runs, "Replicates of each scenario"), 1, most_replicates)
        ->capture_default_str();
    c.add_option("--metric", how_.metric, "Metric shown in full")->type_name("METRIC")->capture_default_str();
    c.add_option("--agent", how_.agent, "Nation, firm ... that it is of")->type_name("AGENT");
    c.add_option("--at", how_.at, "Month, as 2028-06 or 2028 (default: the last)")->type_name("MONTH");
    any_number(c.add_option("--precision", how_.precision,
                            "Add runs until the mean differences of the metric are known to plus or minus this (95 %)"),
               1e-9, 1e9);
    whole_number(c.add_option("--max-runs", how_.most_runs, "At most this many, with --precision"), 1, most_replicates)
        ->capture_default_str();
    c.add_option("--objectives", how_.objectives,
                 "What people want of a policy (default: scenarios/claims/objectives.yaml)")
        ->type_name("FILE");
    c.add_flag("--attribute", how_.attribute,
               "Split each difference of the metric over the policies in which the scenarios differ (Shapley values)");
    one_of(c.add_option("--by", how_.parts_by,
                        "What goes together in that: policy files, tags of events, or each event alone"),
           {"policy", "tag", "event"})
        ->capture_default_str();
  }

  void takes_runs() {
    CLI::App& c = command();
    takes_months(c, options_);
    c.add_option("--out", options_.out, "Folder for the result (default: results/compare-...)")->type_name("FOLDER");
    c.add_flag("--force", options_.force, "Replace another result that is in the folder");
    takes_changes(c, options_, "Override a number in all of them",
                  "Add a policy to each of them: a file, or a shipped policy by its name");
    c.add_option("--data", options_.data, "Folder of the world's data")->type_name("FOLDER");
    takes_parameter_sets(c, options_);
    takes_condition(c, options_);
    takes_playground(c, options_);
    c.add_flag("--full", options_.full, "Print all tables, not the answers alone");
    c.add_flag("--json", options_.json, "Print the comparison as JSON");
    c.add_flag("--quiet", options_.quiet, "Print nothing but errors");
  }

  CompareOptions how_;
  RunOptions options_;
  std::string typed_;  ///< the command line
};

template std::unique_ptr<Command> make_command<CompareCommand>(const Program&);

}  // namespace chokepoint::app
