// Console blocks of the documentation: each command is run where a reader would run it, and what it prints is compared.
#include <cstdlib>
#include <regex>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace console_test {

using namespace chokepoint::test;

namespace {

/// Times differ from run to run.
std::string without_times(const std::string& text) {
  return std::regex_replace(text, std::regex(R"(; [0-9.]+ ms)"), "");
}

/// Runs a page's commands in a folder that holds nothing but `./simulate`. CHOKEPOINT_ACCEPT=1 writes into the page
/// what they print now.
void follow(const std::filesystem::path& page, std::size_t at_least) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink(simulate_binary(), folder.path() / "simulate");
  const bool accept = std::getenv("CHOKEPOINT_ACCEPT") != nullptr;
  std::string command, prints, rewritten;  // of the console block under way; the page as it would stand now
  std::size_t count = 0;
  const auto run = [&] {
    if (command.empty()) return;
    const Said said = shell(folder, command);
    INFO(command);
    CHECK(said.err.empty());
    const std::string now = said.out;
    const bool same = without_times(now) == without_times(prints);
    rewritten += same ? prints : now;
    if (!accept) CHECK(without_times(now) == without_times(prints));
    command.clear(), prints.clear();
    ++count;
  };
  std::istringstream lines(text_of(page));
  std::string line, block, file, content;  // a yaml block whose first line names a file is written there
  while (std::getline(lines, line)) {
    const bool printed = block == "console" && !line.starts_with("```") && !line.starts_with("$ ");
    if (!printed) {
      run();
      rewritten += line + "\n";
    }
    if (line.starts_with("```")) {
      if (block == "yaml" && !file.empty()) folder.write(file, content);
      block = block.empty() ? line.substr(3) : "";
      file.clear(), content.clear();
    } else if (block == "yaml") {
      if (content.empty() && line.starts_with("# ") && line.ends_with(".yaml")) file = line.substr(2);
      content += line + "\n";
    } else if (block == "console" && line.starts_with("$ ")) {
      command = line.substr(2);
    } else if (block == "console") {
      prints += line + "\n";
    }
  }
  REQUIRE(count >= at_least);
  if (accept && rewritten != text_of(page)) std::ofstream(page, std::ios::binary) << rewritten;
}

}  // namespace

TEST_CASE("your first policy in five minutes works as told", "[transcript]") {
  follow(source_folder() / "docs" / "how_to" / "first_policy.md", 8);
}

TEST_CASE("from a laptop to a cluster works as told", "[transcript]") {
  follow(source_folder() / "docs" / "how_to" / "from_laptop_to_cluster.md", 8);
}

TEST_CASE("an editor is set up as told", "[transcript]") {
  follow(source_folder() / "docs" / "how_to" / "use_an_editor.md", 2);
}

TEST_CASE("the network looks as told", "[transcript]") {
  follow(source_folder() / "docs" / "how_to" / "look_at_the_network.md", 2);
}

TEST_CASE("why is answered as told", "[transcript]") { follow(source_folder() / "docs" / "how_to" / "ask_why.md", 2); }

TEST_CASE("the world consists of what is told", "[transcript]") { follow(source_folder() / "docs" / "world.md", 2); }

TEST_CASE("completion scripts are well-formed", "[transcript]") {
  const TemporaryFolder folder;
  CHECK(shell(folder, in_quotes(simulate_binary()) + " completion bash | bash -n").code == 0);
  CHECK(has(simulate(folder, "completion fish").out, "complete -c simulate"));
  CHECK(has(simulate(folder, "completion zsh").out, "#compdef simulate"));
}

TEST_CASE("twelve different mistakes in one file: each told once, in its place, with the nearest that would do",
          "[transcript]") {
  const TemporaryFolder folder;
  std::filesystem::copy_file(source_folder() / "tests" / "transcript" / "twelve_mistakes.yaml",
                             folder.path() / "twelve.yaml");
  const Said said = simulate(folder, "check twelve.yaml");
  CHECK(said.code == 2);
  CHECK(said.err.empty());
  CHECK(said.out ==
        "twelve.yaml:1:35: 'basline.yaml': no such file (did you mean 'baseline.yaml'?)\n"
        "twelve.yaml:1:49: unknown key 'ned' in scenario (did you mean 'end'?)\n"
        "twelve.yaml:4:35: no parameter is called 'controls.enforcment' (did you mean 'controls.enforcement'?)\n"
        "twelve.yaml:6:19: no event type is called 'chip_export_bann' (did you mean 'chip_export_ban'?)\n"
        "twelve.yaml:7:54: no nation or region is called 'JPX' (did you mean 'JP'?)\n"
        "twelve.yaml:8:48: 'fabs' is not a valid target of this event (did you mean 'fab'?)\n"
        "twelve.yaml:9:61: no chip is called 'H2000' (did you mean 'H200'?)\n"
        "twelve.yaml:9:79: 'p_licence' is 1.5, but must lie between 0 and 1\n"
        "twelve.yaml:10:63: unknown key 'severty' in event (did you mean 'severity'?)\n"
        "twelve.yaml:10:98: event 'e' ends in 2027-01, not after its start in 2027-06\n"
        "twelve.yaml:11:58: condition 'eci_gpa < 2': no metric is called 'eci_gpa' (did you mean 'eci_gap'?)\n"
        "twelve.yaml:12:59: no event is called 'fg' (did you mean 'f'?)\n"
        "12 mistakes in 1 file\n");
}

TEST_CASE("the model fits the record as told", "[transcript]") { follow(source_folder() / "docs" / "model.md", 1); }

}  // namespace console_test
