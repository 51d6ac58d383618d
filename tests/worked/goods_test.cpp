// Trade in goods by pencil: each equation, then cases of the record.
#include <cmath>

#include "agents/chipmaker/design.hpp"
#include "agents/chipmaker/produce.hpp"
#include "agents/chipmaker/supply_goods.hpp"
#include "agents/nation/order_goods.hpp"
#include "agents/nation/receive_goods.hpp"
#include "engine/markets/goods_rules.hpp"
#include "engine/markets/goods_trade.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace goods_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

struct Trade : Bench {
  const GoodsCatalogue& c = data.goods;
  GoodsMarket& m = world.goods;

  void month(Month t) {
    const MonthView v = view(t);
    nation::plan_goods(v, 0, 1);
    nation::order_goods(v, 0, data.nations.count());
    chipmaker::supply_goods(v, 0, c.company.size());
    nation::receive_goods(v, 0, data.nations.count());
  }
  void rule(const GoodsRule& r) { regimes.goods.push_back(r), ++regimes.revision; }
  static GoodsSet set(Good good) {
    GoodsSet s;
    s.add(traded(good));
    return s;
  }
  SellerId seller(VertexId v, Good good) const {
    for (const SellerId s : c.sellers[traded(good)].ids())
      if (c.company[s] == v) return s;
    return {};
  }
  BuyerId buyer(const char* name, Good good) const { return c.buyer(nation(name), traded(good)); }
};

/// A run watched to its end.
struct Run {
  Scenario scenario;
  Watch watch{scenario};
  explicit Run(Scenario s) : scenario(std::move(s)) { simulation(scenario, 0, 1, &watch.recorder()).run(); }
  double operator()(const char* metric, const char* agent, const char* month) const {
    return watch.value(metric, agent, *Month::parse(month));
  }
};

Run with(const std::string& events, const std::string& until) {
  return Run(variant("baseline", events.empty() ? "" : "events:\n  - " + events + "\n", until));
}

}  // namespace

TEST_CASE("the equations of trade, one by one", "[worked]") {
  CHECK(adjusted_share(0.5, 0.2, 0.1) == Approx(0.47));
  CHECK(order_months(1, 3, 2.4, 3, 0.2, 0.5) == Approx(1 + 0.2 + 0.1));  // use + (3 - 2.4)/3 + half of what was missed
  CHECK(order_months(1, 3, 3.6, 3, 0, 0.5) == 1);                        // more than the target: no less is ordered
  CHECK(stretched(1, 0.24, 1.25, 12) == Approx(1.005));                  // 1 + 0.25 x 0.24/12
  CHECK(stretched(1.12, 0, 1.25, 12) == Approx(1.11));                   // 1.12 - 0.12/12
  CHECK(rebuilt(1, 120, 100, 0.05, 0.015) == Approx(1.01));              // a twentieth of the gap of 0.2
  CHECK(rebuilt(1, 200, 100, 0.05, 0.015) == Approx(1.015));             // at most
  CHECK(rebuilt(2, 100, 100, 0.05, 0.015) == Approx(2 * 0.985));         // capacity twice the orders: down, at most
  CHECK(rebuilt(1, 7, 0, 0.05, 0.015) == 1);                             // not yet in the market
  CHECK(scarcity_price(0.8, 0.5, 10) == Approx(1.5625));                 // 0.8^-2
  CHECK(scarcity_price(0.1, 0.5, 10) == 10);
  CHECK(scarcity_price(1.2, 0.5, 10) == 1);
  const Draw enough = draw(1.5, 0.5, 0.1, 3, 2), little = draw(0.3, 0.5, 0, 3, 2), none = draw(0, 0.7, 0, 0, 2);
  CHECK((enough.used == 1 && enough.inventory == Approx(1.1)));            // 2.1 at hand, 2 needed at hand
  CHECK((little.used == Approx(0.4) && little.inventory == Approx(0.4)));  // 0.8/2
  CHECK((none.used == Approx(0.7) && none.inventory == 0));                // cannot be stored
  const Draw reserve = draw_tools(5, 0.7, 3, 1.0 / 12), usual = draw_tools(3, 0.7, 3, 1.0 / 12);
  CHECK(reserve.used == Approx(0.7 + 2.0 / 12));  // a twelfth of the 2 beyond the usual stock
  CHECK(reserve.inventory == Approx(5 - 2.0 / 12));
  CHECK((usual.used == Approx(0.7) && usual.inventory == Approx(3)));  // the usual stock is no reserve
}

