// Signals, and exit codes of errors.
#include "app/common/program.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <new>

#include "app/common/options.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {
namespace {

void listen_for_stop() {
  struct sigaction stop = {};
  stop.sa_handler = [](int) { interrupted = true; };
  stop.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl-C ends the program at once
  ::sigaction(SIGINT, &stop, nullptr);
}

}  // namespace

std::string as_typed(const std::string& name, int argc, char** argv) {
  std::string out = name;
  for (int k = 1; k < argc; ++k) out += " " + shell_word(argv[k]);
  return out;
}

int run_program(const std::function<int()>& run) {
  open_standard_files();
  listen_for_stop();
  try {
    const int code = run();
    if (code != 0 || (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)) return code;
  } catch (const ScenarioError& error) {
    tell_mistakes(error, STDERR_FILENO);
    tell(stderr,
         fmt::format("{} mistake{}; nothing was run or written\n", error.count(), error.count() == 1 ? "" : "s"));
    return 2;
  } catch (const Interrupted&) {
    tell(stderr, "stopped; no unfinished result was written\n");
    return 130;
  } catch (const OutputError& error) {
    tell(stderr, fmt::format("{}\n", error.what()));
    return 1;
  } catch (const std::bad_alloc&) {
    tell(stderr,
         "there is not enough memory for this: ask for fewer runs, months or firms, or run "
         "on a machine with more; no unfinished result was written\n");
    return 1;
  } catch (const std::exception& error) {
    if (std::ferror(stdout) == 0) {
      tell(stderr, fmt::format("unexpected: {}\n", error.what()));
      return 1;
    }
  }
  tell(stderr, "cannot write to standard output\n");
  return 1;
}

}  // namespace chokepoint::app
