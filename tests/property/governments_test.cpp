// Governments as agents, over several seeds.
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace governments_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const std::string menu = "policies: [" + (source_folder() / "scenarios/policies/instruments.yaml").string() + "]\n";

/// A shipped scenario with parameters set.
Scenario agents_with(const std::string& until, std::vector<Override> overrides = {}) {
  return shipped("policy_agents", until, std::move(overrides));
}

}  // namespace

TEST_CASE("a menu that no government uses changes nothing", "[property]") {
  const Scenario without = variant("history", "", "2027-12");
  for (const char* governments :
       {"", "governments: {default: scripted}\n", "governments: {US: hybrid, CN: scripted, switch_date: 2028-01}\n"}) {
    const Scenario with = variant("history", menu + governments, "2027-12");
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      Watch a(without), b(with);
      simulation(without, 0, seed, &a.recorder()).run();
      simulation(with, 0, seed, &b.recorder()).run();
      for (std::size_t s = 0; s < a.layout().series().size(); ++s)
        if (a.layout().series()[s].metric->name != "hawkishness")
          for (int m = 0; m <= without.end.index; m += 7)
            REQUIRE(a.recorder().measured(s, Month{m}) == b.recorder().measured(s, Month{m}));
    }
  }
  CHECK(hash_of(without) == hash_of(variant("history", menu, "2027-12")));
}

TEST_CASE("a hybrid government is the scripted one up to the switch, and another one later", "[property]") {
  const Scenario scripted = shipped("baseline", "2030-12"), hybrid = shipped("answering_governments", "2030-12");
  bool differs = false;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Watch a(scripted), b(hybrid);
    simulation(scripted, 0, seed, &a.recorder()).run();
    simulation(hybrid, 0, seed, &b.recorder()).run();
    for (std::size_t s = 0; s < a.layout().series().size(); ++s)
      if (a.layout().series()[s].metric->name != "hawkishness")
        for (Month m{0}; m <= Month::of(2026, 5); m = m + 1)
          REQUIRE(a.recorder().measured(s, m) == b.recorder().measured(s, m));
    differs = differs ||
              a.value("tension_us_cn", "", Month::of(2030, 12)) != b.value("tension_us_cn", "", Month::of(2030, 12));
  }
  CHECK(differs);
}

TEST_CASE("intensities stay bounded and everything finite", "[property]") {
  const Scenario scenario = agents_with("2030-12");
  double acted = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Simulation s = simulation(scenario, 0, seed);
    s.run([&](const Simulation& now) {
      const Governments& g = now.world().governments;
      for (const PairId q : g.intensity.ids()) {
        REQUIRE((g.intensity[q] >= 0 && g.intensity[q] < 15));
        REQUIRE((g.pending[q] >= 0 && g.pending[q] < 25));
        REQUIRE((g.threat[q] >= 0 && g.threat[q] <= 1));
        REQUIRE((g.belief[q] == Governments::none || (g.belief[q] >= 0 && g.belief[q] <= 1)));
      }
      for (const double h : g.hawkishness.cells()) REQUIRE((h >= 0 && h <= 1));
    });
    for (const double r : s.world().governments.intensity.cells()) acted += r;
  }
  CHECK(acted > 0);
}

TEST_CASE("without hazards no government acts by itself", "[property]") {
  const Scenario scenario = agents_with("2025-12", {override_of("parameters.policy.initiation", "0.02"),
                                                    override_of("parameters.policy.retaliation", "0.001")});
  Scenario still = scenario;
  auto initial = std::make_shared<InitialWorld>(*scenario.initial);
  initial->parameters.policy_initiation = initial->parameters.policy_retaliation = 0;
  still.initial = initial;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Simulation s = simulation(still, 0, seed);
    s.run();
    for (const EventId e : s.world().clocks.ids())
      if (const auto& h = still.calendar->events()[e.index()]->header; h.trigger && h.trigger->discretion())
        CHECK(s.world().clocks[e].fired == 0);
  }
}

TEST_CASE("who answers more readily answers more, with the same random numbers", "[property]") {
  const auto answers = [](const char* r1) {
    const Scenario scenario = agents_with("2025-12", {override_of("parameters.policy.retaliation_restriction", r1)});
    double total = 0;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      Watch watch(scenario);
      simulation(scenario, 0, seed, &watch.recorder()).run();
      for (const Month m : {Month::of(2019, 12), Month::of(2022, 12), Month::of(2025, 12)})
        total += watch.value("measures_36m", "CN", m);
    }
    return total;
  };
  const double slow = answers("0.4"), quick = answers("1.8");
  CHECK(quick > slow);
}

TEST_CASE("what a government leaves out and what stays", "[property]") {
  const Scenario scenario = agents_with("2026-12");
  const auto& calendar = *scenario.calendar;
  Simulation s = simulation(scenario);
  s.run();
  const auto clock = [&](const char* id) { return s.world().clocks[calendar.find(id)]; };
  CHECK(clock("us-2022-10-chips").first == EventClock::never);  // a measure of the US
  CHECK(clock("nl-2019-euv").first == EventClock::never);
  CHECK(clock("cn-foreign-ai-services").first == Month{0});      // stands from the first month
  CHECK(clock("chatgpt").first == Month::of(2022, 12));          // no one's measure
  CHECK(clock("huawei-tsmc-dies").first == Month::of(2023, 5));  // of a firm
  // Hybrid: what is in force at the switch stays, what comes later does not.
  const Scenario hybrid = variant("history", "governments: {US: hybrid, switch_date: 2023-01}\n", "2026-12");
  Simulation h = simulation(hybrid);
  h.run();
  const auto& c = h.world().clocks;
  CHECK(c[hybrid.calendar->find("us-2022-10-tools")].is_in_force(Month::of(2026, 12)));
  CHECK(c[hybrid.calendar->find("us-2023-10-chips")].first == EventClock::never);
  CHECK(c[hybrid.calendar->find("jp-2023-07-tools")].first == Month::of(2023, 7));
}

TEST_CASE("governments go on where they stand when a run branches", "[property]") {
  const Scenario scenario = agents_with("2028-12");
  Simulation whole = simulation(scenario, 0, 3), trunk = simulation(scenario, 0, 3);
  while (trunk.next() < Month::of(2024, 4)) trunk.step();
  Simulation branch = trunk.branch(scenario, nullptr);
  whole.run();
  branch.run();
  CHECK(whole.world().state_hash() == branch.world().state_hash());
}

TEST_CASE("the order of rows and of the menu decides nothing", "[property]") {
  // The same instruments, written from the last to the first.
  Mistakes mistakes;
  const config::Node menu_file = config::load_yaml(source_folder() / "scenarios/policies/instruments.yaml", mistakes);
  config::Node turned = *menu_file.find("events");
  std::reverse(turned.items.begin(), turned.items.end());
  config::Node events;
  events.kind = config::Node::Kind::map;
  events.entries.push_back({"events", 0, 0, turned});
  const std::string governments = "governments: {US: rule, CN: rule, NL: rule, JP: rule, KR: rule, TW: rule}\n";
  CHECK(hash_of(variant("history", governments + menu, "2028-12")) ==
        hash_of(variant("history", governments + config::to_yaml(events), "2028-12")));
}

}  // namespace governments_test
