// The front door: reads the command line, calls a command, tells errors.
//
// Exit codes: 0 done; 1 the result could not be written; 2 the input is wrong; 130 stopped by Ctrl-C.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>

#include "app/commands.hpp"
#include "app/terminal.hpp"
#include "engine/base/error.hpp"
#include "output/files.hpp"

namespace chokepoint::app {

std::atomic<bool> interrupted = false;

namespace {

constexpr const char* examples = R"(Examples:
  simulate scenarios/chip_ban.yaml                    run and compare with the scenario it names
  simulate baseline --runs 256 --seed 7 --until 2028  a shipped scenario by its name
  simulate chip_ban --set parameters.controls.enforcement=0.8 --out results/strict
  simulate chip_ban --json | jq '.metrics[0]'
  simulate list metrics                               what is measured (also: parameters, events, scenarios)
  simulate fit                                        the model against the record 2020-2025
)";

void tell_mistakes(const ScenarioError& error) {
  const bool colour = is_terminal(STDERR_FILENO);
  for (const Mistake& m : error.mistakes())
    fmt::print(stderr, "{}{}:{} {}\n", colour ? "\033[1m" : "", m.place.text(), colour ? "\033[0m" : "", m.what);
  const std::size_t count = error.mistakes().size();
  fmt::print(stderr, "{} mistake{}; nothing was run or written\n", count, count == 1 ? "" : "s");
}

int dispatch(int argc, char** argv) {
  CLI::App app{"chokepoint: a simulation of the AI and chip race", "simulate"};
  app.footer(examples);
  app.set_version_flag("--version", std::string("chokepoint ") + CHOKEPOINT_VERSION);
  RunOptions run;
  app.add_option("scenario", run.scenario, "Scenario file, or the name of a shipped one")->type_name("SCENARIO");
  app.add_option("--runs", run.runs, "Replicates of each scenario")->check(CLI::Range(1, 1000000))->capture_default_str();
  app.add_option("--seed", run.seed, "Seed of all luck")->capture_default_str();
  app.add_option("--until", run.until, "Last month, as 2028-06 or 2028")->type_name("MONTH");
  app.add_option("--threads", run.threads, "Threads (default: all cores); the result is the same")->check(CLI::Range(1, 4096));
  app.add_option("--out", run.out, "Folder for the result (default: results/NAME)")->type_name("FOLDER");
  app.add_option("--set", run.set, "Override a number: parameters.NAME=VALUE or TABLE.ROW.COLUMN=VALUE")->type_name("PATH=VALUE")->allow_extra_args(false);
  app.add_option("--data", run.data, "Folder of the world's data")->type_name("FOLDER");
  app.add_flag("--members", run.members, "Also write every replicate: members.csv");
  app.add_flag("--no-compare", run.no_compare, "Run the scenario alone");
  app.add_flag("--json", run.json, "Print the summary as JSON");
  app.add_flag("--quiet", run.quiet, "Print nothing but errors");
  app.add_flag("--hash", run.hash, "Print a hash of all states and write nothing");

  CLI::App* list = app.add_subcommand("list", "List metrics, parameters, events or scenarios");
  std::string kind;
  list->add_option("kind", kind, "What to list")->required()->check(CLI::IsMember({"metrics", "parameters", "events", "scenarios"}));
  list->add_flag("--json", run.json, "As JSON");
  list->add_option("--data", run.data, "Folder of the world's data");

  CLI::App* fit = app.add_subcommand("fit", "Compare the model with the record: data/targets.csv");
  RunOptions record;
  record.scenario = "history";
  record.until = "2025-12";
  record.runs = 41;
  fit->add_option("scenario", record.scenario, "Scenario file")->capture_default_str();
  fit->add_option("--runs", record.runs, "Replicates")->check(CLI::Range(1, 1000000))->capture_default_str();
  fit->add_option("--seed", record.seed, "Seed of all luck")->capture_default_str();
  fit->add_option("--threads", record.threads, "Threads")->check(CLI::Range(1, 4096));
  fit->add_option("--set", record.set, "Override a number")->type_name("PATH=VALUE")->allow_extra_args(false);
  fit->add_option("--data", record.data, "Folder of the world's data");
  fit->add_flag("--json", record.json, "As JSON");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (list->parsed()) return list_command(kind, run.json, run.data);
  if (fit->parsed()) return fit_command(record);
  if (run.scenario.empty()) {
    fmt::print("{}", app.help());
    return 2;
  }
  return run_command(run);
}

}  // namespace
}  // namespace chokepoint::app

int main(int argc, char** argv) {
  using namespace chokepoint;
  struct sigaction stop = {};
  stop.sa_handler = [](int) {
    app::interrupted = true;
  };
  stop.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl-C ends the program at once
  ::sigaction(SIGINT, &stop, nullptr);
  try {
    return app::dispatch(argc, argv);
  } catch (const ScenarioError& error) {
    app::tell_mistakes(error);
    return 2;
  } catch (const app::Interrupted&) {
    fmt::print(stderr, "stopped; nothing was written\n");
    return 130;
  } catch (const output::OutputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "unexpected: {}\n", error.what());
    return 1;
  }
}
