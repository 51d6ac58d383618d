// The measures of the supply network, by pencil.
#include "engine/markets/network.hpp"

#include <cmath>
#include <set>

#include "analysis/network/closing_events.hpp"
#include "analysis/why/chain.hpp"
#include "engine/markets/chokepoints.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/runs.hpp"

namespace network_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// Two nations X, Y; the AI firm F; designers A, B; foundries P, Q; toolmakers S and, in Y, T. All but T are in X.
///
///   S -0.75-> P -30 wafers-> A -600-> F        T -0.25-> P -10-> B -400-> F        T -1-> Q -30-> B
struct Toy {
  World world;
  VertexId f, a, b, p, q, s, t;

  Toy() {
    auto data = std::make_shared<WorldData>();
    data->nations.text = {"X", "Y"};
    data->firms.text = {"F"};
    data->designers.text = {"A", "B"};
    data->foundries.text = {"P", "Q"};
    data->toolmakers.text = {"S", "T"};
    f = data->vertex(FirmId{0});
    a = data->vertex(DesignerId{0}), b = data->vertex(DesignerId{1});
    p = data->vertex(FoundryId{0}), q = data->vertex(FoundryId{1});
    s = data->vertex(ToolmakerId{0}), t = data->vertex(ToolmakerId{1});
    const NationId x{0}, y{1};
    data->home = Column<VertexId, NationId>(data->vertex_count(), x);
    data->home[VertexId{1}] = data->home[t] = y;
    world.data = data;
    world.nations.gdp.assign(2);
    world.firms.nation.assign(1, x);
    world.firms.revenue.assign(1), world.firms.rent_revenue.assign(1);
    world.designers.nation.assign(2, x);
    world.foundries.nation.assign(2, x);
    world.foundries.node.assign(2);
    world.toolmakers.nation.push_back(x), world.toolmakers.nation.push_back(y);
    world.designers.shipped.push_back(600), world.designers.shipped.push_back(400);
    world.trade = TradeGraph(data->vertex_count(), {{s, p, Good::tool, 0.75},
                                                    {t, p, Good::tool, 0.25},
                                                    {t, q, Good::tool, 1},
                                                    {p, a, Good::wafer, 1},
                                                    {p, b, Good::wafer, 1},
                                                    {q, b, Good::wafer, 1},
                                                    {a, f, Good::accelerator, 1},
                                                    {b, f, Good::accelerator, 1}});
    ship(p, a, 30), ship(p, b, 10), ship(q, b, 30), ship(a, f, 600, 90), ship(b, f, 400, 10);
  }

  EdgeId link(VertexId from, VertexId to) const {
    for (const EdgeId e : ids<EdgeId>(world.trade.edge_count()))
      if (world.trade.supplier(e) == from && world.trade.buyer(e) == to) return e;
    return {};
  }
  void ship(VertexId from, VertexId to, double quantity, double payment = 0) {
    world.trade.shipped[link(from, to)] = quantity;
    world.trade.payment[link(from, to)] = payment;
  }
  double lost(std::vector<VertexId> cut) const { return flow_lost_without(world, cut); }
};

}  // namespace

