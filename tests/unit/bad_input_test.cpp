// What a person can get wrong: each mistake is told with its place, all at once.
#include <map>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace bad_input_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::vector<Mistake> mistakes_of(const std::string& text) {
  const TemporaryFolder folder;
  const auto file = folder.write("s.yaml", text);
  try {
    (void)load_scenario(file, options());
  } catch (const ScenarioError& error) {
    return {error.mistakes().begin(), error.mistakes().end()};
  }
  return {};
}

bool told(const std::vector<Mistake>& mistakes, int line, int column, const std::string& part) {
  for (const Mistake& m : mistakes)
    if (m.place.line == line && m.place.column == column && m.what.find(part) != std::string::npos) return true;
  std::string all;
  for (const Mistake& m : mistakes) all += m.text() + "\n";
  UNSCOPED_INFO("wanted " << line << ":" << column << " " << part << "\n" << all);
  return false;
}

}  // namespace

TEST_CASE("twelve mistakes are told at once, each in its place", "[unit]") {
  const auto found = mistakes_of(
      "scenario: {name: bad, ned: 2030-12}\n"                            // 1 unknown key at 1:23
      "overrides: {parameters.chips.prise: 3, firms.Mta.openness: 1}\n"  // 2, 3 unknown parameter and row
      "events:\n"
      "  - {id: a, type: chip_export_bann, issuer: US, targets: [CN], start: 2022-10}\n"       // 4 unknown type
      "  - {id: b, type: hbm_ban, issuer: UX, targets: [CN, ZZTOP], start: 2024-12}\n"         // 5, 6 unknown nations
      "  - {id: c, type: hbm_ban, issuer: US, targets: [CN], start: 2024-12, end: 2024-01}\n"  // 7 end before start
      "  - {id: d, type: subsidy, issuer: CN, target: fabs, amount: -5, start: 2024-01}\n"     // 8, 9 unknown target,
                                                                                               // negative
      "  - {id: e, type: hbm_ban, issuer: US, targets: [CN], start: 2016-01}\n"                // 10 before the world
      "  - {id: f, type: hbm_ban, issuer: US, targets: [CN], start: 2024-01, severty: 1}\n"    // 11 unknown key
      "  - {id: f, type: hbm_ban, issuer: US, targets: [CN], start: 2024-01}\n");              // 12 id twice
  CHECK(told(found, 1, 23, "did you mean 'end'?"));
  CHECK(told(found, 2, 37, "chips.price"));
  CHECK(told(found, 2, 60, "Meta"));
  CHECK(told(found, 4, 19, "did you mean 'chip_export_ban'?"));
  CHECK(told(found, 5, 36, "'UX'"));
  CHECK(told(found, 5, 54, "'ZZTOP'"));
  CHECK(told(found, 6, 76, "not after its start"));
  CHECK(told(found, 7, 48, "did you mean 'fab'?"));
  CHECK(told(found, 7, 62, "at least 0"));
  CHECK(told(found, 8, 62, "before the world begins"));
  CHECK(told(found, 9, 71, "did you mean 'severity'?"));
  CHECK(told(found, 10, 5, "duplicate"));
  CHECK(found.size() == 12);
}

TEST_CASE("files that are no scenarios", "[unit]") {
  REQUIRE_FALSE(mistakes_of("").empty());
  REQUIRE_FALSE(mistakes_of("- a\n- b\n").empty());
  REQUIRE_FALSE(mistakes_of("scenario: {name: [}\n").empty());
  REQUIRE_FALSE(mistakes_of("scenario: {name: a}\nscenario: {name: b}\n").empty());
  REQUIRE_FALSE(mistakes_of(std::string(100000, '[')).empty());
  REQUIRE_FALSE(mistakes_of("scenario: {name: x, extends: nowhere.yaml}\n").empty());
  REQUIRE_FALSE(mistakes_of("scenario: {name: x, extends: s.yaml}\n").empty());  // itself
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += std::string(k ? ", " : "") + "*a" + std::to_string(i - 1);
    bomb += "]\n";
  }
  REQUIRE_FALSE(mistakes_of(bomb).empty());
}

TEST_CASE("extends in a circle of two", "[unit]") {
  const TemporaryFolder folder;
  folder.write("a.yaml", "scenario: {name: a, extends: b.yaml}\n");
  const auto b = folder.write("b.yaml", "scenario: {name: b, extends: a.yaml}\n");
  REQUIRE_THROWS_AS(load_scenario(b, options()), ScenarioError);
}

TEST_CASE("a parameter missing from the file, or unknown to the code, is a mistake", "[unit]") {
  const TemporaryFolder folder;
  std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
  const auto file = folder.path() / "data" / "parameters.yaml";
  std::ifstream in(file);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto at = text.find("\nchips.price:\n");
  REQUIRE(at != std::string::npos);
  text.replace(at, 14, "\nchips.prices:\n");
  std::ofstream(file) << text;
  try {
    (void)shipped("baseline", "2020-12", {}, folder.path() / "data");
    FAIL("loaded");
  } catch (const ScenarioError& error) {
    const std::string what = error.what();
    REQUIRE(what.find("'chips.price' is used by the equations but has no entry") != std::string::npos);
    REQUIRE(what.find("'chips.prices' is used by no equation") != std::string::npos);
  }
}

TEST_CASE("every shipped scenario loads, and every event has a source", "[unit]") {
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path().string());
    for (const Scenario& scenario : load_family(entry.path(), options())) {
      REQUIRE_FALSE(scenario.question.empty());
      for (const auto& event : scenario.calendar->events()) {
        INFO(event->header.id);
        REQUIRE_FALSE(event->header.source.empty());
      }
    }
  }
}

}  // namespace bad_input_test
