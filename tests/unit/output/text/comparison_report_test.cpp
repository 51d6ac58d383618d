// A comparison, a family, objectives and a split told: values by pencil, in every form.
#include "output/text/comparison_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "output/files/comparison_files.hpp"
#include "output/text/attribution_report.hpp"
#include "output/text/family_report.hpp"
#include "output/text/objectives_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace comparison_report_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

const Headline gap{"eci_gap", "", "Gap", 1, 1};

/// Twenty runs: the gap is 8, 8.25, ... 12.75 ECI in `base`, and 2 more in every run of `ban`.
struct Twenty {
  Scenario base = three_months("base"), ban = three_months("ban");
  Comparison comparison;

  Twenty() {
    comparison.layout = std::make_shared<const Layout>(*base.initial->world.data);
    std::vector<double> low, high;
    for (int r = 0; r < 20; ++r) low.push_back(8 + 0.25 * r), high.push_back(10 + 0.25 * r);
    comparison.ensembles = {MadeRuns(base, *comparison.layout, 20).set("eci_gap", "", low).ensemble(),
                            MadeRuns(ban, *comparison.layout, 20).set("eci_gap", "", high).ensemble()};
    comparison.seed = 7, comparison.version = "9.9.9", comparison.command = "simulate compare base ban";
  }
  [[nodiscard]] ComparisonFindings found() const { return {comparison, gap, Month{2}}; }
};

}  // namespace

TEST_CASE("a sparkline spans its own lowest and highest value; nothing is drawn of what does not vary", "[unit]") {
  CHECK(sparkline({0, 1, 2, 3, 4, 5, 6, 7}) == "▁▂▃▄▅▆▇█");
  CHECK(sparkline({-1, -2}) == "█▁");
  CHECK(sparkline({3, 3, 3}).empty());
  CHECK(sparkline({3}).empty());
  CHECK(sparkline({}).empty());
}

TEST_CASE("compare.csv: levels, differences with errors and odds; of the first scenario levels alone", "[unit]") {
  const Twenty twenty;
  const std::string text = comparison_csv(twenty.found());
  CHECK(
      text.starts_with("scenario,month,metric,agent,unit,level_mean,level_p05,level_p50,level_p95,difference_mean,"
                       "difference_p05,difference_p50,difference_p95,probability_more,error_paired,error_unpaired,"
                       "runs_saved,certainty,probability_less,counts_from,kind\n"));
  CHECK(has(text, "\nbase,2017-03,eci_gap,,ECI,10.375,8.2375,10.375,12.5125,,,,,,,,,,,,world\n"));
  CHECK(has(text, "\nban,2017-03,eci_gap,,ECI,12.375,10.2375,12.375,14.5125,2,2,2,2,1,0,"));
  CHECK(has(text, ",certain,0,"));
  const auto columns = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find('\n')), ',');
  std::size_t rows = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1, ++rows) {
    const std::string line = text.substr(at, text.find('\n', at) - at);
    INFO(line);
    CHECK(std::ranges::count(line, ',') == columns);
  }
  CHECK(rows == 1 + 2 * charts().size());
}

TEST_CASE("compare.json says the same, in the units of the metrics", "[unit]") {
  const Twenty twenty;
  const auto json = comparison_json(twenty.found());
  CHECK((json["seed"] == 7 && json["runs"] == 20 && json["baseline"] == "base"));
  CHECK(json["command"] == "simulate compare base ban");
  CHECK(json["scenarios"].size() == 2);
  CHECK_FALSE(json.contains("given"));
  const auto& row = json["metrics"][0];
  CHECK((row["metric"] == "eci_gap" && row["unit"] == "ECI" && row["kind"] == "world"));
  CHECK(row["level"]["base"]["2017-03"]["p50"] == 10.375);
  CHECK_FALSE(row["difference"].contains("base"));
  const auto& change = row["difference"]["ban"]["2017-03"];
  CHECK((change["mean"] == 2 && change["probability_more"] == 1 && change["certainty"] == "certain"));
  // No parameter sets: 1 of the variance 1 + 35/16 x 19/20 is the policy's.
  const double within = 0.0625 * 35;  // of 20 values a quarter apart, divisor 19
  CHECK(json["spread"]["policy"].get<double>() == Approx(1 / (1 + within)).epsilon(0.1));
  CHECK(json["conditional_events"].empty());
}

