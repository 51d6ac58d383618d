// Options check what was typed and say what would do.
#include "app/common/option_checks.hpp"

#include <CLI/CLI.hpp>

#include "tests/support/catch.hpp"

namespace option_checks_test {

using namespace chokepoint;
using namespace chokepoint::app;

namespace {

/// A program with one option of each kind, and a command with a verb.
struct Program {
  CLI::App app{"made", "simulate"};
  int whole = 0, threads = 0;
  double number = 0;
  std::string word, scenario;
  CLI::App* sweep = app.add_subcommand("sweep", "studies");
  CLI::App* run = sweep->add_subcommand("run", "run them");

  Program() {
    app.add_option("scenario", scenario);
    app.allow_extras(), sweep->allow_extras(), run->allow_extras();
    whole_number(app.add_option("--runs", whole), 1, 1000000);
    any_number(app.add_option("--share", number), 0, 1);
    one_of(app.add_option("--format", word), {"html", "svg"});
    thread_count(app.add_option("--threads", threads));
    run->add_option("--out", word);
  }
  /// What is said of a command line; "" if it is read.
  std::string parse(const std::vector<std::string>& words) {
    std::vector<std::string> backwards(words.rbegin(), words.rend());
    try {
      app.parse(backwards);
      if (const auto left = app.remaining(true); !left.empty()) throw CLI::ExtrasError("simulate", left);
    } catch (const CLI::ParseError& error) {
      return command_line_mistakes(app, error, words);
    }
    return "";
  }
};

std::string said(const std::vector<std::string>& words) { return Program().parse(words); }

}  // namespace

TEST_CASE("numbers are read as in files, within their ranges, ends included", "[unit]") {
  Program program;
  CHECK(program.parse({"--runs", "1e3", "--share", "1", "--format", "svg", "--threads", "2"}).empty());
  CHECK((program.whole == 1000 && program.number == 1 && program.word == "svg" && program.threads == 2));
  CHECK(chokepoint::test::has(said({"--runs", "0"}), "'0' should be a whole number from 1 to 1000000\n"));
  CHECK(chokepoint::test::has(said({"--runs", "2.5"}), "'2.5' should be a whole number from 1 to 1000000\n"));
  CHECK(chokepoint::test::has(said({"--runs", "many"}), "'many' should be a whole number from 1 to 1000000"));
  CHECK(chokepoint::test::has(said({"--share", "1.01"}), "'1.01' should be a number from 0 to 1\n"));
  CHECK(chokepoint::test::has(said({"--share", "0,5"}), "write 0.5"));
  CHECK(chokepoint::test::has(said({"--threads", "100000"}), "should be a whole number from 1 to"));
}

TEST_CASE("a wrong word names those that would do, and the nearest", "[unit]") {
  CHECK(chokepoint::test::has(said({"--format", "svgg"}), "'svgg' is not one of html, svg (did you mean 'svg'?)"));
  CHECK(chokepoint::test::has(said({"--format", "x"}), "'x' is not one of html, svg\n"));
}

TEST_CASE("unknown options and verbs are told by the command in which they stand, with where help is", "[unit]") {
  CHECK(said({"chip_ban", "--rusn", "3"}) ==
        "simulate has no option '--rusn' (did you mean '--runs'?)\nHelp: simulate help\n");
  CHECK(said({"sweep", "run", "--otu", "x"}) ==
        "simulate sweep run has no option '--otu' (did you mean '--out'?)\nHelp: simulate help sweep run\n");
  CHECK(chokepoint::test::has(said({"sweep", "rn"}), "simulate sweep has no command 'rn' (did you mean 'run'?)\n"));
  CHECK(chokepoint::test::has(said({"chip_ban", "baseline"}),
                              "'baseline' was not expected: one scenario is run at a time"));
  CHECK(chokepoint::test::has(said({"--runs"}), "--runs needs a value\n"));
}

TEST_CASE("a word that is no scenario names the nearest scenario or command", "[unit]") {
  Program program;
  CHECK(unknown_scenario(program.app, "chip_ban").empty());
  CHECK(unknown_scenario(program.app, "chip_bn") ==
        "'chip_bn' is no command, no file and no shipped scenario (did you mean 'chip_ban'?)");
  CHECK(unknown_scenario(program.app, "swep") ==
        "'swep' is no command, no file and no shipped scenario (did you mean 'sweep'?)");
  CHECK(unknown_scenario(program.app, "mine/none.yaml").empty());  // told where it is read
}

TEST_CASE("commands know their full names", "[unit]") {
  Program program;
  CHECK(full_name(program.app) == "simulate");
  CHECK(full_name(*program.run) == "simulate sweep run");
  CHECK(&command_under_way(program.app) == &program.app);
  REQUIRE(program.parse({"sweep", "run"}).empty());
  CHECK(&command_under_way(program.app) == program.run);
  CHECK(help_line(" sweep") == "Help: simulate help sweep\n");
}

}  // namespace option_checks_test
