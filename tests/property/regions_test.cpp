// Regions report what their nations do, and a region that acts is its nations acting.
#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace regions_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("a region's metrics are the aggregate of its members'", "[property]") {
  const Scenario scenario = shipped("baseline", "2027-12");
  const WorldData& data = *scenario.initial->world.data;
  Watch watch(scenario);
  Simulation s = simulation(scenario, 1, 1, &watch.recorder());
  std::vector<double> gdp, users;
  s.run();
  const Month last = scenario.end;
  const auto value = [&](const Metric& m, const std::string& agent) { return watch.value(m.name, agent, last); };
  for (const Metric& m : metrics()) {
    if (m.of != Dimension::nation) continue;
    INFO(m.name);
    REQUIRE(m.members != Aggregate::none);  // every metric of nations says how regions report it
    for (const Region& region : data.regions.cells()) {
      double sum = 0, weighted = 0, weights = 0, low = no_limit, high = -no_limit;
      for (const NationId n : region.members) {
        const double v = value(m, data.nations.text[n.index()]);
        const double w = m.members == Aggregate::by_users ? s.world().nations.users[n]
                         : m.members == Aggregate::by_gdp ? s.world().nations.gdp[n]
                                                          : watch.value("compute", data.nations.text[n.index()], last);
        sum += v, weighted += w * v, weights += w, low = std::min(low, v), high = std::max(high, v);
      }
      const double mean = weights > 0 ? weighted / weights : sum / static_cast<double>(region.members.size());
      const double expected = m.members == Aggregate::sum       ? sum
                              : m.members == Aggregate::highest ? high
                              : m.members == Aggregate::lowest  ? low
                                                                : mean;
      REQUIRE(std::fabs(value(m, region.name) - expected) <= 1e-12 * std::max(1.0, std::fabs(expected)));
    }
  }
}

TEST_CASE("a region as issuer is the same event written once for each member", "[property]") {
  const Scenario history = shipped("history", "2017-01");
  const WorldData& data = *history.initial->world.data;
  const auto& members = data.regions[data.find_region("EUR")].members;
  for (const std::string rest :
       {"type: tariff, targets: [US, CN], goods: [accelerator, ai_service], rate: 0.2, start: 2023-01",
        "type: import_guidance, strength: 0.7, severity: 0.5, start: 2023-01",
        "type: service_ban, origins: [CN], severity: 0.9, start: 2023-01",
        "type: chip_export_ban, targets: [CN], fdpr: true, severity: 0.5, announce: 2022-10, start: 2023-01"}) {
    std::string each;
    const bool advises = rest.starts_with("type: import_guidance");  // who has no firms has no one to advise
    for (const NationId n : members)
      if (!advises || !data.firms_of[n].empty())
        each += "  - {id: m-" + data.nations.text[n.index()] + ", issuer: " + data.nations.text[n.index()] + ", " +
                rest + "}\n";
    const Scenario once = variant("history", "events:\n  - {id: m, issuer: EUR, " + rest + "}\n", "2025-12");
    INFO(rest);
    REQUIRE(hash_of(once) == hash_of(variant("history", "events:\n" + each, "2025-12")));
    REQUIRE(hash_of(once) != hash_of(shipped("history", "2025-12")));
  }
}

TEST_CASE("an event that does the same whoever issues it acts once for a region", "[property]") {
  for (const std::string rest : {"type: energy_shortage, targets: [US], lost: 0.3, start: 2024-01",
                                 "type: investment_boom, shift: -0.2, start: 2024-01",
                                 "type: regulatory_action, firm: Meta, fine: 5000, start: 2024-01"}) {
    INFO(rest);
    const auto with = [&](const char* issuer) {
      return variant("history", std::string("events:\n  - {id: m, issuer: ") + issuer + ", " + rest + "}\n", "2025-12");
    };
    const auto cash = [](const Scenario& scenario) {
      Simulation s = simulation(scenario);
      s.run();
      const World& w = s.world();
      double total = w.commons.hype;
      for (const FirmId i : w.firms.nation.ids()) total += w.firms.fine_paid[i] + w.firms.fine_due[i] + w.firms.raw[i];
      return total;
    };
    const double region = cash(with("EUR")), nation = cash(with("NL"));
    REQUIRE(std::fabs(region / nation - 1) < 1e-9);
  }
}

}  // namespace regions_test
