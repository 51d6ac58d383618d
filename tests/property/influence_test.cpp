// Norms, alignment, trust and open weights, over several seeds.
#include <cmath>

#include "agents/nation/norms.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace influence_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t seeds = 4;

bool all_in(std::span<const double> values, double low, double high) {
  return std::ranges::all_of(values, [&](double v) { return v >= low && v <= high; });
}

}  // namespace

TEST_CASE("norms, alignment, trust and users of open weights stay in their bounds", "[property]") {
  for (const char* name : {"baseline", "chip_ban", "import_ban"}) {
    const Scenario scenario = shipped(name);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      simulation(scenario, 0, seed).run([&](const Simulation& s) {
        const World& w = s.world();
        REQUIRE(all_in(w.nations.norm.cells(), -1, 1));
        REQUIRE(all_in(w.nations.alignment.cells(), -1, 1));
        REQUIRE(all_in(w.nations.open_users.cells(), 0, 1));
        REQUIRE(all_in(w.nations.trust.cells(), -1, s.parameters().trust_limit));
        REQUIRE(all_in(w.nations.foothold.cells(), 0, 1 + 1e-12));
        for (const NationId n : w.nations.gdp.ids()) {
          double users = 0;
          for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::open_weights)) {
            users += w.trade.share[e];
            REQUIRE((w.trade.share[e] >= 0 && w.trade.shipped[e] >= 0));
          }
          REQUIRE(std::fabs(users - w.nations.open_users[n]) < 1e-12);
        }
      });
  }
}

TEST_CASE("pulls on a norm never add up to more than the whole, within the plausible ranges", "[property]") {
  const Scenario scenario = shipped("baseline", "2017-01");
  double highest = 0;
  for (const char* name : {"norms.usage", "norms.neighbours", "norms.anchor"})
    highest += scenario.initial->table.find(name)->high;
  CHECK(highest <= 1);
}

TEST_CASE("the weights of a nation's neighbours add up to 1", "[property]") {
  const Scenario scenario = shipped("baseline", "2017-01");
  const WorldData& data = *scenario.initial->world.data;
  for (const NationId n : data.nation_ids()) {
    double total = 0;
    for (const NationId neighbour : data.nation_ids()) total += data.neighbours(neighbour, n);
    CHECK(std::fabs(total - 1) < 1e-12);
    CHECK(data.neighbours(n, n) == 0);
  }
}

TEST_CASE("without AI in use, norms and alignment stay where they are; one that was moved goes back to its anchor",
          "[property]") {
  Bench b;
  Nations& n = b.world.nations;
  const auto months = [&](int count) {
    for (int k = 0; k < count; ++k) {
      const MonthView view = b.view(Month{k});
      const std::size_t all = n.gdp.size();
      agents::nation::average_neighbour_norms(view, 0, all);
      agents::nation::drift_norms(view, 0, all);
      agents::nation::follow_trade(view, 0, 1);
      agents::nation::shift_alignment(view, 0, all);
    }
  };
  months(24);
  for (const NationId id : n.gdp.ids())
    CHECK((n.norm[id] == n.norm_anchor[id] && n.alignment[id] == n.norm_anchor[id]));
  for (const NationId id : n.gdp.ids())
    if (n.norm_leader[id] == 0) n.norm[id] += n.norm[id] < 0 ? 0.3 : -0.3;
  months(2400);
  for (const NationId id : n.gdp.ids()) {
    CHECK(std::fabs(n.norm[id] - n.norm_anchor[id]) < 1e-6);
    CHECK(std::fabs(n.alignment[id] - n.norm_anchor[id]) < 0.01);
  }
}

TEST_CASE("no nation hears what another has become this month: blocks in any order", "[property]") {
  Bench forward, backward;
  const auto prepare = [](Bench& b) {
    for (const NationId n : b.world.nations.gdp.ids()) {
      b.world.nations.norm[n] *= 0.5;
      b.world.nations.adoption[n] = 0.3;
      b.world.nations.usage_bloc_balance[n] = -0.4, b.world.nations.usage_bloc_share[n] = 0.8;
    }
  };
  prepare(forward), prepare(backward);
  const std::size_t count = forward.world.nations.gdp.size();
  for (const auto rule :
       {agents::nation::average_neighbour_norms, agents::nation::drift_norms, agents::nation::shift_alignment}) {
    for (std::size_t i = 0; i < count; ++i) rule(forward.view(Month{100}), i, i + 1);
    for (std::size_t i = count; i-- > 0;) rule(backward.view(Month{100}), i, i + 1);
  }
  for (const NationId n : forward.world.nations.gdp.ids()) {
    CHECK(forward.world.nations.norm[n] == backward.world.nations.norm[n]);
    CHECK(forward.world.nations.alignment[n] == backward.world.nations.alignment[n]);
  }
}

TEST_CASE("a nation that bars foreign open weights downloads none but its own", "[property]") {
  const Month last = Month::of(2027, 12);
  const Scenario barred =
      variant("baseline", "events:\n  - {id: bar, type: open_restriction, issuer: IN, scope: use, start: 2026-01}\n",
              last.text());
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Simulation s = simulation(barred, 0, seed);
    while (!s.done()) s.step();
    const World& w = s.world();
    const NationId india = called<NationId>(w.data->nations, "IN"), africa = called<NationId>(w.data->nations, "KE");
    double here = 0, there = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(india), Good::open_weights))
      if (w.data->home[w.trade.supplier(e)] != india) here += w.trade.shipped[e];
    for (const EdgeId e : w.trade.purchases(w.data->vertex(africa), Good::open_weights)) there += w.trade.shipped[e];
    CHECK(here == 0);
    CHECK(there > 0);
  }
}

}  // namespace influence_test
