// simulate SCENARIO
#include "app/commands/run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "analysis/runs/named_series.hpp"
#include "app/common/command_options.hpp"
#include "app/common/page_files.hpp"
#include "app/common/playground_page.hpp"
#include "app/common/reasons.hpp"
#include "app/common/repeat.hpp"
#include "app/common/run_scenarios.hpp"
#include "app/common/scenario_claims.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "output/files/iamc.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/answer_text.hpp"
#include "output/text/family_report.hpp"
#include "output/text/run_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The folder of the results: as asked for, or by the name of what is run. A folder of that name with another result in
/// it is left alone.
fs::path results_folder(const ScenarioSet& cast, const RunOptions& options) {
  const fs::path asked(options.out);
  const fs::path folder = asked.has_filename() ? asked : asked.parent_path();  // `results/x/` is `results/x`
  if (options.out.empty() && !options.force)
    return output::free_folder(fs::path("results") / output::folder_name(cast.identity.name), cast.identity);
  const fs::path out = options.out.empty() ? fs::path("results") / output::folder_name(cast.identity.name) : folder;
  output::require_folder(out, cast.identity, options.force);
  return out;
}

void print_hashes(const ScenarioSet& cast, const RunOptions& options) {
  const auto print = [&](const Ensemble& ensemble) {
    fmt::print("{:016x}  {}  {} runs to {}\n", ensemble.hash(), ensemble.scenario->name(), ensemble.hashes.size(),
               ensemble.scenario->end.text());
  };
  bool first = true;
  run_scenario_set(cast, options, [&](const Results& results) {
    print(*results.main);
    if (first && results.other && cast.other) print(*results.other);
    first = false;
  });
}

/// The results with what has no effect in them.
Results with_idle(Results results, const ScenarioSet& cast, const RunOptions& options) {
  results.idle = std::make_shared<const IdleEvents>(idle_events_of(*results.main->scenario, cast.sets, options));
  return results;
}

/// Results with what has no effect in them, and their answer.
struct Answered {
  Results results;
  Comparison comparison;
  ComparisonFindings found;
  Answer answer;

  Answered(const Results& plain, const std::vector<Hypothesis>& claims, const ScenarioSet& cast,
           const RunOptions& options)
      : results(with_idle(plain, cast, options)),
        comparison(results),
        found(comparison, shown_as("eci_gap", ""), comparison.end()),
        answer(answer_of(found, of_last(claims, comparison.ensembles.size()), cast.sets)) {}
  Answered(const Answered&) = delete;
  Answered& operator=(const Answered&) = delete;

 private:
  /// What is compared with has no claims.
  static std::vector<std::vector<Hypothesis>> of_last(const std::vector<Hypothesis>& claims, std::size_t scenarios) {
    std::vector<std::vector<Hypothesis>> out(scenarios);
    out.back() = claims;
    return out;
  }
};

/// What a person sees: the answer on one screen, or all tables.
std::string told(const Results& results, const Answer& answer, const RunOptions& options, const fs::path& folder) {
  constexpr std::size_t screen = 20;  // of 24 lines, but for what is below
  const output::TextStyle style{is_terminal(STDOUT_FILENO), terminal_width()};
  if (options.full) return output::answer_text(answer, {}, style) + "\n" + output::text_report(results, style);
  const std::string name = results.main->scenario->plain_name();
  const std::string more = fmt::format(
      "More: simulate {} --full | {}/report.html{}", options.scenario, folder.string(),
      results.other ? fmt::format(" | simulate why {} {}", results.other->scenario->plain_name(), name) : "");
  const std::string said = output::warnings_text(results, style.width);
  return output::answer_text(answer, {said, screen}, style) + output::wrapped(more, 0, style.width);
}

/// What is written beside the files of every result.
std::vector<File> other_formats(const Results& results, const RunOptions& options) {
  if (options.format != "iamc") return {};
  return {{"iamc.csv", output::iamc_csv(results, options.metrics)}};
}

