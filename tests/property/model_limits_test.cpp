// Exact balances month by month, what must not change, and what must go one way, seed by seed.
#include <cmath>
#include <fstream>
#include <sstream>

#include "engine/markets/memory_supply.hpp"
#include "engine/measure/metric_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace model_limits_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t seeds = 8;

bool near(double a, double b, double relative = 1e-9) {
  return std::fabs(a - b) <= relative * std::max({std::fabs(a), std::fabs(b), 1e-12});
}

/// Calls check(before, simulation) for each month of each seed.
template <class F>
void each_month(const Scenario& scenario, F&& check) {
  for (std::uint64_t r = 0; r < seeds; ++r) {
    Simulation s = simulation(scenario, r);
    while (!s.done()) {
      const World before = s.world();
      s.step();
      INFO(scenario.name() << ", replicate " << r << ", " << s.world().month.text());
      check(before, s);
    }
  }
}

std::vector<Scenario> worlds() { return {shipped("baseline"), shipped("no_ban"), shipped("chip_ban")}; }

std::string shock(const std::string& parameter, const std::string& value, const std::string& start = "2017-01",
                  const std::string& op = "set") {
  return "  - {id: shock-" + parameter + ", type: parameter_shock, start: " + start + ", parameter: " + parameter +
         ", op: " + op + ", value: " + value + ", beyond_range: true}\n";
}

/// Sum over months [from, until) of a quantity of one run.
template <class F>
double total(const Scenario& scenario, std::uint64_t replicate, Month from, Month until, F&& quantity) {
  double sum = 0;
  simulation(scenario, replicate).run([&](const Simulation& s) {
    if (s.world().month >= from && s.world().month < until) sum += quantity(s.world());
  });
  return sum;
}

double smuggled(const World& w) {
  double sum = 0;
  for (const FirmId i : w.firms.nation.ids()) sum += w.firms.smuggled[i];
  return sum;
}
double chinese_chips(const World& w) {
  double sum = 0;
  for (const DesignerId d : w.designers.nation.ids())
    if (w.designers.role[d] == DesignerRole::domestic) sum += w.designers.produced[d];
  return sum;
}
double imported_by_china(const World& w) {
  const NationId china = called<NationId>(w.data->nations, "CN");
  double sum = 0;
  for (const FirmId i : w.firms.nation.ids())
    if (w.firms.nation[i] == china)
      sum += w.firms.delivered[static_cast<std::size_t>(Origin::foreign)][i] +
             w.firms.delivered[static_cast<std::size_t>(Origin::compliant)][i];
  return sum;
}

constexpr Month end_of_time = Month::of(2031, 1);

}  // namespace

TEST_CASE("memory enters by import, leak and home production and leaves by use", "[property]") {
  for (const Scenario& scenario : worlds())
    each_month(scenario, [](const World& before, const Simulation& s) {
      const World& w = s.world();
      for (const NationId n : w.nations.gdp.ids()) {
        const Path* imports = w.data->hbm_imports[n];
        double used = 0;
        for (const DesignerId d : w.designers.nation.ids())
          if (w.designers.nation[d] == n) used += w.designers.hbm_used[d];
        if (!imports) {
          for (const DesignerId d : w.designers.nation.ids()) {
            if (w.designers.nation[d] != n || w.designers.hbm_need[d] <= 0) continue;
            double held = before.designers.hbm_held[d];
            for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::hbm)) held += w.trade.shipped[e];
            REQUIRE(near(w.designers.hbm_held[d] + w.designers.hbm_used[d], held));
          }
          continue;
        }
        const MemoryAccess access = memory_access(w, s.regimes(), n);
        double inflow = imports->at(w.month);
        inflow += access.newly_closed * std::max(0.0, s.parameters().hbm_stockpile_rate - inflow);
        inflow = memory_left(w, s.regimes(), n) *
                 (access.open * inflow + access.denied * std::min(inflow, s.parameters().hbm_leak));
        // Memory made at home this month's pool draws on is last month's capacity: nations move before memory makers.
        for (const MemoryMakerId m : w.memory_makers.nation.ids())
          if (w.memory_makers.nation[m] == n && w.memory_makers.domestic[m])
            inflow += before.memory_makers.hbm_capacity[m] * memory_yield(before, s.parameters(), m);
        const double balance = before.nations.hbm_stock[n] + inflow - used;
        REQUIRE(balance >= 0);
        REQUIRE(near(w.nations.hbm_stock[n] + 1, balance + 1));
      }
    });
}

