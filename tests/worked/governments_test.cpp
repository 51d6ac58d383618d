// Governments as agents, by pencil.
#include <cmath>

#include "agents/nation/choose_instrument.hpp"
#include "agents/nation/govern.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace governments_test {

using namespace chokepoint;
using namespace chokepoint::test;
using namespace chokepoint::agents::nation;

namespace {

const std::string two_governments = "governments: {US: rule, CN: rule}\n";

/// The record with two governments that decide by themselves and these events, at its first month.
struct Office {
  Scenario scenario;
  World world;
  Parameters p;
  const WorldData& data;
  Regimes regimes;
  RandomStream random{1, 0};

  explicit Office(const std::string& events, const std::string& governments = two_governments)
      : scenario(variant("history", governments + "events:\n" + events, "2020-12")),
        world(scenario.initial->world),
        p(scenario.initial->parameters),
        data(*world.data),
        regimes(data) {
    scenario.calendar->start_clocks(world);
  }
  MonthView view(Month month) {
    world.month = month;
    return {world, p, regimes, random, month, month.year()};
  }
  NationId nation(const char* name) const { return called<NationId>(data.nations, name); }
  PairId pair(const char* a, const char* b) const { return world.governments.craft->find(nation(a), nation(b)); }
  EventId event(const char* id) const { return scenario.calendar->find(id); }
  void begin(const char* id, Month month) {
    EventClock& c = world.clocks[event(id)];
    c = {month, month, month, EventClock::never, EventClock::never, month, c.fired + 1};
  }
  void note(Month month) { record_measures(view(month), 0, 1); }
};

const char* tariff_and_answer =
    "  - {id: us-tariff, type: tariff, issuer: US, targets: [CN], rate: 0.5, trigger: {policy: {kind: restrict, rung: "
    "0.4}}}\n"
    "  - {id: cn-case, type: regulatory_action, issuer: CN, targets: [US], supplier: NVIDIA, sales_block: 0.1, "
    "trigger: {policy: {kind: retaliate, rung: 0.3}}}\n";

}  // namespace

TEST_CASE("the threat that a government sees", "[worked]") {
  Bench b;
  // Lead 6 months: 0.35 x L(0) = 0.175; half the computing power 0.20 x 0.5 = 0.1; suffered 1.5 of 3: 0.15; distance 2:
  // 0.15.
  CHECK(threat_of(b.p, 6.0, 0.5, 1.5, 2) == Approx(0.575));
  // Lead 2: (6 - 2)/4 = 1, L(1) = 0.731059: 0.35 x 0.731059 = 0.255870; nothing else.
  CHECK(threat_of(b.p, 2.0, 0, 0, 0) == Approx(0.35 / (1 + std::exp(-1.0))));
  // No models yet: nothing to lead in. Everything else at its limit: 0.2 + 0.3 + 0.15.
  CHECK(threat_of(b.p, std::nullopt, 9, 9, 2) == Approx(0.65));
}

TEST_CASE("how often a government acts", "[worked]") {
  Bench b;
  b.p.policy_initiation = 0.085, b.p.policy_initiation_threat = 1.6, b.p.policy_initiation_restriction = 0.25;
  CHECK(initiation_rate(b.p, 0.5, 0, false) == Approx(0.085));
  // exp(1.6 x 0.25 + 0.25 x 2) = e^0.9 = 2.459603; suffering beyond 2 adds nothing.
  CHECK(initiation_rate(b.p, 0.75, 2, false) == Approx(0.085 * std::exp(0.9)));
  CHECK(initiation_rate(b.p, 0.75, 7, false) == Approx(0.085 * std::exp(0.9)));
  CHECK(initiation_rate(b.p, 0.5, 0, true) == Approx(0.085 * 0.3));
  b.p.policy_initiation = 0;
  CHECK(initiation_rate(b.p, 1, 5, false) == 0);
}

TEST_CASE("how fast a government answers", "[worked]") {
  Bench b;
  b.p.policy_retaliation = 0.02, b.p.policy_retaliation_restriction = 1;
  CHECK(retaliation_rate(b.p, 1, 0.7, false) == Approx(0.02 * std::exp(1.0)));       // 0.0544: eighteen months
  CHECK(retaliation_rate(b.p, 1, 0, false) == Approx(0.02 * std::exp(1.0) * 0.15));  // nothing waits for an answer
  CHECK(retaliation_rate(b.p, 1, 0.7, true) == Approx(0.02 * std::exp(1.0) * 0.4));  // truce
  CHECK(retaliation_rate(b.p, 8, 0.7, false) == Approx(6));                          // 59.6 a month, capped
}

