// One step of each equation with numbers that one can follow by pencil: rules are called alone, on a world set by hand.
#include <cmath>

#include "agents/chipmaker/build.hpp"
#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/produce.hpp"
#include "agents/chipmaker/sell.hpp"
#include "agents/firm/invest.hpp"
#include "agents/firm/receive.hpp"
#include "agents/firm/release.hpp"
#include "agents/firm/research.hpp"
#include "agents/nation/develop.hpp"
#include "agents/nation/norms.hpp"
#include "agents/nation/services.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace equations_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january_2017 = Month::of(2017, 1);

}  // namespace

TEST_CASE("dies, yield and computing power of a wafer", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  b.call(chipmaker::design_and_order, january_2017, nvidia);
  // Dies of 814 mm2: pi 150^2 / 814 - pi 300 / sqrt(2 x 814) = 86.836 - 23.358 = 63.478.
  // Defects at TSMC after 40 000 wafers: 0.06 + 0.1 x (1 + 40000/3000)^-0.340881 = 0.06 + 0.1 x 0.40349 = 0.100349 per
  // cm2. Critical area 8.14 x 0.55 = 4.477 cm2; yield (1 + 4.477 x 0.100349 / 3)^-3 = 1.149754^-3 = 0.65794.
  CHECK(b.world.designers.yield[nvidia] == Approx(0.65794).epsilon(1e-4));
  // Architecture -0.35 + 0.005 = -0.345: 10^-0.345 = 0.45186; node 2 (7 nm): 2^(0.7 x (2 - 3)) = 0.61557.
  CHECK(b.world.designers.die_performance[nvidia] == Approx(0.45186 * 0.61557).epsilon(1e-4));
  // 63.478 x 0.65794 x 0.27815 = 11.617 H100e per wafer.
  CHECK(b.world.designers.per_wafer[nvidia] == Approx(11.617).epsilon(1e-4));
}

TEST_CASE("a designer orders a tenth more wafers than it needs, and none for which it has stock", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  const EdgeId wafers = b.link(b.data.vertex(b.foundry("TSMC")), b.data.vertex(nvidia), Good::wafer);
  b.world.designers.orders[nvidia] = 1000;
  b.call(chipmaker::design_and_order, january_2017, nvidia);
  CHECK(b.world.trade.order[wafers] == Approx(1100 / b.world.designers.per_wafer[nvidia]));
  b.world.designers.inventory[nvidia] = 2500;  // three months of orders are 3000: room for 500
  b.call(chipmaker::design_and_order, january_2017, nvidia);
  CHECK(b.world.trade.order[wafers] == Approx(500 / b.world.designers.per_wafer[nvidia]));
  b.world.designers.inventory[nvidia] = 3001;
  b.call(chipmaker::design_and_order, january_2017, nvidia);
  CHECK(b.world.trade.order[wafers] == 0);
}

TEST_CASE("memory caps a Chinese designer; half of the dies it cannot use are kept", "[worked]") {
  Bench b;
  const DesignerId huawei = b.designer("Huawei");
  b.world.designers.architecture[huawei] = 0.2;
  b.world.designers.per_wafer[huawei] = 1;
  b.world.nations.hbm_allotted[b.nation("CN")] = 1;
  b.world.trade.shipped[b.link(b.data.vertex(b.foundry("SMIC")), b.data.vertex(huawei), Good::wafer)] = 100000;
  b.call(chipmaker::produce, january_2017, huawei);
  // 12 stacks x 10^(-0.35 x (0.2 + 0.16)) = 12 x 10^-0.126 = 12 x 0.748170 = 8.97804 per H100e.
  // Half of 1 M stacks: 500 000 / 8.97804 = 55 691 H100e. Left: 44 309 dies, half of them banked.
  CHECK(b.world.designers.produced[huawei] == Approx(55691.4).epsilon(1e-5));
  CHECK(b.world.designers.hbm_used[huawei] == Approx(0.5));
  CHECK(b.world.designers.die_bank[huawei] == Approx(0.5 * (100000 - 55691.4)).epsilon(1e-5));
}

TEST_CASE("familiarity with domestic parts takes off as a logistic curve", "[worked]") {
  Bench b;
  const DesignerId huawei = b.designer("Huawei");
  const EdgeId to_alibaba = b.link(b.data.vertex(huawei), b.data.vertex(b.firm("Alibaba")), Good::accelerator);
  b.world.nations.scarcity[b.nation("CN")] = 0.3;
  b.regimes.guidance[b.nation("CN")] = 0.2;
  b.world.trade.weight[to_alibaba] = 0.1;
  b.call(chipmaker::learn_domestic_parts, january_2017, b.firm("Alibaba"));
  // 0.1 + 0.418215 x (0.3 + 0.2) x 0.1 x 0.9 = 0.1 + 0.0188197.
  CHECK(b.world.trade.weight[to_alibaba] == Approx(0.1188197).epsilon(1e-6));
}

