// Inputs made to take long: each is refused or read in bounded time.
#include <chrono>
#include <functional>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace hostile_input_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// Loads a file within a time that is generous for a debug build on a busy machine, and says what was wrong.
std::string told_of(const std::filesystem::path& file, double seconds = 60) {
  const auto begin = std::chrono::steady_clock::now();
  std::string out;
  try {
    (void)load_family(file, options(Month::parse("2018-12")));
  } catch (const ScenarioError& error) {
    out = error.what();
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  INFO("took " << took << " s; " << out.substr(0, 300));
  CHECK(took < seconds);
  return out;
}

std::string told(const std::string& text, double seconds = 60) {
  const TemporaryFolder folder;
  return told_of(folder.write("s.yaml", text), seconds);
}

std::string repeated(int count, const std::function<std::string(int)>& line) {
  std::string out;
  for (int k = 0; k < count; ++k) out += line(k);
  return out;
}

const std::string head = "scenario: {name: s, extends: baseline}\n";

}  // namespace

TEST_CASE("a chain of twenty thousand files is told after a hundred", "[unit]") {
  const TemporaryFolder folder;
  for (int k = 0; k < 20000; ++k)
    folder.write("s" + std::to_string(k) + ".yaml",
                 "scenario: {name: s, extends: s" + std::to_string(k + 1) + ".yaml}\n");
  CHECK(told_of(folder.path() / "s0.yaml", 20).find("more than 100 files extend one another") != std::string::npos);
}

TEST_CASE("a chain of fifty files is read", "[unit]") {
  const TemporaryFolder folder;
  for (int k = 0; k < 50; ++k)
    folder.write(
        "s" + std::to_string(k) + ".yaml",
        "scenario: {name: s, extends: " + (k == 49 ? std::string("baseline") : "s" + std::to_string(k + 1)) + "}\n");
  CHECK(told_of(folder.path() / "s0.yaml").empty());
}

TEST_CASE("files with a hundred thousand of anything are told in time", "[unit]") {
  const auto number = [](int k) { return std::to_string(k); };
  SECTION("unknown keys") {
    CHECK(told(head + repeated(100000, [&](int k) { return "key" + number(k) + ": 1\n"; })).find("of this kind") !=
          std::string::npos);
  }
  SECTION("overrides") {
    CHECK(told(head + "overrides:\n" + repeated(100000, [&](int k) { return "  parameters.x" + number(k) + ": 1\n"; }))
              .find("at most") != std::string::npos);
  }
  SECTION("overrides that are read") {
    CHECK(told(head + "overrides:\n" + repeated(4000, [&](int k) { return "  parameters.x" + number(k) + ": 1\n"; }))
              .find("no parameter is called") != std::string::npos);
  }
  SECTION("events") {
    CHECK(told(head + "events:\n" +
               repeated(100000,
                        [&](int k) {
                          return "  - {id: e" + number(k) + ", type: note, start: 2027-01, text: x, source: y}\n";
                        }))
              .find("at most") != std::string::npos);
  }
  SECTION("events that are read") {
    CHECK(told(head + "events:\n" +
               repeated(10000,
                        [&](int k) {
                          return "  - {id: e" + number(k) + ", type: note, start: 2027-01, text: x, source: y}\n";
                        }))
              .empty());
  }
  SECTION("policies") {
    CHECK(told(head + "policies:\n" + repeated(100000, [&](int k) { return "  - p" + number(k) + "\n"; }))
              .find("at most") != std::string::npos);
  }
  SECTION("targets of an event") {
    CHECK(told(head + "events:\n  - {id: e, type: hbm_ban, issuer: US, start: 2027-01, source: y, targets: [" +
               repeated(100000, [&](int k) { return (k ? ", N" : "N") + number(k); }) + "]}\n")
              .find("at most 10000") != std::string::npos);
  }
  SECTION("ids to remove") {
    CHECK(
        told(head + "without: {ids: [" + repeated(9000, [&](int k) { return (k ? ", e" : "e") + number(k); }) + "]}\n")
            .find("no inherited event") != std::string::npos);
  }
  SECTION("values of a family") {
    CHECK(told(head + "vary: {parameters.chips.price: [" +
               repeated(100000, [&](int k) { return (k ? ", 3" : "3") + number(k); }) + "]}\n")
              .find("a family has at most") != std::string::npos);
  }
  SECTION("choices of a family") {
    CHECK(told(head + "matrix: {a: {" +
               repeated(100000, [&](int k) { return (k ? ", c" : "c") + number(k) + ": []"; }) + "}}\n")
              .find("a family has at most") != std::string::npos);
  }
  SECTION("tags") {
    CHECK(told(head + "events:\n  - {id: e, type: note, start: 2027-01, text: x, source: y, tags: [" +
               repeated(9999, [&](int k) { return (k ? ", t" : "t") + number(k); }) + "]}\n")
              .empty());
  }
  SECTION("governments") {
    CHECK(told(head + "governments: {" +
               repeated(5000, [&](int k) { return (k ? ", N" : "N") + number(k) + ": rule"; }) + "}\n")
              .find("no nation or region") != std::string::npos);
  }
  SECTION("parts of a trigger") {
    CHECK(told(head + "events:\n  - {id: e, type: note, text: x, source: y, trigger: {any: [" +
               repeated(20000, [&](int k) { return std::string(k ? ", " : "") + "{date: 2027-01}"; }) + "]}}\n")
              .empty());
  }
  SECTION("letters of a word") {
    CHECK_FALSE(told(head + "events:\n  - {id: e, type: " + std::string(1000000, 'x') + ", start: 2027-01}\n").empty());
  }
  SECTION("a table of a million columns") {
    const TemporaryFolder folder;
    const auto file =
        folder.write("t.csv", repeated(1000000, [&](int k) { return (k ? ",c" : "c") + number(k); }) + "\n1\n");
    Mistakes mistakes;
    const auto begin = std::chrono::steady_clock::now();
    (void)config::load_csv(file, mistakes);
    CHECK(mistakes.count() == 1);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  }
}

}  // namespace hostile_input_test
