// What published policies say, with numbers by pencil: named companies, turns, location checks, stocks, routes, models.
#include "agents/chipmaker/sell.hpp"
#include "agents/hub/divert.hpp"
#include "agents/nation/order_goods.hpp"
#include "engine/markets/goods_rules.hpp"
#include "engine/markets/goods_trade.hpp"
#include "engine/markets/sales_terms.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace policy_language_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month january = Month::of(2017, 1), february = Month::of(2017, 2), december = Month::of(2017, 12);

/// NVIDIA and two Chinese buyers under the rules of a month of 2017.
struct Sale {
  Bench b;
  NationId cn = b.nation("CN");
  DesignerId nvidia = b.designer("NVIDIA");
  FirmId alibaba = b.firm("Alibaba"), tencent = b.firm("Tencent");

  Sale(const std::string& events, Month month) : b(events) {
    b.enforce(month);
    chipmaker::set_terms(view(), 0, b.data.designers.count());
  }
  MonthView view() { return b.view(b.world.month); }
  EdgeId link(FirmId i) const { return b.link(b.data.vertex(nvidia), b.data.vertex(i), Good::accelerator); }
};

GoodsSet set(Good good) {
  GoodsSet s;
  s.add(traded(good));
  return s;
}

}  // namespace

TEST_CASE("chip_export_ban: what it spares is sold and bought as if it were not there", "[worked]") {
  const std::string ban =
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 10, redesign: false, start: 2017-02, ";
  Sale buyers(ban + "except: [Alibaba]}\n", december);
  CHECK_FALSE(buyers.b.world.designers.terms(buyers.nvidia, buyers.cn).allowed);
  CHECK_FALSE(TermsForBuyer(buyers.view(), buyers.nvidia, buyers.tencent)->allowed);
  const TermsForBuyer spared(buyers.view(), buyers.nvidia, buyers.alibaba);
  CHECK((spared.own() && spared->allowed && spared->scale == 1 && spared->frontier_value == 1));
  CHECK(under_chip_rule(buyers.view(), buyers.tencent));
  CHECK_FALSE(under_chip_rule(buyers.view(), buyers.alibaba));

  Sale designers(ban + "except: [NVIDIA]}\n", december);
  CHECK(designers.b.world.designers.terms(designers.nvidia, designers.cn).allowed);
  CHECK(designers.b.world.designers.terms(designers.nvidia, designers.cn).scale == 1);
  CHECK_FALSE(designers.b.regimes.named.empty());
}

TEST_CASE("licence: for named clients alone, and the quota is each one's", "[worked]") {
  Sale s(
      "  - {id: x, type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 10, redesign: false, start: 2017-02}\n"
      "  - {id: l, type: licence, issuer: US, targets: [CN], chip: V100, firms: [Alibaba, Baidu], quota: 300, "
      "start: 2017-08}\n",
      december);
  CHECK_FALSE(s.b.world.designers.terms(s.nvidia, s.cn).allowed);
  CHECK_FALSE(TermsForBuyer(s.view(), s.nvidia, s.tencent)->allowed);
  const TermsForBuyer served(s.view(), s.nvidia, s.alibaba);
  CHECK((served->allowed && served->compliant && served->quota == 300));
  // 500 and 200 ordered: 300 and 200 are left; payment falls with the order.
  const EdgeId first = s.link(s.alibaba), second = s.link(s.b.firm("Baidu"));
  s.b.world.trade.order[first] = 500, s.b.world.trade.payment[first] = 50;
  s.b.world.trade.order[second] = 200, s.b.world.trade.payment[second] = 20;
  chipmaker::apply_limits(s.view(), 0, 1);
  CHECK(s.b.world.trade.order[first] == Approx(300));
  CHECK(s.b.world.trade.payment[first] == Approx(30));
  CHECK(s.b.world.trade.order[second] == Approx(200));
}

TEST_CASE("diffusion_rule: a firm takes no more than its part of the cap, month by month", "[worked]") {
  Sale s(
      "  - {id: x, type: diffusion_rule, issuer: US, tier2: [CN], cap_tier2: 120000, cap_months: 12, firms: {Alibaba: "
      "0.2}, severity: 0.5, start: 2017-02}\n",
      february);
  const EdgeId first = s.link(s.alibaba), second = s.link(s.tencent);
  for (const EdgeId e : {first, second}) s.b.world.trade.order[e] = s.b.world.trade.payment[e] = 4000;
  chipmaker::apply_limits(s.view(), 0, 1);
  // 0.2 x 120 000 / 12 = 2000 a month; of the 2000 beyond it one half is cut.
  CHECK(s.b.world.trade.order[first] == Approx(3000));
  CHECK(s.b.world.trade.order[second] == Approx(4000));
}

