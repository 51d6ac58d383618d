// Events without effect, of every kind that can be told, and why.
#include "analysis/why/idle_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "output/text/warnings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace idle_events_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

struct Told {
  Effect effect = Effect::acts;
  std::string why;
  bool own = false;
};

/// By id: what is said of an event, or that it acts.
Told of(const Scenario& scenario, const IdleEvents& idle, const std::string& id) {
  const auto at = std::ranges::find(idle.events, scenario.calendar->find(id), &IdleEvent::event);
  return at == idle.events.end() ? Told{} : Told{at->effect, at->why, at->own};
}

IdleEvents look(const Scenario& scenario, int threads = 0) {
  return idle_events(scenario, agents::monthly_schedule(), {.threads = threads});
}

/// Events planted in the baseline.
Scenario planted(const std::vector<std::string>& events, const std::string& until = "2027-12",
                 const std::string& more = "") {
  std::string body = more + "events:\n";
  for (const std::string& event : events) body += "  - {" + event + ", source: test}\n";
  return variant("baseline", body, until);
}

bool has_field(std::string_view type, std::string_view field) {
  return std::ranges::find(find_event_type(type)->fields, field, &EventField::name) !=
         find_event_type(type)->fields.end();
}

}  // namespace

TEST_CASE("an event that cannot come about in the run is told with the reason", "[idle]") {
  const Scenario scenario = planted({
      "id: late, type: supply_shock, nation: TW, severity: 0.9, start: 2028-01, duration: 3",
      "id: announced, type: chip_export_ban, issuer: US, targets: [AE], announce: 2027-12, start: 2028-02, tpp_max: 1",
      "id: later, type: subsidy, issuer: US, target: energy, amount: 1, trigger: {window: {from: 2029-01, until: "
      "2030-12}}",
      "id: nested, type: subsidy, issuer: US, target: energy, amount: 1, trigger: {all: [{date: 2026-01}, {any: "
      "[{date: "
      "2028-06}, {window: {from: 2029-01, until: 2030-12}}]}]}",
      "id: start_later, type: subsidy, issuer: US, target: energy, amount: 1, start: 2028-06, trigger: {when: {expr: "
      "'eci_gap > -1000'}}",
      "id: nothing, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, tpp_max: 1, severity: 0",
      "id: never, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, tpp_max: 1, trigger: {when: {expr: "
      "'eci_gap > 1000'}}",
      "id: called_off, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, withdrawn: 2026-07, tpp_max: "
      "1",
      "id: instrument, type: chip_export_ban, issuer: US, targets: [AE], tpp_max: 1, trigger: {policy: {kind: "
      "restrict}}",
      "id: happens, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, tpp_max: 1, trigger: {when: "
      "{expr: 'eci_gap > -1000'}}",
      "id: fact, type: note, text: nothing, start: 2026-09",
  });
  const IdleEvents idle = look(scenario);
  for (const auto& [id, effect, words] : std::vector<std::tuple<std::string, Effect, std::string>>{
           {"late", Effect::too_late, "starts in 2028-01, after the run's last month, 2027-12"},
           {"later", Effect::too_late, "asked from 2029-01 on, after the run's last month, 2027-12"},
           {"nested", Effect::too_late, "asked from 2028-06 on"},
           {"start_later", Effect::too_late, "asked from 2028-06 on"},
           {"nothing", Effect::none, "severity is 0"},
           {"never", Effect::not_fired, "did not hold in the run tried: when eci_gap > 1000"},
           {"called_off", Effect::none, "called off in 2026-07"},
           {"instrument", Effect::not_fired, "United States does not decide by itself"},
           {"happens", Effect::acts, ""},
           {"fact", Effect::acts, ""},
       }) {
    INFO(id);
    const Told told = of(scenario, idle, id);
    CHECK(told.effect == effect);
    CHECK(told.why.find(words) != std::string::npos);
    CHECK(told.own == (effect != Effect::acts));
  }
  if (const Told told = of(scenario, idle, "announced"); told.effect != Effect::acts)
    CHECK(told.why.find("announced, but starts in 2028-02") != std::string::npos);
}

