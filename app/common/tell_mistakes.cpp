// Mistakes on the screen.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/common/options.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {

void tell_mistakes(const ScenarioError& error, int file) {
  const bool colour = is_terminal(file);
  std::string out;
  for (const Mistake& m : error.mistakes())
    out += fmt::format("{}{}:{} {}\n", colour ? "\033[1m" : "", shown_place(m.place), colour ? "\033[0m" : "", m.what);
  tell(file == STDERR_FILENO ? stderr : stdout, out);
}

}  // namespace chokepoint::app