void run_one(const ScenarioSet& cast, const RunRequest& request) {
  const RunOptions& options = request.options;
  const fs::path folder = results_folder(cast, options);
  std::vector<File> page;
  std::string again;
  PageView view(cast.members[0]);
  const std::vector<Hypothesis> claims = scenario_claims({&cast.members[0]})[0];
  const auto report = [&](const Results& plain) {
    const Answered of(plain, claims, cast, options);
    const Results& results = of.results;
    const Answer& answer = of.answer;
    std::vector<IdleEvents> idle(of.comparison.ensembles.size());
    idle.back() = *results.idle;
    output::PageParts parts{.found = of.found,
                            .attributed = attributed_difference(answer, cast.sets, options),
                            .explained = explained_differences(answer, cast.sets, options),
                            .hypotheses = answer.policies[0].claims,
                            .idle = std::move(idle)};
    parts.answer = &answer;
    page = page_files(of.comparison, std::move(parts), view, cast.sets, options);
    for (File& file : other_formats(results, options)) page.push_back(std::move(file));
    output::write_results(results, folder, {options.members, options.metrics, page, &answer});
    again = repeated(request, results);
    if (options.json)
      fmt::print("{}", output::summary_json(results, &answer));
    else if (!options.quiet)
      fmt::print("{}", told(results, answer, options, folder));
  };
  run_scenario_set(cast, options, report, &view);
  if (options.json || options.quiet) return;
  std::vector<std::string> names{"summary.md", "summary.json", "series.csv", "events.csv", "run.yaml"};
  if (options.members) names.insert(names.end(), {"members.csv", "fired.csv"});
  for (const File& file : page) names.push_back(file.name);
  fmt::print("{}{}", output::wrapped(files_line(folder, names), 0, terminal_width()), again);
}

void run_family(const ScenarioSet& cast, const RunOptions& options) {
  const fs::path folder = results_folder(cast, options);
  std::vector<const Scenario*> members;
  for (const Scenario& member : cast.members) members.push_back(&member);
  const auto claims = scenario_claims(members);
  std::size_t at = 0;
  output::FamilyTable table;
  std::string json;
  output::write_folder(folder, [&](const fs::path& making) {
    run_scenario_set(cast, options, [&](const Results& plain) {
      const Answered of(plain, claims[at++], cast, options);
      const Results& results = of.results;
      const fs::path member = making / output::folder_name(results.main->scenario->member);
      fs::create_directory(member);
      output::write_results_into(results, member,
                                 {options.members, options.metrics, other_formats(results, options), &of.answer});
      table.add(results);
      if (options.json) json += (json.empty() ? "[" : ",\n") + output::summary_json(results, &of.answer);
    });
    write_text(making / "family.csv", table.csv());
  });
  if (options.json)
    fmt::print("{}]\n", json);
  else if (!options.quiet) {
    const std::string& question = cast.members[0].question;
    fmt::print("{}: {} scenarios, {} runs each, seed {}\n{}\n", cast.identity.name, cast.members.size(), options.runs,
               options.seed, question.empty() ? "" : output::wrapped(question, 0, terminal_width()));
    fmt::print("{}", table.text({is_terminal(STDOUT_FILENO), terminal_width()}));
    fmt::print("\n{}",
               output::wrapped(fmt::format("Conditional projections, not a forecast. Files: {}/ (family.csv, and "
                                           "a folder for each scenario)",
                                           folder.string()),
                               0, terminal_width()));
  }
}

/// Options of what the run is of.
void takes_subject(CLI::App& app, RunOptions& run) {
  app.add_option("scenario", run.scenario, "Scenario file, or the name of a shipped one")->type_name("SCENARIO");
  whole_number(app.add_option("--runs", run.runs, "Replicates of each scenario"), 1, most_replicates)
      ->capture_default_str();
  takes_months(app, run);
  app.add_option("--out", run.out,
                 "Folder for the result (default: results/NAME, with policies and overrides in the name)")
      ->type_name("FOLDER");
  app.add_flag("--force", run.force, "Replace another result that is in the folder");
  takes_changes(app, run, "Override parameters.NAME, TABLE.ROW.COLUMN or events.ID.FIELD",
                "Add a policy file, or a shipped policy by its name");
  app.add_option("--data", run.data, "Folder of the world's data")->type_name("FOLDER");
  takes_parameter_sets(app, run);
}