TEST_CASE("sales_priority: the targets get what the others leave", "[worked]") {
  const std::string event = "  - {id: x, type: sales_priority, issuer: US, targets: [CN], start: 2017-02, severity: ";
  const auto shipped_of = [&](const std::string& severity) {
    Sale s(event + severity + "}\n", february);
    Designers& d = s.b.world.designers;
    for (const EdgeId e : s.b.world.trade.links(Good::accelerator)) s.b.world.trade.order[e] = 0;
    const EdgeId us = s.link(s.b.firm("Meta")), cn = s.link(s.alibaba);
    s.b.world.trade.order[us] = 80, s.b.world.trade.order[cn] = 60;
    d.inventory.assign(d.inventory.size()), d.produced.assign(d.produced.size());
    d.produced[s.nvidia] = 100;
    chipmaker::apply_limits(s.view(), 0, 1);
    chipmaker::sell(s.view(), 0, 1);
    return std::pair(s.b.world.trade.shipped[us], s.b.world.trade.shipped[cn]);
  };
  // All of 80, then 20 of 60. By half: 80 + 30 go first for 100, 30 wait and get nothing.
  CHECK(shipped_of("1").first == Approx(80));
  CHECK(shipped_of("1").second == Approx(20));
  CHECK(shipped_of("0.5").first == Approx(80 * 100 / 110.0));
  CHECK(shipped_of("0.5").second == Approx(30 * 100 / 110.0));
}

TEST_CASE("sales_priority: who waits expects what last month's orders would have left", "[worked]") {
  Bench b("  - {id: x, type: sales_priority, issuer: US, targets: [CN], start: 2017-02}\n");
  b.enforce(february);
  const DesignerId nvidia = b.designer("NVIDIA");
  for (const EdgeId e : b.world.trade.links(Good::accelerator)) b.world.trade.order[e] = 0;
  b.world.trade.order[b.link(b.data.vertex(nvidia), b.data.vertex(b.firm("Meta")), Good::accelerator)] = 60;
  b.world.trade.order[b.link(b.data.vertex(nvidia), b.data.vertex(b.firm("Alibaba")), Good::accelerator)] = 40;
  b.world.designers.fill[nvidia] = 0.8;
  chipmaker::set_terms(b.view(february), 0, b.data.designers.count());
  // 80 for 100: 20 are left for 40, one half, against 0.8 on the whole.
  CHECK(b.world.designers.terms(nvidia, b.nation("CN")).scale == Approx(0.5 / 0.8));
  CHECK(b.world.designers.terms(nvidia, b.nation("US")).scale == 1);
}

TEST_CASE("location_verification: part by part more of the parts on sale are found, and cost more", "[worked]") {
  Bench b(
      "  - {id: x, type: location_verification, issuer: US, detection: 0.6, months: 4, cost: 0.05, start: 2017-02}\n");
  const NationId us = b.nation("US");
  b.enforce(january);
  CHECK(b.regimes.verified[us] == 0);
  b.enforce(february + 1);
  CHECK(b.regimes.verified[us] == Approx(0.6 * 2 / 4));
  CHECK(b.regimes.verification_cost[us] == Approx(0.05));
  CHECK(b.regimes.verified[b.nation("KR")] == 0);
  // Open ways let 0.1 of 1000 pass: 100 for 200 that are wanted, 70 of them now.
  const DesignerId nvidia = b.designer("NVIDIA");
  b.world.designers.produced[nvidia] = 1000, b.world.designers.inventory[nvidia] = 0;
  b.world.firms.smuggle_order[b.firm("Alibaba")] = 200;
  b.p.evasion_diversion = 0.1, b.regimes.enforcement = 0;
  b.world.commons.evasion_skill = 1;
  for (const DesignerId d : b.world.designers.nation.ids())
    if (d != nvidia) b.world.designers.produced[d] = b.world.designers.inventory[d] = 0;
  hub::divert(b.view(february + 1), 0, 1);
  CHECK(b.world.designers.diverted[nvidia] == Approx(70));
}

TEST_CASE("stockpile: buyers aim at more, order it over the months of refilling, and use it in a shortage",
          "[worked]") {
  Bench b("  - {id: x, type: stockpile, issuer: US, goods: [rare_earths], months: 6, severity: 0.5, start: 2017-02}\n");
  b.enforce(february);
  nation::plan_goods(b.view(february), 0, 1);
  const BuyerId us = b.data.goods.buyer(b.nation("US"), traded(Good::rare_earths));
  nation::order_goods(b.view(february), 0, b.data.nations.count());
  // It is at its usual stock: the use of a month, and 3 months over the months of refilling.
  CHECK(b.world.goods.ordered_months[us] == Approx(1 + 0.5 * 6 / b.p.goods_refill_months));
  const BuyerId jp = b.data.goods.buyer(b.nation("JP"), traded(Good::rare_earths));
  CHECK(b.world.goods.ordered_months[jp] == Approx(1));
}

