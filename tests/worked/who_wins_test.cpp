// Which of two measures holds where they meet on one thing: accelerators under rules and licences, and what issuers
// supply.
#include <algorithm>

#include "engine/markets/goods_rules.hpp"
#include "engine/markets/link_rules.hpp"
#include "engine/markets/memory_supply.hpp"
#include "engine/markets/sales_terms.hpp"
#include "engine/markets/tool_supply.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace who_wins_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// V100 (TPP 2000, 900 GB/s) is NVIDIA's newest part from June 2017 on, and the only one.
constexpr Month july = Month::of(2017, 7), august = Month::of(2017, 8), september = Month::of(2017, 9);
const std::string rule =
    "  - {id: rule, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1000, redesign: false, start: "
    "2017-06}\n";
const std::string licence =
    "  - {id: permit, type: licence, issuer: US, targets: [CN], chip: V100, p_licence: 0.8, start: 2017-07";

/// Share of requests for V100 that is served in a month under these events; 0: it is not on sale.
double served(const std::string& events, Month month) {
  Bench b(events);
  b.enforce(month);
  const SalesTerms terms = sales_terms(b.view(month), b.designer("NVIDIA"), b.nation("CN"));
  return terms.allowed ? terms.scale : 0.0;
}

std::string ban(const std::string& more, const std::string& start = "2017-08") {
  return "  - {id: ban, type: chip_export_ban, issuer: US, targets: [CN], redesign: false, start: " + start + ", " +
         more + "}\n";
}

}  // namespace

TEST_CASE("who wins: a later rule of the issuer ends its licence, as far as it bars the part", "[worked]") {
  const std::string given = rule + licence + "}\n";
  CHECK(served(rule, july) == 0);
  CHECK(served(given, july) == Approx(0.8));
  CHECK(served(given + ban("tpp_max: 1"), july) == Approx(0.8));  // not yet
  CHECK(served(given + ban("tpp_max: 1"), august) == 0);
  CHECK(served(given + ban("tpp_max: 1000"), august) == 0);                         // the same limit over again
  CHECK(served(given + ban("tpp_max: 3000"), august) == Approx(0.8));               // does not bar it
  CHECK(served(given + ban("tpp_max: 9000, bw_max: 900"), august) == 0);            // by its memory
  CHECK(served(given + ban("tpp_max: 1, severity: 0.25"), august) == Approx(0.6));  // 0.8 x 0.75
  CHECK(served(given + ban("tpp_max: 1, end: 2017-09"), september) == Approx(0.8));
  CHECK(served(given + ban("tpp_max: 1", "2017-07"), july) == Approx(0.8));  // of one month: the licence
  CHECK(served(given + "  - {id: tiers, type: diffusion_rule, issuer: US, tier3: [CN], start: 2017-08}\n", august) ==
        0);
}

TEST_CASE("who wins: a rule may keep licences, a licence may name its rules", "[worked]") {
  const auto naming = [](const std::string& rules) { return rule + licence + ", relaxes: " + rules + "}\n"; };
  CHECK(served(rule + licence + "}\n" + ban("tpp_max: 1, keeps_licences: true"), august) == Approx(0.8));
  CHECK(served(rule + licence +
                   "}\n  - {id: tiers, type: diffusion_rule, issuer: US, tier3: [CN], keeps_licences: true, start: "
                   "2017-08}\n",
               august) == Approx(0.8));
  CHECK(served(naming("[rule, ban]") + ban("tpp_max: 1"), august) == Approx(0.8));
  CHECK(served(naming("rule") + ban("tpp_max: 1, keeps_licences: true"), august) == 0);  // it relaxes no other
  CHECK(served(naming("ban") + ban("tpp_max: 1"), july) == 0);  // what it relaxes is not there yet
  // A licence ends with its rules: when `rule` has ended, `ban` stands alone.
  const std::string ending =
      "  - {id: rule, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1000, redesign: false, start: "
      "2017-06, end: 2017-08}\n";
  CHECK(served(ending + licence + ", relaxes: rule}\n" + ban("tpp_max: 1", "2017-07"), august) == 0);
  CHECK(served(ending + licence + "}\n" + ban("tpp_max: 1", "2017-07"), august) == Approx(0.8));
}