TEST_CASE("makers of memory deliver no more than they have, and no designer more than it ordered", "[property]") {
  for (const Scenario& scenario : worlds())
    each_month(scenario, [](const World& before, const Simulation& s) {
      const World& w = s.world();
      for (const MemoryMakerId m : w.memory_makers.nation.ids()) {
        if (w.memory_makers.domestic[m]) continue;
        double shipped = 0;
        for (const EdgeId e : w.trade.sales(w.data->vertex(m), Good::hbm)) shipped += w.trade.shipped[e];
        REQUIRE(shipped <= memory_output(w, s.parameters(), s.regimes(), m) * (1 + 1e-9));
        REQUIRE(w.memory_makers.building[m] >= 0);
        REQUIRE(w.memory_makers.made[m] == before.memory_makers.made[m]);
      }
      for (const DesignerId d : w.designers.nation.ids()) {
        double ordered = 0, shipped = 0;
        for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::hbm))
          ordered += w.trade.order[e], shipped += w.trade.shipped[e];
        REQUIRE(shipped <= ordered * (1 + 1e-9));
        REQUIRE(w.designers.hbm_unmet[d] >= -1e-12);
      }
    });
}

TEST_CASE("foundry capacity is what arrived less what was scrapped", "[property]") {
  for (const Scenario& scenario : worlds()) {
    const Foundries& start = scenario.initial->world.foundries;
    each_month(scenario, [&](const World& before, const Simulation& s) {
      const Foundries& f = s.world().foundries;
      for (const FoundryId q : f.nation.ids()) {
        REQUIRE(near(f.capacity[q], start.capacity[q] + f.arrived_total[q] - f.scrapped_total[q]));
        REQUIRE(f.untooled[q] >= 0);
        REQUIRE(f.node[q] >= before.foundries.node[q]);
        REQUIRE((f.filled[q] >= 0 && f.filled[q] <= 1 + 1e-12));
      }
    });
  }
}

TEST_CASE("what buyers pay is what sellers and governments earn", "[property]") {
  for (const Scenario& scenario : worlds()) {
    const Layout layout(*scenario.initial->world.data);
    const std::size_t licence = layout.find("licence_receipts");
    for (std::uint64_t r = 0; r < seeds; ++r) {
      Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
      std::vector<double> paid, earned;
      simulation(scenario, r).run([&](const Simulation& s) {
        recorder.observe(s);
        const World& w = s.world();
        double chips = 0, designers = 0, services = 0, firms = 0;
        for (const DesignerId d : w.designers.nation.ids()) {
          designers += w.designers.revenue[d];
          for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) chips += w.trade.payment[e];
        }
        for (const FirmId i : w.firms.nation.ids()) firms += w.firms.revenue[i];
        for (const NationId n : w.nations.gdp.ids())
          for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service)) services += w.trade.payment[e];
        REQUIRE(near(firms, services));
        paid.push_back(chips);
        earned.push_back(designers);
      });
      const Record record = recorder.take();
      for (std::size_t m = 0; m < paid.size(); ++m) REQUIRE(near(paid[m], earned[m] + record.at(m, licence)));
    }
  }
}

TEST_CASE("the frontier is the best model of the registry, and a list of twenty has twenty places", "[property]") {
  const Scenario scenario = shipped("baseline");
  const Layout layout(*scenario.initial->world.data);
  for (std::uint64_t r = 0; r < seeds; ++r) {
    Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
    double last = 0;
    simulation(scenario, r).run([&](const Simulation& s) {
      recorder.observe(s);
      const World& w = s.world();
      double best = 0;
      std::vector<double> best_of(w.data->firms.count()), open_of(w.data->firms.count());
      for (const Model& m : w.models.all()) {
        best = std::max(best, m.eci);
        best_of[m.lab.index()] = std::max(best_of[m.lab.index()], m.eci);
        if (m.open) open_of[m.lab.index()] = std::max(open_of[m.lab.index()], m.eci);
      }
      REQUIRE(w.commons.frontier == best);
      REQUIRE(best >= last);
      last = best;
      for (const FirmId i : w.firms.nation.ids()) {
        if (w.firms.variants[i] > 0) REQUIRE(w.firms.best[i] == best_of[i.index()]);
        REQUIRE(w.firms.best_open[i] == open_of[i.index()]);
      }
    });
    const Record record = recorder.take();
    for (std::size_t m = 0; m < record.months(); ++m) {
      const auto at = [&](const char* metric) { return record.at(m, layout.find(metric)); };
      REQUIRE((at("top20_cn") <= 20 && at("top20_cn_neutral") <= 20 && at("top20_cn_open") <= at("top20_cn")));
      REQUIRE(at("top20_cn") + at("top20_us_open") <= 20);
    }
  }
}

