// What each event type does, with numbers by pencil: measures of trade and technology, one test or more a type.
#include <cmath>
#include <map>
#include <utility>

#include "agents/chipmaker/build.hpp"
#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/memory.hpp"
#include "agents/chipmaker/produce.hpp"
#include "agents/chipmaker/sell.hpp"
#include "agents/firm/invest.hpp"
#include "agents/firm/receive.hpp"
#include "agents/firm/serve.hpp"
#include "agents/nation/customs.hpp"
#include "agents/nation/develop.hpp"
#include "agents/nation/services.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/markets/goods_rules.hpp"
#include "engine/markets/sales_terms.hpp"
#include "engine/markets/tool_supply.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace events_trade_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january = Month::of(2017, 1), february = Month::of(2017, 2), march = Month::of(2017, 3);

/// A firm of Australia with 92 M$ to spend on NVIDIA's and AMD's parts at 0.04 and 0.03 M$, and familiarity 1 and 0.12.
struct Buyer {
  Bench& b;
  FirmId firm = b.firm("NextDC");
  NationId home = b.nation("AU");
  DesignerId nvidia = b.designer("NVIDIA"), amd = b.designer("AMD");
  EdgeId of_nvidia = b.link(b.data.vertex(nvidia), b.data.vertex(firm), Good::accelerator);
  EdgeId of_amd = b.link(b.data.vertex(amd), b.data.vertex(firm), Good::accelerator);

  explicit Buyer(Bench& bench) : b(bench) {
    b.world.firms.cash_flow[firm] = 0;
    b.world.commons.price = 40;
    b.world.designers.terms(nvidia, home) = {.price = 0.04, .cost = 1, .attraction = 1};
    b.world.designers.terms(amd, home) = {.price = 0.03, .cost = 1, .attraction = 1};
    b.world.firms.carry[firm] = 92;
  }
  void order(Month month) {
    b.world.firms.carry[firm] = 92;
    b.call(firm::invest_and_order, month, firm);
  }
};

}  // namespace

// --- chips ----------------------------------------------------------------------------------------------------------

TEST_CASE("chip_export_ban: thresholds, severity, announcement", "[worked]") {
  Bench b(
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [RU], announce: 2017-01, start: 2017-02, severity: 0.6, "
      "tpp_max: 1000, bw_max: 500, redesign_lag: 4}\n"
      "  - {id: y, type: chip_export_ban, issuer: US, targets: [RU], start: 2017-02, severity: 0.5, tpp_max: 1600, "
      "redesign_lag: 2}\n");
  const NationId us = b.nation("US"), rus = b.nation("RU");
  b.enforce(january);
  REQUIRE(b.regimes.chips_announced.size() == 1);
  CHECK((b.regimes.chips_announced[0].seller == us && b.regimes.chips_announced[0].buyer == rus));
  CHECK_FALSE(b.regimes.chips(us, rus).active());
  b.enforce(february);
  // Thresholds by minimum; (1 - 0.6)(1 - 0.5) = 0.2 of demand uncovered; a redesign when the later of the two that
  // tighten has one: 2017-06. Its parent is the best part of 2017-04, when the earlier one did.
  const ChipRule& rule = b.regimes.chips(us, rus);
  CHECK(rule.tpp_max == 1000);
  CHECK(rule.bandwidth_max == 500);
  CHECK(rule.unrestricted == Approx(0.2));
  CHECK(rule.redesign_from == Month::of(2017, 6));
  CHECK(rule.designed_from == Month::of(2017, 4));
  CHECK(b.regimes.chips_announced.empty());
  CHECK_FALSE(b.regimes.chips(b.nation("KR"), rus).active());
}

TEST_CASE("chip_export_ban: in the months of grace orders are served and buyers hoard", "[worked]") {
  Bench b(
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [AU], start: 2017-02, grace_months: 2, tpp_max: 100, "
      "redesign_lag: 3}\n");
  Buyer buyer(b);
  b.enforce(march);  // the second month of grace
  CHECK_FALSE(b.regimes.chips(b.nation("US"), buyer.home).active());
  b.world.designers.terms(buyer.nvidia, buyer.home).threat = 1;
  const double of_nvidia = 1 / 1.12;  // attraction 1 each, familiarity 1 and 0.12
  buyer.order(march);
  const double budget = 92 * (1 + 0.6 * of_nvidia);  // hoarding, as NVIDIA's part of what is on sale will be closed
  CHECK(b.world.firms.budget[buyer.firm] == Approx(budget));
  CHECK(b.world.trade.payment[buyer.of_nvidia] == Approx(budget * of_nvidia));
  b.world.designers.terms(buyer.nvidia, buyer.home).threat = 0;
  b.enforce(Month::of(2017, 4));
  CHECK(b.regimes.chips(b.nation("US"), buyer.home).active());
  CHECK(b.regimes.chips(b.nation("US"), buyer.home).redesign_from == Month::of(2017, 5));  // counted from the start
  buyer.order(Month::of(2017, 4));
  CHECK(b.world.firms.budget[buyer.firm] == Approx(92));
}

