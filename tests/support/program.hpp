// Running the program as a person would.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace chokepoint::test {

struct Said {
  int code;
  std::string out, err;
};

/// Runs `simulate` with these words in a folder.
inline Said simulate(const TemporaryFolder& folder, const std::string& words) {
  const std::string command = "cd '" + folder.path().string() + "' && '" + simulate_binary() + "' " + words + " > .out 2> .err < /dev/null";
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), text_of(folder.path() / ".out"), text_of(folder.path() / ".err")};
}

}  // namespace chokepoint::test
