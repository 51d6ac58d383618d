// Balances and bounds that hold in every month of every run (docs/model.md, "Invariants").
#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

#include "engine/markets/cloud_access.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/run/parallel.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace model_invariants_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

bool near(double a, double b, double relative = 1e-9) {
  return std::fabs(a - b) <= relative * std::max({1.0, std::fabs(a), std::fabs(b)});
}

template <class F>
void each_month(const char* name, F&& check) {
  const Scenario scenario = shipped(name);
  for (std::uint64_t replicate = 0; replicate < 6; ++replicate) {
    Simulation s = simulation(scenario, replicate);
    while (!s.done()) {
      const World before = s.world();
      s.step();
      check(before, s);
    }
  }
}

}  // namespace

TEST_CASE("accelerators, memory, wafers and capacity balance", "[property]") {
  for (const char* name : {"baseline", "no_ban"})
    each_month(name, [](const World& before, const Simulation& s) {
      const World& w = s.world();
      bool balanced = true;
      double shipped_raw = 0;
      for (const DesignerId d : w.designers.nation.ids()) {
        balanced &= near(before.designers.inventory[d] + w.designers.produced[d],
                         w.designers.shipped[d] + w.designers.diverted[d] + w.designers.inventory[d]);
        balanced &= w.designers.inventory[d] >= 0 && w.designers.die_bank[d] >= 0;
        for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator))
          shipped_raw +=
              w.trade.shipped[e] * w.designers.terms(d, w.firms.nation[w.data->firm_of(w.trade.buyer(e))]).raw;
      }
      REQUIRE(balanced);
      double delivered = 0, smuggled = 0;
      for (const FirmId i : w.firms.nation.ids()) {
        smuggled += w.firms.smuggled[i];
        for (std::size_t o = 0; o < origin_count; ++o) {
          delivered += w.firms.delivered[o][i];
          balanced &= near(w.firms.stock[o][i], (before.firms.stock[o][i] + w.firms.delivered[o][i]) *
                                                    (1 - s.parameters().stock_retirement));
        }
      }
      REQUIRE(balanced);
      REQUIRE(near(delivered, shipped_raw + smuggled));
      for (const NationId n : w.nations.gdp.ids()) REQUIRE(w.nations.hbm_stock[n] >= 0);
      for (const FoundryId f : w.foundries.nation.ids()) {
        double building = w.foundries.untooled[f], wafers = 0;
        for (const double slot : w.foundries.pipeline.row(f)) building += slot;
        for (const EdgeId e : w.trade.sales(w.data->vertex(f), Good::wafer)) wafers += w.trade.shipped[e];
        REQUIRE(near(w.foundries.ordered_total[f], w.foundries.arrived_total[f] + building));
        REQUIRE(wafers <= w.foundries.capacity[f] * w.foundries.ai_share[f] * (1 + 1e-9));
      }
    });
}

TEST_CASE("money is spent once", "[property]") {
  each_month("baseline", [](const World&, const Simulation& s) {
    const World& w = s.world();
    const double price = w.commons.price * 1e-3;
    for (const FirmId i : w.firms.nation.ids()) {
      double spent = w.firms.diverted_for[i] * price * s.parameters().evasion_premium +
                     w.firms.rent_signed[i] * price * contract_price(s.parameters());
      for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator)) spent += w.trade.payment[e];
      REQUIRE(spent <= w.firms.budget[i] * (1 + 1e-9) + 1e-9);
      REQUIRE(w.firms.carry[i] >= 0);
    }
  });
}

TEST_CASE("shares, norms and links stay in their bounds; nothing is NaN", "[property]") {
  each_month("baseline", [](const World&, const Simulation& s) {
    const World& w = s.world();
    bool finite = true;
    w.for_each_column([&](const ColumnInfo&, std::span<const double> values) {
      finite &= std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
    });
    REQUIRE(finite);
    const auto in = [](std::span<const double> values, double low, double high) {
      return std::ranges::all_of(values, [&](double v) { return v >= low && v <= high; });
    };
    REQUIRE(in(w.trade.weight.cells(), 0, 1));
    REQUIRE(in(w.nations.adoption.cells(), 0, 1));
    REQUIRE(in(w.nations.deployable.cells(), 0, 1));
    REQUIRE(in(w.firms.scarcity.cells(), 0, 1));
    REQUIRE(in(w.designers.ecosystem.cells(), 0, 1));
    REQUIRE(in(w.nations.norm.cells(), -1, 1));
    for (const NationId n : w.nations.gdp.ids()) {
      if (w.nations.services_spending[n] <= 0) continue;
      double sold = 0;
      for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service)) sold += w.trade.shipped[e];
      REQUIRE((sold == 0 || std::fabs(sold / w.nations.services_spending[n] - 1) < 1e-12));
    }
  });
}

