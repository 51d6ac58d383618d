// What is true of every network: measures of random graphs and of the world's.
#include "engine/markets/network.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/markets/chokepoints.hpp"
#include "tests/support/property.hpp"
#include "tests/support/runs.hpp"

namespace network_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Arcs random_arcs() {
  const auto n = *rc::gen::inRange<std::size_t>(2, 12);
  const auto drawn = *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, n), rc::gen::inRange<std::size_t>(0, n)));
  std::set<std::pair<std::size_t, std::size_t>> once;
  for (const auto& arc : drawn)
    if (arc.first != arc.second) once.insert(arc);
  return {n, {once.begin(), once.end()}};
}

/// Lengths of the shortest ways from a vertex; -1 where there is none.
std::vector<int> distances(const Arcs& arcs, std::size_t from) {
  std::vector<int> out(arcs.vertices, -1);
  out[from] = 0;
  for (std::size_t round = 0; round < arcs.vertices; ++round)
    for (const auto& [u, v] : arcs.ends)
      if (out[u] == static_cast<int>(round) && out[v] < 0) out[v] = static_cast<int>(round) + 1;
  return out;
}

const World& world_of_2025() {
  static const World world = [] {
    const Scenario scenario = shipped("baseline", "2025-12");
    Simulation s = simulation(scenario);
    while (!s.done()) s.step();
    return s.world();
  }();
  return world;
}

}  // namespace

TEST_CASE("betweenness counts the inner vertices of all shortest ways", "[property]") {
  check_property("the sum over vertices is the sum over connected pairs of their distance less one", [] {
    const Arcs arcs = random_arcs();
    double between = 0, inner = 0;
    for (const double value : betweenness(arcs)) between += value;
    for (std::size_t s = 0; s < arcs.vertices; ++s)
      for (const int d : distances(arcs, s)) inner += std::max(0, d - 1);
    const auto n = static_cast<double>(arcs.vertices);
    RC_ASSERT(std::fabs(between * (n - 1) * (n - 2) - inner) < 1e-9 * (1 + inner));
  });
}

TEST_CASE("a core holds together", "[property]") {
  check_property("within the vertices of core k or more, each of core k has k arcs or more", [] {
    const Arcs arcs = random_arcs();
    const auto core = core_numbers(arcs);
    for (std::size_t v = 0; v < arcs.vertices; ++v) {
      std::size_t within = 0;
      for (const auto& [from, to] : arcs.ends)
        if ((from == v || to == v) && core[from] >= core[v] && core[to] >= core[v]) ++within;
      RC_ASSERT(within >= core[v]);
    }
  });
  check_property("what leads to a vertex has a distance from it", [] {
    const Arcs arcs = random_arcs();
    const auto leads = leads_to(arcs, 0);
    for (std::size_t v = 0; v < arcs.vertices; ++v) RC_ASSERT(leads[v] == (distances(arcs, v)[0] >= 0));
  });
}

TEST_CASE("taking a supplier out never raises the flow", "[property]") {
  const World& w = world_of_2025();
  const std::size_t first = w.data->vertex(DesignerId{0}).index(), last = w.data->vertex_count();
  check_property("one more is lost than less", [&] {
    const auto drawn = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange(first, last));
    std::vector<VertexId> cut;
    double lost = 0;
    for (const std::size_t v : drawn) {
      cut.emplace_back(v);
      const double more = flow_lost_without(w, cut);
      RC_ASSERT(more >= lost && more <= 1);
      lost = more;
      if (cut.size() == 4) break;
    }
  });
}

TEST_CASE("measures of the world's network are in bounds in every month", "[property]") {
  const Scenario scenario = shipped("baseline", "2030-12");
  Watch watch(scenario);
  Simulation s = simulation(scenario, 3, 1, &watch.recorder());
  while (!s.done()) {
    s.step();
    if (s.world().month.index % 6 != 5) continue;
    const World& w = s.world();
    const NetworkMeasures m = measure_network(w, s.regimes());
    std::array<double, good_count> share{};
    bool good = true;
    for (const VertexId v : ids<VertexId>(w.data->vertex_count())) {
      good &= m.flow_lost[v] >= 0 && m.flow_lost[v] <= 1 && m.between[v] >= 0 && m.between[v] <= 1 && m.share[v] >= 0;
      if (const auto sold = sells(*w.data, v)) share[static_cast<std::size_t>(*sold)] += m.share[v];
    }
    for (const EdgeId e : m.rules.ids()) {
      const LinkRule& rule = m.rules[e];
      good &=
          rule.closed_share >= 0 && rule.closed_share <= 1 && (rule.kind == RuleKind::none) == (rule.closed_share == 0);
      good &= !(m.live[e] && rule.closes());
    }
    CHECK(good);
    for (const Good g : all_goods) {
      if (g == Good::cloud_rent || g == Good::open_weights)
        continue;  // no supplier's main good: laboratories count by the service they sell
      const Concentration& c = m.goods[static_cast<std::size_t>(g)];
      const double all = share[static_cast<std::size_t>(g)];  // companies of the chain may sell traded goods besides
      CHECK((is_traded(g) ? all <= 1 + 1e-12 : std::fabs(all - 1) < 1e-12 || (c.suppliers == 0 && all == 0)));
      if (c.suppliers > 0) CHECK((c.hhi >= 1.0 / static_cast<double>(c.suppliers) - 1e-12 && c.hhi <= 1 + 1e-12));
    }
  }
}

}  // namespace network_test
