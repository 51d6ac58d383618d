// Planted causes are found: the month, the phase, the agent, the column.
#include "analysis/why/why.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/why/split.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"

namespace why_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Divergence parted(const Scenario& a, const Scenario& b, const std::string& until = "2024-12") {
  return first_divergence(pair_of(a, b), *Month::parse(until));
}

bool has_rule(const RuleBreak& found, const std::string& rule, const std::string& whom) {
  return std::ranges::any_of(found.rules, [&](const RuleDifference& r) { return r.rule == rule && r.whom == whom; });
}

}  // namespace

TEST_CASE("two runs of one scenario part nowhere", "[why]") {
  const Scenario a = shipped("baseline", "2024-12"), b = variant("baseline", "events: []\n", "2024-12");
  for (const std::uint64_t replicate : {0UL, 5UL}) {
    const Divergence d = first_divergence(pair_of(a, b, replicate), Month::of(2024, 12));
    CHECK_FALSE(d.rules);
    CHECK_FALSE(d.state);
  }
}

TEST_CASE("a policy at a date is found where it first acts", "[why]") {
  const Scenario a = shipped("baseline", "2024-12");
  const Scenario b = variant("baseline",
                             "events:\n  - {id: planted, type: chip_export_ban, issuer: US, targets: [AE], start: "
                             "2024-03, tpp_max: 100, source: test}\n",
                             "2024-12");
  const Divergence d = parted(a, b);
  REQUIRE((d.rules && d.state));
  CHECK(d.rules->month == Month::of(2024, 3));
  REQUIRE(d.rules->causes.size() == 1);
  CHECK(d.rules->causes[0].id == "planted");
  CHECK(d.rules->causes[0].a == "absent");
  CHECK(d.rules->causes[0].b == "in force");
  CHECK(has_rule(*d.rules, "chips", "US -> AE"));
  CHECK(d.state->month == Month::of(2024, 3));
  CHECK(d.state->phase == "investment and orders");
  CHECK(d.state->first().column == "firm.smuggle_order");  // the closed door makes buyers look for another
  CHECK(home_of(a, d.state->first().agent) == "AE");
  // Only firms of the nation order otherwise.
  std::set<std::string> homes;
  for (const SlotDifference& slot : d.state->slots)
    if (slot.column == "link.order")
      homes.insert(home_of(
          a, slot.agent.substr(slot.agent.find("-> ") + 3, slot.agent.rfind(", ") - slot.agent.find("-> ") - 3)));
  CHECK(homes == std::set<std::string>{"AE"});
}

TEST_CASE("the same event with another number is a cause", "[why]") {
  const auto ban = [](const char* tpp) {
    return variant(
        "baseline",
        std::string(
            "events:\n  - {id: planted, type: chip_export_ban, issuer: US, targets: [AE], start: 2024-03, tpp_max: ") +
            tpp + ", source: test}\n",
        "2024-06");
  };
  const Scenario a = ban("100"), b = ban("2000");
  const Divergence d = parted(a, b, "2024-06");
  REQUIRE(d.rules);
  REQUIRE(d.rules->causes.size() == 1);
  CHECK(d.rules->causes[0].id == "planted");
  CHECK(d.rules->causes[0].b == "in force, otherwise worded");
  CHECK(d.rules->rules[0].a.starts_with("TPP below 100,"));
  CHECK(d.rules->rules[0].b.starts_with("TPP below 2000,"));
}