TEST_CASE("a seller short of stock gives every order the same share, and its price rises", "[worked]") {
  Bench b;
  const DesignerId nvidia = b.designer("NVIDIA");
  const EdgeId meta = b.link(b.data.vertex(nvidia), b.data.vertex(b.firm("Meta")), Good::accelerator);
  const EdgeId baidu = b.link(b.data.vertex(nvidia), b.data.vertex(b.firm("Baidu")), Good::accelerator);
  b.world.trade.order[meta] = 300, b.world.trade.payment[meta] = 12;
  b.world.trade.order[baidu] = 100, b.world.trade.payment[baidu] = 3;
  b.world.designers.terms(nvidia, b.nation("CN")).revenue_share = 0.25;
  b.world.designers.orders[nvidia] = 400;
  b.world.designers.produced[nvidia] = 220;
  b.world.designers.diverted[nvidia] = 20;
  b.call(chipmaker::sell, january_2017, nvidia);
  // 200 for 400: half of each, half the money; a quarter of Baidu's 1.5 M$ goes to the government.
  CHECK(b.world.trade.shipped[meta] == Approx(150));
  CHECK(b.world.trade.shipped[baidu] == Approx(50));
  CHECK(b.world.designers.revenue[nvidia] == Approx(6 + 1.5 * 0.75));
  CHECK(b.world.designers.inventory[nvidia] == 0);
  CHECK(b.world.designers.fill[nvidia] == Approx(1 - 0.3 * 0.5));
  // ln m' = 0.85 ln 1 + 0.075 x ln(400/200) = 0.0519860.
  CHECK(std::log(b.world.designers.scarcity_price[nvidia]) == Approx(0.0519860).epsilon(1e-5));
}

TEST_CASE("a budget is split by familiarity, value for money and expected fill", "[worked]") {
  Bench b;
  const FirmId buyer = b.firm("NextDC");
  const NationId home = b.nation("AU");
  const DesignerId nvidia = b.designer("NVIDIA"), amd = b.designer("AMD");
  Firms& f = b.world.firms;
  f.cash_flow[buyer] = 0;
  f.carry[buyer] = 92;
  b.world.commons.price = 40;
  b.world.designers.terms(nvidia, home) = {.price = 0.04, .cost = 1, .attraction = 1};
  b.world.designers.terms(amd, home) = {.price = 0.03, .cost = 1, .attraction = 1};
  b.world.designers.fill[nvidia] = 0.8;
  b.call(firm::invest_and_order, january_2017, buyer);
  // No new money, 92 M$ carried over. Weights: NVIDIA 1 x 1 x 0.8, AMD 0.12 x 1 x 1: 0.8 and 0.12 of 0.92.
  // 80 M$ / 0.04 = 2000 H100e; 12 M$ / 0.03 = 400 H100e.
  CHECK(f.budget[buyer] == Approx(92));
  CHECK(b.world.trade.order[b.link(b.data.vertex(nvidia), b.data.vertex(buyer), Good::accelerator)] == Approx(2000));
  CHECK(b.world.trade.order[b.link(b.data.vertex(amd), b.data.vertex(buyer), Good::accelerator)] == Approx(400));
  CHECK(f.smuggle_order[buyer] == 0);
  CHECK(f.rent_order[buyer] == 0);
}

