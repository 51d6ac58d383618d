// Hubs of diversion and hosts of rented compute, by pencil.
#include <cmath>

#include "agents/firm/rent.hpp"
#include "agents/firm/research.hpp"
#include "agents/hub/divert.hpp"
#include "engine/markets/cloud_access.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace hubs_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january = Month::of(2017, 1), february = Month::of(2017, 2), march = Month::of(2017, 3);

/// Two hubs that let 60 % and 40 % of the flow through, at enforcement 0.2 and 0.5 of their own; Baidu and Alibaba
/// order 60 and 25 of NVIDIA's supply of 1000, of which 0.1 x (1 - 0.5) = 5 % can be diverted.
struct Smuggling {
  Bench b;
  Hubs& hubs = b.world.hubs;
  HubId near = called<HubId>(b.data.hubs, "Malaysia"), far = called<HubId>(b.data.hubs, "Singapore");
  FirmId baidu = b.firm("Baidu"), alibaba = b.firm("Alibaba");
  DesignerId nvidia = b.designer("NVIDIA");

  Smuggling() {
    hubs.share.assign(hubs.share.size());
    hubs.share[near] = 0.6, hubs.share[far] = 0.4;
    hubs.enforcement_start[near] = 0.2, hubs.enforcement_start[far] = 0.5;
    b.world.designers.produced[nvidia] = 1000;
    b.world.firms.smuggle_order[baidu] = 60, b.world.firms.smuggle_order[alibaba] = 25;
    b.p.evasion_diversion = 0.1;
    b.p.hub_crackdown = 0.25, b.p.hub_seizure = 0.2, b.p.hub_transit_months = 2;
    b.p.hub_detection = 0, b.p.evasion_learning = 0;
    b.regimes.enforcement = 0.5;
  }
  void divert(Month month) { hub::divert(b.view(month), 0, 1); }
  void pass_on(Month month) { hub::pass_on(b.view(month), 0, 1); }
};

}  // namespace

TEST_CASE("hubs share the flow; one on alert lets less through", "[worked]") {
  Smuggling s;
  s.divert(january);
  // 50 for 85: 60 % and 40 % of it; Baidu 60/85, Alibaba 25/85.
  CHECK(s.hubs.departed[s.near] == Approx(30));
  CHECK(s.hubs.departed[s.far] == Approx(20));
  CHECK(s.b.world.designers.diverted[s.nvidia] == Approx(50));
  CHECK(s.b.world.firms.diverted_for[s.baidu] == Approx(50 * 60 / 85.0));
  // On alert e = 1 - 0.8 x 0.75 = 0.4, 0.6/0.8 = 3/4 of what passed before: 0.45 + 0.4 = 0.85 of the flow, 42.5 for 85.
  s.hubs.alert[s.near] = 9;
  s.divert(january);
  CHECK(s.hubs.enforcement[s.near] == Approx(0.4));
  CHECK(s.hubs.departed[s.near] == Approx(22.5));
  CHECK(s.hubs.departed[s.far] == Approx(20));
  CHECK(s.b.world.firms.diverted_for[s.baidu] == Approx(30));
}

TEST_CASE("diverted parts arrive after two months, but for what is seized", "[worked]") {
  Smuggling s;
  s.hubs.alert[s.near] = 9;
  s.divert(january);
  for (const Month month : {january, february}) {
    s.pass_on(month);
    CHECK(s.b.world.firms.smuggled[s.baidu] == 0);
  }
  s.pass_on(march);
  // Seized: 0.2 x (1 - 3/4) = 5 % of 22.5 at the near hub, nothing at the far one. 41.375 of 42.5 are left, in the same
  // proportion for both buyers.
  CHECK(s.hubs.seized[s.near] == Approx(1.125));
  CHECK(s.hubs.seized[s.far] == 0);
  CHECK(s.b.world.designers.seized[s.nvidia] == Approx(1.125));
  CHECK(s.b.world.designers.passed[s.nvidia] == Approx(41.375));
  CHECK(s.b.world.firms.smuggled[s.baidu] == Approx(30 * 41.375 / 42.5));
  CHECK(s.b.world.firms.smuggled[s.alibaba] == Approx(12.5 * 41.375 / 42.5));
  s.pass_on(Month::of(2017, 4));
  CHECK(s.b.world.firms.smuggled[s.baidu] == 0);
}