TEST_CASE("links, presence, hype and closed shares stay within 0 and 1", "[property]") {
  for (const Scenario& scenario : worlds())
    each_month(scenario, [](const World&, const Simulation& s) {
      const World& w = s.world();
      bool inside = w.commons.hype >= 0 && w.commons.hype < 1;
      const auto check = [&](std::span<const double> values) {
        for (const double v : values) inside = inside && v >= 0 && v <= 1;
      };
      check(w.trade.weight.cells()), check(w.trade.share.cells()), check(w.trade.presence.cells());
      check(w.nations.adoption.cells()), check(w.nations.deployable.cells()), check(w.nations.tools_share.cells());
      check(w.nations.tool_denial.cells()), check(w.nations.scarcity.cells()), check(w.firms.scarcity.cells());
      check(w.designers.ecosystem.cells()), check(w.designers.fill.cells()), check(w.designers.yield.cells());
      check(w.foundries.ai_share.cells()), check(w.firms.openness.cells());
      for (const double lost : w.nations.trust.cells())
        inside = inside && lost <= s.parameters().trust_limit && lost >= -1;
      REQUIRE(inside);
      bool not_negative = true;
      w.for_each_column([&](const ColumnInfo& info, std::span<const double> values) {
        const std::string name = info.text();
        if (name == "nation.trust" || name == "nation.alignment" || name == "nation.trade_lean" ||
            name == "nation.output_lost")
          return;  // between two sides; what others' losses bring is a gain
        if (name == "nation.norm" || name.starts_with("firm.a") || name == "designer.architecture" ||
            name == "commons.leader_architecture" || name == "foundry.node" || name == "firm.open_algorithm" ||
            name == "firm.released_knowledge")
          return;  // between two sides; orders of magnitude and nodes, whose origin is a choice
        for (const double v : values) not_negative = not_negative && v >= 0 && std::isfinite(v);
      });
      REQUIRE(not_negative);
    });
}

TEST_CASE("a firm without money and without a lab changes nobody's random numbers", "[property]") {
  const TemporaryFolder folder;
  std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
  std::ofstream(folder.path() / "data" / "world" / "firms.csv", std::ios::app)
      << "Aardvark,DE,2017-01,,0,0,,1,0,0,0.1,0,0,0.6,0,,,false,0.01,,,test,C,\n";
  const Scenario with = shipped("baseline", "2030-12", {}, folder.path() / "data"), without = shipped("baseline");
  for (std::uint64_t r = 0; r < seeds; ++r) {
    Simulation a = simulation(with, r), b = simulation(without, r);
    while (!a.done()) a.step();
    while (!b.done()) b.step();
    const auto models = a.world().models.all(), others = b.world().models.all();
    REQUIRE(models.size() == others.size());
    for (std::size_t m = 0; m < models.size(); ++m) {
      REQUIRE(a.world().data->firms.text[models[m].lab.index()] == b.world().data->firms.text[others[m].lab.index()]);
      REQUIRE((models[m].released == others[m].released && models[m].variant == others[m].variant &&
               models[m].open == others[m].open));
      REQUIRE(near(models[m].eci, others[m].eci));
    }
  }
}

TEST_CASE("more enforcement, less smuggling, for every seed", "[property]") {
  for (std::uint64_t r = 0; r < seeds; ++r) {
    double last = std::numeric_limits<double>::infinity();
    for (const char* enforcement : {"0.1", "0.35", "0.6", "0.8"}) {
      const double sum =
          total(shipped("baseline", "2030-12", {override_of("parameters.controls.enforcement", enforcement)}), r,
                Month{0}, end_of_time, smuggled);
      REQUIRE(sum < last);
      last = sum;
    }
    REQUIRE(last > 0);
    const Scenario none = variant("baseline", "events:\n" + shock("evasion.diversion", "0"));
    REQUIRE(total(none, r, Month{0}, end_of_time, smuggled) == 0);
  }
}

TEST_CASE("a higher limit on performance lets more compute into China, in the first year and for every seed",
          "[property]") {
  for (std::uint64_t r = 0; r < seeds; ++r) {
    double last = 0;
    for (const char* tpp : {"600", "1200", "2400", "4800", "9600", "20000"}) {
      const Scenario scenario =
          variant("history",
                  std::string("events:\n  - {id: us-2023-10-chips, type: chip_export_ban, issuer: US, targets: [CN], "
                              "announce: 2023-07, start: 2023-11, tpp_max: ") +
                      tpp + "}\n",
                  "2024-10");
      const double sum = total(scenario, r, Month::of(2023, 11), Month::of(2024, 11), imported_by_china);
      INFO(tpp);
      REQUIRE(sum > last);
      last = sum;
    }
  }
}