TEST_CASE("a truce comes when both suffer enough", "[worked]") {
  Bench b;
  b.p.policy_truce_threshold = 1.6;
  CHECK(truce_rate(b.p, 2, 1) == 0);                     // 1.5 < 1.6
  CHECK(truce_rate(b.p, 3, 1.2) == Approx(0.06 * 0.5));  // 2.1 - 1.6
}

TEST_CASE("belief moves a fifth of the way to the newest experience", "[worked]") {
  Bench b;
  CHECK(learned(b.p, 0.5, true) == Approx(0.6));
  CHECK(learned(b.p, 0.6, false) == Approx(0.48));
}

TEST_CASE("what an instrument promises", "[worked]") {
  Bench b;
  Ties ties;
  const auto at = [](Good good) { return static_cast<std::size_t>(good); };
  ties.needed[at(Good::accelerator)] = 0.8, ties.sells[at(Good::accelerator)] = 0.2, ties.needs[at(Good::hbm)] = 0.1,
  ties.materials_need = 0.5;
  const Leverage chips{Leverage::Side::exports, {Good::accelerator}, false};
  const Prospect x = prospect_of(b.p, chips, 0.7, ties);
  CHECK(x.harm == Approx(0.56));                    // 0.8 x 0.7
  CHECK(x.cost == Approx(0.14));                    // 0.2 x 0.7
  CHECK(x.answer_cost == Approx(0.5 * 0.9 * 0.7));  // the rival's strongest hold, proportionate
  CHECK(x.gain == 0);
  // h 0.55, belief 0.5: 0.55 x 0.56 - 0.45 x (0.14 + 0.5 x 0.315) = 0.308 - 0.133875.
  CHECK(utility_of(0.55, 0.5, 0, x) == Approx(0.174125));
  ties.sold[at(Good::accelerator)] = 0.4, ties.needs[at(Good::accelerator)] = 0.6;
  const Prospect ban = prospect_of(b.p, {Leverage::Side::imports, {Good::accelerator}, false}, 0.5, ties);
  CHECK(ban.harm == Approx(0.2));  // sales that the rival loses
  CHECK(ban.cost == Approx(0.3));  // parts that the issuer lacks
  CHECK(ban.gain == Approx(0.3));  // and makers at home may supply
}

TEST_CASE("how two nations depend on each other, off the graph", "[worked]") {
  Bench b;
  b.world.trade.payment.assign(b.world.trade.edge_count());
  const EdgeId foreign =
      b.link(b.data.vertex(b.designer("NVIDIA")), b.data.vertex(b.firm("Alibaba")), Good::accelerator);
  const EdgeId domestic =
      b.link(b.data.vertex(b.designer("Huawei")), b.data.vertex(b.firm("Alibaba")), Good::accelerator);
  const EdgeId home = b.link(b.data.vertex(b.designer("NVIDIA")), b.data.vertex(b.firm("Meta")), Good::accelerator);
  REQUIRE((foreign.exists() && domestic.exists() && home.exists()));
  b.world.trade.payment[foreign] = 60, b.world.trade.payment[domestic] = 40, b.world.trade.payment[home] = 140;
  const Ties ties = ties_between(b.world, b.nation("US"), b.nation("CN"));
  const auto g = static_cast<std::size_t>(Good::accelerator);
  CHECK(ties.needed[g] == Approx(0.36));  // China buys 60 of 100 in the US, and 40 at home: 0.6 x (1 - 0.4)
  CHECK(ties.sells[g] == Approx(0.3));    // 60 of the US's 200
  CHECK(ties.needs[g] == 0);
}

TEST_CASE("a measure becomes intensity, a wait for the answer, experience", "[worked]") {
  Office o(tariff_and_answer);
  const Governments& g = o.world.governments;
  const PairId us_cn = o.pair("US", "CN"), cn_us = o.pair("CN", "US");
  o.begin("us-tariff", Month{10});
  o.note(Month{10});
  CHECK(g.intensity[us_cn] == Approx(0.4));
  CHECK(g.pending[cn_us] == Approx(0.4));
  o.note(Month{11});
  CHECK(g.intensity[us_cn] == Approx(0.4 * (1 - o.p.policy_decay)));
  o.begin("cn-case", Month{13});
  o.note(Month{13});
  CHECK(g.intensity[cn_us] == Approx(0.3));
  CHECK(g.pending[cn_us] == Approx(0.4 - 0.3 / 0.9));     // 0.9 of what was suffered would have been enough
  CHECK(g.latencies(o.nation("CN"), LatencyId{3}) == 1);  // 13 - 10
  CHECK(g.belief[us_cn] == Approx(0.6));                  // 0.5 + 0.2 x (1 - 0.5): it was answered within six months
  for (int m = 14; m <= 20; ++m) o.note(Month{m});
  CHECK(g.belief[cn_us] == Approx(0.4));  // its own case was not: 0.5 - 0.2 x 0.5, after month 19
}

