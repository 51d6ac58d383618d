// The CSV files of a result: every column of a few rows, what is left out, quoting.
#include "output/files/run_tables.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace run_tables_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

constexpr const char* two_events =
    "  - {id: listing, type: note, issuer: US, targets: [CN], start: 2017-02, text: \"a, b\", source: \"say "
    "\\\"so\\\"\"}\n"
    "  - {id: answer, type: import_ban, issuer: CN, targets: [US], supplier: NVIDIA, sectors_share: 1,\n"
    "     trigger: {after: {event: listing, months: 1}}, source: made}\n";

}  // namespace

TEST_CASE("series.csv: mean and quantiles by month, the unit, the kind, and paired differences if there are any",
          "[unit]") {
  const MadePair pair;
  CHECK(series_csv(pair.results(false), {"eci_gap"}) ==
        "month,metric,agent,unit,mean,p05,p50,p95,kind,scenario\n"
        "2017-01,eci_gap,,ECI,2,1.1,2,2.9,world,made\n"
        "2017-02,eci_gap,,ECI,2,1.1,2,2.9,world,made\n"
        "2017-03,eci_gap,,ECI,2,1.1,2,2.9,world,made\n");
  const std::string paired = series_csv(pair.results(), {"eci_gap"});
  CHECK(has(paired,
            "kind,scenario,difference_mean,difference_p05,difference_p50,difference_p95,compared_with\n"
            "2017-01,eci_gap,,ECI,2,1.1,2,2.9,world,made,1,0.1,1,1.9,other\n"));
  CHECK(series_csv(pair.results(), {"compute_share"}).find('\n') ==
        series_csv(pair.results(), {"compute_share"}).size() - 1);
}

TEST_CASE("series.csv leaves out what is zero in every run, but not what moves only in the scenario compared with",
          "[unit]") {
  const MadePair pair;
  Results results = pair.results(false);
  results.main = MadeRuns(pair.made, *pair.layout, 2).ensemble();
  CHECK(std::ranges::count(series_csv(results, {}), '\n') == 1);
  results.other = MadeRuns(pair.other, *pair.layout, 2).set("eci_gap", "", {0, 4}).ensemble();
  const std::string text = series_csv(results, {});
  CHECK(std::ranges::count(text, '\n') == 4);
  CHECK(has(text, "2017-03,eci_gap,,ECI,0,0,0,0,world,made,-2,-3.8,-2,-0.2,other\n"));
}

TEST_CASE("members.csv: each run under its own number; without names of metrics those of the world", "[unit]") {
  const MadePair pair;
  Results results = pair.results(false);
  auto some = std::make_shared<Ensemble>(*results.main);
  some->replicates = {4, 8, 9};
  results.main = some;
  const std::string gap = members_csv(results, {"eci_gap"});
  CHECK(
      gap.starts_with("scenario,replicate,month,metric,agent,value,unit,kind\n"
                      "made,4,2017-01,eci_gap,,1,ECI,world\n"
                      "made,4,2017-02,eci_gap,,1,ECI,world\n"
                      "made,4,2017-03,eci_gap,,1,ECI,world\n"
                      "made,8,2017-01,eci_gap,,2,ECI,world\n"));
  CHECK(std::ranges::count(gap, '\n') == 1 + 3 * 3);
  const std::string all = members_csv(results, {});
  CHECK(has(all, "made,9,2017-02,eci_gap,,3,ECI,world\n"));
  CHECK(all.find(",nation\n") == std::string::npos);
  CHECK(std::ranges::count(members_csv(pair.results(), {"eci_gap"}), '\n') == 1 + 2 * 3 * 3);  // the other's as well
}

TEST_CASE("agents are told by their kind; a region is no nation", "[unit]") {
  const MadePair pair;
  const auto kind = [&](const char* metric, const char* agent) {
    const std::size_t at = pair.layout->find(metric, agent);
    REQUIRE(at != Layout::npos);
    return agent_kind(pair.layout->series()[at]);
  };
  CHECK(kind("eci_gap", "") == "world");
  CHECK(kind("compute_share", "CN") == "nation");
  const WorldData& data = *pair.made.initial->world.data;
  CHECK(kind("compute_share", data.regions.cells()[0].name.c_str()) == "region");
  std::vector<std::string_view> seen;
  for (const Series& s : pair.layout->series())
    if (std::ranges::find(seen, agent_kind(s)) == seen.end()) seen.push_back(agent_kind(s));
  std::ranges::sort(seen);
  CHECK(seen == std::vector<std::string_view>{"designer", "firm", "foundry", "good", "nation", "region", "supplier",
                                              "traded_good", "world"});
}

TEST_CASE("events.csv: dated events by month, then those with a trigger without one; what holds commas is quoted",
          "[unit]") {
  const Scenario scenario = three_months("two", two_events);
  const std::string text = events_csv(scenario);
  INFO(text);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "month,what,id,type,issuer,targets,severity,description,source,file,line,trigger,scenario");
  CHECK(lines[1].starts_with("2017-02,noted,listing,note,US,CN,1,"));
  CHECK(has(lines[1], "\"say \"\"so\"\"\",two.yaml,3,"));
  CHECK(has(lines[1], "a, b"));
  CHECK(lines[1].ends_with(",,two"));
  CHECK(lines[2].starts_with(",conditional,answer,import_ban,CN,US,1,"));
  CHECK(has(lines[2], "listing"));
}

TEST_CASE("fired.csv numbers the firings of a run; months that never came are empty", "[unit]") {
  const Scenario scenario = three_months("two", two_events);
  const Layout layout(*scenario.initial->world.data);
  const EventId answer = scenario.calendar->find("answer");
  const auto ensemble = MadeRuns(scenario, layout, 2).ensemble();
  ensemble->fired[1] = {{answer, Month{-1}, Month{0}, Month{1}},
                        {answer, Month{1}, Month{2}, EventClock::never},
                        {answer, Month{2}, EventClock::never, EventClock::never}};
  Results results;
  results.main = ensemble;
  CHECK(fired_csv(results) ==
        "scenario,replicate,id,type,firing,announced,began,ended\n"
        "two,1,answer,import_ban,1,,2017-01,2017-02\n"
        "two,1,answer,import_ban,2,2017-02,2017-03,\n"
        "two,1,answer,import_ban,3,2017-03,,\n");
}

TEST_CASE("events with a trigger are told by how often and when they first came about", "[unit]") {
  const Scenario scenario = three_months("two", two_events);
  const Layout layout(*scenario.initial->world.data);
  const auto ensemble = MadeRuns(scenario, layout, 4).ensemble();
  nlohmann::ordered_json rows = conditional_events_json(*ensemble);
  REQUIRE(rows.size() == 1);  // not the dated one
  CHECK(rows[0]["id"] == "answer");
  CHECK(rows[0]["runs"] == 0);
  CHECK(rows[0]["share"] == 0);
  CHECK(rows[0]["month"].is_null());
  ensemble->starts[scenario.calendar->find("answer").index()] = {Month{1}, Month{1}, Month{2}};
  rows = conditional_events_json(*ensemble);
  CHECK(rows[0]["runs"] == 3);
  CHECK(rows[0]["share"] == 0.75);
  CHECK(rows[0]["month"]["p05"] == "2017-02");
  CHECK(rows[0]["month"]["p50"] == "2017-02");
  CHECK(rows[0]["month"]["p95"] == "2017-03");
}

}  // namespace run_tables_test