TEST_CASE("the factor of a path moves the nation's share of the world's purchases; the others share the rest",
          "[worked]") {
  Trade t;
  const Month july = Month::of(2022, 7);
  t.month(july);
  // China buys a quarter of the lithography tools of 2024 and 0.6 of that in the middle of 2022: 15 %. Taiwan's 29.5 %
  // are of 2024, when 75 % were left to the others; of the 85 % of 2022 it has 29.5 x 85/75 = 33.4 %.
  const double world = t.c.sales[traded(Good::lithography_tool)]->at(july) * 1000 / 12;
  CHECK(t.m.use[t.buyer("CN", Good::lithography_tool)] == Approx(0.15 * world).epsilon(1e-3));
  CHECK(t.m.use[t.buyer("TW", Good::lithography_tool)] == Approx(0.295 * 0.85 / 0.75 * world).epsilon(1e-3));
  for (const TradedId g : traded_goods()) {
    double use = 0;
    for (const BuyerId b : t.c.nation.ids()) use += t.c.bought[b] == g ? t.m.use[b] : 0;
    CHECK(use == Approx(t.c.sales[g]->at(july) * 1000 / 12).epsilon(1e-9));
  }
}

TEST_CASE("a market that is worked out in full stays at rest where no rule bites", "[worked]") {
  Trade calm, full;
  full.m.calm.assign(traded_good_count, 0.0);
  for (int k = 0; k < 60; ++k) {
    calm.month(Month{k}), full.month(Month{k});
    bool at_rest = true, same = true;
    for (const BuyerId b : full.c.nation.ids())
      at_rest &= full.m.used[b] == 1 && full.m.backlog[b] == 0 && full.m.price[b] == 1 &&
                 std::fabs(full.m.inventory[b] - calm.m.inventory[b]) < 1e-9;
    for (const SellerId s : full.c.company.ids())
      at_rest &= full.m.fill[s] == 1 && full.m.stretch[s] == 1 && std::fabs(full.m.scale[s] - 1) < 1e-9;
    for (const EdgeId e : ids<EdgeId>(full.world.trade.edge_count()))
      same &= std::fabs(full.world.trade.shipped[e] - calm.world.trade.shipped[e]) <=
              1e-9 * (1 + calm.world.trade.shipped[e]);
    REQUIRE(at_rest);
    REQUIRE(same);
  }
}

TEST_CASE("a ban takes its part of a link at once; the freed share is offered again step by step", "[worked]") {
  Trade t;
  const NationId cn = t.nation("CN");
  const VertexId micron = t.data.vertex(t.memory_maker("Micron"));
  const BuyerId b = t.buyer("CN", Good::memory_chip);
  const EdgeId e = t.link(micron, t.data.vertex(cn), Good::memory_chip);
  t.month(Month{0});
  const double share = t.world.trade.share[e], shipped = t.world.trade.shipped[e];
  REQUIRE(share > 0.05);
  CHECK(shipped == Approx(t.m.use[b] * share));
  t.rule({.goods = GoodsSet::all(), .company = micron, .buyer = cn, .closed = 0.5});
  t.month(Month{1});
  // Half the share goes at once, and the link may carry no more than the other half.
  const double after = 0.5 * share;
  CHECK(t.world.trade.share[e] == Approx(after).epsilon(1e-6));
  CHECK(t.world.trade.shipped[e] / t.m.use[b] == Approx(after).epsilon(1e-6));
  CHECK(t.m.closed[b] == Approx(0.5 * share).epsilon(1e-6));
  // What all shares leave out is missed: share/2 less the part that is offered again. Others have spare capacity for
  // that.
  const double missed = 0.5 * share * (1 - t.p.goods_adjustment);
  CHECK(t.m.backlog[b] == Approx(missed).epsilon(1e-6));
  CHECK(t.m.received[b] == Approx(1 - missed).epsilon(1e-6));
  CHECK(t.m.inventory[b] == Approx(1.5 - missed).epsilon(1e-6));
  CHECK(t.m.used[b] == 1);
  CHECK(t.m.price[b] ==
        Approx(std::pow(1 - missed, -1 / t.c.price_elasticity[traded(Good::memory_chip)])).epsilon(1e-6));
  // Next month: use, a third of what the stock lacks, and half of what was missed.
  t.month(Month{2});
  CHECK(t.m.ordered_months[b] == Approx(1 + missed / 3 + missed / 2).epsilon(1e-6));
}