TEST_CASE("what closes nothing more than others do is told with the others", "[idle]") {
  const std::string keeps = has_field("chip_export_ban", "keeps_licences") ? ", keeps_licences: true" : "";
  const Scenario scenario = planted({
      "id: first, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-06, tpp_max: 1, redesign: false",
      "id: second, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, tpp_max: 1, redesign: false",
      "id: rule, type: chip_export_ban, issuer: US, targets: [SA], start: 2026-03, tpp_max: 100, redesign: false",
      "id: permit, type: licence, issuer: US, targets: [SA], start: 2026-03, tpp_max: 1000000",
      "id: harsher, type: chip_export_ban, issuer: US, targets: [SA], start: 2026-09, tpp_max: 1, redesign: false" +
          keeps,
      "id: hbm, type: hbm_ban, issuer: US, targets: [CN], start: 2026-09",
      "id: suspended, type: chip_export_ban, issuer: US, targets: [IN], start: 2026-09, tpp_max: 1",
      "id: truce, type: treaty, parties: [US, IN], suspends: [suspended], start: 2026-08",
      "id: same_value, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 1, start: 2026-09",
      "id: relief, type: sanction_relief, issuer: US, measures: [gone], start: 2026-09",
      "id: gone, type: chip_export_ban, issuer: US, targets: [IN], start: 2026-03, end: 2026-05, tpp_max: 1",
  });
  const IdleEvents idle = look(scenario);
  CHECK(of(scenario, idle, "first").effect == Effect::acts);
  CHECK(of(scenario, idle, "rule").effect == Effect::acts);
  CHECK(of(scenario, idle, "gone").effect == Effect::acts);
  for (const auto& [id, words] : std::vector<std::pair<std::string, std::string>>{
           {"second", "first does already what it would do"},
           {"harsher", "permit lets through what it bars"},
           {"suspended", "truce leaves nothing of it"},
           {"same_value", "has that value already"},
           {"relief", "nothing that it eases or calms is in force"},
       }) {
    INFO(id);
    const Told told = of(scenario, idle, id);
    CHECK(told.effect != Effect::acts);
    CHECK(told.why.find(words) != std::string::npos);
  }
}

TEST_CASE("a measure that nobody falls under is told", "[idle]") {
  const Scenario scenario = planted(
      {
          "id: no_one_buys, type: entity_list, issuer: US, targets: [CN], firms: [Huawei], goods: [chips], start: "
          "2026-09",
          "id: no_such_buyer, type: tariff, issuer: BR, targets: [US], goods: [accelerator], rate: 0.5, start: 2026-09",
      },
      "2027-06");
  const IdleEvents idle = look(scenario);
  const Told part = of(scenario, idle, "no_one_buys"), buyer = of(scenario, idle, "no_such_buyer");
  CHECK(part.effect != Effect::acts);
  CHECK_FALSE(part.why.empty());
  CHECK(buyer.effect != Effect::acts);
  CHECK(buyer.why.find("nothing is sold on the terms that it changes") != std::string::npos);
}

TEST_CASE("measures that a government decides instead of are told", "[idle]") {
  const Scenario scenario =
      planted({"id: written, type: chip_export_ban, issuer: US, targets: [AE], start: 2026-09, tpp_max: 1"}, "2027-06",
              "governments: {US: hybrid, switch_date: 2026-03}\n");
  const Told told = of(scenario, look(scenario), "written");
  CHECK(told.effect == Effect::none);
  CHECK(told.why.find("United States decides by itself from 2026-03 on") != std::string::npos);
}

