// What a command is written with: options that several commands take, and how its class is made known.
#pragma once

#include <CLI/CLI.hpp>

#include "app/common/command.hpp"
#include "app/common/option_checks.hpp"

namespace chokepoint::app {

template <class C>
std::unique_ptr<Command> make_command(const Program& program) {
  return std::make_unique<C>(program);
}

/// Folds help to the screen of whoever reads it. Call before commands are added: they take it over.
void fit_help(CLI::App& app);
/// Shows examples below the help of a command, with the program as a person types it.
void give_examples(CLI::App& command, std::string_view examples);

/// `--parameters`.
void takes_parameter_sets(CLI::App& command, RunOptions& options);
/// `--given`.
void takes_condition(CLI::App& command, RunOptions& options);
/// `--playground`.
void takes_playground(CLI::App& command, RunOptions& options);
/// `--seed`, `--until` and `--threads`.
void takes_months(CLI::App& command, RunOptions& options);
/// `--set` and `--policy`, with what help says of each.
void takes_changes(CLI::App& command, RunOptions& options, const std::string& set, const std::string& policy);
/// What a scenario is read with: `--data`, `--json`, `--set` and `--policy`.
void reads_scenario(CLI::App& command, RunOptions& options);
/// What runs are made with that judge the model: `--parameters`, `--runs`, `--seed`, `--threads`, `--set`, `--data` and
/// `--json`.
void judges_by_runs(CLI::App& command, RunOptions& options);

/// `simulate help [COMMAND [VERB]]`.
int tell_help(CLI::App& app, const std::vector<std::string>& topic);

}  // namespace chokepoint::app
