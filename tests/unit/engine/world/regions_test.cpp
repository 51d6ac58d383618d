// A region in a scenario stands for its members, and reads as itself.
#include <algorithm>

#include "engine/markets/sales_terms.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace regions_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const Event& event_of(const Bench& b, const char* id) {
  return *b.scenario.calendar->events()[b.scenario.calendar->find(id).index()];
}

std::string told(const std::string& events) {
  try {
    (void)variant("history", "events:\n" + events, "2017-12");
  } catch (const ScenarioError& error) {
    std::string all;
    for (const Mistake& m : error.mistakes()) all += m.what + "\n";
    return all;
  }
  return "";
}

}  // namespace

TEST_CASE("regions and nations mix in a list: each nation once, regions told by their label", "[unit]") {
  const Bench b("  - {id: ban, type: chip_export_ban, issuer: US, targets: [JP, EUR, NL, ASIA], start: 2017-02}\n");
  const Event& ban = event_of(b, "ban");
  const auto members = [&](const char* region) { return b.data.regions[b.data.find_region(region)].members; };
  std::vector<NationId> expected = members("EUR");
  for (const NationId n : members("ASIA")) expected.push_back(n);
  expected.push_back(b.nation("JP"));
  std::ranges::sort(expected);
  expected.erase(std::ranges::unique(expected).begin(), expected.end());
  std::vector<NationId> targets(ban.header.targets.begin(), ban.header.targets.end());
  REQUIRE(!targets.empty());
  CHECK(targets.front() == b.nation("JP"));
  std::ranges::sort(targets);
  CHECK(targets == expected);
  const auto label = [&](const char* region) { return b.data.regions[b.data.find_region(region)].label; };
  CHECK(ban.describe(b.data).starts_with("United States bans accelerators to Japan, " + label("EUR") +
                                         ", Netherlands and " + label("ASIA") + " from"));
  CHECK(ban.header.targets.names(b.data) == std::vector<std::string>{"JP", "EUR", "NL", "ASIA"});
}

TEST_CASE("an amount for a region is divided among its members", "[unit]") {
  Bench b(
      "  - {id: grid, type: energy_buildout, issuer: EUR, amount: 6000, start: 2017-02}\n"
      "  - {id: grid-2, type: energy_buildout, targets: [EUR, IN], amount: 600, start: 2017-03}\n"
      "  - {id: labs, type: subsidy, issuer: EUR, target: lab, amount: 100, efficiency: 1, start: 2017-02}\n");
  const auto& members = b.data.regions[b.data.find_region("EUR")].members;
  double gdp = 0;
  for (const NationId n : members) gdp += b.data.gdp_2017[n];
  b.enforce(Month::of(2017, 2));
  double power = 0, money = 0;
  for (const NationId n : members) {
    CHECK(b.regimes.power_added[n] == Approx(6.0 * b.data.gdp_2017[n] / gdp));
    power += b.regimes.power_added[n];
    money += b.regimes.subsidy[n].lab;
    CHECK((b.regimes.subsidy[n].lab > 0) == !b.data.firms_of[n].empty());  // paid where there are laboratories
  }
  CHECK(power == Approx(6));
  CHECK(money == Approx(100));
  b.enforce(Month::of(2017, 3));
  power = 0;
  for (const NationId n : members) power += b.regimes.power_added[n];
  CHECK(power == Approx(6.6));
  CHECK(b.regimes.power_added[b.nation("IN")] == Approx(0.6));
}

