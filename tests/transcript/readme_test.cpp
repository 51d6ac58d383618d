// The commands that the README shows run and succeed.
#include <cstdlib>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

using namespace chokepoint::test;

TEST_CASE("every command in the README works", "[transcript]") {
  std::ifstream readme(source_folder() / "README.md");
  const TemporaryFolder folder;
  std::string line;
  int commands = 0;
  bool block = false;
  while (std::getline(readme, line)) {
    if (line.starts_with("```")) block = line == "```sh";
    if (!block || !line.starts_with("./simulate ")) continue;
    const std::string arguments = line.substr(11, line.find('#') - 11);
    const std::string command = "cd '" + folder.path().string() + "' && '" + simulate_binary() + "' " + arguments + " > out.txt 2> err.txt";
    INFO(line);
    REQUIRE(std::system(command.c_str()) == 0);
    REQUIRE(std::filesystem::file_size(folder.path() / "out.txt") > 0);
    REQUIRE(std::filesystem::file_size(folder.path() / "err.txt") == 0);
    ++commands;
  }
  REQUIRE(commands >= 6);
}