TEST_CASE("chip_export_ban: named buyers lose the barred designers, others of their nation none", "[worked]") {
  // June 2017: NVIDIA's V100 has TPP 2000, over the limit.
  Bench b(
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], entities: [Baidu], announce: 2017-06, start: "
      "2017-07, severity: 0.75, tpp_max: 1600}\n");
  const FirmId baidu = b.firm("Baidu"), alibaba = b.firm("Alibaba");
  const DesignerId nvidia = b.designer("NVIDIA");
  const Month june = Month::of(2017, 7);
  b.enforce(Month::of(2017, 6));
  CHECK(threat_by_name(b.view(Month::of(2017, 6)), nvidia, baidu) == Approx(0.75));
  CHECK(threat_by_name(b.view(Month::of(2017, 6)), nvidia, alibaba) == 0);
  b.enforce(june);
  CHECK(denied_by_name(b.view(june), nvidia, baidu) == Approx(0.75));
  CHECK(denied_by_name(b.view(june), nvidia, alibaba) == 0);
  CHECK(under_chip_rule(b.view(june), baidu));
  CHECK_FALSE(under_chip_rule(b.view(june), alibaba));
  // Of a budget of 92 nothing is smuggled or rented; NVIDIA's weight 1 x (1 - 0.75) = 0.25, Huawei's 0.01: 25/26 of it.
  b.p.evasion_weight = b.p.rental_reach = 0;
  b.world.firms.cash_flow[baidu] = 0;
  b.world.commons.price = 40;
  const auto spent = [&](DesignerId d, FirmId i) {
    return b.world.trade.payment[b.link(b.data.vertex(d), b.data.vertex(i), Good::accelerator)];
  };
  for (const DesignerId d : b.world.designers.nation.ids())
    b.world.designers.terms(d, b.nation("CN")) = {.allowed = false};
  b.world.designers.terms(nvidia, b.nation("CN")) = {.price = 0.04, .cost = 1, .attraction = 1};
  b.world.designers.terms(b.designer("Huawei"), b.nation("CN")) = {.price = 0.04, .cost = 1, .attraction = 1};
  b.world.trade.weight[b.link(b.data.vertex(b.designer("Huawei")), b.data.vertex(baidu), Good::accelerator)] = 0.01;
  b.world.firms.carry[baidu] = 92;
  b.call(firm::invest_and_order, june, baidu);
  CHECK(spent(nvidia, baidu) == Approx(92 * 25 / 26.0));
}

TEST_CASE("chip_export_ban, equipment_ban: fdpr binds foreign suppliers, but not the target's own", "[worked]") {
  Bench b(
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], start: 2017-02, fdpr: true, tpp_max: 100}\n"
      "  - {id: y, type: equipment_ban, issuer: US, targets: [CN], start: 2017-02, fdpr: true, severity: 0.5}\n");
  const NationId cn = b.nation("CN");
  b.enforce(february);
  for (const NationId seller : b.data.nation_ids()) CHECK(b.regimes.chips(seller, cn).active() == (seller != cn));
  CHECK(b.regimes.tools(b.toolmaker("ASML"), cn).denied == Approx(0.5));
  CHECK(b.regimes.tools(b.toolmaker("Naura"), cn).denied == 0);
  // US 0.5, NL 0.4, JP 1/3, each half barred: 1 - 0.75 x 0.8 x 5/6 = 0.5.
  CHECK(tool_denial(b.view(february), cn) == Approx(0.5).epsilon(1e-5));
}

TEST_CASE("licence: probabilities multiply with severity, the test takes its months", "[worked]") {
  Bench b(
      "  - {id: x, type: licence, issuer: US, targets: [CN], start: 2017-02, tpp_max: 5000, p_licence: 0.8, severity: "
      "0.5, quota: 700, revenue_share: 0.2, test_delay: 1}\n");
  b.enforce(february);
  CHECK(b.regimes.licences.empty());
  b.enforce(march);
  REQUIRE(b.regimes.licences.size() == 1);
  const LicenceTerms& terms = b.regimes.licences[0];
  CHECK(terms.probability == Approx(0.4));
  CHECK(terms.quota == 700);
  CHECK(terms.revenue_share == Approx(0.2));
  CHECK((terms.issuer == b.nation("US") && terms.buyer == b.nation("CN") && terms.since == march));
}

TEST_CASE("entity_list: chips, foundries, tools and design software", "[worked]") {
  Bench b(
      "  - {id: x, type: entity_list, issuer: US, firms: [Baidu, Huawei, SMIC], fdpr: true, severity: 0.6, start: "
      "2017-02}\n"
      "  - {id: y, type: entity_list, issuer: US, firms: [Baidu, Cambricon], goods: [chips, foundry], severity: 0.5, "
      "start: 2017-02}\n");
  b.enforce(february);
  const DesignerId huawei = b.designer("Huawei"), cambricon = b.designer("Cambricon");
  const NationId us = b.nation("US"), tw = b.nation("TW");
  CHECK(b.regimes.chips_denied(us, b.firm("Baidu")) == Approx(0.8));  // 1 - 0.4 x 0.5
  CHECK(b.regimes.foundry_denied(tw, huawei) == Approx(0.6));
  CHECK(b.regimes.foundry_denied(tw, cambricon) == 0);  // y binds sellers of the US alone
  CHECK(b.regimes.eda_denied(us, huawei) == Approx(0.6));
  CHECK(b.regimes.eda_denied(us, cambricon) == 0);
  CHECK(b.regimes.tools_listed[b.data.vertex(b.foundry("SMIC"))] ==
        Approx(0.5744).epsilon(1e-4));  // US 0.5, NL 0.4, JP 1/3: 1 - 0.7 x 0.76 x 0.8
  // Listed: no wafers from TSMC, where it stood in January.
  const auto wafers = [&](DesignerId d, const char* foundry) {
    return b.world.trade.order[b.link(b.data.vertex(b.foundry(foundry)), b.data.vertex(d), Good::wafer)];
  };
  b.world.designers.orders[huawei] = 100;
  b.world.nations.hbm_allotted[b.nation("CN")] = 1;  // memory for them
  const double before = b.world.designers.architecture[huawei];
  b.world.commons.leader_architecture = before;
  b.call(chipmaker::design_and_order, february, huawei);
  CHECK(wafers(huawei, "TSMC") == 0);
  CHECK(wafers(huawei, "SMIC") > 0);
  // Growth 0.75 x 0.005 x 0.05^0.15 = 0.00375 x 0.638032 = 0.00239262 (revenue 0, at its lower bound), × (1 - 0.3 x
  // 0.6) = 0.82.
  CHECK(b.world.designers.architecture[huawei] - before == Approx(0.00239262 * 0.82).epsilon(1e-5));
}

