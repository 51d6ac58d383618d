// The neutral step on the engine: against a plain reading of its definition, against the other programs, at all threads
// and widths.
#include <algorithm>
#include <random>

#include "bench/neutral/network.hpp"
#include "bench/neutral/step.hpp"
#include "bench/neutral/watch.hpp"
#include "bench/neutral/world.hpp"
#include "engine/base/elementary.hpp"
#include "engine/run/parallel.hpp"
#include "tests/support/catch.hpp"

namespace neutral_test {

using namespace chokepoint;
using namespace chokepoint::bench;

namespace {

/// The definition of bench/peers/README.md, agent by agent, with the engine's exp and log: nothing clever.
class Plain {
 public:
  explicit Plain(std::size_t agents) : edges_(network(agents)), states_(agents) {
    for (const Edge& e : edges_) orders_.push_back(e.weight);
    for (std::size_t v = 0; v < agents; ++v)
      for (std::size_t k = 0; k < state_count; ++k) states_[v][k] = first_state(v, k);
  }
  void step() {
    const auto before = states_;
    std::size_t e = 0;
    for (std::size_t v = 0; v < states_.size(); ++v) {
      auto& [m, k, a, p, D, s, y, g, w, l, h, b, r, z, f, c] = states_[v];
      double C = 0, Q = 0;
      for (; e < edges_.size() && edges_[e].buyer == v; ++e) {
        orders_[e] = 0.5 * orders_[e] + edges_[e].weight * (0.5 * D);
        Q += orders_[e];
        C += before[edges_[e].supplier][price_state] * orders_[e];
      }
      h = h + 0.2 * ((C + 0.01) / (Q + 0.01) - h);
      const double S = s + Q + 0.05;
      y = a * maths::exp(0.3 * maths::log(k) + 0.4 * maths::log(l) + 0.2 * maths::log(S));
      s = 0.8 * (S - S * y / (y + S));
      const double x = maths::exp(0.6 * g - 0.7 * p) * (1 + 0.5 * z), X = y * x / (y + x);
      b = 0.6 * b + 0.4 * x / (1 + X);
      g = 0.85 * g + 0.15 * ((X - f) / (f + 1) + 0.02 * z);
      f = f + 0.25 * (X - f);
      c = c + 0.3 * ((w * l + C) / (y + 0.5) - c);
      m = m + 0.1 * (p * X - 0.4 * (w * l) - 0.3 * C - 0.5 * m);
      r = r + 0.2 * (1 / (1 + m * m) - r);
      k = k + 0.05 * (0.5 + f + 0.2 * g - k * (0.8 + 0.2 * r));
      l = l + 0.2 * ((0.4 + f + b) / (1 + 0.5 * w) - l);
      w = w + 0.1 * (0.4 + 0.5 * l - 0.8 * w);
      z = z + 0.05 * (y / (1 + k) - z);
      a = a + 0.02 * (0.8 + 0.5 * z - 0.3 * r - 0.7 * a);
      p = p + 0.25 * (0.4 * c + 0.3 * h + 0.5 * maths::exp(-s - 0.5 * y) + 0.1 * b - p);
      D = 0.5 * D + 0.5 * (0.3 + f) * (1 + b) / (0.5 + s + h);
    }
  }
  [[nodiscard]] double state(std::size_t v, std::size_t k) const { return states_[v][k]; }

