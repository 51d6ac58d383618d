// What events touch: counts by hand.
#include "analysis/network/event_reach.hpp"

#include "analysis/runs/parameter_sets.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace event_reach_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Touch touched(const std::string& event, const std::string& until = "2025-12") {
  const Scenario scenario = variant("baseline", "events:\n  - {id: planted, " + event + ", source: test}\n", until);
  return touches(scenario, agents::monthly_schedule())[scenario.calendar->find("planted").index()];
}

std::size_t firms_in(const World& w, const std::string& nation) {
  std::size_t out = 0;
  for (const FirmId i : w.firms.nation.ids())
    if (w.data->nations.text[w.firms.nation[i].index()] == nation) ++out;
  return out;
}

}  // namespace

TEST_CASE("a chip rule touches the designers' links to the nation's firms", "[touches]") {
  const Touch t = touched("type: chip_export_ban, issuer: US, targets: [AE], start: 2024-03, tpp_max: 100");
  REQUIRE(t.links.size() == 1);
  CHECK(t.month == Month::of(2024, 3));
  CHECK(t.came_about);
  const TouchedLinks& l = t.links[0];
  CHECK(l.good == Good::accelerator);
  CHECK(l.buyers == firms_in(shipped("baseline").initial->world, "AE"));
  CHECK(l.buyer == "United Arab Emirates");
  CHECK(l.seller == "United States");
  CHECK(l.links == l.sellers * l.buyers);
  CHECK(l.paid > 0);
  CHECK(t.text().starts_with("accelerator: " + std::to_string(l.sellers) + " sellers in United States to " +
                             std::to_string(l.buyers) + " buyers in United Arab Emirates"));
}

TEST_CASE("what was paid is what was paid in the twelve months before", "[touches]") {
  const Scenario scenario = variant("baseline",
                                    "events:\n  - {id: planted, type: tariff, issuer: JP, targets: [US], goods: "
                                    "[accelerator], rate: 0.1, start: 2024-03, source: test}\n",
                                    "2024-12");
  const Touch t = touches(scenario, agents::monthly_schedule())[scenario.calendar->find("planted").index()];
  REQUIRE(t.links.size() == 1);
  double paid = 0;
  const NationId us = scenario.initial->world.data->nations.find<NationId>("US"),
                 jp = scenario.initial->world.data->nations.find<NationId>("JP");
  simulation(scenario).run([&](const Simulation& s) {
    const World& w = s.world();
    if (w.month < Month::of(2023, 3) || w.month >= Month::of(2024, 3)) return;
    for (const EdgeId e : w.trade.weight.ids())
      if (w.trade.good(e) == Good::accelerator && w.data->home[w.trade.supplier(e)] == us &&
          w.data->home[w.trade.buyer(e)] == jp)
        paid += w.trade.payment[e];
  });
  CHECK(t.links[0].paid == Approx(paid));
}

TEST_CASE("a foundry's shock touches its customers", "[touches]") {
  const Touch t = touched("type: supply_shock, supplier: SMIC, severity: 0.5, start: 2024-03, duration: 2");
  REQUIRE_FALSE(t.links.empty());
  CHECK(t.links[0].good == Good::wafer);
  CHECK(t.links[0].seller == "SMIC");
  const World w = shipped("baseline").initial->world;
  std::size_t customers = 0;
  for ([[maybe_unused]] const EdgeId e :
       w.trade.sales(w.data->vertex(w.data->foundries.find<FoundryId>("SMIC")), Good::wafer))
    ++customers;
  CHECK(t.links[0].links == customers);
}

TEST_CASE("what stands on no link is told in words", "[touches]") {
  CHECK(touched("type: parameter_shock, parameter: controls.enforcement, value: 0.7, start: 2024-03")
            .text()
            .find("parameter controls.enforcement: ") != std::string::npos);
  CHECK(touched("type: algorithmic_breakthrough, labs: {Google: 0.3}, start: 2024-03").text() ==
        "firm.algorithm_next of Google");
  CHECK(touched("type: equipment_ban, issuer: NL, targets: [IN], classes: [euv], start: 2024-03").text() ==
        "EUV lithography for IN");
  CHECK(touched("type: note, text: nothing, start: 2024-03").text().empty());
}

TEST_CASE("what is touched is read off the run with its own parameters", "[touches]") {
  const Scenario scenario = variant("baseline",
                                    "events:\n  - {id: planted, type: chip_export_ban, issuer: US, targets: [AE], "
                                    "start: 2024-03, tpp_max: 100, source: test}\n",
                                    "2024-12");
  const ParameterSets prior = ParameterSets::draw(scenario.initial->table, 1, 1);
  const Parameters drawn = prior.parameters(scenario, 0);
  const std::size_t planted = scenario.calendar->find("planted").index();
  const Touch at_point = touches(scenario, agents::monthly_schedule())[planted];
  const Touch of_set = touches(scenario, agents::monthly_schedule(), 1, 0, &drawn)[planted];
  REQUIRE(of_set.links.size() == 1);
  CHECK(at_point.links[0].paid != of_set.links[0].paid);
  // By pencil: what the same member pays over these links in the twelve months before.
  const NationId us = scenario.initial->world.data->nations.find<NationId>("US"),
                 ae = scenario.initial->world.data->nations.find<NationId>("AE");
  double paid = 0;
  Simulation member(scenario, agents::monthly_schedule(), 1, 0, nullptr, &drawn);
  member.run([&](const Simulation& s) {
    const World& w = s.world();
    if (w.month < Month::of(2023, 3) || w.month >= Month::of(2024, 3)) return;
    for (const EdgeId e : w.trade.weight.ids())
      if (w.trade.good(e) == Good::accelerator && w.data->home[w.trade.supplier(e)] == us &&
          w.data->home[w.trade.buyer(e)] == ae)
        paid += w.trade.payment[e];
  });
  CHECK(of_set.links[0].paid == Approx(paid));
}

TEST_CASE("an event that never comes about is told as if it did now", "[touches]") {
  const Touch t = touched(
      "type: chip_export_ban, issuer: US, targets: [AE], start: 2024-03, tpp_max: 100, trigger: {when: {expr: 'eci_gap "
      "> 1000'}}");
  CHECK_FALSE(t.came_about);
  CHECK(t.month == Month::of(2025, 12));
  CHECK(t.links.size() == 1);
}

TEST_CASE("links that others close already, or leave open, are told", "[touches]") {
  const Touch closed = touched("type: equipment_ban, issuer: NL, targets: [CN], start: 2025-06");
  REQUIRE_FALSE(closed.links.empty());
  CHECK(closed.links[0].closed_already == closed.links[0].links);
  CHECK(closed.text().find("closed already by nl-2023-09-tools") != std::string::npos);
  const Touch fresh = touched("type: chip_export_ban, issuer: US, targets: [AE], start: 2024-03, tpp_max: 100");
  CHECK(fresh.links[0].closed_already == 0);
  CHECK(fresh.text().find("already") == std::string::npos);
  CHECK(fresh.text().find("left open") == std::string::npos);
}

}  // namespace event_reach_test
