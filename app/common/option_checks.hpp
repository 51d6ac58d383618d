// Options that check what was typed, and what is said of a command line that cannot be read.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chokepoint::app {

/// Seeds, here and in study files.
inline constexpr std::int64_t largest_seed = 2000000000;
/// Replicates of a scenario.
inline constexpr std::int64_t most_replicates = 1000000;

/// Makes an option take a whole number in a range, both ends included, written as in a file: `1e3` is 1000. Anything
/// else is a mistake that names the option, what was typed and the range.
CLI::Option* whole_number(CLI::Option* option, std::int64_t low, std::int64_t high);
/// The same for any number.
CLI::Option* any_number(CLI::Option* option, double low, double high);
/// Makes an option take one of some words; the nearest is suggested.
CLI::Option* one_of(CLI::Option* option, std::vector<std::string> words);

/// `--threads`: more than a few for each core is a slip, and would take longer to start than to run.
CLI::Option* thread_count(CLI::Option* option);

/// The command that was being read when a mistake was found: the program itself, or a command or verb in it.
[[nodiscard]] const CLI::App& command_under_way(const CLI::App& app);
/// The name of a command with those above it, `simulate sweep run`.
[[nodiscard]] std::string full_name(const CLI::App& command);

/// `Help: simulate help` and what goes behind it, with a line's end.
[[nodiscard]] std::string help_line(const std::string& command);
/// What is wrong with a command line, a line for each slip, and where help is.
[[nodiscard]] std::string command_line_mistakes(const CLI::App& app, const CLI::ParseError& error,
                                                const std::vector<std::string>& typed);
/// Reads a command line; what is wrong with it is told on standard error. The exit code if the program ends there: 0
/// after help or a version, 2 after mistakes.
[[nodiscard]] std::optional<int> parse_command_line(CLI::App& app, int argc, char** argv);

/// What may be wrong with a scenario that was typed: empty if it is a file or a shipped one, else the nearest scenario
/// or command.
[[nodiscard]] std::string unknown_scenario(const CLI::App& app, const std::string& typed);

}  // namespace chokepoint::app