/// Options of what is told of it.
void takes_report(CLI::App& app, RunOptions& run) {
  app.add_flag("--members", run.members,
               "Also write every replicate: members.csv, metrics of the world as a whole or those of --metrics; "
               "fired.csv, which events occurred when");
  one_of(
      app.add_option("--format", run.format, "Also write the result for other tools: iamc (iamc.csv, a column a year)"),
      {"iamc"});
  takes_condition(app, run);
  app.add_option("--metrics", run.metrics, "Metrics in series.csv and members.csv (default: all in series.csv)")
      ->type_name("METRIC,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--no-compare", run.no_compare, "Run the scenario alone");
  takes_playground(app, run);
  app.add_flag("--full", run.full, "Print all tables, not the answer alone");
  app.add_flag("--json", run.json, "Print the summary as JSON");
  app.add_flag("--quiet", run.quiet, "Print nothing but errors");
  app.add_flag("--hash", run.hash, "Print a hash of all states and write nothing");
}

int run_scenario(RunRequest typed) {
  const RunRequest request = with_record(std::move(typed));
  const RunOptions& options = request.options;
  if (options.playground) require_engine_for_browsers();
  Mistakes mistakes;
  for (const std::string& metric : options.metrics)
    if (!find_metric(metric)) mistakes.add({"--metrics"}, unknown_metric(metric));
  if (options.hash && !options.given.empty()) mistakes.add({"--given"}, "goes with reports: '--hash' is of all runs");
  mistakes.throw_if_any();
  ScenarioSet cast = load_scenario_set(options, request.record.get());
  cast.command = request.command;
  if (cast.given && cast.members.size() > 1)
    mistakes.add({"--given"},
                 fmt::format("goes with one scenario, and '{}' is a family of {}: simulate compare takes it whole",
                             options.scenario, cast.members.size()));
  mistakes.throw_if_any();
  if (!options.quiet) tell_what_changed(request, cast);
  if (options.hash)
    print_hashes(cast, options);
  else if (cast.members.size() == 1)
    run_one(cast, request);
  else
    run_family(cast, options);
  return 0;
}

}  // namespace

RunCommand::RunCommand(CLI::App& app, std::string typed) : app_(app), typed_(std::move(typed)) {
  takes_subject(app, options_);
  takes_report(app, options_);
  give_examples(app, R"(Examples:
  simulate scenarios/chip_ban.yaml                    run and compare with the scenario it names
  simulate baseline --runs 256 --seed 7 --until 2028  a shipped scenario by its name
  simulate chip_ban --set parameters.controls.enforcement=0.8 --out results/strict
  simulate chip_ban --json | jq '.metrics[0]'
  simulate baseline --parameters prior                parameters drawn from their ranges, two runs for each set
  simulate compare baseline no_ban strict_enforcement  paired run by run: differences, odds, winners, regret
  simulate help compare                               what a command takes, with examples of it
  simulate list metrics                               what is measured (also: parameters, events, nations, world)
  simulate explain eci_gap                            what a metric, a parameter, a type of event is
  simulate new my_policy                              a commented file to start from
  simulate check my_policy.yaml                       every mistake, with line and column
  simulate explain chip_ban controls.enforcement      who set it, and what that overrode
  simulate graph baseline --at 2025-12                who supplies whom, chokepoints, what the rules close
  simulate why no_ban chip_ban --metric eci_gap       why the same run comes out differently
  simulate fit                                        the model against the record 2020-2025
  simulate hypotheses                                 what people claim, judged by runs
  simulate validate                                   hindcasts from 2022, 2023 and 2024, scored
  simulate patterns                                   measured effects of measures beside the model's
  simulate sweep run studies/ban_strength.yaml        a batch study: thousands of runs, one table
)");
}

int RunCommand::run() {
  if (options_.scenario.empty()) {
    fmt::print("{}", app_.help());
    return 2;
  }
  RunRequest request{options_, {}, typed_, nullptr, false};
  for (const CLI::Option* option : app_.get_options())
    if (option->count() > 0) request.typed.push_back(option->get_single_name());
  if (const std::string wrong = unknown_scenario(app_, options_.scenario); !wrong.empty()) {
    tell(stderr, wrong + "\n" + help_line(""));
    return 2;
  }
  return run_scenario(std::move(request));
}

}  // namespace chokepoint::app