TEST_CASE("the best model never gets worse, and open ones are not better than the best", "[property]") {
  each_month("baseline", [](const World& before, const Simulation& s) {
    const World& w = s.world();
    double frontier = 0;
    for (const Model& m : w.models.all()) frontier = std::max(frontier, m.eci);
    REQUIRE(w.commons.frontier >= frontier);
    for (const FirmId i : w.firms.nation.ids()) {
      REQUIRE(w.firms.best[i] >= before.firms.best[i]);
      REQUIRE(w.firms.best_open[i] <= w.firms.best[i]);
    }
  });
}

TEST_CASE("an event of severity 0 is no event, bit for bit", "[property]") {
  const Scenario history = shipped("history", "2026-12");
  std::size_t checked = 0;
  for (const auto& event : history.calendar->events()) {
    if (event->header.type == "note") continue;
    ++checked;
    const std::string id = event->header.id;
    const Scenario without = variant("history", "without: {ids: [" + id + "]}\n", "2026-12");
    const Scenario zero = shipped("history", "2026-12", {override_of("events." + id + ".severity", "0")});
    INFO(id);
    REQUIRE(hash_of(zero) == hash_of(without));
  }
}

TEST_CASE("the same bits: again, at any number of threads, and with rows shuffled", "[property]") {
  const Scenario scenario = shipped("chip_ban");
  std::vector<std::uint64_t> expected;
  for (std::uint64_t r = 0; r < 8; ++r) expected.push_back(hash_of(scenario, r));
  for (const int threads : {1, 2, 3, 7}) {
    std::vector<std::uint64_t> got(8);
    for_each_run(8, threads, [&](std::size_t r) { got[r] = hash_of(scenario, r); });
    REQUIRE(got == expected);
  }
  for (unsigned shuffle = 1; shuffle <= 3; ++shuffle) {
    const TemporaryFolder folder;
    std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "data" / "world")) {
      std::ifstream in(entry.path());
      std::string header, line;
      std::vector<std::string> rows;
      std::getline(in, header);
      while (std::getline(in, line)) rows.push_back(line);
      in.close();
      std::shuffle(rows.begin(), rows.end(), std::mt19937(shuffle));
      std::ofstream out(entry.path());
      out << header << "\n";
      for (const std::string& row : rows) out << row << "\n";
    }
    REQUIRE(hash_of(shipped("chip_ban", "2030-12", {}, folder.path() / "data"), 3) == expected[3]);
  }
}

TEST_CASE("blocks cover every index once", "[property]") {
  for (const std::size_t count : {0U, 1U, 4095U, 4096U, 10000U}) {
    std::vector<int> seen(count);
    for_each_block(count, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) ++seen[i];
    });
    REQUIRE(std::ranges::all_of(seen, [](int n) { return n == 1; }));
  }
}

namespace {
double mean_of(const Scenario& scenario, const char* metric, const char* agent, Month month) {
  const Layout layout(*scenario.initial->world.data);
  double total = 0;
  constexpr int runs = 6;
  for (std::uint64_t r = 0; r < runs; ++r) {
    Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
    simulation(scenario, r).run([&](const Simulation& s) { recorder.observe(s); });
    total += recorder.take().at(static_cast<std::size_t>(month.index), layout.find(metric, agent));
  }
  return total / runs;
}
double with(const char* parameter, const char* value, const char* metric, const char* agent, Month month) {
  return mean_of(shipped("baseline", "2030-12", {override_of(std::string("parameters.") + parameter, value)}), metric,
                 agent, month);
}
}  // namespace

TEST_CASE("more enforcement, less smuggling; no diversion, none", "[property]") {
  const Month when = Month::of(2024, 12);
  const double lax = with("controls.enforcement", "0.15", "smuggled_12m", "", when),
               strict = with("controls.enforcement", "0.75", "smuggled_12m", "", when);
  REQUIRE(strict < lax);
  const Scenario none = variant("baseline",
                                "events:\n  - {id: none, type: parameter_shock, start: 2017-01, parameter: "
                                "evasion.diversion, value: 0, beyond_range: true}\n");
  REQUIRE(mean_of(none, "smuggled_12m", "", when) == 0);
}

TEST_CASE("more adaptation, better Chinese models; more memory, more domestic chips", "[property]") {
  REQUIRE(with("adaptation.elasticity", "0.6", "eci_cn", "", Month::of(2030, 12)) >
          with("adaptation.elasticity", "0.1", "eci_cn", "", Month::of(2030, 12)));
  REQUIRE(with("hbm.domestic_growth", "0.10", "dom_chip_revenue_cn_12m", "", Month::of(2030, 12)) >
          with("hbm.domestic_growth", "0.05", "dom_chip_revenue_cn_12m", "", Month::of(2030, 12)));
}

}  // namespace model_invariants_test
