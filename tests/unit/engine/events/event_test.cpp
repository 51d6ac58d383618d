// What is common to all events: lists, ranges, withdrawal.
#include "engine/events/event.hpp"

#include "engine/events/other_words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace event_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::string refused(const std::string& event) {
  try {
    (void)variant("baseline", "events:\n  - {id: e, start: 2027-01, " + event + "}\n");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("event: what published policies say in other words is told in ours, once", "[unit]") {
  CHECK(has(refused("type: weights_export_control, issuer: US"),
            "no event type is called 'weights_export_control': write a model_export_control"));
  const std::string shared = refused("type: licence, issuer: US, targets: [CN], chip: H200, priority_for: [US]");
  CHECK(has(shared, "'priority_for' says nothing in a licence: write a sales_priority"));
  CHECK(!has(shared, "unknown key"));
  CHECK(has(refused("type: tariff, issuer: US, targets: [CN], rate: 0.1, priority_for: [US]"), "unknown key"));
  for (const char* type : {"transport_disruption", "licence", "supply_shock", "diffusion_rule"})
    for (const char* key : {"firms", "goods", "priority_for", "cap"})  // no word that a type has is called another's
      if (const EventType* known = find_event_type(type); known && !other_word_for_key(type, key).empty())
        CHECK(std::ranges::none_of(known->fields, [&](const EventField& f) { return f.name == key; }));
}

TEST_CASE("event: a name twice in a list would count twice", "[unit]") {
  CHECK(has(refused("type: tariff, issuer: US, targets: [CN, CN], rate: 0.2"), "duplicate 'CN'"));
  CHECK(has(refused("type: tariff, issuer: US, targets: [TW], goods: [logic_chip], rate: 1, except: [TSCM]"),
            "'TSCM' sells nothing that the tariff is on (did you mean 'TSMC'?)"));
  CHECK(has(refused("type: tariff, issuer: US, targets: [TW], goods: [logic_chip], rate: 1, except: [Samsung]"),
            "'Samsung' sells nothing that the tariff is on"));
  CHECK(has(refused("type: entity_list, issuer: US, firms: [Zhipu, Zhipu]"), "duplicate 'Zhipu'"));
  CHECK(has(refused("type: service_ban, issuer: US, firms: [DeepSeek, DeepSeek]"), "duplicate 'DeepSeek'"));
}

TEST_CASE("event: foreign is resolved for one issuer", "[unit]") {
  CHECK(has(refused("type: service_ban, issuer: US, allied: [JP], origins: foreign"),
            "'foreign' is resolved for the issuer alone"));
  CHECK(refused("type: service_ban, issuer: US, origins: foreign") == "read");
  CHECK(has(refused("type: talent_restriction, from: foreign, to: [US], bar: 0.5"), "needs an 'issuer'"));
}

TEST_CASE("event: a shock to a parameter stays within its plausible range unless it says otherwise", "[unit]") {
  CHECK(has(refused("type: parameter_shock, parameter: chips.price, value: 0"), "outside its plausible range"));
  CHECK(has(refused("type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 5"), "beyond_range"));
  CHECK(refused("type: parameter_shock, parameter: controls.enforcement, value: 0, beyond_range: true") == "read");
  // Two shocks that each stay within it are held to it together.
  const Scenario both = variant(
      "baseline",
      "events:\n  - {id: a, type: parameter_shock, parameter: controls.enforcement, op: add, value: 0.4, start: "
      "2017-01}\n"
      "  - {id: b, type: parameter_shock, parameter: controls.enforcement, op: add, value: 0.4, start: 2017-01}\n",
      "2017-02");
  Simulation s = simulation(both);
  s.step();
  CHECK(s.parameters().controls_enforcement == 0.8);  // 0.35 + 0.4 + 0.4 = 1.15, range [0.1, 0.8]
}

TEST_CASE("event: what is withdrawn before its start was announced and never comes", "[unit]") {
  const Scenario scenario = variant("no_ban",
                                    "events:\n  - {id: e, type: chip_export_ban, issuer: US, targets: [CN], announce: "
                                    "2018-01, start: 2019-01, withdrawn: 2018-06}\n",
                                    "2020-12");
  const NationId china = called<NationId>(scenario.initial->world.data->nations, "CN"),
                 us = called<NationId>(scenario.initial->world.data->nations, "US");
  Simulation s = simulation(scenario);
  while (!s.done()) {
    s.step();
    const Month m = s.world().month;
    CHECK(s.regimes().chips_announced.empty() != (m >= Month::of(2018, 1) && m < Month::of(2018, 6)));
    CHECK_FALSE(s.regimes().chips(us, china).active());
  }
}

}  // namespace event_test
