// Numbers that one can check by pencil; the pencil work stands in the comments.
#include <cmath>

#include "agents/nation/develop.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/markets/rationing.hpp"
#include "engine/markets/sales_terms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace policy_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {
bool close(double a, double b, double tolerance = 1e-9) { return std::fabs(a - b) <= tolerance; }

/// Terms of NVIDIA for China in a month of the dated record.
SalesTerms nvidia_to_china(Month month) {
  const Scenario history = shipped("history", month.text());
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  const WorldData& data = *s.world().data;
  return s.world().designers.terms(called<DesignerId>(data.designers, "NVIDIA"), called<NationId>(data.nations, "CN"));
}
}  // namespace

TEST_CASE("the 2023 rule yields a part like the H20", "[worked]") {
  // TPP 2400 x 0.98 headroom / 15832 per H100e = 0.14856 H100e; density 2352/814 = 2.9 < 3.2 passes.
  // Bandwidth 1.19 x 3350 GB/s. Inference sqrt(0.14856 x 1.19) / sqrt(1 x 1) = 0.42046. (H20: TPP 2368, 4.0 TB/s.)
  const SalesTerms terms = nvidia_to_china(Month::of(2024, 3));
  REQUIRE(terms.allowed);
  REQUIRE(close(terms.raw, 2400 * 0.98 / 15832, 1e-12));
  REQUIRE(close(terms.inference, std::sqrt(2400 * 0.98 / 15832 * 1.19), 1e-12));
}

TEST_CASE("in the months before the redesign nothing is on sale", "[worked]") {
  REQUIRE_FALSE(nvidia_to_china(Month::of(2023, 12)).allowed);  // the rule acts from 2023-11, the redesign from 2024-02
  REQUIRE_FALSE(nvidia_to_china(Month::of(2025, 5)).allowed);   // the 2025 rule leaves no redesign
}

TEST_CASE("the 2022 rule is escaped by a slower interconnect", "[worked]") {
  // TPP 4800 binds only with 600 GB/s: the A800 keeps all its performance and loses a tenth of training by its links.
  const SalesTerms terms = nvidia_to_china(Month::of(2022, 12));
  REQUIRE(terms.allowed);
  REQUIRE(terms.raw == 1);
  REQUIRE(close(terms.training, 0.9));
  REQUIRE(terms.inference == 1);
}

TEST_CASE("a licence passes its revenue share on", "[worked]") {
  // H200 from 2026-02: price factor (1 + 0.3 x 0/12) / (1 - 0.25) = 1.3333; at most 60 000 H100e a month.
  const SalesTerms terms = nvidia_to_china(Month::of(2026, 2));
  REQUIRE(terms.allowed);
  REQUIRE(close(terms.price_factor, 1 / 0.75));
  REQUIRE(terms.quota == 60000);
}

TEST_CASE("highest TPP under a density limit", "[worked]") {
  ChipRule rule;
  rule.tpp_max = 4800;
  rule.tpp_with_density = 1600;
  rule.density_max = 3.2;
  REQUIRE(highest_tpp(rule, 814) == Approx(2604.8));  // 3.2 x 814 > 1600: the density line lies higher
  REQUIRE(highest_tpp(rule, 400) == Approx(1600));    // 3.2 x 400 = 1280 < 1600: below 1600 density does not matter
  REQUIRE(highest_tpp(rule, 2000) == Approx(4800));   // 6400: the TPP limit binds
}

TEST_CASE("tool denial of three nations", "[worked]") {
  // 1 - (1-0.5)(1-0.4)(1-1/3) = 0.8 once the US, the Netherlands and Japan have all stopped.
  const Scenario history = shipped("history", "2024-01");
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  REQUIRE(s.world().nations.tool_denial[called<NationId>(s.world().data->nations, "CN")] == Approx(0.8).margin(1e-4));
}

TEST_CASE("two ways of rationing", "[worked]") {
  // One seller (0), buyers 1 and 2 order 30 and 60, 45 to give.
  TradeGraph trade(3, {{VertexId{0}, VertexId{1}, Good::wafer, 0.2}, {VertexId{0}, VertexId{2}, Good::wafer, 0.1}});
  trade.order[EdgeId{0}] = 30;
  trade.order[EdgeId{1}] = 60;
  REQUIRE(ration_proportionally(trade, VertexId{0}, Good::wafer, 45) == Approx(45));
  REQUIRE(trade.shipped[EdgeId{0}] == Approx(15));  // 45/90 of 30
  REQUIRE(trade.shipped[EdgeId{1}] == Approx(30));
  // By relationship: weights 0.2 x 30 = 6 and 0.1 x 60 = 6: each is entitled to 22.5.
  REQUIRE(ration_by_relationship(trade, VertexId{0}, Good::wafer, 45) == Approx(45));
  REQUIRE(trade.shipped[EdgeId{0}] == Approx(22.5));
  REQUIRE(trade.shipped[EdgeId{1}] == Approx(22.5));
}

TEST_CASE("the reference price falls by e^-g a year", "[worked]") {
  const Scenario history = shipped("history", "2022-10", pencil_values());
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  // 2022-10 is 2022 + 9.5/12 = 2022.7917: 39.70441 x exp(-0.368132 x 0.041667) = 39.100 k$ per H100e.
  REQUIRE(s.world().commons.price == Approx(39.100).margin(0.002));
}

TEST_CASE("adoption after one month", "[worked]") {
  // Onset 2022-12, US: speed 0.5 + 0.5 x 0.9 = 0.95; first month 0.95 x 0.003 x 0.9 = 0.002565.
  const Scenario history = shipped("history", "2022-12", pencil_values());
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  REQUIRE(s.world().nations.adoption[called<NationId>(s.world().data->nations, "US")] == Approx(0.002565));
}

TEST_CASE("without TSMC most accelerators of 2025 could not be made", "[worked]") {
  const Scenario history = shipped("history", "2025-12");
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  const auto points = chokepoints(s.world());
  // Rivals cannot stand in: what is left is what designers make of wafers from elsewhere, stretched by at most a
  // quarter.
  const World& w = s.world();
  REQUIRE(w.data->vertex_name(points.front().supplier) == "TSMC");
  double left = 0, all = 0;
  for (const DesignerId d : w.designers.nation.ids()) {
    double wafers = 0, elsewhere = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(d), Good::wafer)) {
      wafers += w.trade.shipped[e];
      if (w.trade.supplier(e) != points.front().supplier) elsewhere += w.trade.shipped[e];
    }
    all += w.designers.shipped[d];
    left += wafers > 0 ? w.designers.shipped[d] * elsewhere / wafers : 0;
  }
  REQUIRE(points.front().flow_lost >= 1 - 1.25 * left / all - 0.001);
  REQUIRE(points.front().flow_lost <= 1 - left / all + 0.001);
  REQUIRE(left < 0.1 * all);
  for (const Chokepoint& point : points) REQUIRE((point.flow_lost >= 0 && point.flow_lost <= 1));
}

}  // namespace policy_test
