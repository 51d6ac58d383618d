// The shipped record: what it holds is what calibration and hindcasts stand on. What a wrong row is told.
#include "analysis/record/targets.hpp"

#include <map>
#include <set>
#include <utility>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace targets_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::vector<Target> read(const std::filesystem::path& file, Mistakes& mistakes) {
  static const Scenario scenario = shipped("baseline", "2017-02");
  return read_targets(config::load_csv(file, mistakes), Layout(*scenario.initial->world.data), mistakes);
}

std::vector<Target> record() {
  Mistakes mistakes;
  auto targets = read(data_folder() / "targets.csv", mistakes);
  mistakes.throw_if_any();
  return targets;
}

/// Months of the figures of each metric and agent.
std::map<std::pair<std::string, std::string>, std::set<Month>> series(const std::vector<Target>& targets) {
  std::map<std::pair<std::string, std::string>, std::set<Month>> out;
  for (const Target& t : targets) out[{t.metric, t.agent}].insert(t.month);
  return out;
}

}  // namespace

TEST_CASE("the record loads and tells where each figure comes from", "[unit]") {
  const auto targets = record();
  CHECK(targets.size() >= 115);
  std::set<std::pair<std::string, Month>> names;
  int fitted_after_2024 = 0;
  for (const Target& t : targets) {
    INFO(t.id << " " << t.month.text());
    CHECK((t.grade == "A" || t.grade == "B" || t.grade == "C"));
    CHECK(t.month <= Month::of(2025, 12));
    fitted_after_2024 += t.month > Month::of(2024, 12) && t.role == TargetRole::fit ? 1 : 0;
    CHECK(names.insert({t.id, t.month}).second);
    CHECK(t.deviation < (t.logarithmic ? 1.0 : 100.0));
  }
  CHECK(fitted_after_2024 <= 4);  // figures of 2025 judge; four of shares and of fill were set with the model
}

TEST_CASE("a figure of a series stands once", "[unit]") {
  std::set<std::tuple<std::string, std::string, Month>> seen;
  for (const Target& t : record()) {
    INFO(t.id << " " << t.month.text());
    CHECK(seen.insert({t.metric, t.agent, t.month}).second);
  }
}

TEST_CASE("ten series can be told ahead from the ends of 2022, 2023 and 2024", "[unit]") {
  // A trend needs two figures up to the origin; a score one within the next 24 months.
  for (const int year : {2022, 2023, 2024}) {
    const Month origin = Month::of(year, 12);
    int fit_for_a_trend = 0;
    for (const auto& [name, months] : series(record())) {
      const auto known = std::distance(months.begin(), months.upper_bound(origin));
      const auto ahead = std::distance(months.upper_bound(origin), months.upper_bound(origin + 24));
      fit_for_a_trend += known >= 2 && ahead >= 1 ? 1 : 0;
    }
    INFO(year);
    CHECK(fit_for_a_trend >= 10);
  }
}

TEST_CASE("a row of the record that cannot be is told at its line, all at once", "[unit]") {
  const TemporaryFolder folder;
  Mistakes mistakes;
  (void)read(folder.write("targets.csv",
                          "target,metric,agent,month,value,unit,deviation,kind,role,source,grade\n"
                          "a,hyp,,2024-12,1,share,0.1,absolute,fit,s,C\n"     // 2 unknown metric
                          "b,hype,,2026-01,1,share,0.1,absolute,fit,s,C\n"    // 3 after the record
                          "c,hype,,2024-12,1,share,0.1,absolute,held,s,C\n"   // 4 unknown role
                          "d,hype,,2024-12,1,share,0.1,absolute,fit,s,D\n"    // 5 unknown grade
                          "e,eci,ZZTOP,2024-12,1,ECI,0.1,absolute,fit,s,C\n"  // 6 unknown agent
                          "f,hype,,2024-12,0,share,0.1,log,fit,s,C\n"),       // 7 logarithm of nothing
             mistakes);
  std::string told;
  for (const Mistake& m : mistakes.all()) told += m.text() + "\n";
  for (const char* expected : {"targets.csv:2", "targets.csv:3", "targets.csv:4", "targets.csv:5", "targets.csv:6",
                               "targets.csv:7", "'hyp'", "2025-12", "ZZTOP", "logarithmic"}) {
    INFO(expected << "\n" << told);
    CHECK(told.find(expected) != std::string::npos);
  }
}

}  // namespace targets_test