TEST_CASE("a link on which a rule binds carries at most the open part of what it carries at rest", "[worked]") {
  Trade t;
  const BuyerId b = t.buyer("CN", Good::memory_chip);
  const VertexId micron = t.data.vertex(t.memory_maker("Micron"));
  const EdgeId e = t.link(micron, t.data.vertex(t.nation("CN")), Good::memory_chip);
  t.m.calm[traded(Good::memory_chip)] = 0;
  t.month(Month{0});
  t.world.trade.share[e] = 3 * t.world.trade.weight[e];  // it had taken over from others
  t.rule({.goods = GoodsSet::all(), .company = micron, .buyer = t.nation("CN"), .closed = 0.5});
  t.month(Month{1});
  CHECK(t.world.trade.shipped[e] <= 0.5 * t.world.trade.weight[e] * t.m.use[b] * (1 + 1e-12));
}

TEST_CASE("a seller short of capacity serves all alike, stretches and builds", "[worked]") {
  Trade t;
  const SellerId tsmc = t.seller(t.data.vertex(t.foundry("TSMC")), Good::logic_chip);
  t.regimes.capacity[t.data.vertex(t.foundry("TSMC"))] = 0.5, ++t.regimes.revision;
  t.month(Month{0});
  // Half of 1.1 x plan for orders of the plan: 0.55 of every order; expected fill 1 + 0.3 x (0.55 - 1); stretch 1 +
  // 0.25 x 0.45/12.
  const double capacity = 0.55 * t.m.planned[tsmc];
  CHECK(t.m.ordered[tsmc] == Approx(t.m.planned[tsmc]).epsilon(1e-9));
  CHECK(t.m.capacity[tsmc] == Approx(capacity));
  for (const EdgeId e : t.world.links_of(tsmc))
    CHECK(t.world.trade.shipped[e] == Approx(0.55 * t.world.trade.order[e]));
  CHECK(t.m.fill[tsmc] == Approx(0.865));
  CHECK(t.m.stretch[tsmc] == Approx(1.009375));
  // A tariff: weight x 1.25^(1 - 2) = 0.8.
  t.rule({.goods = Trade::set(Good::logic_chip), .home = t.nation("TW"), .buyer = t.nation("US"), .tariff = 0.25});
  t.month(Month{1});
  CHECK(t.m.attraction[t.link(t.data.vertex(t.foundry("TSMC")), t.data.vertex(t.nation("US")), Good::logic_chip)] ==
        Approx(0.8));
}

TEST_CASE("without photoresist wafers stop once stocks are low, not before", "[worked]") {
  Trade t;
  t.p.materials_substitution = t.p.goods_adjustment = t.p.goods_link_rate = 0;
  const BuyerId b = t.buyer("TW", Good::photoresist);
  t.m.inventory[b] = 2;
  t.rule({.goods = Trade::set(Good::photoresist), .home = t.nation("JP"), .buyer = t.nation("TW"), .closed = 1});
  t.month(Month{0});
  const double open =
      1 - t.m.closed[b];  // what makers outside Japan sell to Taiwan; the order is no larger as long as stocks are full
  REQUIRE((open > 0.01 && open < 0.2));
  CHECK(t.m.received[b] == Approx(open));
  CHECK(t.m.inventory[b] == Approx(1 + open));
  CHECK(t.m.price[b] == 10);
  CHECK(t.m.materials_limit[t.nation("TW")] == 1);
  // Then 1 + open at hand and what comes of the larger order, which makers with a tenth to spare cannot meet in full.
  t.month(Month{1});
  const double received = t.m.received[b];
  CHECK((received > open && received < 3 * open));
  CHECK(t.m.used[b] == Approx((1 + open + received) / 2));
  CHECK(t.m.materials_limit[t.nation("TW")] == Approx(t.m.used[b]));
  // TSMC can use this part of its 900 wafers a month.
  const FoundryId tsmc = t.foundry("TSMC");
  const VertexId maker = t.data.vertex(tsmc);
  for (const EdgeId e : t.world.trade.sales(maker, Good::wafer)) t.world.trade.order[e] = 10000;
  t.call(chipmaker::ration_wafers, Month{1}, tsmc);
  double wafers = 0;
  for (const EdgeId e : t.world.trade.sales(maker, Good::wafer)) wafers += t.world.trade.shipped[e];
  CHECK(wafers == Approx(900 * t.m.used[b]));
}

