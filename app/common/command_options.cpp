// Commands and the options that several of them take.
#include "app/common/command_options.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "app/common/terminal.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {

Command::Command(const Program& program, const std::string& word, const std::string& meaning, std::string_view examples)
    : command_(program.app.add_subcommand(word, meaning)) {
  give_examples(*command_, examples);
}

bool Command::parsed() const { return command_->parsed(); }

namespace {

struct FittedHelp final : CLI::Formatter {
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    return output::fitted(CLI::Formatter::make_help(app, std::move(name), mode),
                          reader_width().value_or(std::string::npos));
  }
};

}  // namespace

void fit_help(CLI::App& app) { app.formatter(std::make_shared<FittedHelp>()); }

void give_examples(CLI::App& command, std::string_view examples) {
  std::string shown(examples);
  const std::string typed = "\n  " + typed_name() + " ", plain = "\n  simulate ";
  for (std::size_t at = shown.find(plain); at != std::string::npos; at = shown.find(plain, at + typed.size()))
    shown.replace(at, plain.size(), typed);
  command.footer(shown);
}

void takes_parameter_sets(CLI::App& command, RunOptions& options) {
  command
      .add_option(
          "--parameters", options.parameters,
          "point: the values of parameters.yaml; prior or posterior: drawn before or after the record; or a "
          "CSV file of sets; with +NAME the parameters that an expert prior names are drawn from it, as "
          "posterior+memory_binds (simulate list priors; runs: posterior, fit and patterns: point, unless said)")
      ->type_name("SOURCE")
      ->capture_default_str();
}

void takes_condition(CLI::App& command, RunOptions& options) {
  command
      .add_option("--given", options.given,
                  "Report only runs in which this holds, as \"fired(EVENT)\" or \"not fired(EVENT, 2028)\"; pairs, "
                  "where scenarios are compared")
      ->type_name("CONDITION");
}

void takes_playground(CLI::App& command, RunOptions& options) {
  command.add_flag("--playground", options.playground,
                   "Also write playground.html, which the report opens to change the rules (needs the web build)");
}

void takes_months(CLI::App& command, RunOptions& options) {
  whole_number(command.add_option("--seed", options.seed, "Seed of all random numbers"), 0, largest_seed)
      ->capture_default_str();
  command.add_option("--until", options.until, "Last month, as 2028-06 or 2028")->type_name("MONTH");
  thread_count(
      command.add_option("--threads", options.threads, "Threads (default: all cores); the result is the same"));
}

void takes_changes(CLI::App& command, RunOptions& options, const std::string& set, const std::string& policy) {
  command.add_option("--set", options.set, set)->type_name("PATH=VALUE")->allow_extra_args(false);
  command.add_option("--policy", options.policies, policy)->type_name("POLICY")->allow_extra_args(false);
}

void reads_scenario(CLI::App& command, RunOptions& options) {
  command.add_option("--data", options.data, "Folder of the world's data")->type_name("FOLDER");
  command.add_flag("--json", options.json, "As JSON");
  takes_changes(command, options, "Override a number, as in a run", "Add a policy, as in a run");
}

void judges_by_runs(CLI::App& command, RunOptions& options) {
  takes_parameter_sets(command, options);
  whole_number(command.add_option("--runs", options.runs, "Replicates"), 1, most_replicates)->capture_default_str();
  whole_number(command.add_option("--seed", options.seed, "Seed of all random numbers"), 0, largest_seed)
      ->capture_default_str();
  thread_count(command.add_option("--threads", options.threads, "Threads"));
  command.add_option("--set", options.set, "Override a number")->type_name("PATH=VALUE")->allow_extra_args(false);
  command.add_option("--data", options.data, "Folder of the world's data");
  command.add_flag("--json", options.json, "As JSON");
}

int tell_help(CLI::App& app, const std::vector<std::string>& topic) {
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

}  // namespace chokepoint::app