TEST_CASE("one number of one designer is found in the first month", "[why]") {
  const Scenario a = shipped("baseline", "2018-12"),
                 b = shipped("baseline", "2018-12", {override_of("designers.Cambricon.die_area", "500")});
  const Divergence d = parted(a, b, "2018-12");
  CHECK_FALSE(d.rules);
  REQUIRE(d.state);
  CHECK_FALSE(d.state->at_start);
  CHECK(d.state->month == Month{0});
  CHECK(d.state->step == "P3a");
  CHECK(d.state->phase == "designs and wafer orders");
  for (const SlotDifference& slot : d.state->slots)
    CHECK((slot.agent == "Cambricon" || slot.agent.find("-> Cambricon, wafer") != std::string::npos));
  const Scenario c = shipped("baseline", "2018-12", {override_of("designers.Cambricon.ecosystem_2017", "0.2")});
  const Divergence start = parted(a, c, "2018-12");
  REQUIRE(start.state);
  CHECK(start.state->at_start);
  CHECK(start.state->first().column == "designer.ecosystem");
  CHECK(start.state->first().agent == "Cambricon");
  CHECK(start.state->first().b == 0.2);
}

TEST_CASE("a shock to one foundry is found there", "[why]") {
  const Scenario a = shipped("baseline", "2024-12");
  const Scenario b = variant("baseline",
                             "events:\n  - {id: fire, type: supply_shock, supplier: SMIC, severity: 0.6, start: "
                             "2024-05, duration: 2, source: test}\n",
                             "2024-12");
  const Divergence d = parted(a, b);
  REQUIRE((d.rules && d.state));
  CHECK(d.rules->month == Month::of(2024, 5));
  CHECK(d.rules->causes[0].id == "fire");
  CHECK(has_rule(*d.rules, "capacity", "SMIC"));
  CHECK(d.state->month == Month::of(2024, 5));
  // It sells logic and mature chips too: their markets are planned before its wafers are rationed.
  CHECK(d.state->phase == "plan of trade");
  std::set<std::string> struck;
  for (const SlotDifference& slot : d.state->slots)
    if (slot.column == "seller.outage") struck.insert(slot.agent);
  CHECK(struck == std::set<std::string>{"SMIC, logic_chip", "SMIC, mature_chip"});
}

TEST_CASE("a parameter that is other is named", "[why]") {
  const Scenario a = shipped("baseline", "2017-06"),
                 b = shipped("baseline", "2017-06", {override_of("parameters.chips.price", "30")});
  const Divergence d = parted(a, b, "2017-06");
  REQUIRE((d.rules && d.state));
  CHECK(d.rules->month == Month{0});
  CHECK(has_rule(*d.rules, "parameter", "chips.price"));
  CHECK(d.state->phase == "hype and prices");
  CHECK(d.state->first().column == "commons.price");
}

TEST_CASE("a month in its parts is a month", "[why]") {
  const Scenario scenario = shipped("baseline", "2019-12");
  Simulation whole = simulation(scenario), parts = simulation(scenario);
  while (!whole.done()) {
    whole.step();
    parts.begin_month();
    for (const Phase& phase : parts.phases()) parts.run_phase(phase);
    parts.end_month();
    REQUIRE(whole.world().state_hash() == parts.world().state_hash());
  }
  CHECK(parts.done());
}

TEST_CASE("the table of mechanisms names phases of the schedule", "[why]") {
  std::set<std::string_view> phases, names;
  for (const Phase& phase : agents::monthly_schedule()) phases.insert(phase.name);
  CHECK(phases.contains(production_phase));
  for (const Mechanism& m : mechanisms()) {
    INFO(m.name);
    CHECK(phases.contains(m.phase));
    CHECK(names.insert(m.name).second);
  }
}

TEST_CASE("effects of factors add up to the difference between products", "[why]") {
  const std::vector<double> a = {2, 3, 0.5}, b = {1, 4, 0.7};
  const std::vector<double> effects = factor_effects(a, b);
  CHECK(effects[0] + effects[1] + effects[2] == Approx(3.0 - 2.8));
  CHECK(effects[0] > 0);
  CHECK(effects[1] < 0);
  // What is closed is closed by the first factor that is 0.
  CHECK(factor_effects(std::vector{5.0, 0.0, 0.0}, std::vector{4.0, 0.5, 2.0}) == std::vector{0.0, -4.0, 0.0});
  CHECK(factor_effects(std::vector{0.0, 1.0}, std::vector{0.0, 2.0}) == std::vector{0.0, 0.0});
  CHECK(logarithmic_mean(3, 3) == 3);
  CHECK(logarithmic_mean(1, std::exp(1.0)) == Approx(std::exp(1.0) - 1));
  CHECK(logarithmic_mean(1, 1 + 1e-9) == Approx(1.0));
}