TEST_CASE("transport_disruption: what goes between the places is closed in part, what stays at home is not",
          "[worked]") {
  Bench b(
      "  - {id: x, type: transport_disruption, from: [CN], to: [JP, KR], goods: [rare_earths], share: 0.5, severity: "
      "0.8, start: 2017-02}\n");
  b.enforce(february);
  nation::plan_goods(b.view(february), 0, 1);
  const GoodsCatalogue& c = b.data.goods;
  for (const SellerId s : c.sellers[traded(Good::rare_earths)].ids())
    for (const EdgeId e : b.world.links_of(s)) {
      const NationId buyer = c.nation[c.buyer_of[e]];
      const bool shut = c.home[s] == b.nation("CN") && (buyer == b.nation("JP") || buyer == b.nation("KR"));
      CHECK(b.world.goods.access[e] == Approx(shut ? 0.6 : 1.0));
    }
  CHECK(b.regimes.cut_off(b.nation("CN"), b.nation("JP")) == 0);
}

TEST_CASE("supply_shock of one good of a company: no buyer gets that part of it", "[worked]") {
  Bench b(
      "  - {id: x, type: supply_shock, supplier: Nexperia, goods: [mature_chip], severity: 0.7, start: 2017-02, "
      "duration: 1}\n");
  b.enforce(february);
  const VertexId nexperia = [&] {
    for (const VertexId v : b.data.goods.companies)
      if (b.data.vertex_name(v) == "Nexperia") return v;
    return VertexId{};
  }();
  CHECK(b.regimes.capacity[nexperia] == 1);
  REQUIRE(b.regimes.goods.size() == b.data.nations.count());
  for (const GoodsRule& rule : b.regimes.goods)
    CHECK((rule.company == nexperia && rule.goods == set(Good::mature_chip) && rule.closed == Approx(0.7)));
}

TEST_CASE("materials_ban: from a share of content on foreign goods are bound wholly", "[worked]") {
  const auto foreign = [](const std::string& more) {
    Bench b(
        "  - {id: x, type: materials_ban, issuer: CN, targets: [US], materials: [rare_earths], cut: 0.8, fdpr: "
        "true, start: 2017-02" +
        more + "}\n");
    b.enforce(february);
    double most = 0;
    std::size_t bound = 0;
    for (const GoodsRule& rule : b.regimes.goods)
      if (rule.home != b.nation("CN")) most = std::max(most, rule.closed), ++bound;
    return std::pair(most, bound);
  };
  const auto in_proportion = foreign(""), from_a_thousandth = foreign(", content_min: 0.001"),
             from_all = foreign(", content_min: 1");
  CHECK((in_proportion.first > 0 && in_proportion.first < 0.8));
  CHECK(from_a_thousandth.first == Approx(0.8));
  CHECK(from_a_thousandth.second == in_proportion.second);
  CHECK(from_all.second == 0);  // no one buys all of it in China
}

TEST_CASE("entity_list: makers of memory and of tools", "[worked]") {
  Bench b(
      "  - {id: x, type: entity_list, issuer: US, firms: [CXMT, YMTC, SMEE], goods: [tools], severity: 0.5, start: "
      "2017-02}\n");
  const NationId us = b.nation("US"), cn = b.nation("CN");
  for (const SellerId s : b.data.goods.company.ids()) b.world.goods.planned[s] = 1;
  b.enforce(february);
  const auto company = [&](const char* name) {
    for (const VertexId v : b.data.goods.companies)
      if (b.data.vertex_name(v) == name) return v;
    return VertexId{};
  };
  CHECK(b.regimes.tools_listed[b.data.vertex(b.memory_maker("CXMT"))] ==
        Approx(0.25));  // 0.5 x the weight 0.5 of the US
  CHECK(b.regimes.tools_listed[company("YMTC")] == Approx(0.25));
  double tools = 0, own = 0;  // one apiece
  const GoodsCatalogue& c = b.data.goods;
  for (const SellerId s : c.company.ids())
    if (c.home[s] == cn && c.kind[c.sold[s]] == GoodsKind::tool) ++tools, own += c.company[s] == company("SMEE");
  CHECK(b.regimes.components_denied(us, cn).denied == Approx(0.5 * own / tools));
  // A quarter of the tools is gone: it grows by three quarters of 8 %, and a quarter of 2 % wears out.
  CHECK(without_tools(1, 1.08, 0.25, 0.02) == Approx(1 + 0.06 - 0.005));
  CHECK(without_tools(1, 0.95, 0.25, 0.02) == Approx(0.95 - 0.005));
}

TEST_CASE("model_export_control: odds of the service, presence of the weights", "[worked]") {
  Bench b(
      "  - {id: x, type: model_export_control, issuer: US, targets: [IN], scope: [access], severity: 0.9, start: "
      "2017-02}\n"
      "  - {id: y, type: model_export_control, issuer: US, targets: [IN], scope: [weights], firms: [Meta], severity: "
      "0.4, start: 2017-02}\n");
  b.enforce(february);
  const NationId us = b.nation("US"), india = b.nation("IN");
  CHECK(b.regimes.service_odds(india, us) == Approx(0.1));
  CHECK(b.regimes.service_odds(us, india) == 1);
  CHECK(b.regimes.cut_off(us, india) >= 0.9);
  CHECK(b.regimes.presence_boost(india, b.firm("Meta")) == Approx(-0.4));
  CHECK(b.regimes.presence_boost(india, b.firm("Google")) == 0);
}

}  // namespace policy_language_test
