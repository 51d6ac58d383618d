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

/// A path as the shell takes it.
inline std::string in_quotes(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

/// Runs a command of the shell in a folder.
inline Said shell(const TemporaryFolder& folder, const std::string& command) {
  const std::string line = "cd " + in_quotes(folder.path()) + " && { " + command + "\n} > .out 2> .err < /dev/null";
  const int status = std::system(line.c_str());
  return {WEXITSTATUS(status), text_of(folder.path() / ".out"), text_of(folder.path() / ".err")};
}

/// Runs `simulate` with these words in a folder.
inline Said simulate(const TemporaryFolder& folder, const std::string& words) {
  return shell(folder, in_quotes(simulate_binary()) + " " + words);
}

}  // namespace chokepoint::test