TEST_CASE("the pair explained is the one nearest to the median", "[why]") {
  const Samples samples{{1, 9, 4, 7, 5}, {0, 0, 0, 0, 0}};
  CHECK(samples.typical() == 4);
  CHECK(Samples{{3, 3}, {1, 1}}.typical() == 0);
}

TEST_CASE("a cut of memory alone limits chips by memory from then on", "[why]") {
  const Scenario a = variant("chip_ban", "without: {ids: [us-2024-12-hbm]}\n", "2030-12"),
                 b = shipped("chip_ban", "2030-12");
  const Found found(a, b, "huawei_units", "", "2030-12");
  REQUIRE_FALSE(found.why.chain.empty());
  const auto period = std::ranges::find_if(
      found.why.constraints, [](const ConstraintPeriod& p) { return p.producer == "Huawei" && p.b == Limit::memory; });
  REQUIRE(period != found.why.constraints.end());
  CHECK(period->first >= Month::of(2025, 1));
  CHECK(period->a != Limit::memory);
  const auto memory = std::ranges::find(found.why.chain, "memory", &Step::quantity);
  REQUIRE(memory != found.why.chain.end());
  CHECK(std::ranges::find(memory->events, "B: us-2024-12-hbm") != memory->events.end());
}

TEST_CASE("limits are those by which chips are made", "[why]") {
  const Scenario scenario = shipped("baseline", "2028-12");
  const RunPair pair = pair_of(scenario, scenario);
  const Trace trace(pair, scenario, pair.in_a, Month::of(2028, 12));
  for (const Month m : {Month::of(2021, 6), Month::of(2024, 3), Month::of(2026, 9), Month::of(2028, 12)})
    for (const DesignerId d : trace[m].designers.nation.ids()) {
      INFO(m.text() << " " << scenario.initial->world.data->designers.text[d.index()]);
      const ProductionLimits& limits = trace[m].limits[d];
      CHECK(trace[m].designers.produced[d] == limits.produced());
      const Limit limit = designer_limit(trace, d, m);
      CHECK((limit == Limit::memory) == (limits.memory < limits.dies && limits.memory <= limits.packaging));
    }
}

TEST_CASE("where no mechanism leads, measures are told in the order in which they part", "[why]") {
  const Scenario a = shipped("no_ban", "2025-12"), b = shipped("chip_ban", "2025-12");
  const Results results = results_of(a, b, 12);
  const std::size_t asked = results.layout->find("dom_chip_share_cn");
  const auto moved = movements(results, asked, Month::of(2025, 12));
  const auto itself = std::ranges::find(moved, "dom_chip_share_cn", &Movement::metric);
  REQUIRE(itself != moved.end());
  CHECK(itself->with == Approx(1));
  REQUIRE(moved.size() > 5);
  CHECK(std::ranges::is_sorted(moved, {}, &Movement::first));
  std::set<std::string> metrics;
  for (const Movement& m : moved) {
    CHECK(metrics.insert(m.metric).second);
    CHECK(m.difference != 0);
    const std::size_t series = results.layout->find(m.metric, m.agent);
    const auto before = static_cast<std::size_t>(m.first.index);
    for (std::size_t month = before; month < results.months(); ++month)
      for (const double d : results.differences(month, series)) CHECK(d * m.difference > 0);  // 95 % of eight are all
  }
  CHECK(movements(results_of(a, a, 4), asked, Month::of(2025, 12)).empty());
}

}  // namespace why_test
