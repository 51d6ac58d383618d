// What a person is told of events that do nothing: by check, timeline, run and compare, and in the files of a result.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/program.hpp"

namespace effects_test {

using namespace chokepoint::test;

namespace {

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// Line ends and indents of wrapped text made single spaces.
std::string unwrapped(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != '\n' && c != ' ')
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  return out;
}

nlohmann::json parsed(const std::filesystem::path& file) { return nlohmann::json::parse(text_of(file)); }

constexpr auto late = R"(scenario: {name: late, extends: baseline.yaml, compare_to: baseline.yaml, end: 2026-12}
events:
  - {id: blockade, type: supply_shock, nation: TW, severity: 0.9, start: 2027-01, duration: 3, source: hypothetical}
  - {id: later, type: subsidy, issuer: US, target: energy, amount: 1, trigger: {window: {from: 2029-01, until: 2030-12}}, source: hypothetical}
  - {id: same-value, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 1, start: 2026-09, source: hypothetical}
)";

}  // namespace

TEST_CASE("check and timeline tell with line and column what has no effect", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("late.yaml", late);
  const Said check = simulate(folder, "check late.yaml");
  CHECK(check.code == 0);
  CHECK(holds(check.out, "late.yaml: good; "));
  CHECK(holds(
      check.out,
      "late.yaml:3:5: warning: 'blockade' has no effect: it starts in 2027-01, after the run's last month, 2026-12\n"));
  CHECK(holds(check.out,
              "late.yaml:4:5: warning: 'later' has no effect: its condition is asked from 2029-01 on, after the run's "
              "last month, 2026-12\n"));
  CHECK(holds(check.out, "late.yaml:5:5: warning: 'same-value' has no effect: the parameter has that value already\n"));
  CHECK(holds(check.out, "late.yaml: warning: a run is the same to the last bit as one of baseline"));

  const Said json = simulate(folder, "check late.yaml --json");
  const nlohmann::json row = nlohmann::json::parse(json.out)[0];
  REQUIRE(row["without_effect"].size() == 3);
  CHECK(row["without_effect"][0]["id"] == "blockade");
  CHECK(row["without_effect"][0]["line"] == 3);

  const Said timeline = simulate(folder, "timeline late.yaml");
  CHECK(holds(timeline.out, "2027-01  too late   blockade"));
  CHECK(holds(timeline.out, "has no effect: it starts in 2027-01, after the run's last month, 2026-12"));
  CHECK(holds(timeline.out, "has no effect: the parameter has that value already"));
  CHECK(holds(timeline.out, "has no effect: its condition is asked from 2029-01 on"));
}

TEST_CASE("a run tells at its head, in its files and on its page what has no effect", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("late.yaml", late);
  const Said run = simulate(folder, "late.yaml --runs 2 --out r");
  REQUIRE(run.code == 0);
  for (const std::string& text : {unwrapped(run.out), unwrapped(text_of(folder.path() / "r" / "summary.md"))}) {
    CHECK(holds(text,
                "Warning: 'blockade' has no effect: it starts in 2027-01, after the run's last month, 2026-12 "
                "(late.yaml:3:5)"));
    CHECK(holds(text, "Warning: no run differs from baseline in any bit"));
  }
  const nlohmann::json summary = parsed(folder.path() / "r" / "summary.json");
  CHECK(summary["warnings"]["events_without_effect"].size() == 3);
  const nlohmann::json page = parsed(folder.path() / "r" / "report.json");
  REQUIRE(page["warnings"].size() >= 3);
  CHECK(page["warnings"][0]["event"] == "blockade");
  CHECK(page["warnings"][0]["place"] == "late.yaml:3:5");
  CHECK(page["warnings"][0]["scenario"] == 1);
}

TEST_CASE("a scenario that acts is told no warning", "[transcript]") {
  const TemporaryFolder folder;
  folder.write(
      "acts.yaml",
      "scenario: {name: acts, extends: baseline.yaml, compare_to: baseline.yaml, end: 2026-12}\nevents:\n  - {id: "
      "blockade, type: supply_shock, nation: TW, severity: 0.9, start: 2026-09, duration: 3, source: hypothetical}\n");
  CHECK_FALSE(holds(simulate(folder, "check acts.yaml").out, "warning"));
  CHECK_FALSE(holds(simulate(folder, "acts.yaml --runs 2 --out r").out, "Warning"));
  CHECK(parsed(folder.path() / "r" / "summary.json")["warnings"]["events_without_effect"].empty());
}

TEST_CASE("a run beyond the months for which numbers were judged says so", "[transcript]") {
  const TemporaryFolder folder;
  const Said run = simulate(folder, "baseline --until 2033-12 --runs 2 --no-compare --out r");
  CHECK(holds(unwrapped(run.out),
              "Warning: the run goes on to 2033-12, but parameters and paths were judged up to 2030-12 only"));
  folder.write("far.yaml", "scenario: {name: far, extends: baseline.yaml, end: 2031-01}\n");
  CHECK(holds(simulate(folder, "check far.yaml").out, "warning: the run goes on to 2031-01"));
  CHECK_FALSE(holds(simulate(folder, "check '" + (source_folder() / "scenarios" / "baseline.yaml").string() + "'").out,
                    "judged up to"));
}

TEST_CASE("a measure that nothing reaches says what the model leaves out of it", "[transcript]") {
  const TemporaryFolder folder;
  folder.write("a.yaml", "scenario: {name: a, extends: baseline.yaml, end: 2026-12}\n");
  folder.write("b.yaml",
               "scenario: {name: b, extends: baseline.yaml, end: 2026-12}\nevents:\n  - {id: e, type: open_promotion, "
               "issuer: US, strength: 1, start: 2026-06, source: hypothetical}\n");
  const Said compare = simulate(folder, "compare a.yaml b.yaml --runs 2 --metric goods_sales --agent ASML --out r");
  CHECK(compare.err.empty());
  CHECK(
      holds(unwrapped(compare.out), "not modelled: sales of tools, materials and other goods follow the world's path"));
}

}  // namespace effects_test