TEST_CASE("dearer computing gets only what cheaper can't take", "[worked]") {
  Bench b("  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], start: 2017-01, tpp_max: 100}\n");
  b.enforce(january_2017);
  const FirmId baidu = b.firm("Baidu");
  const NationId china = b.nation("CN");
  const DesignerId nvidia = b.designer("NVIDIA"), huawei = b.designer("Huawei");
  const auto of = [&](DesignerId d) { return b.link(b.data.vertex(d), b.data.vertex(baidu), Good::accelerator); };
  b.p.evasion_weight = 0, b.p.rental_reach = 0.2;
  b.world.firms.cash_flow[baidu] = 0;
  b.world.commons.price = 40;
  b.world.nations.rent_open[china] = 1;
  for (const DesignerId d : b.world.designers.nation.ids()) b.world.designers.terms(d, china) = {.allowed = false};
  const auto spend = [&](bool sold_at_home, double cost = 4) {
    b.world.designers.terms(nvidia, china) = {.scale = 0.5, .price = 0.04, .cost = 1, .attraction = 1};
    b.world.designers.terms(huawei, china) = {
        .allowed = sold_at_home, .price = 0.16, .cost = cost, .attraction = std::pow(cost, 1 - b.p.chips_substitution)};
    b.world.trade.weight[of(huawei)] = 0.5;
    b.world.firms.carry[baidu] = 100;
    b.call(firm::invest_and_order, january_2017, baidu);
  };
  spend(false);
  // Half of NVIDIA's demand may be met: 50 of 100 M$. A contract of 24 months at 0.85 a year costs 1.7 and is worth
  // 0.690125 parts: 2.46332. It takes its reach, 20. What is left, 30, waits for NVIDIA's parts.
  const double rented = b.world.firms.rent_order[baidu];
  CHECK(rented == Approx(20 / (0.04 * 1.7)));
  CHECK(b.world.trade.payment[of(nvidia)] == Approx(80));
  spend(true);
  // Huawei's part costs four times as much: it gets the 30 that nothing cheaper can take, up to half of the budget.
  CHECK(b.world.firms.rent_order[baidu] == Approx(rented));
  CHECK(b.world.trade.payment[of(nvidia)] == Approx(50));
  CHECK(b.world.trade.payment[of(huawei)] == Approx(30));
  spend(true, 2.6);  // within twice the cost of either, but no close substitute: another kind
  CHECK(b.world.firms.rent_order[baidu] == Approx(rented));
  CHECK(b.world.trade.payment[of(huawei)] == Approx(30));
  spend(true, 1.8);  // cheaper than renting: as much of it as can be had, and nothing is rented
  CHECK(b.world.trade.payment[of(nvidia)] == Approx(50));
  CHECK(b.world.trade.payment[of(huawei)] == Approx(50));
  CHECK(b.world.firms.rent_order[baidu] == 0);
}

TEST_CASE("state buyers keep the share of their plans for domestic parts, without any rule", "[worked]") {
  Bench b;
  const FirmId mobile = b.firm("China Mobile");
  const NationId china = b.nation("CN");
  const DesignerId nvidia = b.designer("NVIDIA"), huawei = b.designer("Huawei");
  b.world.firms.capex_path[mobile] = nullptr;
  b.world.firms.cash_flow[mobile] = 0;
  b.world.commons.price = 40;
  for (const DesignerId d : b.world.designers.nation.ids()) b.world.designers.terms(d, china) = {.allowed = false};
  b.world.designers.terms(nvidia, china) = {.price = 0.04, .cost = 1, .attraction = 1};
  b.world.designers.terms(huawei, china) = {.price = 0.16, .cost = 4, .attraction = 0.05};
  b.world.firms.carry[mobile] = 100;
  b.call(firm::invest_and_order, Month::of(2020, 5), mobile);
  const auto paid = [&](DesignerId d) {
    return b.world.trade.payment[b.link(b.data.vertex(d), b.data.vertex(mobile), Good::accelerator)];
  };
  CHECK(paid(huawei) == Approx(10));  // state_procurement: 0.1 in 2020-05
  CHECK(paid(nvidia) == Approx(90));
}

TEST_CASE("weights teach what they embodied when they were opened, and are a base to build on", "[worked]") {
  Bench b;
  const FirmId meta = b.firm("Meta"), baidu = b.firm("Baidu");
  Firms& f = b.world.firms;
  b.p.capability_per_oom = 8, b.p.capability_noise = 0, b.p.openness_base_share = 0.3;
  f.algorithm[meta] = f.algorithm_next[meta] = 1;
  f.best[meta] = 140, f.best_open[meta] = 136;
  firm::freeze_donors(b.view(january_2017), 0, 1);
  CHECK(f.open_algorithm[meta] == Approx(1 - 4 / 8.0));  // 4 ECI behind the best: half an order of magnitude
  f.algorithm[meta] = f.algorithm_next[meta] = 2;        // the laboratory goes on and opens nothing
  firm::freeze_donors(b.view(january_2017), 0, 1);
  CHECK(b.world.commons.best_open_algorithm == Approx(0.5));
  CHECK(b.world.nations.open_best[b.nation("US")] == 136);
  f.run_flop[baidu] = 1e22;  // far behind by itself
  // Three tenths of what embodies 136 ECI: 8 log10(0.3) = -4.183 ECI; its own training adds next to nothing.
  b.call(firm::train, Month::of(2024, 3), baidu);
  CHECK(f.release_eci[baidu] == Approx(136 - 4.183).epsilon(1e-4));
  f.last_release[baidu] = Month{0};
  f.held[baidu] = 139;  // stolen weights are a base as well
  b.call(firm::train, Month::of(2024, 4), baidu);
  CHECK(f.release_eci[baidu] == Approx(139 - 4.183).epsilon(1e-4));
}