TEST_CASE("a hub is found out the sooner, the more of what passes there is diverted", "[worked]") {
  Smuggling s;
  s.divert(january);
  // 30 diverted among 10 delivered to the hub's nation and 2 % of the world's 1000: 30/60 = 1/2; 1 - exp(-1 x 1/2) =
  // 0.393.
  const auto foreign = static_cast<std::size_t>(Origin::foreign);
  FirmId at_home, elsewhere;
  for (const FirmId i : s.b.world.firms.nation.ids())
    (s.b.world.firms.nation[i] == s.hubs.nation[s.near] ? at_home : elsewhere) = i;
  s.b.world.firms.delivered[foreign][at_home] = 10;
  s.b.world.firms.delivered[foreign][elsewhere] = 990;
  s.b.p.hub_through_trade = 0.02;
  s.b.p.hub_detection = 1;
  s.b.p.hub_crackdown_months = 6;
  int found = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    s.b.random = RandomStream{seed, 0};
    s.hubs.alert[s.near] = 3;
    s.pass_on(january);
    if (s.hubs.detected[s.near] > 0) ++found;
    CHECK(s.hubs.alert[s.near] == (s.hubs.detected[s.near] > 0 ? 6 : 2));
  }
  CHECK(found > 118);  // 157 expected, standard deviation 9.8
  CHECK(found < 197);
}

TEST_CASE("smugglers learn where compute is scarce, up to a limit", "[worked]") {
  Smuggling s;
  s.b.p.evasion_learning = 0.02, s.b.p.evasion_diversion = 0.05, s.b.p.evasion_limit = 0.15;
  s.b.world.nations.scarcity[s.b.nation("CN")] = 0.5;
  s.divert(january);
  s.pass_on(january);
  CHECK(s.b.world.commons.evasion_skill == Approx(1 + 0.02 * 0.5 * (1 - 0.05 / 0.15)));
  s.b.world.commons.evasion_skill = 1;
  s.b.world.firms.smuggle_order[s.b.firm("Mistral")] = 85;  // as much again, from where nothing is scarce
  s.divert(january);
  s.pass_on(january);
  CHECK(s.b.world.commons.evasion_skill == Approx(1 + 0.02 * 0.25 * (1 - 0.05 / 0.15)));
  s.b.world.commons.evasion_skill = 3;  // 3 x 0.05 is the limit
  s.pass_on(january);
  CHECK(s.b.world.commons.evasion_skill == 3);
}

TEST_CASE("hub_enforcement: the highest level counts, where the hub's own is lower", "[worked]") {
  Bench b(
      "  - {id: a, type: hub_enforcement, issuer: US, hubs: [GULF], level: 0.6, severity: 0.5, start: 2017-02}\n"
      "  - {id: b, type: hub_enforcement, issuer: US, hubs: [GULF, TW], level: 0.1, start: 2017-02}\n");
  const HubId uae = called<HubId>(b.data.hubs, "UAE"), taiwan = called<HubId>(b.data.hubs, "Taiwan"),
              india = called<HubId>(b.data.hubs, "India");
  b.world.hubs.enforcement_start[uae] = 0.2, b.world.hubs.enforcement_start[taiwan] = 0.3;
  b.enforce(january);
  CHECK(b.regimes.hub_enforcement[uae] == 0);
  b.enforce(february);
  CHECK(b.regimes.hub_enforcement[uae] == Approx(0.2 + 0.5 * 0.4));
  CHECK(b.regimes.hub_enforcement[taiwan] == Approx(0.3));
  CHECK(b.regimes.hub_enforcement[india] == 0);
  hub::divert(b.view(february), 0, 1);
  CHECK(b.world.hubs.enforcement[uae] == Approx(0.4));
  CHECK(b.world.hubs.enforcement[india] == b.world.hubs.enforcement_start[india]);
}

namespace {

/// Google offers 100 H100e at home and 100 abroad, OpenAI-MSFT 100 at the same place abroad. Baidu and Alibaba want 10
/// and 5 for a year, 120 and 60 for the month.
struct Renting {
  Bench b;
  CloudOffers& offers = b.world.cloud_offers;
  FirmId google = b.firm("Google"), msft = b.firm("OpenAI-MSFT"), baidu = b.firm("Baidu"), alibaba = b.firm("Alibaba");
  NationId us = b.nation("US"), cn = b.nation("CN"), place;
  CloudOfferId at_home, abroad;