 private:
  std::vector<Edge> edges_;
  std::vector<double> orders_;
  std::vector<std::array<double, state_count>> states_;
};

std::uint64_t hash_after(std::size_t agents, std::size_t months, int threads, Simd simd = best_simd()) {
  std::uint64_t hash = 0;
  for_each_run(1, threads, [&](std::size_t) {
    const Scenario scenario = neutral_scenario(agents, months);
    Watch watch(agents, months);
    Simulation simulation(scenario, neutral_schedule(simd), 1, 0, &watch);
    simulation.run();
    hash = simulation.world().state_hash();
  });
  return hash;
}

double state(const World& world, std::size_t k, std::size_t cell) {
  return (world.firms.*state_columns[k]).cells()[cell];
}

}  // namespace

TEST_CASE("the engine's neutral step is that of the definition, bit by bit", "[bench]") {
  const std::size_t agents = GENERATE(9U, 10U, 257U, 1000U, 5000U);
  constexpr std::size_t months = 30;
  const Scenario scenario = neutral_scenario(agents, months);
  Plain plain(agents);
  Simulation simulation(scenario, neutral_schedule(), 1, 0);
  while (!simulation.done()) simulation.step(), plain.step();
  for (std::size_t k = 0; k < state_count; ++k)
    for (std::size_t v = 0; v < agents; ++v) {
      INFO(agents << " agents, state " << k << " of agent " << v);
      REQUIRE(state(simulation.world(), k, v) == plain.state(v, k));
    }
}

TEST_CASE("the engine gives the checksums of the other programs", "[bench]") {
  const auto [agents, steps, sum] =
      GENERATE(table<std::size_t, std::size_t, double>({{1000, 20, 103.831932383936}, {10000, 20, 104.028982215997}}));
  const Scenario scenario = neutral_scenario(agents, steps);
  Simulation simulation(scenario, neutral_schedule(), 1, 0);
  simulation.run();
  CHECK(std::fabs(checksum(simulation.world()) - sum) < 1e-12 * sum);
}

TEST_CASE("the neutral step has the same bits at any number of threads and any width of vectors", "[bench]") {
  constexpr std::size_t agents = 10'007, months = 6;
  const std::uint64_t one = hash_after(agents, months, 1);
  for (const int threads : {2, 3, 7}) CHECK(hash_after(agents, months, threads) == one);
  for (const Simd simd : {Simd::baseline, Simd::avx2, Simd::avx512}) {
    if (simd > best_simd()) continue;
    CHECK(hash_after(agents, months, 2, simd) == one);
  }
}

TEST_CASE("replicates side by side are the replicates alone, bit by bit", "[bench]") {
  constexpr std::size_t agents = 203, months = 24, lanes = side_by_side;
  const Scenario together = neutral_scenario(agents, months, lanes), alone = neutral_scenario(agents, months);
  for (const Simd simd : {Simd::baseline, Simd::avx2, Simd::avx512}) {
    if (simd > best_simd()) continue;
    Watch of_all(agents, months, lanes);
    Simulation all(together, ensemble_schedule(simd), 5, 32, &of_all);
    all.run();
    for (const std::size_t lane : {std::size_t{0}, std::size_t{1}, std::size_t{7}, lanes - 1}) {
      Watch of_one(agents, months);
      Simulation one(alone, ensemble_schedule(), 5, 32 + lane, &of_one);
      one.run();
      for (std::size_t k = 0; k < state_count; ++k)
        for (std::size_t v = 0; v < agents; ++v)
          REQUIRE(state(all.world(), k, v * lanes + lane) == state(one.world(), k, v));
      for (std::size_t e = 0; e < agents * out_degree; ++e)
        REQUIRE(all.world().trade.order.cells()[e * lanes + lane] == one.world().trade.order.cells()[e]);
      CHECK(checksum(all.world(), lane) == checksum(one.world()));
      for (int month = 0; month < static_cast<int>(months); ++month)
        REQUIRE(of_all.value(Watch::spot_price, Month{month}, lane) ==
                of_one.value(Watch::spot_price, Month{month}, 0));
    }
  }
}

TEST_CASE("random numbers move spot prices but no state of the plain step, and productivity in an ensemble",
          "[bench]") {
  constexpr std::size_t agents = 100, months = 5;
  const Scenario scenario = neutral_scenario(agents, months);
  const auto after = [&](std::span<const Phase> phases, std::uint64_t replicate, Watch& watch) {
    Simulation simulation(scenario, phases, 1, replicate, &watch);
    simulation.run();
    return checksum(simulation.world());
  };
  Watch a(agents, months), b(agents, months);
  CHECK(after(neutral_schedule(), 0, a) == after(neutral_schedule(), 1, b));
  bool moved = false;
  for (int m = 0; m < 5; ++m)
    moved = moved || a.value(Watch::spot_price, Month{m}, 0) != b.value(Watch::spot_price, Month{m}, 0);
  CHECK(moved);
  CHECK(after(ensemble_schedule(), 0, a) != after(ensemble_schedule(), 1, b));
}

TEST_CASE("the witness sums what there is, and being watched changes nothing", "[bench]") {
  const std::size_t agents = GENERATE(50U, 4096U, 9000U);
  const Scenario scenario = neutral_scenario(agents, 3);
  Watch watch(agents, 3);
  Simulation seen(scenario, neutral_schedule(), 1, 0, &watch), unseen(scenario, neutral_schedule(), 1, 0);
  seen.run(), unseen.run();
  CHECK(seen.world().state_hash() == unseen.world().state_hash());
  double sum = 0;
  for (std::size_t v = 0; v < agents; ++v) sum += state(seen.world(), demand_state, v);
  CHECK(watch.value(Watch::demand, Month{2}, 0) == Approx(sum / static_cast<double>(agents)).epsilon(1e-12));
}

TEST_CASE("the neutral network is what its definition says", "[bench]") {
  const std::size_t agents = GENERATE(9U, 50U, 1000U);
  const std::vector<Edge> edges = network(agents);
  REQUIRE(edges.size() == out_degree * agents);
  std::vector<std::size_t> sold(agents);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    REQUIRE(edges[e].supplier != edges[e].buyer);
    REQUIRE((edges[e].weight >= 0.0625 && edges[e].weight < 0.1875));
    ++sold[edges[e].supplier];
    if (e > 0)
      REQUIRE(std::pair(edges[e - 1].buyer, edges[e - 1].supplier) < std::pair(edges[e].buyer, edges[e].supplier));
  }
  CHECK(std::ranges::all_of(sold, [](std::size_t n) { return n == out_degree; }));
}

TEST_CASE("states stay within bounds for a thousand months", "[bench]") {
  constexpr std::size_t agents = 300, months = 1000;
  const Scenario scenario = neutral_scenario(agents, months);
  Simulation simulation(scenario, neutral_schedule(), 1, 0);
  simulation.run([&](const Simulation& s) {
    for (std::size_t k = 0; k < state_count; ++k)
      for (const double x : (s.world().firms.*state_columns[k]).cells()) REQUIRE((x > -1 && x < 4));
  });
}

}  // namespace neutral_test
