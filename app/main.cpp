// The front door: reads the command line, calls a command, tells errors.
//
// Exit codes: 0 done; 1 the result could not be written; 2 the input is wrong; 130 stopped by Ctrl-C.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <functional>
#include <new>

#include "app/bench/command.hpp"
#include "app/common/examples.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/options.hpp"
#include "app/common/terminal.hpp"
#include "app/sweep/command.hpp"
#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/world/trade_graph.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {

namespace {

/// Puts examples of its own under the help of every command and verb.
void give_examples(CLI::App& app) {
  const std::string name = full_name(app);
  std::string examples = examples_of(name == "simulate" ? "" : name.substr(std::string_view("simulate ").size()));
  const std::string typed = "\n  " + typed_name() + " ", plain = "\n  simulate ";
  for (std::size_t at = examples.find(plain); at != std::string::npos; at = examples.find(plain, at + typed.size()))
    examples.replace(at, plain.size(), typed);
  app.footer(examples);
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) give_examples(*command);
}

/// `simulate help [COMMAND [VERB]]`.
int help_command(CLI::App& app, const std::vector<std::string>& topic) {
  CLI::App* command = &app;
  for (const std::string& word : topic) {
    const std::vector<CLI::App*> found =
        command->get_subcommands([&](const CLI::App* c) { return c->get_name() == word; });
    if (found.empty()) {
      std::vector<std::string> known;
      for (const CLI::App* c : command->get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); }))
        known.push_back(c->get_name());
      throw ScenarioError(
          {{{"help"},
            fmt::format("{} has no command '{}'{}; of a metric, parameter or type of event: {} explain {}",
                        full_name(*command), word, suggestion(word, known), typed_name(), word)}});
    }
    command = found.front();
  }
  const std::string name = full_name(*command);
  // The program's own help, without that of the command `help` which is being read.
  fmt::print("{}", command == &app ? app.get_formatter()->make_help(&app, name, CLI::AppFormatMode::Normal)
                                   : command->help(name.substr(0, name.rfind(' '))));
  return 0;
}

struct Choice {
  CLI::App* command;
  std::function<int()> run;
};