TEST_CASE("own sources of a material grow while it is cut, and tools that are announced away are laid in", "[worked]") {
  Trade t;
  t.p.goods_tools_hoarding = 1;
  const BuyerId graphite = t.buyer("JP", Good::graphite), tools = t.buyer("CN", Good::etch_tool);
  t.rule({.goods = Trade::set(Good::graphite), .home = t.nation("CN"), .buyer = t.nation("JP"), .closed = 1});
  const VertexId lam = t.data.vertex(t.toolmaker("Lam Research"));
  const EdgeId from_lam = t.link(lam, t.data.vertex(t.nation("CN")), Good::etch_tool);
  t.regimes.goods_announced.push_back(
      {.goods = Trade::set(Good::etch_tool), .company = lam, .buyer = t.nation("CN"), .closed = 0.8});
  t.month(Month{0});
  const double own = t.c.home_share[graphite];
  CHECK(t.m.substitute[graphite] == Approx(0.02 * t.m.closed[graphite] * std::sqrt(std::max(own, 0.01)) * (1 - own)));
  // Tools: of the share w that comes from Lam 0.8 is threatened: target 3 x (1 + 0.8 w), a third of 2.4 w more ordered,
  // all of it from Lam.
  const double lams = t.world.trade.weight[from_lam];
  REQUIRE((lams > 0.05 && lams < 0.6));
  CHECK(t.m.ordered_months[tools] == Approx(1 + 0.8 * lams));
  CHECK(t.world.trade.order[from_lam] / t.m.use[tools] == Approx(1.8 * lams));
  CHECK(t.m.inventory[tools] == Approx(3 + t.m.received[tools] - 1));
  CHECK(t.m.tool_cover[t.nation("CN")] == 0);  // nothing is closed yet
  // Once a part is closed, a twelfth of the reserve beyond 3 months covers it; all closed tools must be at hand.
  t.regimes.goods_announced.clear();
  t.rule({.goods = Trade::set(Good::etch_tool),
          .home = t.nation("US"),
          .buyer = t.nation("CN"),
          .closed = 1,
          .advanced_tools = true});
  t.m.inventory[tools] = 6;
  t.month(Month{1});
  CHECK(t.m.closed[tools] > 0.02);
  CHECK(t.m.tool_cover[t.nation("CN")] ==
        Approx(std::min(1.0, 0.3 * (t.m.inventory[tools] - 3) / 12 / t.m.closed[tools])));
}

TEST_CASE("packaging and chips that are missing cost production and output", "[worked]") {
  Trade t;
  const NationId us = t.nation("US");
  const DesignerId nvidia = t.designer("NVIDIA");
  t.m.packaging[us] = 0.25;
  t.world.designers.orders[nvidia] = 1000;
  t.world.designers.per_wafer[nvidia] = 10;
  t.world.designers.hbm_held[nvidia] = 1;  // more stacks than it needs
  t.world.trade.shipped[t.link(t.data.vertex(t.foundry("TSMC")), t.data.vertex(nvidia), Good::wafer)] = 100;
  t.call(chipmaker::produce, Month{0}, nvidia);
  CHECK(t.world.designers.produced[nvidia] == Approx(0.25 * t.p.foundry_wafer_margin * 1000));
  // 0.1 for no logic chips at all, 0.05 mature, 0.04 memory.
  for (const Good g : {Good::logic_chip, Good::mature_chip, Good::memory_chip})
    t.m.calm[traded(g)] = 0, t.m.inventory[t.buyer("US", g)] = -1;
  for (const EdgeId e : ids<EdgeId>(t.world.trade.edge_count()))
    if (is_traded(t.world.trade.good(e))) t.world.trade.shipped[e] = t.m.use[t.c.buyer_of[e]] = 0;
  for (const Good g : {Good::logic_chip, Good::mature_chip, Good::memory_chip})
    t.m.use[t.buyer("US", g)] = 1, t.m.inventory[t.buyer("US", g)] = 0;
  t.call(nation::receive_goods, Month{0}, us);
  CHECK(t.m.gdp_loss[us] == Approx(0.19));
}