  Renting() {
    offers.share.assign(offers.share.size());
    for (const CloudOfferId o : offers.of[google]) (offers.nation[o] == us ? at_home : abroad) = o;
    place = offers.nation[abroad];
    offers.share[at_home] = offers.share[abroad] = 0.1;
    for (const CloudOfferId o : offers.of[msft])
      if (offers.nation[o] == place) offers.share[o] = 0.2;
    for (const FirmId host : {google, msft})
      for (const EdgeId e : b.world.trade.sales(b.data.vertex(host), Good::cloud_rent)) b.world.trade.weight[e] = 0.2;
    b.world.firms.training[google] = 1000, b.world.firms.training[msft] = 500;
    b.world.commons.price = 40;
    b.p.rental_price = 1.4, b.p.rental_months = 12;
    want(120, 60);
  }
  void want(double by_baidu, double by_alibaba) {
    b.world.firms.rent_order[baidu] = by_baidu, b.world.firms.rent_order[alibaba] = by_alibaba;
  }
  /// A month in which no contract is left from before.
  void rent() {
    b.world.firms.rent_contracts.assign(b.world.firms.rent_contracts.size());
    go_on(january);
  }
  void go_on(Month month) {
    firm::offer_compute(b.view(month), 0, 1);
    firm::rent_out(b.view(month), 0, 1);
  }
  double let(FirmId host, FirmId renter) {
    return b.world.trade.shipped[b.link(b.data.vertex(host), b.data.vertex(renter), Good::cloud_rent)];
  }
};

}  // namespace

TEST_CASE("renters spread over hosts by what these offer; hosts earn it and have less for themselves", "[worked]") {
  Renting r;
  r.rent();
  // 180 of 300: Google, with 200 of the 300, 120; OpenAI-MSFT 60. 0.04 x 1.4 x 12/12 M$ for each.
  CHECK(r.let(r.google, r.baidu) == Approx(80));
  CHECK(r.let(r.google, r.alibaba) == Approx(40));
  CHECK(r.let(r.msft, r.baidu) == Approx(40));
  CHECK(r.b.world.firms.rented[r.baidu] == Approx(120));
  CHECK(r.b.world.firms.rent_signed[r.baidu] == Approx(120));
  CHECK(r.b.world.firms.rent_revenue[r.google] == Approx(120 * 0.056));
  CHECK(r.offers.used[r.at_home] == Approx(60));
  CHECK(r.b.world.firms.let[r.google] == Approx(0.12 * r.b.world.firms.training[r.google]));
  CHECK(firm::lab_compute(r.b.view(january), r.google) == Approx(880 * r.b.world.firms.lab_share[r.google]));
  CHECK(firm::lab_compute(r.b.view(january), r.baidu) == Approx(120 * r.b.world.firms.lab_share[r.baidu]));
}

TEST_CASE("what is let is never more than what is offered; all renters get the same share", "[worked]") {
  Renting r;
  r.want(300, 150);  // 450 for 300
  r.rent();
  CHECK(r.let(r.google, r.baidu) + r.let(r.google, r.alibaba) == Approx(200));
  CHECK(r.b.world.firms.rented[r.baidu] == Approx(200));
  CHECK(r.b.world.firms.rented[r.alibaba] == Approx(100));
  CHECK(r.b.world.firms.rent_signed[r.alibaba] == Approx(100));  // what can't be served is not signed
}

TEST_CASE("a contract is paid when it is signed and works until it runs out", "[worked]") {
  Renting r;
  Firms& f = r.b.world.firms;
  r.want(120, 0);
  r.go_on(january);
  CHECK(f.rent_contracts[r.baidu] == Approx(120));
  r.want(20, 0);  // one contract in 12 runs out: 110 are left, and 20 new ones come
  r.go_on(february);
  CHECK(f.rented[r.baidu] == Approx(130));
  CHECK(f.rent_signed[r.baidu] == Approx(20));
  CHECK(f.rent_revenue[r.google] + f.rent_revenue[r.msft] == Approx(20 * 0.056));
  r.want(0, 0);
  r.go_on(march);
  CHECK(f.rented[r.baidu] == Approx(130 * 11 / 12.0));
  CHECK(f.rent_revenue[r.google] == 0);
}

