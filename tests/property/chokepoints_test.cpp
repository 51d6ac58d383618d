// The chokepoints that the network shows are those of the dynamics, and each lever on tools, fabs and memory moves
// accelerators the way it should.
#include "engine/markets/chokepoints.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace chokepoints_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t seeds = 3;
const Month cut_from = Month::of(2027, 1);

/// Accelerators made in some months, by designers that sell abroad and by those that do not.
struct Made {
  double abroad = 0, chinese = 0, capacity = 0;  ///< capacity: of SMIC, summed over the months
};

Made made(const Scenario& scenario, std::uint64_t replicate, Month until) {
  Made out;
  Simulation s = simulation(scenario, replicate);
  while (!s.done() && s.next() < until) {
    s.step();
    if (s.world().month < cut_from) continue;
    const World& w = s.world();
    for (const DesignerId d : w.designers.nation.ids())
      (w.data->sells_abroad[d] ? out.abroad : out.chinese) += w.designers.produced[d];
    out.capacity += w.foundries.capacity[called<FoundryId>(w.data->foundries, "SMIC")];
  }
  return out;
}

std::string cut(const std::string& whom, int months) {
  return "  - {id: cut, type: supply_shock, supplier: " + whom +
         ", severity: 0.9, start: 2027-01, duration: " + std::to_string(months) + "}\n";
}

Scenario with(const std::string& events) { return variant("baseline", events.empty() ? "" : "events:\n" + events); }

/// Change of one of the sums against the baseline, over all seeds.
double change(const std::string& events, Month until, double Made::*what) {
  const Scenario usual = with(""), other = with(events);
  double a = 0, b = 0;
  for (std::uint64_t r = 0; r < seeds; ++r) a += made(usual, r, until).*what, b += made(other, r, until).*what;
  return b / a - 1;
}

/// Ranks, 0 the least.
std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> out(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    out[i] = static_cast<double>(std::ranges::count_if(values, [&](double v) { return v < values[i]; }));
  return out;
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> x = ranks(a), y = ranks(b);
  const double n = static_cast<double>(x.size()), mx = std::accumulate(x.begin(), x.end(), 0.0) / n,
               my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    xy += (x[i] - mx) * (y[i] - my), xx += (x[i] - mx) * (x[i] - mx), yy += (y[i] - my) * (y[i] - my);
  return xy / std::sqrt(xx * yy);
}

}  // namespace

TEST_CASE("cutting each of the ten worst chokepoints for two years costs accelerators, in about their order",
          "[property]") {
  Simulation s = simulation(shipped("baseline", "2026-12"));
  while (!s.done()) s.step();
  const WorldData& data = *s.world().data;
  std::vector<double> in_network, in_time;
  for (const Chokepoint& point : chokepoints(s.world())) {
    // Designers have no capacity of their own that an outage could stop.
    if (point.supplier >= data.vertex(DesignerId{0}) && point.supplier < data.vertex(FoundryId{0})) continue;
    if (in_network.size() == 10) break;
    in_network.push_back(point.flow_lost);
    in_time.push_back(-change(cut(data.vertex_name(point.supplier), 24), Month::of(2029, 1), &Made::abroad));
    INFO(data.vertex_name(point.supplier)
         << ": " << point.flow_lost << " in the network, " << in_time.back() << " in time");
    // What one seller of a material lacks, its rivals and stocks may replace in two years; a tool, a wafer or a stack
    // not.
    const bool of_fabs = point.supplier < data.vertex(SupplierId{0});
    CHECK(in_time.back() >= (of_fabs ? 1e-4 : -1e-9));
  }
  CHECK(in_time.front() == *std::ranges::max_element(in_time));  // TSMC
  CHECK(rank_correlation(in_network, in_time) > 0.5);
}

TEST_CASE("a year without SK hynix costs a third to a half of the world's accelerators", "[property]") {
  const double lost = -change(cut("SK hynix", 12), Month::of(2028, 1), &Made::abroad);
  CHECK(lost > 0.3);
  CHECK(lost < 0.5);
}

TEST_CASE("tools, components, servicing, lithography, subsidies and outages move Chinese fabs and accelerators",
          "[property]") {
  struct Lever {
    const char* events;
    int fabs, accelerators;  ///< sign of the change of SMIC's capacity and of Chinese accelerators
    int until = 2031;        ///< what is made up for later counts for nothing
  };
  constexpr Lever levers[] = {
      {"{id: x, type: equipment_ban, issuer: US, targets: [CN], allied: [NL, JP], classes: [components], start: "
       "2027-01}",
       -1, -1},
      {"{id: x, type: equipment_ban, issuer: NL, targets: [CN], allied: [US, JP], classes: [servicing], start: "
       "2027-01}",
       -1, -1},
      {"{id: x, type: lithography_breakthrough, issuer: CN, share: 0.4, node_gate: 5, start: 2027-01}\n"
       "  - {id: y, type: parameter_shock, parameter: node.rate, op: set, value: 0.4, start: 2027-01}",
       1, 1},
      {"{id: x, type: subsidy, issuer: CN, target: fab, amount: 2000, start: 2027-01}", 1, 0},
      {"{id: x, type: subsidy, issuer: CN, target: tools, amount: 1000, start: 2027-01}", 1, 1},
      {"{id: x, type: subsidy, issuer: CN, target: hbm, amount: 1000, start: 2027-01}", 0, 1},
      {"{id: x, type: sanction_relief, measures: [\"tag:tool-control\"], start: 2027-01}", 1, 1},
      {"{id: x, type: supply_shock, supplier: SMIC, severity: 0.9, start: 2027-01, duration: 12}", 0, -1, 2028},
      {"{id: x, type: supply_shock, supplier: CXMT, severity: 0.9, start: 2027-01, duration: 12}", 0, -1, 2028},
  };
  for (const Lever& lever : levers) {
    INFO(lever.events);
    const std::string events = std::string("  - ") + lever.events + "\n";
    const double fabs = change(events, Month::of(lever.until, 1), &Made::capacity),
                 chips = change(events, Month::of(lever.until, 1), &Made::chinese);
    if (lever.fabs != 0) CHECK(fabs * lever.fabs > 1e-4);
    CHECK(chips * lever.accelerators >= 0);
    if (lever.accelerators != 0) CHECK(chips * lever.accelerators > 1e-4);
    if (lever.accelerators == 0) CHECK(chips > -1e-3);
  }
}

TEST_CASE("two years without ASML slow foreign fabs and accelerators", "[property]") {
  CHECK(change(cut("ASML", 24), Month::of(2029, 7), &Made::abroad) < -0.05);
}

}  // namespace chokepoints_test
