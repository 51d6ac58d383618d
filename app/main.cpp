// The front door: reads the command line, calls a command, tells errors.
//
// Exit codes: 0 done; 1 the result could not be written; 2 the input is wrong; 130 stopped by Ctrl-C.
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <new>

#include "app/commands/run.hpp"
#include "app/common/command_options.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {

namespace {

std::string as_typed(int argc, char** argv) {
  std::string out = "simulate";
  for (int k = 1; k < argc; ++k) out += " " + shell_word(argv[k]);
  return out;
}

int run_command_line(int argc, char** argv) {
  CLI::App app{"chokepoint: a simulation of the AI and chip race", "simulate"};
  app.set_version_flag("--version", std::string("chokepoint ") + CHOKEPOINT_VERSION);
  RunCommand plain(app, as_typed(argc, argv));
  const auto commands = make_commands({app, plain.options()});
  // Read here, because a command's name after `help` would be taken for the command.
  if (argc > 2 && std::string_view(argv[1]) == "help" && argv[2][0] != '-')
    return tell_help(app, {argv + 2, argv + argc});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    tell(stderr, command_line_mistakes(app, error, {argv + 1, argv + argc}));
    return 2;
  }
  for (const auto& command : commands)
    if (command->parsed()) return command->run();
  return plain.run();
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
    const int code = app::run_command_line(argc, argv);
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