TEST_CASE("the scenario's own events are distinguished from those it inherits", "[idle]") {
  const Scenario plain = shipped("baseline", "2019-12");
  const IdleEvents inherited = look(plain);
  CHECK(inherited.own().empty());
  CHECK(inherited.inherited().size() > 20);  // of the record after 2019
  const Scenario changed = variant("baseline", "overrides: {events.us-2026-01-h200.quota: 30000}\n", "2019-12");
  REQUIRE(look(changed).own().size() == 1);
  CHECK(changed.calendar->events()[look(changed).own()[0].event.index()]->header.id == "us-2026-01-h200");
}

TEST_CASE("the result is the same at any number of threads", "[idle]") {
  const Scenario scenario = planted(
      {
          "id: second, type: hbm_ban, issuer: US, targets: [CN], start: 2026-09",
          "id: later, type: subsidy, issuer: US, target: energy, amount: 1, start: 2026-09, trigger: {when: {expr: "
          "'eci_gap > -1000'}}",
          "id: shock, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 1, start: 2026-09",
      },
      "2027-03");
  const IdleEvents one = look(scenario, 1);
  CHECK(one.events == look(scenario, 2).events);
  CHECK(one.events == look(scenario, 7).events);
}

TEST_CASE("an event that never comes about is as good as one that is taken away", "[idle]") {
  const Scenario scenario = shipped("baseline", "2026-12");
  for (const std::string id : {"us-2022-10-chips", "us-2024-12-hbm", "us-2026-01-h200", "cn-2026-guidance"}) {
    INFO(id);
    const EventId e = scenario.calendar->find(id);
    REQUIRE(e.exists());
    Scenario silent = scenario;
    silent.calendar = scenario.calendar->without(e);
    const Scenario removed = variant("baseline", "without: {ids: [" + id + "]}\n", "2026-12");
    CHECK(hash_of(silent) == hash_of(removed));
    CHECK(hash_of(silent) != hash_of(scenario));
  }
}

TEST_CASE("an event that others wait for acts through them", "[idle]") {
  const Scenario scenario = planted(
      {
          "id: signal, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 1, start: 2026-06",
          "id: answer, type: chip_export_ban, issuer: US, targets: [AE], tpp_max: 1, trigger: {after: {event: signal, "
          "months: 1}}",
      },
      "2026-12");
  CHECK(of(scenario, look(scenario), "signal").effect == Effect::acts);
  CHECK(of(scenario, look(scenario), "answer").effect == Effect::acts);
}

TEST_CASE("what is told of idle events names file, line and column", "[idle]") {
  const Scenario scenario =
      planted({"id: late, type: supply_shock, nation: TW, severity: 0.9, start: 2028-01, duration: 3"});
  const IdleEvents idle = look(scenario);
  const std::string text = output::warnings_text(scenario, idle, 200);
  CHECK(text.find("Warning: 'late' has no effect: it starts in 2028-01, after the run's last month, 2027-12 "
                  "(variant.yaml:3:5)") != std::string::npos);
  const auto rows = output::idle_json(scenario, idle);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0]["id"] == "late");
  CHECK(rows[0]["effect"] == "after the end");
  CHECK(rows[0]["line"] == 3);
  CHECK(rows[0]["column"] == 5);
}

TEST_CASE("what is tried and explained is bounded, and says so", "[idle]") {
  const auto many = [](std::size_t count) {
    std::vector<std::string> events;
    for (std::size_t k = 0; k < count; ++k)
      events.push_back(fmt::format(
          "id: e{:04}, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 1, start: 2017-06",
          k));
    return planted(events, "2017-12");
  };
  const IdleEvents some = look(many(42));
  REQUIRE(some.own().size() == 42);
  CHECK(some.own()[39].why == "the parameter has that value already");
  CHECK(some.own()[40].why.find("was not looked into") != std::string::npos);
  const Scenario crowd = many(1'000);
  const IdleEvents none = look(crowd);
  CHECK_FALSE(none.checked);
  CHECK(output::warnings_text(crowd, none, 300).find("was not tried") != std::string::npos);
}

}  // namespace idle_events_test