TEST_CASE("betweenness, core numbers and reach of seven vertices", "[worked]") {
  //   0 -> 2 <- 1,  2 -> 3 -> 5,  2 -> 4 -> 5,  5 -> 6
  const Arcs arcs{7, {{0, 2}, {1, 2}, {2, 3}, {2, 4}, {3, 5}, {4, 5}, {5, 6}}};
  // Through 2: from 0 and from 1 to each of 3, 4, 5, 6 = 8. Through 3: half of (0,5) (0,6) (1,5) (1,6) (2,5) (2,6) = 3;
  // so 4. Through 5: (0,6) (1,6) (2,6) (3,6) (4,6) = 5. Divided by 6 x 5 = 30.
  const auto between = betweenness(arcs);
  const double expected[] = {0, 0, 8, 3, 3, 5, 0};
  for (std::size_t v = 0; v < 7; ++v) CHECK(between[v] == Approx(expected[v] / 30));
  // 0, 1 and 6 have one arc each. Without them 2, 3, 4, 5 form a ring: two arcs each.
  CHECK(core_numbers(arcs) == std::vector<std::size_t>{1, 1, 2, 2, 2, 2, 1});
  CHECK(leads_to(arcs, 4) == std::vector<bool>{true, true, true, false, true, false, false});
  CHECK(core_numbers({3, {}}) == std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("flow lost without one or several suppliers of a toy world", "[worked]") {
  const Toy w;
  // A's 600 come through P; B's 400 by wafers: 100 through P, 300 through Q. P carries 700 (S 525, T 175), Q 300 (T).
  // Whoever is left may stretch to 1.25 of this, in whole H100e; F takes no more than the 1000 delivered.
  CHECK(w.lost({}) == 0);
  CHECK(w.lost({w.a}) == Approx(0.600));  // B alone
  CHECK(w.lost({w.b}) == Approx(0.400));
  CHECK(w.lost({w.p}) == Approx(0.625));       // Q to B: 300 x 1.25 = 375
  CHECK(w.lost({w.q}) == Approx(0.275));       // P: A's 600 and for B 100 x 1.25 = 125
  CHECK(w.lost({w.s}) == Approx(0.406));       // P has T's 175 x 1.25 = 218.75, 219; Q to B 375; 594
  CHECK(w.lost({w.t}) == Approx(0.344));       // P has S's 525 x 1.25 = 656.25, 656, for A and B
  CHECK(w.lost({w.q, w.s}) == Approx(0.781));  // 219 through P
  CHECK(w.lost({w.s, w.t}) == 1);
  CHECK(w.lost({w.f}) == 0);  // no supplier of the chain
}

TEST_CASE("concentration of a toy world", "[worked]") {
  const Toy w;
  // Accelerators by payment: 0.9^2 + 0.1^2. Wafers: (40/70)^2 + (30/70)^2. Tools by share of the wafers made with them:
  // S 0.75 x 40, T 0.25 x 40 + 30.
  CHECK(concentration(w.world, Good::accelerator).hhi == Approx(0.82));
  CHECK(concentration(w.world, Good::wafer).hhi == Approx(25.0 / 49));
  const Concentration tools = concentration(w.world, Good::tool);
  CHECK(tools.hhi == Approx(25.0 / 49));
  CHECK((tools.suppliers == 2 && tools.nations == 2));
  CHECK(concentration(w.world, Good::hbm).hhi == 0);
}

TEST_CASE("a ban on tools cuts the foundries, and all behind them, off", "[worked]") {
  const Toy w;
  Regimes regimes(*w.world.data);
  const NetworkMeasures open = measure_network(w.world, regimes);
  CHECK(open.cut_off.empty());
  CHECK(open.disconnected.empty());
  // Nine vertices, (n-1)(n-2) = 56. Through P: S to A, B, F; T to A, and half of T to B; T to F has three ways (P A, P
  // B, Q B), two by P.
  CHECK(open.between[w.p] == Approx((3 + 1 + 0.5 + 2.0 / 3) / 56));
  // Through B: S to F, one of two ways; T to F, two of three; P to F, half; Q to F.
  CHECK(open.between[w.b] == Approx((0.5 + 2.0 / 3 + 0.5 + 1) / 56));
  CHECK(open.core[w.s] == 1);  // then T, P, Q, A, B, F have two links or more among themselves
  for (const VertexId v : {w.t, w.p, w.q, w.a, w.b, w.f}) CHECK(open.core[v] == 2);
  CHECK(open.share[w.t] == Approx(40.0 / 70));
  CHECK(open.flow_lost[w.p] == Approx(0.625));

  regimes.tools(ToolmakerId{1}, NationId{0}).denied = 0.5;  // half: not yet closed
  CHECK_FALSE(link_rule(w.world, regimes, w.link(w.t, w.q)).closes());
  regimes.tools(ToolmakerId{1}, NationId{0}).denied = 0.6;
  const LinkRule rule = link_rule(w.world, regimes, w.link(w.t, w.q));
  CHECK((rule.closes() && rule.kind == RuleKind::tool_ban && rule.closed_share == Approx(0.6)));
  const NetworkMeasures shut = measure_network(w.world, regimes);
  // T was the only supplier abroad of P and of Q; A, B and F reached it through them.
  REQUIRE(shut.cut_off.size() == 2);
  CHECK((shut.cut_off[0].buyer == w.p && shut.cut_off[1].buyer == w.q));
  CHECK(shut.disconnected == std::vector<VertexId>{w.f, w.a, w.b, w.p, w.q});
  CHECK(shut.core[w.t] == 0);
}

TEST_CASE("rules that combine on a link leave what each leaves of the rest", "[worked]") {
  const Scenario history = shipped("history", "2024-03");
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  const World& w = s.world();
  const VertexId nvidia = w.data->vertex(called<DesignerId>(w.data->designers, "NVIDIA"));
  const FirmId alibaba = called<FirmId>(w.data->firms, "Alibaba");
  EdgeId link;
  for (const EdgeId e : w.trade.sales(nvidia, Good::accelerator))
    if (w.trade.buyer(e) == w.data->vertex(alibaba)) link = e;
  REQUIRE(link.exists());
  // In March 2024 a compliant redesign (H20) is on sale: the chip rule closes nothing.
  Regimes regimes(*w.data);
  CHECK(link_rule(w, regimes, link).closed_share == 0);
  regimes.guidance[w.firms.nation[alibaba]] = 0.4;
  regimes.chips_denied(w.designers.nation[w.data->designer_of(nvidia)], alibaba) = 0.5;
  const LinkRule rule = link_rule(w, regimes, link);  // 1 - 0.6 x 0.5 = 0.7; the listing closes most
  CHECK(rule.closed_share == Approx(0.7));
  CHECK(rule.kind == RuleKind::entity_list);
}

TEST_CASE("each closed link of the record is closed by some measure alone", "[worked]") {
  const Scenario history = shipped("history", "2025-12");
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  const NetworkMeasures measures = measure_network(s.world(), s.regimes());
  const auto causes = causes_of(history, s.world(), RandomStream(1, 0), measures);
  std::size_t closed = 0;
  for (const EdgeId e : measures.rules.ids()) {
    if (measures.rules[e].closes()) ++closed;
    CHECK(causes[e].empty() == !measures.rules[e].closes());
    for (const EventId event : causes[e]) CHECK(s.world().clocks[event].is_in_force(Month::of(2025, 12)));
  }
  CHECK(closed > 50);
}

TEST_CASE("a measure that acts through another closes a link with it", "[worked]") {
  const std::string
      list = "  - {id: listing, type: entity_list, issuer: US, firms: [Huawei], goods: [chips], start: 2017-02}\n",
      tools = "  - {id: tools, type: equipment_ban, issuer: US, targets: [CN], start: 2017-02}\n";
  const Scenario apart = variant("history", "events:\n" + list + tools, "2017-03"),
                 together = variant("history",
                                    "events:\n" + list + tools +
                                        "  - {id: rule, type: affiliates_rule, issuer: US, start: 2017-02}\n"
                                        "  - {id: follow, type: allied_alignment, issuer: US, allies: [NL], measure: "
                                        "tools, start: 2017-02}\n",
                                    "2017-03");
  Simulation s = simulation(together);
  while (!s.done()) s.step();
  const World& w = s.world();
  const auto link = [&](VertexId from, VertexId to, Good good) {
    for (const EdgeId e : w.trade.sales(from, good))
      if (w.trade.buyer(e) == to) return e;
    return EdgeId{};
  };
  const EdgeId owned = link(w.data->vertex(called<DesignerId>(w.data->designers, "NVIDIA")),
                            w.data->vertex(called<FirmId>(w.data->firms, "Huawei-cloud")), Good::accelerator),
               dutch = link(w.data->vertex(called<ToolmakerId>(w.data->toolmakers, "ASML")),
                            w.data->vertex(called<FoundryId>(w.data->foundries, "SMIC")), Good::tool);
  const auto causes = causes_of(together, w, RandomStream(1, 0), measure_network(w, s.regimes()));
  const auto names = [&](EdgeId e) {
    std::set<std::string> out;
    for (const EventId event : causes[e]) out.insert(together.calendar->events()[event.index()]->header.id);
    return out;
  };
  CHECK(names(owned) == std::set<std::string>{"listing", "rule"});
  CHECK(names(dutch) == std::set<std::string>{"tools", "follow"});
  // Where neither acts through another, list and measure close nothing of these links.
  Chain chain(1);
  chain[0].node.month = Month::of(2017, 3), chain[0].doors = {owned, dutch};
  tell_closing_events(pair_of(together, apart), chain);
  CHECK(std::set<std::string>(chain[0].events.begin(), chain[0].events.end()) ==
        std::set<std::string>{"A: follow", "A: listing", "A: rule", "A: tools"});
}

}  // namespace network_test
