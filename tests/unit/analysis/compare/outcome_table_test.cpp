// Levels and paired differences of what is shown, by pencil; what is found of a comparison.
#include "analysis/compare/outcome_table.hpp"

#include <algorithm>
#include <set>

#include "analysis/compare/event_odds.hpp"
#include "analysis/compare/fan.hpp"
#include "analysis/compare/findings.hpp"
#include "analysis/compare/parameter_sensitivity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace outcome_table_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const Headline gap{"eci_gap", "", "Gap", 1, 1};
const std::vector<Headline> two = {gap, {"compute_share", "CN", "Share", 100, 1}};

}  // namespace

TEST_CASE("the months of a summary are Decembers within the horizon, and its last month", "[unit]") {
  using Months = std::vector<Month>;
  CHECK(report_months(Month::of(2017, 3)) == Months{Month::of(2017, 3)});
  CHECK(report_months(Month::of(2025, 12)) == Months{Month::of(2025, 12)});
  CHECK(report_months(Month::of(2028, 6)) == Months{Month::of(2025, 12), Month::of(2027, 12), Month::of(2028, 6)});
  CHECK(report_months(Month::of(2031, 1)) ==
        Months{Month::of(2025, 12), Month::of(2027, 12), Month::of(2030, 12), Month::of(2031, 1)});
}

TEST_CASE("every series shown is one of the shipped world", "[unit]") {
  const MadePair pair;
  for (const Chart& chart : charts()) {
    INFO(chart_id(chart.of));
    CHECK(pair.layout->find(chart.of.metric, chart.of.agent) != Layout::npos);
  }
}

TEST_CASE("Decembers from a month to another, and the other", "[unit]") {
  using Months = std::vector<Month>;
  CHECK(decembers(Month::of(2023, 1), Month::of(2025, 3)) ==
        Months{Month::of(2023, 12), Month::of(2024, 12), Month::of(2025, 3)});
  CHECK(decembers(Month::of(2023, 12), Month::of(2023, 12)) == Months{Month::of(2023, 12)});
}

TEST_CASE("one label a metric: of every series shown the label of its row, with the agent behind it", "[unit]") {
  std::set<std::string> labels, ids;
  for (const Chart& chart : charts()) {
    INFO(chart_id(chart.of));
    const Display& display = find_metric(chart.of.metric)->display;
    CHECK_FALSE(display.label.empty());
    CHECK(chart.of.label.starts_with(display.label));
    CHECK((chart.of.unit == display.unit && chart.of.scale == display.scale && chart.group == display.group));
    CHECK((labels.insert(chart.of.label).second && ids.insert(chart_id(chart.of)).second));
  }
  for (const Stake& stake : stakes()) CHECK(stake.of.label == find_metric(stake.of.metric)->display.label);
  for (const Headline& headline : headlines()) CHECK(labels.contains(headline.label));
  CHECK(headlines().size() < charts().size());
  CHECK(shown_as("compute_share", "CN").title() == "Share of AI computing, China (%)");
  CHECK(shown_as("compute_share", "JP").title() == "Share of AI computing, JP (%)");
  CHECK(shown_as("hype", "").title() == "hype (share)");  // without a label: its name and unit
  const std::vector<std::string_view> metrics = shown_metrics();
  for (const char* metric : {"eci_gap", "gdp", "top20"}) CHECK(std::ranges::count(metrics, metric) > 0);
}

TEST_CASE("outcomes: levels of each scenario, the difference run by run from the first", "[unit]") {
  const MadePair pair;
  const OutcomeTable table(Comparison(pair.results()), two, {Month{2}, Month{0}, Month{2}});
  REQUIRE(table.rows().size() == 2);
  CHECK(table.months().size() == 2);  // in order, each once
  CHECK((table.find("compute_share", "CN") == 1 && table.find("compute_share", "US") == 2));
  // `other` has 0, 0 and 3; `made` 1, 2 and 3: differences 1, 2 and 0.
  const Outcome &base = table.at(0, 0, Month{2}), &made = table.at(1, 0, Month{2});
  CHECK((base.level.mean == 1 && base.level.median == 0));
  CHECK((made.level.mean == 2 && made.level.median == 2));
  CHECK((made.difference.change.mean == 1 && made.difference.change.median == 1));
  CHECK(made.difference.change.positive == Approx(2.0 / 3));
  CHECK(made.difference.least == find_metric("eci_gap")->counts.at(1));
  CHECK(base.difference.certainty == Certainty::same);
  CHECK(table.at(1, 1, Month{0}).difference.certainty == Certainty::same);  // nothing was set
}

TEST_CASE("outcomes: what the runs do not measure is left out; a summary holds the headlines", "[unit]") {
  const MadePair pair;
  const OutcomeTable few(Comparison(pair.results()), std::vector<Headline>{{"compute_share", "nobody", "none"}, gap},
                         {Month{2}});
  REQUIRE(few.rows().size() == 1);
  CHECK(few.rows()[0].of.metric == "eci_gap");
  const OutcomeTable summary = summary_outcomes(pair.results());
  CHECK(summary.rows().size() == headlines().size());
  CHECK(summary.at(1, summary.find("eci_gap", ""), Month{2}).level.median == 2);
  const OutcomeTable alone = summary_outcomes(pair.results(false));
  CHECK(alone.at(0, alone.find("eci_gap", ""), Month{2}).level.median == 2);
}

