// The commands that the README shows run and succeed.
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace readme_test {

using namespace chokepoint::test;

namespace {

/// Commands that judge the model by hundreds of runs: that they work, four show as well.
std::string with_few_runs(const std::string& words) {
  for (const char* judging : {"./simulate fit", "./simulate hypotheses", "./simulate validate", "./simulate patterns",
                              "./simulate benchmarks"})
    if (words.starts_with(judging)) return words + " --runs 4";
  return words;
}

}  // namespace

TEST_CASE("every command in the README works", "[transcript]") {
  std::ifstream readme(source_folder() / "README.md");
  const TemporaryFolder folder;
  std::string line;
  int commands = 0;
  bool block = false;
  while (std::getline(readme, line)) {
    if (line.starts_with("```")) block = line == "```sh";
    if (!block || (!line.starts_with("./simulate ") && !line.starts_with("./simulate-bench "))) continue;
    const std::string words = with_few_runs(line.substr(0, line.find('#'))).substr(2);
    const Said said = shell(folder, in_quotes(std::filesystem::path(simulate_binary()).parent_path()) + "/" + words);
    INFO(line << said.err);
    REQUIRE(said.code == 0);
    REQUIRE_FALSE(said.out.empty());
    REQUIRE(said.err.empty());
    ++commands;
  }
  REQUIRE(commands >= 6);
}

}  // namespace readme_test