TEST_CASE("entity_list: design software is closed to a nation once, whoever lists its designers and with whom",
          "[worked]") {
  const auto closed = [](const std::string& events) {
    Bench b(events);
    b.enforce(february);
    double share = 0;
    for (const GoodsRule& rule : b.regimes.goods) {
      CHECK((rule.buyer == b.nation("CN") && rule.goods.has(traded(Good::eda))));
      CHECK((share == 0 || rule.closed == share));
      CHECK(std::ranges::count(b.regimes.goods, rule) == 1);
      share = rule.closed;
    }
    return share;
  };
  const double designers =
      static_cast<double>(std::ranges::count(Bench("").world.designers.nation.cells(), Bench("").nation("CN")));
  REQUIRE(designers == 8);
  CHECK(closed("  - {id: x, type: entity_list, issuer: US, firms: [Huawei], goods: [eda], start: 2017-02}\n") ==
        Approx(1 / designers));
  CHECK(
      closed("  - {id: x, type: entity_list, issuer: US, firms: [Huawei], goods: [eda], start: 2017-02}\n"
             "  - {id: y, type: entity_list, issuer: US, firms: [Cambricon, Hygon], goods: [eda], start: 2017-02}\n") ==
      Approx(3 / designers));
  CHECK(closed("  - {id: x, type: entity_list, issuer: US, allied: [NL, JP, TW], firms: [Huawei], severity: 0.5, "
               "goods: [eda], start: 2017-02}\n") == Approx(0.5 / designers));
}

TEST_CASE("affiliates_rule: what a listed firm owns is listed with it", "[worked]") {
  Bench b(
      "  - {id: listing, type: entity_list, issuer: US, firms: [Huawei, Alibaba], goods: [chips, foundry], severity: "
      "0.8, start: 2017-02}\n"
      "  - {id: other, type: entity_list, issuer: JP, firms: [Google], goods: [foundry, eda], start: 2017-02}\n"
      "  - {id: rule, type: affiliates_rule, issuer: US, severity: 0.5, start: 2017-03, end: 2017-05}\n"
      "  - {id: wider, type: affiliates_rule, issuer: US, ownership_min: 0.3, start: 2017-05}\n");
  b.enforce(february);
  const NationId us = b.nation("US");
  CHECK(b.regimes.chips_denied(us, b.firm("Huawei-cloud")) == 0);
  b.enforce(march);
  CHECK(b.regimes.chips_denied(us, b.firm("Huawei-cloud")) == Approx(0.4));  // 0.8 x 0.5
  CHECK(b.regimes.chips_denied(us, b.firm("Alibaba")) == Approx(0.8));       // named, as before
  CHECK(b.regimes.chips_denied(us, b.firm("Moonshot")) == 0);                // 36 % < 50 %
  for (const NationId n : b.data.nation_ids())
    CHECK(b.regimes.foundry_denied(n, b.designer("TPU")) == 0);  // Google is on another nation's list
  CHECK(b.regimes.enforcement == Approx(0.35 + 0.1 * 0.5));
  b.enforce(Month::of(2017, 5));
  CHECK(b.regimes.chips_denied(us, b.firm("Moonshot")) == Approx(0.8));
  CHECK(b.regimes.enforcement == Approx(0.45));
}

TEST_CASE("import_ban: demand closed, familiarity at home, memory refused", "[worked]") {
  Bench b(
      "  - {id: x, type: import_ban, issuer: CN, supplier: NVIDIA, sectors_share: 0.5, severity: 0.8, start: 2017-02}\n"
      "  - {id: y, type: import_guidance, issuer: CN, strength: 0.2, start: 2017-02}\n"
      "  - {id: z, type: import_ban, issuer: CN, supplier: Samsung Memory, sectors_share: 0.5, start: 2017-02}\n"
      "  - {id: m, type: import_ban, issuer: CN, supplier: Micron, start: 2017-02}\n");
  b.enforce(february);
  const NationId cn = b.nation("CN");
  CHECK(b.regimes.import_ban(cn, b.data.vertex(b.designer("NVIDIA"))) == Approx(0.4));
  const DesignerId huawei = b.designer("Huawei");
  const EdgeId to_alibaba = b.link(b.data.vertex(huawei), b.data.vertex(b.firm("Alibaba")), Good::accelerator);
  b.world.nations.scarcity[cn] = 0.1;
  b.world.trade.weight[to_alibaba] = 0.2;
  b.call(chipmaker::learn_domestic_parts, february, b.firm("Alibaba"));
  // Alibaba knows NVIDIA with 1 and AMD with 0.12: the ban closes 0.4/1.12 = 0.357143 of it. With guidance 0.2:
  // 1 - 0.8 x 0.642857 = 0.485714. 0.2 + 0.418215 x (0.1 + 0.485714) x 0.2 x 0.8 = 0.2 + 0.0391929.
  CHECK(b.world.trade.weight[to_alibaba] == Approx(0.2391929).epsilon(1e-6));
  // Stacks of China's designers: Samsung 0.88, SK hynix 0.11, none from Micron: half of 8/9 is refused. Path in
  // 2021-01: 0.05.
  const double before = b.world.nations.hbm_stock[cn];
  b.call(nation::develop, Month::of(2021, 1), cn);
  CHECK(b.world.nations.hbm_stock[cn] - before == Approx(0.05 * (1 - 4 / 9.0)));
}

TEST_CASE("import_guidance: two pieces of advice leave (1 - a)(1 - b) of demand", "[worked]") {
  Bench b(
      "  - {id: x, type: import_guidance, issuer: CN, strength: 0.5, start: 2017-02}\n  - {id: y, type: "
      "import_guidance, issuer: CN, strength: 0.4, severity: 0.5, start: 2017-02}\n");
  b.enforce(february);
  CHECK(b.regimes.guidance[b.nation("CN")] == Approx(0.6));  // 1 - 0.5 x 0.8
}