TEST_CASE("while memory binds, more memory makes more Chinese chips and more wafers hardly any", "[property]") {
  const Month from = Month::of(2028, 1);
  const Scenario fabs = variant("baseline", "events:\n" + shock("fab.state_build", "3", "2024-01", "multiply"));
  for (std::uint64_t r = 0; r < seeds; ++r) {
    const auto chips = [&](const Scenario& scenario) { return total(scenario, r, from, end_of_time, chinese_chips); };
    const double usual = chips(shipped("baseline"));
    REQUIRE(chips(shipped("baseline", "2030-12", {override_of("parameters.hbm.domestic_growth", "0.05")})) < usual);
    REQUIRE(chips(shipped("baseline", "2030-12", {override_of("parameters.hbm.domestic_growth", "0.09")})) > usual);
    CHECK(chips(fabs) < usual * 1.1);
    // Stacks that more wafers use before are missing later: in all no fewer.
    const auto since_the_fabs = [&](const Scenario& scenario) {
      return total(scenario, r, Month::of(2024, 1), end_of_time, chinese_chips);
    };
    CHECK(since_the_fabs(fabs) >= since_the_fabs(shipped("baseline")) * (1 - 0.001));
  }
}

TEST_CASE("more adaptation to scarcity, better Chinese models in the mean", "[property]") {
  const auto best = [](const World& w) {
    double found = 0;
    const NationId china = called<NationId>(w.data->nations, "CN");
    for (const FirmId i : w.firms.nation.ids())
      if (w.firms.nation[i] == china) found = std::max(found, w.firms.best[i]);
    return found;
  };
  // A laboratory releases when it has found much: in one run the last model of 2030 comes a month before or after.
  double last = 0;
  for (const char* limit : {"0.1", "0.3", "0.6"}) {
    const Scenario scenario = shipped("baseline", "2030-12", {override_of("parameters.adaptation.elasticity", limit)});
    double eci = 0;
    for (std::uint64_t r = 0; r < seeds; ++r) eci += total(scenario, r, Month::of(2030, 12), end_of_time, best) / seeds;
    REQUIRE(eci > last);
    last = eci;
  }
}

TEST_CASE("without research, diffusion and breakthroughs algorithms stand still", "[property]") {
  const Scenario scenario = variant(
      "baseline", "without: {tags: [breakthrough]}\nevents:\n" + shock("research.productivity", "0") +
                      shock("diffusion.closed", "0") + shock("diffusion.open", "0") + shock("paradigm.rate", "0"));
  const auto& start = scenario.initial->world.firms.algorithm;
  each_month(scenario, [&](const World&, const Simulation& s) {
    bool same = true;
    for (const FirmId i : s.world().firms.nation.ids()) same = same && s.world().firms.algorithm_next[i] == start[i];
    REQUIRE(same);
  });
}

TEST_CASE("without spending on services no one earns anything", "[property]") {
  each_month(variant("baseline", "events:\n" + shock("services.spending", "0")), [](const World&, const Simulation& s) {
    for (const FirmId i : s.world().firms.nation.ids()) REQUIRE(s.world().firms.revenue[i] == 0);
  });
}

TEST_CASE("without purchases the stock decays by (1 - retirement)^t", "[property]") {
  const Scenario scenario = variant("baseline", "events:\n" + shock("invest.chip_share", "0", "2025-01") +
                                                    shock("chips.carry_unfilled", "0", "2025-01") +
                                                    shock("chips.carry_idle", "0", "2025-01"));
  for (std::uint64_t r = 0; r < seeds; ++r) {
    std::vector<double> start;
    int months = 0;
    simulation(scenario, r).run([&](const Simulation& s) {
      const World& w = s.world();
      if (w.month < Month::of(2025, 3))
        return;  // the last carried-over money is spent in 2025-01, and diverted parts take two months
      if (start.empty()) {
        start.assign(w.firms.raw.cells().begin(), w.firms.raw.cells().end());
        return;
      }
      ++months;
      const double kept = std::pow(1 - s.parameters().stock_retirement, months);
      for (const FirmId i : w.firms.nation.ids()) REQUIRE(near(w.firms.raw[i], start[i.index()] * kept, 1e-11));
    });
    REQUIRE(months == 69);
  }
}

}  // namespace model_limits_test