TEST_CASE("who wins: the rule of another nation is not relaxed", "[worked]") {
  const std::string given = rule + licence + "}\n";
  CHECK(served(given + "  - {id: other, type: chip_export_ban, issuer: NL, targets: [CN], fdpr: true, tpp_max: 1, "
                       "redesign: false, start: 2017-06}\n",
               july) == 0);
  CHECK(served(given + "  - {id: other, type: chip_export_ban, issuer: NL, targets: [CN], fdpr: true, tpp_max: 1, "
                       "redesign: false, severity: 0.5, start: 2017-06}\n",
               july) == Approx(0.4));
}

TEST_CASE("who wins: what several licences demand holds together, whatever a later rule does to one of them",
          "[worked]") {
  const std::string second =
      "  - {id: second, type: licence, issuer: US, targets: [CN], tpp_max: 5000, p_licence: 0.5, quota: 700, start: "
      "2017-09}\n";
  CHECK(served(rule + licence + "}\n" + second, september) == Approx(0.4));
  CHECK(served(rule + licence + "}\n" + ban("tpp_max: 1") + second, september) ==
        Approx(0.4));  // the younger one relaxes the ban
  CHECK(served(rule + licence + "}\n" + ban("tpp_max: 1, severity: 0.5") + second, september) == Approx(0.4));
}

TEST_CASE("who wins: a rule that lowers no limit takes no redesign from the market", "[worked]") {
  const std::string first =
      "  - {id: first, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1500, redesign_lag: 1, start: "
      "2017-06}\n";
  const auto on_sale = [&](const std::string& again) {
    Bench b(first +
            "  - {id: again, type: chip_export_ban, issuer: US, targets: [CN], redesign_lag: 3, start: 2017-08, " +
            again + "}\n");
    b.enforce(august);
    return sales_terms(b.view(august), b.designer("NVIDIA"), b.nation("CN")).allowed;
  };
  CHECK(on_sale("tpp_max: 1500"));
  CHECK(on_sale("tpp_max: 2000"));
  CHECK_FALSE(on_sale("tpp_max: 1400"));  // until November
  CHECK_FALSE(on_sale("tpp_max: 1500, redesign: false"));
}

TEST_CASE("an announcement of accelerators acts by what it will newly close", "[worked]") {
  const auto threat = [](const std::string& events) {
    Bench b(events);
    b.enforce(july);
    return sales_terms(b.view(july), b.designer("NVIDIA"), b.nation("CN")).threat;
  };
  CHECK(threat(ban("announce: 2017-07, tpp_max: 1000")) == 1);
  CHECK(threat(ban("announce: 2017-07, tpp_max: 1000, severity: 0.25")) == Approx(0.25));
  CHECK(threat(ban("announce: 2017-07, tpp_max: 5000")) == 0);
  CHECK(threat(rule + ban("announce: 2017-07, tpp_max: 1")) == 0);                       // closed already
  CHECK(threat(rule + licence + "}\n" + ban("announce: 2017-07, tpp_max: 1000")) == 1);  // ends the licence
  CHECK(threat(rule + licence + "}\n" + ban("announce: 2017-07, tpp_max: 1000, keeps_licences: true")) == 0);
  const std::string redesigned =
      "  - {id: rule, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1000, redesign_lag: 0, start: "
      "2017-06}\n";
  CHECK(threat(redesigned + "  - {id: ban, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1000, announce: "
                            "2017-07, start: 2017-08}\n") == 0);
  CHECK(threat(redesigned + ban("announce: 2017-07, tpp_max: 1000")) == 1);  // the redesign goes
}

TEST_CASE("tools: servicing, components and EUV by what the issuer sells", "[worked]") {
  struct Denied {
    double servicing, components, euv;
  };
  const auto denied = [](const std::string& who) {
    Bench b("  - {id: x, type: equipment_ban, " + who +
            ", targets: [CN], classes: [servicing, components, euv], start: 2017-02}\n");
    b.enforce(Month::of(2017, 2));
    const NationId cn = b.nation("CN");
    return Denied{support_denied(b.world, b.regimes.servicing_denied, cn, 2),
                  support_denied(b.world, b.regimes.components_denied, cn, 2), b.regimes.euv_denied[cn]};
  };
  const Denied nl = denied("issuer: NL"), us = denied("issuer: US"), kr = denied("issuer: KR"),
               both = denied("issuer: NL, allied: [US]"), all = denied("issuer: US, fdpr: true");
  CHECK(nl.servicing > 0.1);
  CHECK(us.servicing > 0.2);
  CHECK(kr.servicing > 0);
  CHECK(kr.servicing < 0.2);
  CHECK(both.servicing == Approx(nl.servicing + us.servicing));
  CHECK(all.servicing == Approx(1));
  CHECK((nl.components == nl.servicing && all.components == all.servicing));
  CHECK((nl.euv == 1 && us.euv == 0 && kr.euv == 0 && all.euv == 1));  // all EUV lithography is ASML's
}