int dispatch(int argc, char** argv) {
  CLI::App app{"chokepoint: a simulation of the AI and chip race", "simulate"};
  app.set_version_flag("--version", std::string("chokepoint ") + CHOKEPOINT_VERSION);
  RunOptions run;
  run.command = "simulate";
  for (int k = 1; k < argc; ++k) run.command += " " + shell_word(argv[k]);
  app.add_option("scenario", run.scenario, "Scenario file, or the name of a shipped one")->type_name("SCENARIO");
  whole_number(app.add_option("--runs", run.runs, "Replicates of each scenario"), 1, most_replicates)
      ->capture_default_str();
  whole_number(app.add_option("--seed", run.seed, "Seed of all random numbers"), 0, largest_seed)
      ->capture_default_str();
  app.add_option("--until", run.until, "Last month, as 2028-06 or 2028")->type_name("MONTH");
  thread_count(app.add_option("--threads", run.threads, "Threads (default: all cores); the result is the same"));
  app.add_option("--out", run.out,
                 "Folder for the result (default: results/NAME, with policies and overrides in the name)")
      ->type_name("FOLDER");
  app.add_flag("--force", run.force, "Replace another result that is in the folder");
  app.add_option("--set", run.set, "Override parameters.NAME, TABLE.ROW.COLUMN or events.ID.FIELD")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  app.add_option("--policy", run.policies, "Add a policy file, or a shipped policy by its name")
      ->type_name("POLICY")
      ->allow_extra_args(false);
  app.add_option("--data", run.data, "Folder of the world's data")->type_name("FOLDER");
  const auto takes_sets = [](CLI::App* command, RunOptions& how) {
    command
        ->add_option("--parameters", how.parameters,
                     "point: the values of parameters.yaml; prior or posterior: drawn before or after the record; or a "
                     "CSV file of sets (runs: posterior, fit and patterns: point, unless said)")
        ->type_name("SOURCE")
        ->capture_default_str();
  };
  takes_sets(&app, run);
  app.add_flag("--members", run.members,
               "Also write every replicate: members.csv, metrics of the world as a whole or those of --metrics; "
               "fired.csv, which events occurred when");
  const auto takes_condition = [](CLI::App* command, RunOptions& how) {
    command
        ->add_option("--given", how.given,
                     "Report only runs in which this holds, as \"fired(EVENT)\" or \"not fired(EVENT, 2028)\"; pairs, "
                     "where scenarios are compared")
        ->type_name("CONDITION");
  };
  takes_condition(&app, run);
  app.add_option("--metrics", run.metrics, "Metrics in series.csv and members.csv (default: all in series.csv)")
      ->type_name("METRIC,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--no-compare", run.no_compare, "Run the scenario alone");
  app.add_flag("--json", run.json, "Print the summary as JSON");
  app.add_flag("--quiet", run.quiet, "Print nothing but errors");
  app.add_flag("--hash", run.hash, "Print a hash of all states and write nothing");

  CLI::App* compare =
      app.add_subcommand("compare", "Compare scenarios run by run: the same random numbers and parameters for each");
  CompareOptions comparing;
  RunOptions compared;
  compared.command = run.command;
  compare->add_option("scenarios", comparing.scenarios, "Scenarios or families; the others are compared with the first")
      ->required()
      ->type_name("SCENARIO");
  compare->add_option("--baseline", comparing.baseline, "Compare with this one instead")->type_name("SCENARIO");
  whole_number(compare->add_option("--runs", compared.runs, "Replicates of each scenario"), 1, most_replicates)
      ->capture_default_str();
  compare->add_option("--metric", comparing.metric, "Metric shown in full")->type_name("METRIC")->capture_default_str();
  compare->add_option("--agent", comparing.agent, "Nation, firm ... that it is of")->type_name("AGENT");
  compare->add_option("--at", comparing.at, "Month, as 2028-06 or 2028 (default: the last)")->type_name("MONTH");
  any_number(
      compare->add_option("--precision", comparing.precision,
                          "Add runs until the mean differences of the metric are known to plus or minus this (95 %)"),
      1e-9, 1e9);
  whole_number(compare->add_option("--max-runs", comparing.most_runs, "At most this many, with --precision"), 1,
               most_replicates)
      ->capture_default_str();
  compare
      ->add_option("--objectives", comparing.objectives,
                   "What people want of a policy (default: scenarios/claims/objectives.yaml)")
      ->type_name("FILE");
  compare->add_flag(
      "--attribute", comparing.attribute,
      "Split each difference of the metric over the policies in which the scenarios differ (Shapley values)");
  one_of(compare->add_option("--by", comparing.parts_by,
                             "What goes together in that: policy files, tags of events, or each event alone"),
         {"policy", "tag", "event"})
      ->capture_default_str();
  whole_number(compare->add_option("--seed", compared.seed, "Seed of all random numbers"), 0, largest_seed)
      ->capture_default_str();
  compare->add_option("--until", compared.until, "Last month, as 2028-06 or 2028")->type_name("MONTH");
  thread_count(
      compare->add_option("--threads", compared.threads, "Threads (default: all cores); the result is the same"));
  compare->add_option("--out", compared.out, "Folder for the result (default: results/compare-...)")
      ->type_name("FOLDER");
  compare->add_flag("--force", compared.force, "Replace another result that is in the folder");
  compare->add_option("--set", compared.set, "Override a number in all of them")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  compare
      ->add_option("--policy", compared.policies,
                   "Add a policy to each of them: a file, or a shipped policy by its name")
      ->type_name("POLICY")
      ->allow_extra_args(false);
  compare->add_option("--data", compared.data, "Folder of the world's data")->type_name("FOLDER");
  takes_sets(compare, compared);
  takes_condition(compare, compared);
  compare->add_flag("--json", compared.json, "Print the comparison as JSON");
  compare->add_flag("--quiet", compared.quiet, "Print nothing but errors");

  CLI::App* report =
      app.add_subcommand("report", "Write one page of one or more results, or one of its charts as a picture");
  ReportOptions reported;
  report->add_option("results", reported.results, "Folders of results")->required()->type_name("RESULT");
  report->add_option("-o,--out", reported.out, "File to write (default: report.html, or the chart's name)")
      ->type_name("FILE");
  report
      ->add_option("--chart", reported.chart,
                   "One chart alone: a metric, or METRIC-AGENT, map, network, timeline, regret ...")
      ->type_name("CHART");
  one_of(report->add_option("--format", reported.format, "html; of one chart: svg, png, pdf (needs Chromium)"),
         {"html", "svg", "png", "pdf"})
      ->capture_default_str();
  report->add_option("--scenario", reported.scenario, "Scenario that the chart is of")->type_name("NAME");
  report->add_flag("--differences", reported.differences, "The chart's differences instead of its levels");
  whole_number(report->add_option("--width", reported.width, "Width of the chart, pixels"), 200, 4000)
      ->capture_default_str();
  whole_number(report->add_option("--height", reported.height, "Its height (default: what suits it)"), 200, 4000);

  CLI::App* list = app.add_subcommand(
      "list",
      "List metrics, parameters, events, scenarios, policies, nations or regions, or count what the world consists of");
  std::string kind;
  std::string listed_name;
  bool names_only = false;
  one_of(list->add_option("kind", kind, "What to list"),
         {"metrics", "parameters", "events", "scenarios", "policies", "nations", "regions", "world"})
      ->required();
  list->add_option("name", listed_name, "One of them, in full")->type_name("NAME");
  list->add_flag("--json", run.json, "As JSON");
  list->add_flag("--names", names_only, "Names alone");
  list->add_option("--data", run.data, "Folder of the world's data");

  CLI::App* fit = app.add_subcommand("fit", "Compare the model with the record: data/targets.csv");
  RunOptions record;
  record.scenario = "history";
  record.until = "2025-12";
  record.runs = 41;
  record.parameters = "point";
  fit->add_option("scenario", record.scenario, "Scenario file")->capture_default_str();
  const auto judges = [&](CLI::App* command, RunOptions& how) {
    takes_sets(command, how);
    whole_number(command->add_option("--runs", how.runs, "Replicates"), 1, most_replicates)->capture_default_str();
    whole_number(command->add_option("--seed", how.seed, "Seed of all random numbers"), 0, largest_seed)
        ->capture_default_str();
    thread_count(command->add_option("--threads", how.threads, "Threads"));
    command->add_option("--set", how.set, "Override a number")->type_name("PATH=VALUE")->allow_extra_args(false);
    command->add_option("--data", how.data, "Folder of the world's data");
    command->add_flag("--json", how.json, "As JSON");
  };
  judges(fit, record);

  CLI::App* patterns = app.add_subcommand(
      "patterns", "Compare measured effects of measures and shocks with the model's: data/patterns.csv");
  RunOptions effects;
  effects.runs = 41;
  effects.parameters = "point";
  judges(patterns, effects);

  CLI::App* calibrate = app.add_subcommand("calibrate", "Draw posterior parameter sets, as a calibration file says");
  CalibrateOptions fitting;
  RunOptions fitting_run;
  calibrate->add_option("study", fitting.study, "Study file, as studies/calibration.yaml")
      ->required()
      ->type_name("STUDY");
  thread_count(
      calibrate->add_option("--threads", fitting_run.threads, "Threads (default: all cores); the result is the same"));
  calibrate->add_option("--data", fitting_run.data, "Folder of the world's data")->type_name("FOLDER");
  calibrate->add_option("--work", fitting.work, "Folder of checkpoints (default: results/calibration/NAME)")
      ->type_name("FOLDER");
  calibrate->add_option("--out", fitting.out, "Parameter sets (default: as the study says)")->type_name("FILE");
  calibrate->add_option("--report", fitting.report, "Report (default: as the study says)")->type_name("FILE");
  calibrate->add_flag("--quiet", fitting_run.quiet, "Print nothing but errors");

  CLI::App* claims = app.add_subcommand(
      "hypotheses", "Judge claims by runs, component by component: scenarios/claims/hypotheses.yaml");
  RunOptions judged;
  std::string claims_file;
  judged.runs = 200;
  claims->add_option("file", claims_file, "File of hypotheses (default: the shipped one)")->type_name("FILE");
  judges(claims, judged);
  CLI::App* validation = app.add_subcommand("validate", "Score hindcasts from three origins, patterns and a placebo");
  RunOptions validated;
  bool markdown = false;
  validated.runs = 400;
  judges(validation, validated);
  validation->add_flag("--markdown", markdown, "As the page docs/validation.md");
  CLI::App* forecast =
      app.add_subcommand("forecast", "Write what the model gives for the year after the record, by quarter");
  RunOptions foretold;
  std::string as_of, forecast_file;
  foretold.runs = 1000;
  forecast->add_option("--as-of", as_of, "Last date of what was known, as 2025-12-31")->required()->type_name("DATE");
  forecast->add_option("-o,--out", forecast_file, "File to write (default: standard output)")->type_name("FILE");
  judges(forecast, foretold);

  // What a scenario says, before anything is run.
  std::vector<std::string> files, pair;
  std::string key, name, what;
  bool notes = false;
  std::vector<Choice> tools;
  const auto tool = [&](const char* word, const char* meaning, std::function<int()> does) {
    CLI::App* command = app.add_subcommand(word, meaning);
    tools.push_back({command, std::move(does)});
    return command;
  };
  const auto reads_scenarios = [&](CLI::App* command, bool layers) {
    command->add_option("--data", run.data, "Folder of the world's data")->type_name("FOLDER");
    command->add_flag("--json", run.json, "As JSON");
    if (!layers) return;
    command->add_option("--set", run.set, "Override a number, as in a run")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command->add_option("--policy", run.policies, "Add a policy, as in a run")
        ->type_name("POLICY")
        ->allow_extra_args(false);
  };
  CLI::App* check =
      tool("check", "Tell every mistake of scenario and policy files", [&] { return check_command(files, run); });
  check->add_option("files", files, "Scenario or policy files")->required()->type_name("FILE");
  CLI::App* explain =
      tool("explain",
           "Say what a word means; or the final value of a key in a scenario, where it came from and what it overrode",
           [&] { return explain_command(key, run); });
  explain
      ->add_option("scenario", run.scenario,
                   "Scenario file; or, alone, a metric, parameter, type of event, nation, scenario or policy")
      ->required()
      ->type_name("SCENARIO|WORD");
  explain->add_option("key", key, "parameters.NAME, TABLE.ROW.COLUMN, an event's id, or ID.FIELD")->type_name("KEY");
  CLI::App* when = tool("timeline", "Say what will happen when", [&] { return timeline_command(notes, run); });
  when->add_option("scenario", run.scenario, "Scenario file")->required()->type_name("SCENARIO");
  when->add_flag("--notes", notes, "Also facts that move nothing in the model");
  CLI::App* diff =
      tool("diff", "Say what two scenarios differ in", [&] { return diff_command(pair[0], pair[1], run); });
  diff->add_option("scenarios", pair, "Two scenario files")->required()->expected(2)->type_name("SCENARIO");
  for (CLI::App* command : {check, explain, when}) reads_scenarios(command, true);
  diff->add_flag("--json", run.json, "As JSON");
  CLI::App* fresh =
      tool("new", "Write a commented scenario file to start from", [&] { return new_command(name, run); });
  fresh->add_option("name", name, "Its name")->required()->type_name("NAME");
  CLI::App* schema =
      tool("schema", "Print the JSON Schema of a kind of file, for editors", [&] { return schema_command(what, run); });
  one_of(schema->add_option("kind", what, "scenario (default), policy, study, calibration, objectives or claims"),
         {"scenario", "policy", "study", "calibration", "objectives", "claims"});
  schema->add_option("--data", run.data, "Folder of the world's data")->type_name("FOLDER");
  CLI::App* docs = tool("docs", "Print a generated page of the documentation", [&] { return docs_command(what, run); });
  one_of(docs->add_option("page", what, "language, keys or scenarios"), {"language", "keys", "scenarios"})->required();
  GraphOptions picture;
  CLI::App* graph =
      tool("graph", "Show the supply network of one month of one run: chokepoints, concentration, what the rules close",
           [&] { return graph_command(picture, run); });
  graph->add_option("scenario", run.scenario, "Scenario file, or the name of a shipped one")
      ->required()
      ->type_name("SCENARIO");
  graph
      ->add_option(
          "--at", picture.at,
          "Month, as 2027-06 or 2027 (default: 2025-12, or the last month if earlier); several: how chokepoints change")
      ->delimiter(',')
      ->type_name("MONTH");
  whole_number(graph->add_option("--every", picture.every, "Every N months instead: 12 is each December"), 1, 1200);
  graph->add_option("--good", picture.good, fmt::format("Links of one good: {}", fmt::join(good_names, ", ")))
      ->type_name("GOOD");
  one_of(graph->add_option("--format", picture.format, "table, graphml, dot, json or csv (suppliers over time)"),
         {"table", "graphml", "dot", "json", "csv"})
      ->capture_default_str();
  whole_number(graph->add_option("--replicate", picture.replicate, "Which replicate, counted from 0"), 0,
               most_replicates - 1)
      ->capture_default_str();
  whole_number(graph->add_option("--seed", run.seed, "Seed of all random numbers"), 0, largest_seed)
      ->capture_default_str();
  graph->add_option("--without", picture.without, "Take these suppliers out, together")->type_name("SUPPLIER");
  reads_scenarios(graph, true);
  WhyOptions why;
  RunOptions paired;
  paired.runs = 32;
  CLI::App* reasons = tool("why", "Say why the same run comes out differently under two scenarios",
                           [&] { return why_command(why, paired); });
  reasons->add_option("scenarios", why.scenarios, "Two scenario files, or names of shipped ones: A and B")
      ->required()
      ->expected(2)
      ->type_name("SCENARIO");
  reasons->add_option("--metric", why.metric, "What differs: simulate list metrics")
      ->type_name("METRIC")
      ->capture_default_str();
  reasons->add_option("--agent", why.agent, "Whose, of a metric of nations, firms, ...")->type_name("NAME");
  reasons->add_option("--at", why.at, "Month, as 2028-06 or 2028 (default: the last)")->type_name("MONTH");
  whole_number(reasons->add_option("--replicate", why.replicate,
                                   "The pair to explain, counted from 0 (default: the one nearest to the median)"),
               0, most_replicates - 1);
  reasons->add_flag("--all", why.all, "What limits every producer, not only those that matter");
  judges(reasons, paired);
  CLI::App* completion = tool("completion", "Print a completion script for a shell", [&] {
    std::vector<std::string> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
      commands.push_back(command->get_name());
    return completion_command(what, commands);
  });
  one_of(completion->add_option("shell", what, "bash, zsh or fish"), {"bash", "zsh", "fish"})->required();

  SweepCommand sweep(app);
  BenchCommand bench(app, run.command);
  std::vector<std::string> topic;
  CLI::App* help =
      tool("help", "Say what a command does and takes, with examples of it", [&] { return help_command(app, topic); });
  help->add_option("command", topic, "A command, or a command and its verb (default: all commands)")
      ->type_name("COMMAND");
  give_examples(app);

  // Read here, because a command's name after `help` would be taken for the command.
  if (argc > 2 && std::string_view(argv[1]) == "help" && argv[2][0] != '-')
    return help_command(app, {argv + 2, argv + argc});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    tell(stderr, command_line_mistakes(app, error, {argv + 1, argv + argc}));
    return 2;
  }
  if (compare->parsed()) return compare_command(comparing, compared);
  if (report->parsed()) return report_command(reported);
  if (list->parsed()) return list_command(kind, listed_name, run.json, names_only, run.data);
  if (fit->parsed()) return fit_command(record);
  if (patterns->parsed()) return patterns_command(effects);
  if (claims->parsed()) return hypotheses_command(claims_file, judged);
  if (validation->parsed()) return validate_command(markdown, validated);
  if (forecast->parsed()) return forecast_command(as_of, forecast_file, foretold);
  if (calibrate->parsed()) return calibrate_command(fitting, fitting_run);
  if (sweep.parsed()) return sweep.run();
  if (bench.parsed()) return bench.run();
  for (const Choice& choice : tools)
    if (choice.command->parsed()) return choice.run();
  if (run.scenario.empty()) {
    fmt::print("{}", app.help());
    return 2;
  }
  for (const CLI::Option* option : app.get_options())
    if (option->count() > 0) run.typed.push_back(option->get_single_name());
  if (const std::string wrong = unknown_scenario(app, run.scenario); !wrong.empty()) {
    tell(stderr, wrong + "\n" + help_line(""));
    return 2;
  }
  return run_command(run);
}

}  // namespace

}  // namespace chokepoint::app