TEST_CASE("tariff: buyers pay it, designers do not earn it, the nation does", "[worked]") {
  Bench b(
      "  - {id: x, type: tariff, issuer: AU, targets: [US, CN], rate: 0.15, start: 2017-02}\n"
      "  - {id: y, type: tariff, issuer: AU, targets: [US], goods: [accelerator, ai_service], rate: 0.2, severity: "
      "0.5, start: 2017-02}\n");
  b.enforce(february);
  Buyer buyer(b);
  CHECK(b.regimes.chip_tariff(buyer.home, b.nation("US")) == Approx(0.25));  // 0.15 + 0.2 x 0.5
  CHECK(b.regimes.chip_tariff(buyer.home, b.nation("CN")) == Approx(0.15));
  CHECK(b.regimes.service_tariff(buyer.home, b.nation("US")) == Approx(0.1));
  // The terms: a quarter dearer, and less attractive by 1.25^(1 - 3.15102) = 1.25^-2.15102 = 0.618792.
  const SalesTerms with = sales_terms(b.view(february), buyer.nvidia, buyer.home),
                   without = sales_terms(b.view(february), buyer.nvidia, b.nation("DE"));
  CHECK(with.tariff == Approx(0.25));
  CHECK(with.price == Approx(1.25 * without.price));
  CHECK(with.attraction / without.attraction == Approx(0.618792).epsilon(1e-5));
  // Of a payment of 1000 the designer gets 1000/1.25 = 800, the nation 200; with a licence fee of a quarter 600, 200
  // and 200.
  b.world.trade.order[buyer.of_nvidia] = 100, b.world.trade.payment[buyer.of_nvidia] = 1000;
  b.world.designers.terms(buyer.nvidia, buyer.home) = {.revenue_share = 0.25, .tariff = 0.25, .price = 10};
  b.world.designers.orders[buyer.nvidia] = b.world.designers.produced[buyer.nvidia] = 100;
  b.call(chipmaker::sell, february, buyer.nvidia);
  b.call(nation::collect_tariffs, february, buyer.home);
  CHECK(b.world.designers.revenue[buyer.nvidia] == Approx(600));
  CHECK(b.world.nations.tariff_receipts[buyer.home] == Approx(200));
}

TEST_CASE("tariff: AI services lose utility as by a higher price, vendors earn 1/(1 + t)", "[worked]") {
  Bench b("  - {id: x, type: tariff, issuer: AU, targets: [US], goods: [ai_service], rate: 0.25, start: 2017-02}\n");
  b.enforce(february);
  const NationId market = b.nation("AU");
  const FirmId google = b.firm("Google"), mistral = b.firm("Mistral");
  b.world.firms.best[google] = b.world.firms.best[mistral] = b.world.commons.frontier = 135;
  b.world.nations.alignment[b.nation("FR")] =
      b.world.nations.alignment[b.nation("US")];  // so that the two differ in the tariff only
  b.world.nations.adoption[market] = 0.5;
  b.world.nations.gdp[market] = 9500;
  b.call(nation::choose_services, february, market);
  const EdgeId from_google = b.link(b.data.vertex(google), b.data.vertex(market), Good::ai_service);
  const EdgeId from_mistral = b.link(b.data.vertex(mistral), b.data.vertex(market), Good::ai_service);
  // -0.5 x 0.544785 x 0.7 x ln 1.25 = -0.190675 x 0.223144 = -0.0425479: odds e^-0.0425479 = 0.958345, share 0.489365.
  CHECK(b.world.trade.share[from_google] == Approx(0.489365).epsilon(1e-5));
  // Spending 1878.66 M$ (as in the test of the logit): of Google's 0.489365 of it, 919.35, four fifths are its own.
  CHECK(b.world.trade.payment[from_google] == Approx(0.8 * b.world.trade.shipped[from_google]));
  CHECK(b.world.trade.payment[from_mistral] == b.world.trade.shipped[from_mistral]);
  b.call(nation::collect_tariffs, february, market);
  CHECK(b.world.nations.tariff_receipts[market] == Approx(919.35 / 5).epsilon(1e-4));
  b.call(firm::serve, february, google);
  CHECK(b.world.firms.revenue[google] == Approx(b.world.trade.payment[from_google]));
}

TEST_CASE("tariff: companies that are exempt pay nothing, the others of their nation do", "[worked]") {
  const auto taxed = [](const std::string& except) {
    Bench b("  - {id: x, type: tariff, issuer: US, targets: [TW, KR], goods: [logic_chip, memory_chip], rate: 0.5" +
            except + ", severity: 0.5, start: 2017-02}\n");
    b.enforce(february);
    apply_goods_rules(b.world, b.regimes, b.p);
    std::map<std::string, double> tariff;
    const GoodsCatalogue& c = b.data.goods;
    for (const Good good : {Good::logic_chip, Good::memory_chip})
      for (const EdgeId e : b.world.trade.purchases(b.data.vertex(b.nation("US")), good))
        tariff[b.data.vertex_name(c.company[c.seller_of[e]])] += b.world.goods.tariff[e];
    return tariff;
  };
  auto all = taxed(""), some = taxed(", except: [TSMC, SK hynix]");
  CHECK((all["TSMC"] == 0.25 && all["SK hynix"] == 0.25 && all["Samsung"] >= 0.25 && all["Micron"] == 0));
  CHECK((some["TSMC"] == 0 && some["SK hynix"] == 0 && some["Micron"] == 0));
  CHECK(some["Samsung"] == all["Samsung"]);
}

