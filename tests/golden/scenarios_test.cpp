// Every shipped scenario gives the states and figures that were accepted. `CHOKEPOINT_ACCEPT=1 ./test.sh -L golden`
// accepts new ones; the commit that does so says why the world now behaves so.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>

#include "analysis/runs/ensemble.hpp"
#include "output/text/run_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/text.hpp"

namespace scenarios_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t replicates = 4;

/// The figures that are accepted besides the states, by metric and agent: what a person sees first of a change.
constexpr std::pair<const char*, const char*> figures[] = {
    {"eci_gap", ""},         {"lag_months_cn", ""},   {"top20_cn", ""},          {"top20_cn_open", ""},
    {"compute_share", "US"}, {"compute_share", "CN"}, {"dom_chip_share_cn", ""}, {"cambricon_growth", ""},
    {"ai_capex_12m", "CN"},  {"ai_capex_12m", "US"},  {"ai_exports", "CN"},      {"influence_cn", ""},
    {"norm_export_cn", ""}};

/// The months in which they are: those of them within the run, and its end.
std::vector<Month> months_until(Month end) {
  std::vector<Month> out;
  for (const Month m : {Month::of(2025, 12), Month::of(2027, 12), Month::of(2030, 12)})
    if (m < end) out.push_back(m);
  out.push_back(end);
  return out;
}

constexpr const char* head = "member,run,quantity,agent,month,value\n";

/// The rows of a scenario: the hash of all states of each run, and means over runs.
std::string rows_of(const Scenario& scenario, const Parameters* parameters = nullptr) {
  const Layout layout(*scenario.initial->world.data);
  Ensemble ensemble;
  std::string rows;
  for (std::uint64_t r = 0; r < replicates; ++r) {
    const Measured run = measure_run(scenario, agents::monthly_schedule(), layout, 1, r, parameters);
    rows += fmt::format("\"{}\",{},state,,,{:016x}\n", scenario.name(), r, run.hash);
    ensemble.records.push_back(run.record);
  }
  for (const auto& [metric, agent] : figures)
    for (const Month m : months_until(scenario.end)) {
      const auto values = ensemble.values(static_cast<std::size_t>(m.index), layout.find(metric, agent));
      rows += fmt::format("\"{}\",mean,{},{},{},{:.12g}\n", scenario.name(), metric, agent, m.text(), mean_of(values));
    }
  return rows;
}

/// The rows in which two goldens differ, each as it was and as it is.
std::vector<std::string> differences(const std::string& before, const std::string& now) {
  std::istringstream was(before), is(now);
  std::vector<std::string> out;
  for (std::string a, b; was || is;) {
    if (!std::getline(was, a)) a = "nothing";
    if (!std::getline(is, b)) b = "nothing";
    if (a != b) out.push_back("accepted " + a + ", now " + b);
  }
  return out;
}

std::string some_of(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t k = 0; k < std::min<std::size_t>(lines.size(), 12); ++k) out += "\n" + lines[k];
  return out;
}

}  // namespace

TEST_CASE("shipped scenarios give their accepted results", "[golden]") {
  const auto accepted = source_folder() / "tests" / "golden" / "scenarios";
  const bool accept = std::getenv("CHOKEPOINT_ACCEPT") != nullptr;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    std::string now = head;
    for (const Scenario& scenario : load_family(entry.path(), options())) now += rows_of(scenario);
    const auto file = accepted / (entry.path().stem().string() + ".csv");
    if (accept) {
      std::ofstream(file) << now;
      continue;
    }
    const std::vector<std::string> changed = differences(text_of(file), now);
    INFO(file.string() << ": " << changed.size() << " rows are others, the first of them" << some_of(changed));
    CHECK(changed.empty());
  }
}

TEST_CASE("a golden is another if one bit is", "[golden]") {
  const Scenario scenario = shipped("history", "2018-12");
  const std::string rows = rows_of(scenario);
  CHECK(differences(rows, rows_of(scenario)).empty());
  // The last bit of one parameter.
  Parameters parameters = scenario.initial->parameters;
  parameters.chips_price = std::nextafter(parameters.chips_price, std::numeric_limits<double>::infinity());
  const std::vector<std::string> changed = differences(rows, rows_of(scenario, &parameters));
  INFO(some_of(changed));
  REQUIRE(changed.size() >= replicates);
  for (std::uint64_t r = 0; r < replicates; ++r) CHECK(has(changed[r], fmt::format(",{},state,", r)));
  // One bit of one hash; a row that is gone; one that is new.
  std::string turned = rows;
  char& digit = turned[rows.find(",state,,,") + 9];
  digit = digit == '0' ? '1' : '0';
  CHECK(differences(rows, turned).size() == 1);
  CHECK(differences(rows, rows + "\"history\",mean,eci_gap,,2018-12,1\n").size() == 1);
  CHECK(differences(rows + "x\n", rows).size() == 1);
  CHECK(differences("", rows).size() == replicates + std::size(figures));
}

}  // namespace scenarios_test
