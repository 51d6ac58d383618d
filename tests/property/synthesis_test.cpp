// What holds of the world holds of a synthetic one: balances, bounds, same bits, and sums near those of the sectors.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/measure/metric_table.hpp"
#include "engine/run/parallel.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace synthesis_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

bool near(double a, double b, double relative = 1e-9) {
  return std::fabs(a - b) <= relative * std::max({1.0, std::fabs(a), std::fabs(b)});
}

std::string population(int firms, double degree = 16) {
  return fmt::format("world: {{synthesize: {{firms: {}, degree: {}, seed: 7}}}}\n", firms, degree);
}

}  // namespace

TEST_CASE("a synthetic world keeps the balances and bounds of the model", "[property]") {
  for (const char* name : {"baseline", "diffusion_rule_kept"})
    for (const double degree : {3.0, 16.0}) {
      const Scenario scenario = variant(name, population(1000, degree));
      for (std::uint64_t replicate = 0; replicate < 2; ++replicate) {
        Simulation s = simulation(scenario, replicate);
        while (!s.done()) {
          const auto inventory = s.world().designers.inventory;
          const auto stock = s.world().firms.stock;
          s.step();
          const World& w = s.world();
          bool balanced = true;
          double shipped = 0, delivered = 0, smuggled = 0, let = 0, used = 0, rented = 0;
          for (const DesignerId d : w.designers.nation.ids()) {
            balanced &= near(inventory[d] + w.designers.produced[d],
                             w.designers.shipped[d] + w.designers.diverted[d] + w.designers.inventory[d]);
            for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
              shipped +=
                  w.trade.shipped[e] * w.designers.terms(d, w.firms.nation[w.data->firm_of(w.trade.buyer(e))]).raw;
          }
          for (const FirmId i : w.firms.nation.ids()) {
            smuggled += w.firms.smuggled[i];
            let += w.firms.let[i], rented += w.firms.rented[i];
            balanced &= w.firms.let[i] <= w.firms.rent_capacity[i] * (1 + 1e-9) && w.firms.scarcity[i] >= 0 &&
                        w.firms.scarcity[i] <= 1 && std::isfinite(w.firms.algorithm[i]);
            for (std::size_t o = 0; o < origin_count; ++o) {
              delivered += w.firms.delivered[o][i];
              balanced &= near(w.firms.stock[o][i],
                               (stock[o][i] + w.firms.delivered[o][i]) * (1 - s.parameters().stock_retirement));
            }
          }
          for (const CloudOfferId o : w.cloud_offers.used.ids()) used += w.cloud_offers.used[o];
          INFO(name << " " << degree << " " << w.month.text());
          REQUIRE(balanced);
          REQUIRE(near(delivered, shipped + smuggled));
          REQUIRE((near(let, rented) && near(let, used)));
          for (const NationId n : w.nations.gdp.ids()) {
            double usage = 0;
            for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service)) usage += w.trade.shipped[e];
            REQUIRE((usage == 0 || near(usage, w.nations.services_spending[n])));
          }
        }
      }
    }
}

TEST_CASE("a synthetic world gives the same bits at any number of threads", "[property]") {
  const Scenario scenario = variant("chip_ban", population(6000), "2024-12");  // above the threshold of parallel phases
  std::vector<std::uint64_t> expected;
  for (const int threads : {1, 2, 7}) {
    std::vector<std::uint64_t> got(3);
    for_each_run(got.size(), threads, [&](std::size_t r) { got[r] = hash_of(scenario, r); });
    if (expected.empty()) expected = got;
    REQUIRE(got == expected);
  }
}

// What sums over sectors is the same at the start, and rules are linear in size but for who knows whom: a member
// without a domestic designer buys nothing of it, a host without a renter lets nothing. So sums stay near, the nearer
// the more of them is held by whole laboratories. Laboratories release when they have found much, so that the same
// finds come out at other dates: the gap of a month varies more than sums do.
TEST_CASE("sums of a synthetic world stay near those of its sectors", "[property]") {
  const Scenario plain = shipped("baseline"), split = variant("baseline", population(1000));
  constexpr std::size_t replicates = 8;
  struct Compared {
    const char *metric, *agent;
    double tolerance;  ///< of the mean over replicates: relative, of the gap in ECI
    bool relative = true;
  };
  const std::vector<Compared> compared = {
      {"compute", "US", 0.01},          {"compute", "CN", 0.02},     {"compute", "JP", 0.02},
      {"ai_capex", "US", 0.01},         {"ai_capex", "CN", 0.01},    {"chip_revenue", "NVIDIA", 0.02},
      {"chip_revenue", "Huawei", 0.10}, {"eci_gap", "", 0.6, false}, {"rented", "CN", 0.05}};
  std::vector<std::vector<double>> sums(2, std::vector<double>(compared.size() * 3));
  for (std::size_t s = 0; s < 2; ++s) {
    const Scenario& scenario = s == 0 ? plain : split;
    for (std::size_t r = 0; r < replicates; ++r) {
      Watch watch(scenario);
      simulation(scenario, r, 1, &watch.recorder()).run();
      std::size_t at = 0;
      for (const char* month : {"2022-12", "2025-12", "2030-12"})
        for (const Compared& c : compared)
          sums[s][at++] += watch.value(c.metric, c.agent, *Month::parse(month)) / replicates;
    }
  }
  std::size_t at = 0;
  for (const char* month : {"2022-12", "2025-12", "2030-12"})
    for (const Compared& c : compared) {
      const double before = sums[0][at], after = sums[1][at];
      ++at;
      INFO(c.metric << " " << c.agent << " " << month << ": " << before << " -> " << after);
      CHECK(std::fabs(after - before) <= (c.relative ? c.tolerance * std::max(std::fabs(before), 1e-9) : c.tolerance));
    }
}

}  // namespace synthesis_test