TEST_CASE("diffusion_rule: a cap over all firms of a nation, none for the third tier", "[worked]") {
  Bench b(
      "  - {id: x, type: diffusion_rule, issuer: US, tier2: [AU], tier3: [RU], cap_tier2: 300, cap_months: 6, start: "
      "2017-02}\n");
  Buyer buyer(b);
  b.enforce(february);
  const NationId us = b.nation("US");
  CHECK(b.regimes.chips(us, b.nation("RU")).tpp_max == 0);
  CHECK_FALSE(sales_terms(b.view(Month::of(2017, 7)), buyer.nvidia, b.nation("RU")).allowed);
  CHECK(b.regimes.import_cap(buyer.home, us).allowed == 300);
  // 200 of it are used: of orders for 150 and 50 only 100 may be met: half of each, and half the money stays.
  b.world.nations.capped_imports(buyer.home, us) = 200;
  b.world.trade.order[buyer.of_nvidia] = 150, b.world.trade.payment[buyer.of_nvidia] = 6;
  b.world.trade.order[buyer.of_amd] = 50, b.world.trade.payment[buyer.of_amd] = 1.5;
  chipmaker::apply_limits(b.view(february), 0, 1);
  CHECK(b.world.trade.order[buyer.of_nvidia] == Approx(75));
  CHECK(b.world.trade.payment[buyer.of_nvidia] == Approx(3));
  CHECK(b.world.trade.order[buyer.of_amd] == Approx(25));
  b.world.designers.produced[buyer.nvidia] = 60;
  b.world.designers.produced[buyer.amd] = 100;
  b.call(chipmaker::sell, february, buyer.nvidia);
  b.call(chipmaker::sell, february, buyer.amd);
  b.call(nation::collect_tariffs, february, buyer.home);
  CHECK(b.world.nations.capped_imports(buyer.home, us) == Approx(285));
  b.enforce(Month::of(2017, 8));  // a second window of six months begins
  CHECK(b.regimes.import_cap(buyer.home, us).allowed == 600);
  b.regimes.clear();
  b.call(nation::collect_tariffs, Month::of(2017, 9), buyer.home);
  CHECK(b.world.nations.capped_imports(buyer.home, us) == 0);
}

// --- renting --------------------------------------------------------------------------------------------------------

TEST_CASE("cloud_access_restriction: renting abroad loses its attraction", "[worked]") {
  const std::string ban =
      "  - {id: ban, type: chip_export_ban, issuer: US, targets: [AU], start: 2017-01, tpp_max: 100}\n";
  const auto rented = [&](const std::string& events) {
    Bench b(ban + events);
    Buyer buyer(b);
    b.enforce(february);
    b.world.designers.terms(buyer.nvidia, buyer.home).allowed = b.world.designers.terms(buyer.amd, buyer.home).allowed =
        false;
    b.p.evasion_weight = 0;
    b.p.rental_reach = 0.5;
    buyer.order(february);
    return b.world.firms.rent_order[buyer.firm] * 0.04 * contract_price(b.p);  // M$
  };
  CHECK(rented("") == Approx(46).epsilon(1e-5));  // half of 92
  // A quarter of it is left; under know-your-customer rules 1 - 0.4 x 0.5 = 0.8 of it.
  const std::string rent =
      "  - {id: a, type: cloud_access_restriction, issuer: US, targets: [AU], severity: 0.75, start: 2017-02}\n";
  const std::string kyc =
      "  - {id: k, type: cloud_access_restriction, issuer: US, targets: [AU], scope: kyc, severity: 0.5, start: "
      "2017-02}\n";
  CHECK(rented(rent) == Approx(11.5).epsilon(1e-5));
  CHECK(rented(kyc) == Approx(36.8).epsilon(1e-5));
  CHECK(rented(rent + kyc) == Approx(9.2).epsilon(1e-5));
}

TEST_CASE("cloud_export_programme: presence grows faster, a lower price wins users and what they spend", "[worked]") {
  Bench b(
      "  - {id: x, type: cloud_export_programme, issuer: US, firms: [Google], regions: [AU], presence_boost: 1.5, "
      "price_cut: 0.5, severity: 0.4, start: 2017-02}\n");
  b.enforce(february);
  const NationId market = b.nation("AU");
  const FirmId google = b.firm("Google"), meta = b.firm("Meta");
  CHECK(b.regimes.price_cut(market, google) == Approx(0.2));
  CHECK(b.regimes.presence_boost(market, meta) == 0);
  b.world.firms.best[google] = b.world.firms.best[meta] = b.world.commons.frontier = 135;
  b.world.nations.adoption[market] = 0.5;
  b.call(nation::choose_services, february, market);
  const EdgeId from_google = b.link(b.data.vertex(google), b.data.vertex(market), Good::ai_service);
  // -0.5 x 0.544785 x 0.7 x ln 0.8 = 0.190675 x 0.223144 = 0.0425479: odds 1.0434660, share 0.510635.
  CHECK(b.world.trade.share[from_google] == Approx(0.510635).epsilon(1e-5));
  // All that users spend on it is the vendor's: the programme pays for what they do not.
  CHECK(b.world.trade.payment[from_google] == Approx(b.world.trade.shipped[from_google]));
  // Presence from 0.5: 0.01 x 0.5 x (1 + 1.5 x 0.4) = 0.008.
  b.world.trade.presence[from_google] = 0.5;
  b.world.firms.cash_flow[google] = 50;
  b.call(firm::serve, february, google);
  CHECK(b.world.trade.presence[from_google] == Approx(0.508));
}

// --- tools, foundries and memory ------------------------------------------------------------------------------------

TEST_CASE("equipment_ban: named toolmakers by their shares", "[worked]") {
  Bench b(
      "  - {id: x, type: equipment_ban, issuer: US, targets: [CN], suppliers: {Applied Materials: 1, KLA: 0.5}, "
      "severity: 0.8, start: 2017-02}\n"
      "  - {id: y, type: equipment_ban, issuer: NL, targets: [CN], start: 2017-02}\n");
  b.enforce(february);
  // US 0.2656 x 0.8 + 0.0898 x 0.4 = 0.2484; NL 0.4: 1 - 0.7516 x 0.6 = 0.54904.
  CHECK(tool_denial(b.view(february), b.nation("CN")) == Approx(0.54904));
  CHECK(b.regimes.tools(b.toolmaker("Lam Research"), b.nation("CN")).denied == 0);
}