TEST_CASE("memory and listings by what the issuer sells", "[worked]") {
  const Month february = Month::of(2017, 2);
  const auto open = [&](const std::string& who) {
    Bench b("  - {id: x, type: hbm_ban, " + who + ", targets: [CN], start: 2017-02}\n");
    b.enforce(february);
    return memory_access(b.world, b.regimes, b.nation("CN")).open;
  };
  // Stacks of China's designers come from Samsung and SK hynix, none from Micron.
  CHECK(open("issuer: US") == 1);
  CHECK(open("issuer: KR") == Approx(0).margin(1e-12));
  CHECK(open("issuer: US, allied: [KR]") == Approx(0).margin(1e-12));
  CHECK(open("issuer: US, fdpr: true") == Approx(0).margin(1e-12));
  Bench b(
      "  - {id: x, type: entity_list, issuer: US, firms: [Huawei], goods: [chips, foundry], start: 2017-02}\n"
      "  - {id: y, type: entity_list, issuer: TW, firms: [Cambricon], goods: [foundry], start: 2017-02}\n");
  b.enforce(february);
  const auto closed = [&](const char* foundry, const char* designer) {
    return link_rule(b.world, b.regimes,
                     b.link(b.data.vertex(b.foundry(foundry)), b.data.vertex(b.designer(designer)), Good::wafer))
        .closed_share;
  };
  CHECK(closed("TSMC", "Huawei") == 0);  // no foundry of the US, and no fdpr
  CHECK(closed("TSMC", "Cambricon") == 1);
}

TEST_CASE("materials_ban with fdpr binds what others make of the issuer's", "[worked]") {
  const std::string head =
      "  - {id: x, type: materials_ban, issuer: CN, targets: [JP], materials: [rare_earths], cut: 0.5, start: 2017-02";
  Bench own(head + "}\n"), foreign(head + ", fdpr: true}\n");
  own.enforce(Month::of(2017, 2)), foreign.enforce(Month::of(2017, 2));
  const GoodsCatalogue& c = own.data.goods;
  const NationId cn = own.nation("CN"), jp = own.nation("JP");
  std::size_t bound = 0;
  for (const EdgeId e : own.world.trade.purchases(own.data.vertex(jp), Good::rare_earths)) {
    const NationId home = c.home[c.seller_of[e]];
    const double open = open_share(foreign.world, foreign.regimes, e);
    if (home == cn) CHECK(open == Approx(0.5));
    if (home == jp) CHECK(open == 1);
    if (home == cn || home == jp) continue;
    CHECK(open_share(own.world, own.regimes, e) == 1);
    double all = 0, chinese = 0;
    for (const EdgeId bought : own.world.trade.purchases(own.data.vertex(home), Good::rare_earths)) {
      if (c.dormant[bought]) continue;
      all += own.world.trade.weight[bought];
      if (c.home[c.seller_of[bought]] == cn) chinese += own.world.trade.weight[bought];
    }
    CHECK(open == Approx(all > 0 ? 1 - 0.5 * chinese / all : 1.0));
    bound += open < 1 ? 1 : 0;
  }
  CHECK(bound > 0);
}

TEST_CASE("tools: the same rule over again closes no more of the part for advanced fabs", "[worked]") {
  const std::string one = "  - {id: a, type: equipment_ban, issuer: US, targets: [CN], start: 2017-02}\n";
  const auto open = [&](const std::string& events) {
    Bench b(events);
    b.enforce(Month::of(2017, 2));
    apply_goods_rules(b.world, b.regimes, b.p);
    double least = 1;
    for (const EdgeId e : b.world.trade.purchases(b.data.vertex(b.nation("CN")), Good::etch_tool)) {
      CHECK(b.world.goods.access[e] == Approx(open_share(b.world, b.regimes, e)));
      least = std::min(least, b.world.goods.access[e]);
    }
    return least;
  };
  CHECK(open(one) < 1);
  CHECK(open(one + "  - {id: b, type: equipment_ban, issuer: US, targets: [CN], start: 2017-02}\n") == open(one));
}

}  // namespace who_wins_test