TEST_CASE("deliveries enter the stock, a sixtieth retires, power falls with the years", "[worked]") {
  Bench b;
  const FirmId buyer = b.firm("NextDC");
  const DesignerId amd = b.designer("AMD");
  b.world.designers.ecosystem[amd] = 0.8;
  b.world.trade.shipped[b.link(b.data.vertex(amd), b.data.vertex(buyer), Good::accelerator)] = 600;
  b.world.firms.stock[0][buyer] = 6000;
  b.call(firm::receive, Month::of(2026, 1), buyer);
  CHECK(b.world.firms.raw[buyer] == Approx(6600 * 59.0 / 60));            // 6490
  CHECK(b.world.firms.training[buyer] == Approx(600 * 0.8 * 59.0 / 60));  // 472
  // Middle of January 2026 is 2026.0417: 1.25 kW x e^(-0.3 x 3.0417) = 1.25 x 0.401519 = 0.501899 kW.
  CHECK(b.world.firms.megawatts[buyer] == Approx(600 * 0.501899e-3 * 59 / 60).epsilon(2e-5));
}

TEST_CASE("two vendors share a market by the logit of their utility, and the norm follows the usage", "[worked]") {
  Bench b;
  const NationId market = b.nation("GB"), france = b.nation("FR");
  const FirmId google = b.firm("Google"), mistral = b.firm("Mistral");
  Firms& f = b.world.firms;
  f.best[google] = f.best[mistral] = 135;
  f.appeal[mistral] = -0.5;
  b.world.commons.frontier = 135;
  b.world.nations.gdp[market] = 9500;
  for (const NationId n : {market, france})
    b.world.nations.alignment[n] = b.world.nations.norm[n] = b.world.nations.norm_anchor[n] = -0.6;
  b.world.nations.adoption[market] = 0.5;
  b.call(nation::choose_services, january_2017, market);
  const EdgeId from_google = b.link(b.data.vertex(google), b.data.vertex(market), Good::ai_service);
  const EdgeId from_mistral = b.link(b.data.vertex(mistral), b.data.vertex(market), Good::ai_service);
  // Alignment: Google (-1)(-0.6) = 0.6, Mistral (-0.6)(-0.6) = 0.36, times 1.09358: 0.656148 and 0.393689. Habit is
  // equal. Odds e^(0.656148 - 0.393689 + 0.5) = e^0.762459 = 2.14354: shares 0.681887 and 0.318113.
  CHECK(b.world.trade.share[from_google] == Approx(0.681887).epsilon(1e-5));
  CHECK(b.world.trade.share[from_mistral] == Approx(0.318113).epsilon(1e-5));
  // 9500 bn / 12 x 0.00949219 x 0.5 adopted x (135 - 115)/40 = 1878.66 M$ a month.
  CHECK(b.world.nations.services_spending[market] == Approx(1878.66).epsilon(1e-5));
  b.call(nation::drift_norms, january_2017, market);
  // From -0.6: 0.01 x 0.5 x 0.681887 x (-1 + 0.6) = -0.00136377; Mistral's bloc has no leader; the anchor is -0.6
  // itself.
  CHECK(b.world.nations.norm[market] == Approx(-0.601363774).epsilon(2e-9));
}

TEST_CASE("capability of a released model", "[worked]") {
  Bench b;
  const FirmId lab = b.firm("Google");
  Firms& f = b.world.firms;
  b.p.capability_noise = 0;
  f.run_flop[lab] = 1e25 / 0.72;
  f.algorithm_next[lab] = 0.5;
  f.adaptation_next[lab] = 0.1;
  f.usage_data[lab] = 9;
  b.call(firm::train, Month::of(2023, 3), lab);
  // 10^25 FLOP in the window: 125.7 + 7 x (25 - 25.32 + 0.5 + 0.1) + 0.6 x log10(1 + 9) = 125.7 + 1.96 + 0.6.
  CHECK(f.release_eci[lab] == Approx(128.26));
}