TEST_CASE("equipment_ban: older foundries are spared below a node", "[worked]") {
  Bench b(
      "  - {id: x, type: equipment_ban, issuer: NL, targets: [CN], classes: [tools, servicing, components], node_min: "
      "1, start: 2017-02}\n"
      "  - {id: y, type: equipment_ban, issuer: NL, targets: [CN], node_min: 2, start: 2017-03}\n"
      "  - {id: z, type: equipment_ban, issuer: JP, targets: [CN], severity: 0.5, start: 2017-03}\n");
  const FoundryId smic = b.foundry("SMIC");
  const NationId cn = b.nation("CN");
  Foundries& f = b.world.foundries;
  b.world.nations.tools_share[cn] = 0;
  b.enforce(february);
  f.capacity[smic] = 1000, f.node[smic] = 0.25;
  b.call(nation::develop, february, cn);
  CHECK(b.world.nations.tool_denial[cn] == 0);
  b.call(chipmaker::build_capacity, february, smic);
  CHECK(f.capacity[smic] == Approx(1000 * (1 - 0.002)));  // no servicing lost
  f.node[smic] = 1.5;
  b.call(nation::develop, february, cn);
  CHECK(b.world.nations.tool_denial[cn] == Approx(0.4));
  b.world.nations.tools_share[cn] = b.world.nations.litho_share[cn] = 0;
  f.capacity[smic] = 1000;
  f.pipeline(smic, Id<SlotTag>{1}) = 100;  // due in February
  b.call(chipmaker::build_capacity, february, smic);
  // Of the tools that China buys abroad s are Dutch, so that components take s/2 of the leak and servicing s of its
  // loss: tools for 0.6 + 0.4 x 0.25 (1 - s/2), of which 0.2 % + 2 % s are lost.
  const double dutch = support_denied(b.world, b.regimes.servicing_denied, cn, 1.5);
  CHECK(dutch > 0.1);
  CHECK(dutch < 0.4);
  CHECK(f.capacity[smic] == Approx((1000 + 100 * (0.6 + 0.1 * (1 - dutch / 2))) * (1 - 0.002 - 0.02 * dutch)));
  b.enforce(march);
  // Two Dutch rules: the lowest node counts. Japan's has no limit: 1/3 x 0.5 = 1/6 for every foundry.
  CHECK(tool_denial(b.view(march), cn, 0.5) == Approx(1 / 6.0).epsilon(1e-5));
  CHECK(tool_denial(b.view(march), cn, 1.5) == Approx(1 - 0.6 * 5 / 6).epsilon(1e-5));
}

TEST_CASE("equipment_ban: without EUV nodes stop at the gate", "[worked]") {
  Bench b("  - {id: x, type: equipment_ban, issuer: NL, targets: [CN], classes: [euv], start: 2017-02}\n");
  const FoundryId smic = b.foundry("SMIC");
  const NationId cn = b.nation("CN");
  b.enforce(february);
  b.world.nations.litho_share[cn] = 0.1;
  b.world.foundries.node[smic] = 2.79;
  b.call(chipmaker::build_capacity, february, smic);
  CHECK(b.world.foundries.node[smic] == Approx(2.8));  // 2.6 + 2 x 0.1
}

TEST_CASE("hbm_ban: the leak, hoarding, and later generations only", "[worked]") {
  Bench b(
      "  - {id: x, type: hbm_ban, issuer: US, fdpr: true, targets: [CN], announce: 2017-01, start: 2017-02, end: "
      "2017-03, severity: 0.8}\n"
      "  - {id: y, type: hbm_ban, issuer: US, fdpr: true, targets: [CN], generation_min: 3, severity: 0.5, start: "
      "2017-03, end: 2017-04}\n"
      "  - {id: z, type: hbm_ban, issuer: US, fdpr: true, targets: [CN], generation_min: 4, start: 2017-03, end: "
      "2017-04}\n");
  const NationId cn = b.nation("CN");
  const MemoryMakers& m = b.world.memory_makers;
  const auto inflow = [&](Month month) {
    const double before = b.world.nations.hbm_stock[cn];
    double home = 0;
    for (const MemoryMakerId k : m.nation.ids())
      if (m.nation[k] == cn) home += m.hbm_capacity[k];
    b.call(nation::develop, month, cn);
    return b.world.nations.hbm_stock[cn] - before - home;
  };
  const Month june_2024 = Month::of(2024, 6), october_2026 = Month::of(2026, 10);
  b.enforce(january);
  CHECK(inflow(june_2024) == Approx(0.5 + 0.8 * 6.5));  // hoarding of the 0.8 that will be closed: towards 7
  b.enforce(february);
  CHECK(inflow(june_2024) == Approx(0.2 * 0.5 + 0.8 * 0.06));  // path 0.5 in 2024-06
  b.enforce(march);
  // 2024-06: 60 % of the stacks are HBM3 or later, none HBM4: half of 0.6 barred.
  CHECK(inflow(june_2024) == Approx(0.7 * 0.5 + 0.3 * 0.06));
  // 2026-10: HBM3 and later 0.9 + 0.08 x 16/18 = 0.971111, HBM4 0.45: barred 0.971111 x 0.5 + 0.45 x 0.5 = 0.710556.
  const double path = b.data.hbm_imports[cn]->at(october_2026);
  CHECK(inflow(october_2026) == Approx((1 - 0.7105556) * path + 0.7105556 * 0.06).epsilon(1e-6));
}

TEST_CASE("foundry_evasion: dies through a front company reach the die bank", "[worked]") {
  Bench b(
      "  - {id: x, type: foundry_evasion, issuer: CN, designer: Huawei, foundry: TSMC, dies: 1000, performance: 0.3, "
      "severity: 0.5, start: 2017-02}\n");
  b.enforce(february);
  b.call(chipmaker::produce, february, b.designer("Huawei"));  // no memory, hence no chips
  CHECK(b.world.designers.evaded[b.designer("Huawei")] == Approx(150));
  CHECK(b.world.designers.die_bank[b.designer("Huawei")] == Approx(150));
}