TEST_CASE("a rule on renting suspends contracts; they run on, and work again without it", "[worked]") {
  Renting r;
  Firms& f = r.b.world.firms;
  r.want(120, 0);
  r.go_on(january);
  r.want(0, 0);
  r.b.regimes.rental_closed[r.cn] = 0.75;
  r.go_on(february);
  CHECK(f.rented[r.baidu] == Approx(110 * 0.25));
  r.b.regimes.rental_closed[r.cn] = 1;
  r.go_on(march);
  CHECK(f.rented[r.baidu] == 0);
  CHECK(f.rent_contracts[r.baidu] == Approx(110 * 11 / 12.0));
  r.b.regimes.rental_closed[r.cn] = 0;
  r.go_on(Month::of(2017, 4));
  CHECK(f.rented[r.baidu] == Approx(110 * 121 / 144.0));
  CHECK(f.rent_signed[r.baidu] == 0);
}

TEST_CASE("a contract is worth in parts what its service is worth", "[worked]") {
  Parameters p = Renting().b.p;
  p.chips_capital_cost = 0.12, p.chips_price_decline = 0.36, p.stock_retirement = 0.02;
  p.rental_price = 0.6, p.rental_months = 25;
  // Discounted at 4 % a month. A part: 1/(0.04 + 0.02) = 16.667 months of service; a contract of 25 months: 1/(0.04 +
  // 0.04) = 12.5. It costs 0.6 x 25/12 = 1.25.
  CHECK(contract_worth(p) == Approx(0.75));
  CHECK(contract_price(p) == Approx(1.25));
  p.rental_months = 50;  // as long as parts last
  CHECK(contract_worth(p) == Approx(1));
}

TEST_CASE("a rule on the clouds of one nation turns renters to the others", "[worked]") {
  Renting r;
  r.b.regimes.hosting_rules = true;
  r.b.regimes.hosting_closed(r.place, r.cn) = 0.5;
  r.rent();
  // Abroad half is closed: Google 50 + 100, OpenAI-MSFT 50 are open, 200 of 300; 180 go 3 to 1.
  CHECK(r.b.world.nations.rent_open[r.cn] == Approx(2 / 3.0));
  CHECK(r.let(r.google, r.baidu) + r.let(r.google, r.alibaba) == Approx(135));
  CHECK(r.let(r.msft, r.baidu) == Approx(30));
  CHECK(r.offers.used[r.at_home] == Approx(90));
  CHECK(r.offers.used[r.abroad] == Approx(45));
  // The hosts' own nation closes a fifth more of all offers: 40 + 80 and 40. Know-your-customer rules of the place: x
  // (1 - 0.4 x 0.5) there.
  r.b.regimes.hosting_closed(r.us, r.cn) = 0.2;
  r.b.p.rental_kyc_effect = 0.4;
  r.b.regimes.hosting_kyc(r.place, r.cn) = 0.5;
  r.rent();
  CHECK(r.b.world.nations.rent_open[r.cn] == Approx((80 + 32 + 32) / 300.0));
  CHECK(r.b.world.nations.rent_open[r.b.nation("KR")] == 1);
  // Nothing is open: nothing is let.
  r.b.regimes.hosting_closed(r.us, r.cn) = 1;
  r.rent();
  CHECK(r.b.world.firms.rented[r.baidu] == 0);
  CHECK(r.b.world.firms.let[r.google] == 0);
}

TEST_CASE("cloud_access_restriction: of the issuer's own clouds, unless it reaches the chips in all", "[worked]") {
  const auto text = [](const char* more) {
    return std::string(
               "  - {id: a, type: cloud_access_restriction, issuer: US, targets: [CN], severity: 0.7, start: "
               "2017-02, ") +
           more + "}\n";
  };
  Bench own(text("hosts: own")), watched(text("hosts: own, scope: kyc")), chips(text("hosts: own, fdpr: true")),
      all(text("hosts: all"));
  const NationId us = own.nation("US"), cn = own.nation("CN");
  for (Bench* b : {&own, &watched, &chips, &all}) b->enforce(february);
  CHECK(own.regimes.hosting_closed(us, cn) == Approx(0.7));
  CHECK(own.regimes.rental_closed[cn] == 0);
  CHECK(watched.regimes.hosting_kyc(us, cn) == Approx(0.7));
  CHECK(watched.regimes.hosting_closed(us, cn) == 0);
  for (Bench* b : {&chips, &all}) {
    CHECK_FALSE(b->regimes.hosting_rules);
    CHECK(b->regimes.rental_closed[cn] == Approx(0.7));
  }
}

}  // namespace hubs_test
