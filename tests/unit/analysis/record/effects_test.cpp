// Contrasts of runs made by hand, and what a wrong row of patterns is told.
#include "analysis/record/effects.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace effects_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr const char* head =
    "pattern,scenario,compared_to,metric,agent,month,base_month,measure,value,unit,deviation,kind,source,grade\n";

std::vector<Pattern> read(const std::string& rows, Mistakes& mistakes) {
  const TemporaryFolder folder;
  return read_patterns(config::load_csv(folder.write("patterns.csv", head + rows), mistakes), mistakes);
}

/// Two runs of a metric of the world: (month 0, month 1) of each replicate.
std::shared_ptr<const Ensemble> runs(const Layout& layout, std::size_t series,
                                     std::vector<std::pair<double, double>> replicates) {
  auto out = std::make_shared<Ensemble>();
  for (const auto& [first, second] : replicates) {
    Record record(layout.series().size(), 2);
    record.at(0, series) = first;
    record.at(1, series) = second;
    out->records.emplace_back(record);
  }
  return out;
}

}  // namespace

TEST_CASE("contrasts by pencil", "[unit]") {
  const Scenario scenario = shipped("baseline", "2017-02");
  Results results;
  results.layout = std::make_shared<const Layout>(*scenario.initial->world.data);
  const std::size_t series = results.layout->find("hype");
  results.main = runs(*results.layout, series, {{2, 6}, {4, 8}, {8, 8}});
  results.other = runs(*results.layout, series, {{2, 3}, {4, 2}, {8, 8}});
  const auto outcome = [&](const std::string& measure, const std::string& kind, double value, double deviation) {
    Mistakes mistakes;
    const auto patterns = read("p,a,b,hype,,2017-02,2017-01," + measure + "," + std::to_string(value) + ",1," +
                                   std::to_string(deviation) + "," + kind + ",s,C\n",
                               mistakes);
    REQUIRE_FALSE(mistakes.any());
    const Contrasted out = contrast(results, patterns.at(0), mistakes);
    CHECK_FALSE(mistakes.any());
    return out;
  };
  CHECK(outcome("level", "absolute", 6, 2).model.median == 8);       // 6, 8, 8
  CHECK(outcome("level", "absolute", 6, 2).z == 1);                  // (8 - 6) / 2
  CHECK(outcome("increase", "absolute", 4, 1).model.median == 4);    // 4, 4, 0
  CHECK(outcome("change", "absolute", 2, 1).model.median == 2);      // 3, 2, 1
  CHECK(outcome("difference", "absolute", 1, 1).model.median == 3);  // 3, 6, 0
  CHECK(outcome("ratio", "absolute", 2, 1).model.median == 2);       // 2, 4, 1
  CHECK(outcome("ratio", "log", 2, 0.5).z == Approx(0));             // ln(2/2)
}

TEST_CASE("wrong patterns are told, all at once", "[unit]") {
  Mistakes mistakes;
  read(
      "a,history,,hypo,,2025-01,,level,1,1,1,log,s,A\n"
      "b,history,,hype,,2026-01,,level,1,1,1,log,s,A\n"
      "c,history,,hype,,2025-01,,ratio,1,1,1,log,s,A\n"
      "d,history,,hype,,2025-01,2025-01,change,1,1,1,log,s,A\n"
      "e,history,,hype,,2025-01,,levels,1,1,1,log,s,A\n",
      mistakes);
  REQUIRE(mistakes.all().size() == 5);
  CHECK(mistakes.all()[0].what.find("did you mean 'hype'") != std::string::npos);
  CHECK(mistakes.all()[1].what.find("the record ends in 2025-12") != std::string::npos);
  CHECK(mistakes.all()[2].what.find("needs the scenario") != std::string::npos);
  CHECK(mistakes.all()[3].what.find("base month before") != std::string::npos);
  CHECK(mistakes.all()[4].what.find("did you mean 'level'") != std::string::npos);
}

}  // namespace effects_test
