// Reads the command line and calls a command.
#include "app/commands/front_door.hpp"

#include <optional>
#include <string_view>

#include "app/commands/run.hpp"
#include "app/common/command_options.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/program.hpp"

namespace chokepoint::app {
namespace {

int run_command_line(int argc, char** argv) {
  CLI::App app{"chokepoint: a simulation of the AI and chip race", "simulate"};
  fit_help(app);
  app.set_version_flag("--version", std::string("chokepoint ") + CHOKEPOINT_VERSION);
  const std::string typed = as_typed("simulate", argc, argv);
  RunCommand plain(app, typed);
  const auto commands = make_commands({app, plain.options(), typed});
  // Read here, because a command's name after `help` would be taken for the command.
  if (argc > 2 && std::string_view(argv[1]) == "help" && argv[2][0] != '-')
    return tell_help(app, {argv + 2, argv + argc});
  if (const std::optional<int> ended = parse_command_line(app, argc, argv)) return *ended;
  for (const auto& command : commands)
    if (command->parsed()) return command->run();
  return plain.run();
}

}  // namespace

int simulate(int argc, char** argv) {
  return run_program([&] { return run_command_line(argc, argv); });
}

}  // namespace chokepoint::app