int main(int argc, char** argv) {
  using namespace chokepoint;
  app::open_standard_files();
  struct sigaction stop = {};
  stop.sa_handler = [](int) { app::interrupted = true; };
  stop.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl-C ends the program at once
  ::sigaction(SIGINT, &stop, nullptr);
  try {
    const int code = app::dispatch(argc, argv);
    if (code != 0 || (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)) return code;
  } catch (const ScenarioError& error) {
    app::tell_mistakes(error, STDERR_FILENO);
    app::tell(stderr,
              fmt::format("{} mistake{}; nothing was run or written\n", error.count(), error.count() == 1 ? "" : "s"));
    return 2;
  } catch (const app::Interrupted&) {
    app::tell(stderr, "stopped; no unfinished result was written\n");
    return 130;
  } catch (const OutputError& error) {
    app::tell(stderr, fmt::format("{}\n", error.what()));
    return 1;
  } catch (const std::bad_alloc&) {
    app::tell(stderr,
              "there is not enough memory for this: ask for fewer runs, months or firms, or run "
              "on a machine with more; no unfinished result was written\n");
    return 1;
  } catch (const std::exception& error) {
    if (std::ferror(stdout) == 0) {
      app::tell(stderr, fmt::format("unexpected: {}\n", error.what()));
      return 1;
    }
  }
  app::tell(stderr, "cannot write to standard output\n");
  return 1;
}