TEST_CASE("the tables of a comparison: medians, bands, odds and their marks; the marks are explained", "[unit]") {
  const Twenty twenty;
  const std::string text = comparison_text(twenty.found(), {false, 100});
  CHECK(text.starts_with("2 scenarios to 2017-03, 20 runs each, paired"));
  CHECK(has(text, "\n  A base"));
  CHECK(has(text, "Gap, 2017-03; differences from A"));
  CHECK(has(text, "10.4 (8.2 … 12.5)"));
  CHECK(has(text, "+2.0 (+2.0 … +2.0)"));
  CHECK(has(text, "1.00 ●"));
  CHECK(has(text, "+2.0 ●"));
  CHECK(has(text, "● certain: 19 runs in 20 agree on the sign"));
  CHECK_FALSE(has(text, "\033["));
  CHECK(has(comparison_text(twenty.found(), {true, 100}), "\033["));
  Comparison one = twenty.comparison;
  one.ensembles.resize(1);
  CHECK_FALSE(has(comparison_text({one, gap, Month{2}}, {false, 100}), "● certain"));
  one.selection = {"fired(x)", 50};
  CHECK(has(comparison_text({one, gap, Month{2}}, {false, 100}), "Only the 20 of 50 runs in which fired(x)\n"));
}

TEST_CASE("a family: one row a member, differences where there are any, odds as shares", "[unit]") {
  FamilyTable empty;
  CHECK(empty.text({false, 100}).empty());
  CHECK(empty.csv() == "member,month,metric,agent,statistic,value,unit\n");
  MadePair pair;
  pair.made.member = "half, open";
  FamilyTable table;
  table.add(pair.results());
  const std::string csv = table.csv(), text = table.text({false, 120});
  CHECK(has(csv,
            "\"half, open\",2017-03,eci_gap,,p05,1.1,ECI\n\"half, open\",2017-03,eci_gap,,p50,2,ECI\n"
            "\"half, open\",2017-03,eci_gap,,p95,2.9,ECI\n\"half, open\",2017-03,eci_gap,,difference_p05,0.1,ECI\n"));
  CHECK(has(csv, "eci_gap,,difference_probability_less,0,share\n"));
  CHECK(has(text, "eci_gap, ECI (5 % … 95 %)"));
  CHECK(has(text, "compute_share CN, %"));
  CHECK(has(text, "half, open"));
  CHECK(has(text, "2.0 (1.1 … 2.9)"));
  CHECK(has(text, "+1.0 (+0.1 … +1.9)"));
  CHECK(has(text, "differences paired run by run against other"));
  CHECK(has(text, "Few runs: "));
  FamilyTable alone;
  alone.add(pair.results(false));
  CHECK_FALSE(has(alone.csv(), "difference"));
  CHECK_FALSE(has(alone.text({false, 120}), "paired run by run"));
}

TEST_CASE("objectives: what an interest wants, and which policy each rule of choice takes", "[unit]") {
  const Twenty twenty;
  PolicyObjective lead;
  lead.name = "lead", lead.interest = "US", lead.figure = {"eci_gap", "", Month{2}}, lead.weight = 2;
  lead.threshold = 10, lead.unit = "ECI";
  const std::string text = objectives_text(twenty.comparison, {lead}, {false, 100});
  CHECK(has(text, "  US wants lead (x 2, ≥ 10 ECI)\n"));
  CHECK(has(text, "60 %\n"));  // base reaches 10 in 12 of 20 runs
  CHECK(has(text, "100 %*"));  // ban in all: it is chosen
  CHECK(has(text, "0.30"));    // of the span 6.75 base stays 2 behind in every run
  CHECK(has(text, "in no run worse, in some better: ban over base"));
  lead.more = false, lead.threshold.reset();
  const std::string less = objectives_text(twenty.comparison, {lead}, {false, 100});
  CHECK(has(less, "  US wants lead (x 2)\n"));
  CHECK(has(less, "base over ban"));
  CHECK(objectives_text(twenty.comparison, {}, {false, 100}).empty());
}

TEST_CASE("a split: the largest part first, a dash for an error that is not told, the sum beside the whole", "[unit]") {
  const Twenty twenty;
  AttributedDifference d;
  d.to = 1, d.of = gap, d.month = Month{2};
  CHECK(attribution_text(d, twenty.comparison, {false, 100}) ==
        "  Gap in 2017-03: base to ban\n  they differ in nothing\n");
  d.parts = {{"chips", {"events.a", "events.b"}}, {"tools", {"parameters.x"}}};
  d.result.parts = {{0.5, 0.01}, {-1.25, not_told}};
  d.result.total = -0.75, d.result.total_error = 0.02, d.scenarios = 4;
  const std::string text = attribution_text(d, twenty.comparison, {false, 100});
  CHECK(has(text, "tools               -1.250      –  parameters.x\n"));
  CHECK(has(text, "chips               +0.500  0.010  a, b\n"));
  CHECK(text.find("tools") < text.find("chips"));
  CHECK(has(text, "sum                 -0.750\n"));
  CHECK(has(text, "whole difference    -0.750  0.020\n"));
  CHECK(has(text, "exact: all 4 mixtures of the 2 parts were run\n"));
  d.exact = false;
  CHECK(has(attribution_text(d, twenty.comparison, {false, 100}), "sampled, one a run and its reverse: 4 mixtures\n"));
  d.least = 2;
  CHECK(has(attribution_text(d, twenty.comparison, {false, 100}), "nothing to share out\n"));
}

}  // namespace comparison_report_test