TEST_CASE("self-sufficiency in tools grows faster under denial", "[worked]") {
  Bench b;
  const NationId china = b.nation("CN");
  b.world.nations.tools_share[china] = 0.2;
  for (const ToolmakerId e : b.world.toolmakers.nation.ids())
    if (b.world.toolmakers.nation[e] == b.nation("US")) b.regimes.tools(e, china).denied = 1;
  b.call(nation::develop, january_2017, china);
  // Denial 0.5 by the US alone: 0.2 + 0.174746/12 x (1 + 1.13229 x 0.5) x 0.2 x 0.8 = 0.2 + 0.0145622 x 1.566145 x
  // 0.16.
  CHECK(b.world.nations.tool_denial[china] == Approx(0.5).epsilon(1e-9));
  CHECK(b.world.nations.tools_share[china] == Approx(0.2036490).epsilon(1e-6));
}

TEST_CASE("the second month of adoption", "[worked]") {
  Bench b;
  const NationId us = b.nation("US");
  b.world.commons.onset = true;
  b.world.nations.adoption[us] = 0.002565;
  b.call(nation::develop, Month::of(2023, 1), us);
  // 0.95 x (0.003 + 0.06 x 0.002565/0.9) x (0.9 - 0.002565) = 0.95 x 0.003171 x 0.897435 = 0.00270348.
  CHECK(b.world.nations.adoption[us] == Approx(0.002565 + 0.00270348).epsilon(1e-6));
}

TEST_CASE("capacity arrives after its lag, as far as it can be tooled; the rest waits", "[worked]") {
  Bench b;
  const FoundryId smic = b.foundry("SMIC");
  const NationId china = b.nation("CN");
  Foundries& f = b.world.foundries;
  using Slot = Id<SlotTag>;
  f.capacity[smic] = 1000;
  f.pipeline(smic, Slot{0}) = 100;
  b.world.nations.tool_denial[china] = 0.8;
  b.world.nations.tools_share[china] = b.world.nations.litho_share[china] = 0.2;
  b.call(chipmaker::build_capacity, january_2017, smic);
  // Tools for 0.2 + 0.8 x (1 - 0.75 x 0.8) = 0.52: 52 arrive, 48 wait. (1000 + 52) x (1 - 0.002) = 1049.896.
  CHECK(f.untooled[smic] == Approx(48));
  CHECK(f.capacity[smic] == Approx(1049.896));
  const double ordered = f.pipeline(smic, Slot{0});
  CHECK(ordered == Approx(1692.31 * 1.35 * 0.02));  // a first trickle, a third more under denial
  // Denial ends: spare tools work off a twelfth of the queue a month, 4 of 48.
  b.world.nations.tool_denial[china] = 0;
  b.call(chipmaker::build_capacity, Month{1}, smic);
  CHECK(f.untooled[smic] == Approx(44));
  // What was ordered in month 0 stands in its slot until month 18.
  for (int m = 2; m < 18; ++m) {
    b.call(chipmaker::build_capacity, Month{m}, smic);
    REQUIRE(f.pipeline(smic, Slot{0}) == ordered);
  }
  const double before = f.arrived_total[smic], queue = f.untooled[smic];
  b.call(chipmaker::build_capacity, Month{18}, smic);
  CHECK(f.arrived_total[smic] - before == Approx(ordered + queue / 12));
}

TEST_CASE("paradigms arrive at a lab of research input 1 once in 240 months", "[worked]") {
  Bench b;
  const FirmId lab = b.firm("Google");
  Firms& f = b.world.firms;
  b.p.research_productivity = b.p.diffusion_closed = b.p.diffusion_open = 0;
  f.talent[lab] = 1;
  f.training[lab] = 2e4 / f.lab_share[lab];  // half of 20 000 H100e for research: 10 000, so that R = 1
  f.algorithm[lab] = 0;
  int arrived = 0;
  double sum = 0;
  constexpr int draws = 48000;
  for (std::uint64_t r = 0; r < draws; ++r) {
    b.random = RandomStream(1, r);
    b.call(firm::research, Month::of(2026, 3), lab);
    if (f.algorithm_next[lab] <= 0) continue;
    ++arrived;
    sum += f.algorithm_next[lab];
    REQUIRE(f.algorithm_next[lab] >= 0.4 * 0.734805);
    REQUIRE(f.algorithm_next[lab] <= 0.734805);
  }
  // 0.45/12/9 x 2 x 1/(1 + 1) = 1/240: 200 of 48 000, give or take sqrt(200) = 14. Mean size 0.7 x 0.734805 = 0.5144.
  CHECK(std::abs(arrived - 200) < 3 * 14);
  CHECK(sum / arrived == Approx(0.5144).epsilon(0.05));
  b.call(firm::research, Month::of(2025, 12), lab);  // none before 2026: until then they are events of the record
  CHECK(f.algorithm_next[lab] == 0);
}

}  // namespace equations_test