TEST_CASE("what is no instrument of a government is told", "[unit]") {
  const std::string head = "  - {id: a, issuer: US, targets: [US], start: 2020-01, ";
  CHECK(told(head + "type: treaty, parties: [US, CN], trigger: {policy: {kind: truce}}}\n") ==
        "'targets' names United States, which takes the measure: a nation aims none at itself\n");
  CHECK(told("  - {id: a, issuer: US, targets: [CN], start: 2020-01, type: chip_export_ban, trigger: {policy: {kind: "
             "truce}}}\n") == "event 'a': a truce is a 'treaty', not a 'chip_export_ban'\n");
  CHECK(told("  - {id: a, issuer: US, targets: [CN], start: 2020-01, type: chip_export_ban, trigger: {policy: {kind: "
             "subsidy}}}\n") == "event 'a': a subsidy is a 'subsidy', not a 'chip_export_ban'\n");
  CHECK(told("  - {id: a, issuer: US, targets: [CN], start: 2020-01, type: chip_export_ban, trigger: {not: {policy: "
             "{kind: restrict}}}}\n")
            .find("stands alone or under 'all'") != std::string::npos);
  CHECK(told("  - {id: a, issuer: US, targets: [CN], start: 2020-01, type: chip_export_ban, trigger: {all: [{policy: "
             "{kind: restrict}}, {policy: {kind: restrict}}]}}\n")
            .find("decides once") != std::string::npos);
  CHECK(told("  - {id: a, issuer: US, targets: [CN], start: 2020-01, type: chip_export_ban, trigger: {all: [{policy: "
             "{kind: restrict}}, {when: eci_gap < 2}]}}\n")
            .empty());
}

TEST_CASE("a measure that can stop nothing is told", "[unit]") {
  CHECK(told("  - {id: a, type: equipment_ban, issuer: RW, targets: [CN], start: 2020-02}\n") ==
        "Rwanda sells no tools for making chips, so this stops nothing: 'fdpr: true' binds foreign sellers\n");
  CHECK(told("  - {id: a, type: hbm_ban, issuer: CL, targets: [CN], start: 2020-02}\n") ==
        "Chile sells no high-bandwidth memory, so this stops nothing: 'fdpr: true' binds foreign sellers\n");
  CHECK(told("  - {id: a, type: chip_export_ban, issuer: NL, targets: [CN], start: 2020-02}\n")
            .find("sells no accelerators") != std::string::npos);
  CHECK(told("  - {id: a, type: materials_ban, issuer: RW, materials: [graphite], targets: [CN], start: 2020-02}\n")
            .find("sells no such materials") != std::string::npos);
  CHECK(told("  - {id: a, type: import_ban, issuer: CN, supplier: Huawei, start: 2020-02}\n") ==
        "'Huawei' is at home in China, which imports nothing from it: a regulatory_action closes a nation's own market "
        "to it\n");
  CHECK(told("  - {id: a, type: equipment_ban, issuer: RW, allied: [NL], targets: [CN], start: 2020-02}\n").empty());
}

TEST_CASE("a word that is neither nation nor region is told with the nearest of both", "[unit]") {
  CHECK(told("  - {id: a, type: hbm_ban, issuer: US, targets: [EURO], start: 2017-02}\n") ==
        "no nation or region is called 'EURO' (did you mean 'EUR'?)\n");
  CHECK(told("  - {id: a, type: hbm_ban, issuer: ASIB, targets: [CN], start: 2017-02}\n") ==
        "no nation or region is called 'ASIB' (did you mean 'ASIA'?)\n");
  CHECK(told("  - {id: a, type: hbm_ban, issuer: US, targets: [EUR, EUR], start: 2017-02}\n") == "duplicate 'EUR'\n");
  CHECK(told("  - {id: a, type: import_guidance, issuer: EUR, allied: [NL], strength: 1, start: 2017-02}\n") ==
        "the issuer is no ally of its own\n");
}

TEST_CASE("rows of regions.csv are checked", "[unit]") {
  const TemporaryFolder folder;
  std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
  std::ofstream(folder.path() / "data" / "world" / "regions.csv", std::ios::app)
      << "EUR,Another "
         "label,JP,test,C,\nEUR,Europe,JP,test,C,\nIN,India,JP,test,C,\nNEW,New,XX,test,C,\nforeign,Abroad,JP,test,C,"
         "\n";
  std::string all;
  try {
    (void)shipped("history", "2017-02", {}, folder.path() / "data");
  } catch (const ScenarioError& error) {
    for (const Mistake& m : error.mistakes()) all += m.what + "\n";
  }
  for (const char* part : {"'label' of EUR differs", "JP is twice in the region EUR", "'IN' is a nation",
                           "no nation is called 'XX'", "'foreign' has a meaning of its own"}) {
    INFO(all);
    CHECK(all.find(part) != std::string::npos);
  }
}

}  // namespace regions_test
