// What is diverted and what is rented balances in every month of every run.
#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace hubs_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

bool near(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)}); }

double sum(std::span<const double> values) {
  double total = 0;
  for (const double v : values) total += v;
  return total;
}

double total_smuggled(const Scenario& scenario, std::uint64_t replicate, Month from) {
  Watch watch(scenario);
  double total = 0;
  simulation(scenario, replicate, 1, &watch.recorder()).run([&](const Simulation& s) {
    if (s.world().month >= from) total += sum(s.world().firms.smuggled.cells());
  });
  return total;
}

}  // namespace

TEST_CASE("for each designer diverted = arrived + in transit + seized, also when transit times change", "[property]") {
  const std::string shocks =
      "events:\n"
      "  - {id: slow, type: parameter_shock, parameter: hub.transit_months, value: 5, start: 2024-02, end: 2025-01}\n"
      "  - {id: fast, type: parameter_shock, parameter: hub.transit_months, value: 0, start: 2026-03, end: 2026-09}\n"
      "  - {id: strict, type: hub_enforcement, issuer: US, hubs: [TW, IN], level: 0.8, start: 2024-05}\n";
  for (const Scenario& scenario : {shipped("baseline"), variant("baseline", shocks)}) {
    double seized = 0;
    for (std::uint64_t replicate = 0; replicate < 6; ++replicate) {
      Watch watch(scenario);
      Simulation s = simulation(scenario, replicate, 1, &watch.recorder());
      while (!s.done()) {
        const World before = s.world();
        s.step();
        const World& w = s.world();
        for (const DesignerId d : w.designers.nation.ids()) {
          const double was = sum(before.hubs.in_transit.row(d)), is = sum(w.hubs.in_transit.row(d));
          REQUIRE(near(was + w.designers.diverted[d], is + w.designers.passed[d] + w.designers.seized[d]));
        }
        REQUIRE(near(sum(w.hubs.in_transit.cells()), sum(w.hubs.in_transit_for.cells())));
        REQUIRE(near(sum(w.hubs.departed.cells()), sum(w.firms.diverted_for.cells())));
        REQUIRE(near(sum(w.hubs.passed.cells()), sum(w.firms.smuggled.cells())));
        REQUIRE(near(sum(w.hubs.seized.cells()), sum(w.designers.seized.cells())));
        for (const HubId h : w.hubs.nation.ids())
          REQUIRE((w.hubs.enforcement[h] >= w.hubs.enforcement_start[h] && w.hubs.enforcement[h] <= 1));
        REQUIRE(
            (w.commons.evasion_skill >= before.commons.evasion_skill &&
             w.commons.evasion_skill * s.parameters().evasion_diversion <= s.parameters().evasion_limit * (1 + 1e-9)));
        seized += sum(w.hubs.seized.cells());
      }
    }
    CHECK(seized > 0);
  }
}

TEST_CASE("hubs do not matter as long as none is watched: one hub or many, the same is diverted", "[property]") {
  const auto calm = [&](std::vector<Override> more) {
    more.push_back(override_of("parameters.hub.detection", "0"));
    more.push_back(override_of("events.my-2025-07-permits.severity", "0"));
    return shipped("history", "2025-12", std::move(more));
  };
  const double usual = total_smuggled(calm({}), 0, Month{0});
  const double moved =
      total_smuggled(calm({override_of("hubs.Malaysia.share", "0.05"), override_of("hubs.India.share", "0.3"),
                           override_of("hubs.Singapore.enforcement", "0.9")}),
                     0, Month{0});
  CHECK(usual > 0);
  CHECK(std::fabs(moved / usual - 1) < 1e-9);
}

TEST_CASE("the stricter hubs are watched, the less is smuggled; closed hubs let nothing pass", "[property]") {
  const Month from = Month::of(2024, 1);
  const auto watched = [](const char* level) {
    return variant("baseline",
                   std::string("events:\n  - {id: strict, type: hub_enforcement, issuer: US, hubs: [SEA, GULF, ROW, "
                               "TW, IN], start: 2023-10, level: ") +
                       level + "}\n",
                   "2026-12");
  };
  for (std::uint64_t r = 0; r < 4; ++r) {
    double last = total_smuggled(shipped("baseline", "2026-12"), r, from);
    for (const char* level : {"0.5", "0.8"}) {
      const double next = total_smuggled(watched(level), r, from);
      CHECK(next < last);
      last = next;
    }
    CHECK(total_smuggled(watched("1"), r, from) == 0);
  }
}

TEST_CASE("compute let stays within what is offered, and is paid to whom it belongs", "[property]") {
  for (const char* reach : {"0.2", "0.5"}) {  // 0.5, at less than half of the price: more is asked than is offered
    bool bound = false;
    std::vector<Override> terms = {override_of("parameters.rental.reach", reach)};
    if (std::string(reach) == "0.5") terms.push_back(override_of("parameters.rental.price", "0.4"));
    const Scenario scenario = shipped("baseline", "2030-12", terms);
    for (std::uint64_t replicate = 0; replicate < 3; ++replicate) {
      Watch watch(scenario);
      Simulation s = simulation(scenario, replicate, 1, &watch.recorder());
      while (!s.done()) {
        s.step();
        const World& w = s.world();
        const Firms& f = w.firms;
        for (const FirmId i : f.nation.ids()) {
          double let = 0, earned = 0, rented = 0;
          for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::cloud_rent))
            let += w.trade.shipped[e], earned += w.trade.payment[e];
          for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::cloud_rent)) rented += w.trade.shipped[e];
          REQUIRE(let <= f.rent_capacity[i] * (1 + 1e-12));
          REQUIRE(near(earned, f.rent_revenue[i]));
          REQUIRE(near(rented, f.rented[i]));
          REQUIRE((f.let[i] >= 0 && f.let[i] <= f.rent_capacity[i] * (1 + 1e-12)));
          REQUIRE(f.rent_signed[i] <= f.rent_order[i] * (1 + 1e-12));
          REQUIRE(f.rented[i] <= f.rent_contracts[i] * (1 + 1e-9));
          bound |= let > 0 && let > f.rent_capacity[i] * (1 - 1e-9);
        }
        double used = 0, shipped_compute = 0;
        for (const CloudOfferId o : w.cloud_offers.used.ids()) {
          REQUIRE(w.cloud_offers.used[o] <= w.cloud_offers.capacity[o] * (1 + 1e-9));
          used += w.cloud_offers.used[o];
        }
        for (const EdgeId e : ids<EdgeId>(w.trade.edge_count()))
          if (w.trade.good(e) == Good::cloud_rent) shipped_compute += w.trade.shipped[e];
        REQUIRE(near(used, shipped_compute));
      }
    }
    if (std::string(reach) == "0.5") CHECK(bound);
  }
}

}  // namespace hubs_test