TEST_CASE("the split of a level: random variation within parameter sets", "[unit]") {
  const MadePair pair;
  Comparison c(pair.results(false));
  // Five sets of two runs each: within a set 1 apart, sets 10 apart: variance within 1/2, between 250 less 1/4.
  std::vector<double> values;
  for (int set = 0; set < 5; ++set) values.push_back(10 * set), values.push_back(10 * set + 1);
  c.ensembles = {MadeRuns(pair.made, *pair.layout, 10).set("eci_gap", "", values).ensemble()};
  c.parameters = {"prior", 5, 1};
  const VarianceSplit split = OutcomeTable(c, two, {Month{2}}).at(0, 0, Month{2}).split;
  CHECK(split.within == Approx(0.5));
  CHECK(split.between == Approx(249.75));
}

TEST_CASE("fans: quantiles by month of levels and of differences; none where nothing differs", "[unit]") {
  const MadePair pair;
  const Comparison c(pair.results());
  const std::size_t series = c.layout->find("eci_gap");
  const Fan level = level_fan(c, 1, series), change = difference_fan(c, 1, series);
  CHECK(level.by_month[2] == std::vector<double>{2, 2, 2});
  CHECK(change.by_month[2] == std::vector<double>{1, 1, 1});
  CHECK(change.by_month[4][0] == Approx(1.9));
  CHECK_FALSE(change.none);
  CHECK(difference_fan(c, 1, c.layout->find("hype")).none);
}

TEST_CASE("findings of a comparison: the metric asked for, winners foremost first on both sides", "[unit]") {
  const MadePair pair;
  const Comparison c(pair.results());
  const ComparisonFindings found(c, gap, Month{2});
  CHECK(found.outcomes.rows().size() == charts().size());
  CHECK(found.asked_of(1).difference.change.mean == 1);
  CHECK(found.in_full.months().size() == 1);
  CHECK((found.winners.size() == 2 && found.winners[1].empty()));  // too few runs to say who wins
  const Stake& stake = stakes()[0];
  const auto winner = [&](const char* agent, double change) {
    Winner out{&stake, agent, 0, {}};
    out.change.median = change;
    return out;
  };
  const std::vector<Winner> all = {winner("a", 3), winner("b", 2), winner("c", -1), winner("d", -4), winner("e", -5)};
  std::string names;
  for (const Winner& w : foremost(all, 1)) names += w.agent;
  CHECK(names == "ae");
  names.clear();
  for (const Winner& w : foremost(all, 2)) names += w.agent;
  CHECK(names == "abde");
  CHECK(foremost(all, 10).size() == 5);
}

TEST_CASE("which parameters move an outcome: the strongest first, none of too few sets", "[unit]") {
  const Scenario scenario = three_months();
  const ParameterTable& table = scenario.initial->table;
  // Of 24 sets one parameter rises with the outcome, one falls with it and jumps about, one has nothing to do with it.
  std::vector<double> values, outcome;
  for (int k = 0; k < 24; ++k) {
    outcome.push_back(k);
    values.push_back(20 + k), values.push_back(0.5 - 0.01 * (k % 2 ? k + 5 : k)), values.push_back(k % 3);
  }
  const ParameterSets sets("made", table, {"chips.price", "research.fishing_out", "release.gap"}, values);
  const auto found = parameter_correlations(outcome, sets, 1, table);
  REQUIRE(found.size() == 2);
  CHECK((found[0].parameter->name == "chips.price" && found[0].correlation == Approx(1)));
  CHECK((found[1].parameter->name == "research.fishing_out" && found[1].correlation < -0.8));
  CHECK((found[1].low <= found[1].correlation && found[1].correlation <= found[1].high && found[1].high < 0));
  outcome.resize(19);
  CHECK(parameter_correlations(outcome, sets, 1, table).empty());
}

TEST_CASE("odds of events with a trigger: in how many runs, and when", "[unit]") {
  const Scenario scenario = three_months(
      "answers",
      "  - {id: listing, type: note, issuer: US, targets: [CN], start: 2017-02, text: listed, source: made}\n"
      "  - {id: answer, type: import_ban, issuer: CN, targets: [US], supplier: NVIDIA, sectors_share: 1,\n"
      "     trigger: {after: {event: listing, months: 1}}, source: made}\n");
  const Layout layout(*scenario.initial->world.data);
  auto runs = MadeRuns(scenario, layout, 4).ensemble();
  CHECK(event_odds(*runs)[0].runs == 0);
  runs->starts[scenario.calendar->find("answer").index()] = {Month{2}, Month{2}, Month{1}};
  const auto odds = event_odds(*runs);
  REQUIRE(odds.size() == 1);
  CHECK((odds[0].runs == 3 && odds[0].share == 0.75));
  CHECK((odds[0].median == Month{2} && odds[0].low == Month{1} && odds[0].high == Month{2}));
}

}  // namespace outcome_table_test