TEST_CASE("supply_shock: capacity is lost, then comes back", "[worked]") {
  Bench b("  - {id: x, type: supply_shock, supplier: TSMC, severity: 0.8, start: 2017-02, duration: 1, recovery: 2}\n");
  const VertexId tsmc = b.data.vertex(b.foundry("TSMC"));
  b.enforce(february);
  CHECK(b.regimes.capacity[tsmc] == Approx(0.2));
  b.enforce(march);  // the first month after: 0.8 e^(-1/2) = 0.485225 still lost
  CHECK(b.regimes.capacity[tsmc] == Approx(1 - 0.485225).epsilon(1e-5));
}

TEST_CASE("subsidy: fabs, tools, compute, power", "[worked]") {
  Bench b(
      "  - {id: fab, type: subsidy, issuer: CN, target: fab, amount: 100, start: 2017-02}\n"
      "  - {id: fab2, type: subsidy, issuer: CN, target: fab, amount: 50, efficiency: 1, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: tools, type: subsidy, issuer: CN, target: tools, amount: 1000, efficiency: 1, start: 2017-02}\n"
      "  - {id: power, type: subsidy, issuer: CN, target: energy, amount: 150, efficiency: 1, start: 2017-02}\n"
      "  - {id: compute, type: subsidy, issuer: KR, target: ai_compute, amount: 500, efficiency: 1, start: 2017-02}\n");
  const NationId cn = b.nation("CN");
  const FoundryId smic = b.foundry("SMIC");
  b.enforce(february);
  CHECK(b.regimes.subsidy[cn].fab == Approx(85));  // 100 x 0.6 + 50 x 0.5
  b.call(chipmaker::build_capacity, february, smic);
  // A trickle of 1692.31 x 0.02 by the plan (no denial), and 85/0.3 = 283.333 bought.
  CHECK(b.world.foundries.pipeline(smic, Id<SlotTag>{1}) == Approx(33.8462 + 283.3333).epsilon(1e-5));
  b.world.nations.tools_share[cn] = 0.2;
  b.world.nations.power[cn] = 10;
  b.world.nations.power_growth[cn] = 0;
  b.call(nation::develop, Month::of(2022, 3), cn);
  CHECK(b.world.nations.tools_share[cn] == Approx(0.2 + 2 * 0.174746 / 12 * 0.16).epsilon(1e-6));  // twice as fast
  CHECK(b.world.nations.power[cn] == Approx(10.1));  // 150/1.5 = 100 MW a month
  const FirmId korea = b.firm("Naver");
  b.world.firms.cash_flow[korea] = 0;
  b.call(firm::invest_and_order, february, korea);
  CHECK(b.world.firms.capex[korea] ==
        Approx(1.8));  // 1.2 of the 4 bn $ of cash flow of Korea's firms: 0.3 x 12 x 500 M$ a year
}

TEST_CASE("subsidy: memory and laboratories", "[worked]") {
  Bench b(
      "  - {id: hbm, type: subsidy, issuer: CN, target: hbm, amount: 2000, efficiency: 1, start: 2017-02}\n"
      "  - {id: lab, type: subsidy, issuer: CN, target: lab, amount: 500, efficiency: 1, start: 2017-02}\n");
  b.enforce(february);
  const MemoryMakerId cxmt = b.memory_maker("CXMT");
  b.world.memory_makers.hbm_capacity[cxmt] = 1;
  b.call(chipmaker::grow_memory, Month::of(2026, 7), cxmt);
  // Twice the rate of growth, less what is worn.
  CHECK(b.world.memory_makers.hbm_capacity[cxmt] == Approx(1 + 2 * b.p.hbm_domestic_growth - b.p.fab_depreciation));
  CHECK(b.regimes.subsidy[b.nation("CN")].lab == 500);  // talent x 2^0.3
}

// --- alliances, reliefs, treaties -----------------------------------------------------------------------------------

TEST_CASE("allied_alignment: allies take the measure some months later, while it lasts", "[worked]") {
  Bench b(
      "  - {id: tools, type: equipment_ban, issuer: US, targets: [CN], allied: [JP], severity: 0.8, start: 2017-02, "
      "end: 2017-06}\n"
      "  - {id: follow, type: allied_alignment, issuer: US, allies: [JP, NL], measure: tools, lag: 2, severity: 0.5, "
      "start: 2017-01}\n"
      "  - {id: chips, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 100, redesign_lag: 3, start: "
      "2017-02}\n"
      "  - {id: follow-chips, type: allied_alignment, issuer: US, allies: [KR], measure: chips, start: 2017-05}\n");
  const NationId cn = b.nation("CN");
  b.enforce(march);
  CHECK(b.regimes.tools(b.toolmaker("ASML"), cn).denied == 0);
  b.enforce(Month::of(2017, 4));
  CHECK(b.regimes.tools(b.toolmaker("ASML"), cn).denied == Approx(0.4));            // 0.8 x 0.5
  CHECK(b.regimes.tools(b.toolmaker("Tokyo Electron"), cn).denied == Approx(0.8));  // named by the measure itself: once
  CHECK_FALSE(b.regimes.chips(b.nation("KR"), cn).active());
  b.enforce(Month::of(2017, 6));
  CHECK(b.regimes.tools(b.toolmaker("ASML"), cn).denied == 0);
  CHECK(b.regimes.chips(b.nation("KR"), cn).tpp_max == 100);
  CHECK(b.regimes.chips(b.nation("KR"), cn).redesign_from ==
        Month::of(2017, 8));  // three months after the ally followed
}