TEST_CASE("what a nation's makers do not sell costs its output, and what others' losses bring them adds to it",
          "[worked]") {
  Trade t;
  const NationId taiwan = t.nation("TW");
  const SellerId tsmc = t.seller(t.data.vertex(t.foundry("TSMC")), Good::logic_chip);
  t.p.goods_value_added = 0.5;
  t.world.nations.gdp[taiwan] = 120;  // 10 000 M$ a month
  t.month(Month{0});
  CHECK(t.m.output_lost[taiwan] == 0);
  t.m.calm[traded(Good::logic_chip)] = 0;
  const double sold = t.world.goods.sold[tsmc];
  t.m.planned[tsmc] = sold + 400;
  t.call(nation::receive_goods, Month{0}, taiwan);
  CHECK(t.m.output_lost[taiwan] == Approx(0.5 * 400 / 10000));
  t.m.planned[tsmc] = sold - 400;
  t.call(nation::receive_goods, Month{0}, taiwan);
  CHECK(t.m.output_lost[taiwan] == Approx(-0.5 * 400 / 10000));
}

TEST_CASE("the exclusion of Micron costs it half of its sales to China", "[worked]") {
  const Run run(shipped("baseline", "2024-06")), free(shipped("no_ban", "2024-06"));
  const auto ratio = [&](const char* metric, const char* company, const char* month) {
    return run(metric, company, month) / free(metric, company, month);
  };
  CHECK(ratio("sales_to_cn", "Micron", "2023-04") == 1);
  CHECK(ratio("sales_to_cn", "Micron", "2023-06") > 0.48);
  CHECK(ratio("sales_to_cn", "Micron", "2023-06") < 0.56);
  CHECK(ratio("goods_sales", "Micron", "2023-06") > 0.86);  // a quarter goes to China, half of that is gone
  CHECK(ratio("goods_sales", "Micron", "2023-06") < 0.89);
  CHECK(ratio("sales_to_cn", "CXMT", "2024-06") > 1.01);  // others step in
  CHECK(run("gdp_loss", "CN", "2024-06") == 0);           // and stocks bridge the time until then
}

TEST_CASE("a cut of gallium and germanium is dear at once and hurts late", "[worked]") {
  const Run run = with(
      "{id: cut, type: materials_ban, issuer: CN, targets: [US, TW, KR, JP], materials: [gallium_germanium], start: "
      "2024-12, cut: 0.9}",
      "2026-12");
  CHECK(run("goods_price", "gallium_germanium", "2024-11") == 1);
  CHECK(run("goods_price", "gallium_germanium", "2024-12") > 1.5);
  CHECK(run("material_price", "US", "2024-12") > 3);
  CHECK(run("goods_shortage", "gallium_germanium", "2025-01") == 0);  // three months in stock, two wanted at hand
  CHECK(run("goods_shortage", "gallium_germanium", "2025-06") > 0.05);
  CHECK(run("goods_shortage", "gallium_germanium", "2026-12") <
        run("goods_shortage", "gallium_germanium", "2025-12"));  // others build, substitutes grow
  CHECK(run("sales_to_cn", "Chalco", "2025-06") > 0);
}

TEST_CASE("a year without Taiwan's chips costs the world several percent of its output for the time", "[worked]") {
  const Run run =
      with("{id: outage, type: supply_shock, nation: TW, severity: 0.9, start: 2027-01, duration: 12, recovery: 3}",
           "2030-12");
  CHECK(run("gdp_loss_world", "", "2026-12") == 0);
  CHECK(run("gdp_loss_world", "", "2027-01") == 0);  // stocks last a month or two
  CHECK(run("gdp_loss_world", "", "2027-12") > 3);
  CHECK(run("gdp_loss_world", "", "2027-12") < 9);
  CHECK(run("goods_shortage", "logic_chip", "2027-12") > 0.4);
  CHECK(run("output_lost", "TW", "2027-01") > 3);  // its makers sell less at once
  CHECK(run("gdp_cost", "TW", "2027-12") ==
        Approx(run("gdp_loss", "TW", "2027-12") + run("output_lost", "TW", "2027-12")));
  CHECK(run("goods_shortage", "mature_chip", "2027-12") < run("goods_shortage", "logic_chip", "2027-12"));
  CHECK(run("gdp_loss_world", "", "2030-12") < 0.2);
}

}  // namespace goods_test