TEST_CASE("a truce settles what waits and eases what was done", "[worked]") {
  Office o(std::string(tariff_and_answer) +
           "  - {id: peace, type: treaty, issuer: US, targets: [CN], parties: [US, CN], duration: 12, trigger: "
           "{policy: {kind: truce}}}\n");
  Governments& g = o.world.governments;
  const PairId us_cn = o.pair("US", "CN"), cn_us = o.pair("CN", "US");
  g.intensity[us_cn] = 4, g.intensity[cn_us] = 2, g.pending[cn_us] = 1;
  o.p.policy_decay = 0;
  o.begin("peace", Month{10});
  o.note(Month{10});
  CHECK(g.intensity[us_cn] == Approx(3));    // x 0.75
  CHECK(g.intensity[cn_us] == Approx(1.2));  // x 0.6
  CHECK(g.pending[cn_us] == 0);
  CHECK(in_truce(o.world, o.nation("CN"), o.nation("US")));
}

TEST_CASE("of two instruments the odds are e to the fourth of what they promise", "[worked]") {
  // Rungs 0.4 and 0.3 against a pending 0.4 x 0.9 = 0.36; nothing else differs without ties: U = -0.04 and -0.06.
  Office o(
      "  - {id: cn-a, type: talent_restriction, issuer: CN, targets: [US], from: [CN], to: [US], bar: 0.1, trigger: "
      "{policy: {kind: retaliate, rung: 0.4}}}\n"
      "  - {id: cn-b, type: talent_restriction, issuer: CN, targets: [US], from: [CN], to: [US], bar: 0.1, trigger: "
      "{policy: {kind: retaliate, rung: 0.3}}}\n");
  Governments& g = o.world.governments;
  o.p.policy_choice_sharpness = 4, g.hawkishness[o.nation("CN")] = 1;  // own costs count for nothing
  g.pending[o.pair("CN", "US")] = 0.4;
  int first = 0;
  const int draws = 4000;
  for (int r = 0; r < draws; ++r) {
    o.random = RandomStream(7, static_cast<std::uint64_t>(r));
    g.decided.assign(g.decided.size());
    REQUIRE(choose_instrument(o.view(Month{10}), o.pair("CN", "US"), PolicyKind::retaliate, 0));
    first += g.decided[o.event("cn-a")] > 0;
    REQUIRE(g.decided[o.event("cn-a")] + g.decided[o.event("cn-b")] == 1);
  }
  CHECK(g.utility[o.event("cn-a")] == Approx(-0.04));
  CHECK(g.utility[o.event("cn-b")] == Approx(-0.06));
  CHECK(first / double(draws) == Approx(1 / (1 + std::exp(4 * -0.02))).margin(0.025));  // three standard errors
}

TEST_CASE("an instrument in force or at rest is not on the menu", "[worked]") {
  Office o(
      "  - {id: us-tariff, type: tariff, issuer: US, targets: [CN], rate: 0.5, start: 2018-01, duration: 6, trigger: "
      "{policy: {kind: restrict, cooldown: 9}}}\n");
  const Measure& m = o.world.governments.craft->measures[o.world.governments.craft->menu[o.nation("US")].at(0)];
  const auto at = [&](Month month) { return o.world.month = month, available(o.world, o.p, m); };
  CHECK_FALSE(at(Month::of(2017, 11)));  // from January 2018 on
  CHECK(at(Month::of(2017, 12)));        // decided in December, in force in January
  o.world.clocks[m.event] = {Month{12}, Month{12}, Month{12}, Month{18}, Month{18}, Month{12}, 1};
  CHECK_FALSE(at(Month{14}));  // in force to month 17
  CHECK_FALSE(at(Month{18}));  // over, but nine months of rest
  CHECK(at(Month{20}));
}

}  // namespace governments_test