TEST_CASE("sanction_relief: named measures keep their share, others all", "[worked]") {
  Bench b(
      "  - {id: a, type: import_guidance, issuer: CN, strength: 0.5, tags: [soft], start: 2017-02}\n"
      "  - {id: b, type: import_guidance, issuer: DE, strength: 0.5, start: 2017-02}\n"
      "  - {id: c, type: hbm_ban, issuer: US, fdpr: true, targets: [CN], enforcement: 0.9, start: 2017-02}\n"
      "  - {id: half, type: sanction_relief, measures: [\"tag:soft\"], fraction: 0.5, start: 2017-02}\n"
      "  - {id: more, type: sanction_relief, measures: [a], fraction: 0.5, severity: 0.4, start: 2017-02}\n"
      "  - {id: all, type: sanction_relief, measures: [c], start: 2017-03, end: 2017-04}\n");
  b.enforce(february);
  CHECK(b.regimes.guidance[b.nation("CN")] == Approx(0.5 * 0.5 * 0.8));
  CHECK(b.regimes.guidance[b.nation("DE")] == Approx(0.5));
  const auto denied = [&] { return std::as_const(b.regimes).hbm_denied(b.nation("KR"), b.nation("CN")).all; };
  CHECK(denied() == 1);
  CHECK(b.regimes.enforcement == Approx(0.9));
  b.enforce(march);
  CHECK(denied() == 0);
  CHECK(b.regimes.enforcement == Approx(0.35));
  b.enforce(Month::of(2017, 4));  // the relief is over: the measure is back
  CHECK(denied() == 1);
}

TEST_CASE("treaty: hazards between the parties fall, suspended measures rest", "[worked]") {
  Bench b(
      "  - {id: peace, type: treaty, parties: [US, CN], suspends: [guidance], hazard_factor: 0.2, severity: 0.75, "
      "start: 2017-02}\n"
      "  - {id: guidance, type: import_guidance, issuer: CN, strength: 0.8, start: 2017-02}\n");
  b.enforce(february);
  CHECK(b.regimes.guidance[b.nation("CN")] == Approx(0.2));  // 0.8 x (1 - 0.75)
  const Calendar& calendar = *b.scenario.calendar;
  const Event& treaty = *calendar.events()[calendar.find("peace").index()];
  EventHeader other;
  other.issuers = {b.nation("US")};
  other.targets = {b.nation("RU"), b.nation("CN")};
  CHECK(treaty.factor_on_hazards(other, 0.75) == Approx(0.4));  // 1 - 0.8 x 0.75
  other.targets = {b.nation("RU")};
  CHECK(treaty.factor_on_hazards(other, 0.75) == 1);
}

// --- models, services, random variation and money
// -------------------------------------------------------------------------------

TEST_CASE("service_ban, open_restriction: odds that are left", "[worked]") {
  Bench b(
      "  - {id: x, type: service_ban, issuer: IN, origins: [CN], severity: 0.9, start: 2017-02}\n"
      "  - {id: y, type: service_ban, issuer: IN, origins: [CN, DE], severity: 0.5, start: 2017-02}\n"
      "  - {id: f, type: service_ban, issuer: IN, firms: [DeepSeek], severity: 0.3, start: 2017-02}\n"
      "  - {id: o, type: open_restriction, issuer: IN, scope: use, severity: 0.6, start: 2017-02}\n"
      "  - {id: l, type: open_restriction, issuer: CN, scope: labs, severity: 0.7, start: 2017-02}\n");
  const NationId in = b.nation("IN");
  b.enforce(february);
  CHECK(b.regimes.service_odds(in, b.nation("CN")) == Approx(0.05));
  CHECK(b.regimes.service_odds(in, b.nation("DE")) == Approx(0.5));
  CHECK(b.regimes.firm_odds(in, b.firm("DeepSeek")) == Approx(0.7));
  CHECK(b.regimes.open_use_closed[in] == Approx(0.6));
  CHECK(b.regimes.open_release_closed[b.nation("CN")] == Approx(0.7));
}

TEST_CASE("shocks strike by their severity", "[worked]") {
  Bench b(
      "  - {id: boom, type: investment_boom, hype: 0.5, funding: 1.4, severity: 0.5, start: 2017-02}\n"
      "  - {id: idea, type: algorithmic_breakthrough, labs: {Google: 0.4}, accelerates: true, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: shift, type: openness_shift, lab: Meta, openness: 0.1, severity: 0.5, start: 2017-02}\n"
      "  - {id: opened, type: open_release, lab: Meta, capability_gain: 4, severity: 0.5, start: 2017-02}\n"
      "  - {id: fact, type: note, text: nothing happens, start: 2017-02}\n");
  const FirmId google = b.firm("Google"), meta = b.firm("Meta");
  const double algorithm = b.world.firms.algorithm_next[google];
  b.world.firms.best[meta] = 100;
  b.enforce(february);
  CHECK(b.world.commons.hype == Approx(0.25));
  CHECK(b.world.commons.funding_factor == Approx(1.2));
  CHECK((b.world.commons.onset && b.world.commons.accelerated));
  CHECK(b.world.firms.algorithm_next[google] == Approx(algorithm + 0.2));
  CHECK(b.world.firms.openness[meta] == Approx(0.4));  // from 0.7 half the way to 0.1
  CHECK(b.world.firms.best_open[meta] == Approx(102));
  REQUIRE(b.world.models.all().size() == 1);
  CHECK(b.world.models.all()[0].open);
}

TEST_CASE("parameter_shock: in a fixed order, blended by severity", "[worked]") {
  Bench b(
      "  - {id: a, type: parameter_shock, parameter: controls.enforcement, op: set, value: 0.75, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: b, type: parameter_shock, parameter: controls.enforcement, op: multiply, value: 0.8, start: 2017-02, "
      "end: 2017-03}\n");
  b.enforce(february);
  CHECK(b.p.controls_enforcement == Approx(0.44));  // (0.35 + 0.5 x 0.4) x 0.8
  CHECK(b.regimes.enforcement == Approx(0.44));
  b.enforce(march);
  CHECK(b.p.controls_enforcement == Approx(0.55));
}

}  // namespace events_trade_test
