// Norms, alignment, earned trust, open weights and AI in GDP, by pencil.
#include <cmath>
#include <set>

#include "agents/firm/serve.hpp"
#include "agents/nation/develop.hpp"
#include "agents/nation/norms.hpp"
#include "agents/nation/open_weights.hpp"
#include "agents/nation/services.hpp"
#include "engine/markets/closed_links.hpp"
#include "engine/world/neighbours.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

namespace influence_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month month = Month::of(2025, 1);

Column<NationId, double> of(std::initializer_list<double> values) {
  Column<NationId, double> out;
  for (const double v : values) out.push_back(v);
  return out;
}

}  // namespace

TEST_CASE("neighbours weigh by GDP and closeness of alignment", "[worked]") {
  const auto w = neighbour_weights(of({100, 200, 50}), of({0, -1, 0.5}));
  // To the first: 200 e^-1 = 73.5759 and 50 e^-0.5 = 30.3265, of 103.9024.
  CHECK(w(NationId{0}, NationId{0}) == 0);
  CHECK(w(NationId{1}, NationId{0}) == Approx(0.708125).epsilon(1e-5));
  CHECK(w(NationId{2}, NationId{0}) == Approx(0.291875).epsilon(1e-5));
  CHECK(neighbour_weights(of({7}), of({0}))(NationId{0}, NationId{0}) == 1);  // alone: hears itself
}

TEST_CASE("a norm follows usage, open weights, neighbours and its anchor", "[worked]") {
  Bench b;
  const NationId africa = b.nation("KE");
  Nations& n = b.world.nations;
  n.norm_anchor[africa] = 0.25;
  n.norm[africa] = 0.30;
  n.adoption[africa] = 0.2;
  n.usage_bloc_balance[africa] = 0.1 - 0.8,
  n.usage_bloc_share[africa] = 0.9;  // 0.1 of usage is Chinese, 0.8 US, 0.1 of no bloc
  n.open_users[africa] = 0.5, n.open_bloc_balance[africa] = 0.3 - 0.1, n.open_bloc_share[africa] = 0.4;
  n.neighbours_moved[africa] = -0.05;
  b.call(nation::drift_norms, month, africa);
  // Services: (1 - 0.1 x 0.5) x (-0.7 - 0.9 x 0.3) = 0.95 x -0.97 = -0.9215. Open weights: 0.5 x 0.1 x (0.2 - 0.4 x
  // 0.3) = 0.004. 0.01 x 0.2 x -0.9175 = -0.001835; neighbours 0.003 x (-0.05 - 0.05) = -0.0003; anchor -0.01 x 0.05 =
  // -0.0005.
  CHECK(n.norm[africa] == Approx(0.30 - 0.001835 - 0.0003 - 0.0005).epsilon(1e-9));
  n.trade_shift[africa] = 0.1;
  n.alignment[africa] = 0.25;
  b.call(nation::shift_alignment, month, africa);
  // 0.002 x (0.297365 - 0.25) + 0.01 x 0.1.
  CHECK(n.alignment[africa] == Approx(0.25 + 0.002 * 0.047365 + 0.001).epsilon(1e-9));
  n.trade_shift[b.nation("US")] = 1;
  b.call(nation::shift_alignment, month, b.nation("US"));
  CHECK(n.alignment[b.nation("US")] == -1);
}

TEST_CASE("neighbours are heard as they were: by how much they moved from their anchors", "[worked]") {
  Bench b;
  Nations& n = b.world.nations;
  const NationId india = b.nation("IN"), africa = b.nation("KE"), eu = b.nation("DE");
  n.norm[africa] += 0.2, n.norm[eu] -= 0.1;
  b.call(nation::average_neighbour_norms, month, india);
  CHECK(n.neighbours_moved[india] ==
        Approx(0.2 * b.data.neighbours(africa, india) - 0.1 * b.data.neighbours(eu, india)));
}

TEST_CASE("the first purchases are no shift of trade; later ones are, over about a year", "[worked]") {
  Bench b;
  Nations& n = b.world.nations;
  const NationId africa = b.nation("KE");
  n.services_spending[africa] = 120, n.usage_bloc_balance[africa] = -1;
  nation::follow_trade(b.view(month), 0, 1);
  CHECK(n.trade_shift[africa] == 0);
  n.usage_bloc_balance[africa] = 1;
  nation::follow_trade(b.view(month + 1), 0, 1);
  // From -120/120 to (-110 + 120)/(110 + 120) = 0.0434783.
  CHECK(n.trade_shift[africa] == Approx(1.0434783).epsilon(1e-7));
}

TEST_CASE("presence earns trust, up to a limit and not while it cuts off", "[worked]") {
  Bench b;
  const NationId india = b.nation("IN"), us = b.nation("US");
  b.world.nations.foothold(india, us) = 0.6;
  b.call(nation::earn_trust, month, india);
  CHECK(b.world.nations.trust(india, us) == Approx(0.02 * 0.6 * 0.1));
  b.world.nations.trust(india, us) = 0.05;
  b.call(nation::earn_trust, month, india);
  CHECK(b.world.nations.trust(india, us) == Approx(0.05 + 0.02 * 0.6 * 0.05 - 0.02 * 0.05));
  b.world.nations.trust(india, us) = 0.05;
  b.regimes.cut_off(us, india) = 1;
  b.call(nation::earn_trust, month, india);
  CHECK(b.world.nations.trust(india, us) == 0.05);
}

TEST_CASE("a month of Bass diffusion of open weights, by origin and laboratory", "[worked]") {
  Bench b;
  Firms& f = b.world.firms;
  const NationId india = b.nation("IN");
  const FirmId meta = b.firm("Meta"), deepseek = b.firm("DeepSeek"), alibaba = b.firm("Alibaba");
  b.world.commons.onset = true;
  f.best_open[meta] = 130, f.best_open[deepseek] = f.best_open[alibaba] = 120;
  const auto edge = [&](FirmId i) { return b.link(b.data.vertex(i), b.data.vertex(india), Good::open_weights); };
  b.world.trade.share[edge(meta)] = 0.2, b.world.trade.share[edge(alibaba)] = 0.1;
  b.world.nations.open_users[india] = 0.3;
  nation::spread_open_weights(b.view(month), 0, 1);
  // Appeal: Meta 1, the two Chinese labs e^-1.2 = 0.301194, half of which each draws: 0.150597. Meta 1/1.301194 =
  // 0.768525. Users: 0.3 + (0.01 + 0.25 x 0.3) x 0.7 = 0.3 + 0.0595.
  CHECK(b.world.nations.open_users[india] == Approx(0.3595));
  // Meta: 0.768525 x (0.0595 new + 0.0833 x 0.3 who renew) = 0.768525 x 0.08449 = 0.0649327; 0.0833 of its own 0.2
  // leave it.
  CHECK(b.world.trade.shipped[edge(meta)] == Approx(b.world.nations.users[india] * 0.0649327).epsilon(1e-5));
  CHECK(b.world.trade.share[edge(meta)] == Approx(0.2 + 0.0649327 - 0.01666).epsilon(1e-5));
  const double chinese = b.world.trade.share[edge(alibaba)] + b.world.trade.share[edge(deepseek)],
               american = b.world.trade.share[edge(meta)];
  CHECK(b.world.nations.open_bloc_balance[india] == Approx(chinese - american));
  CHECK(b.world.nations.open_bloc_share[india] == Approx(b.world.nations.open_users[india]));
}

TEST_CASE("where foreign open weights are barred, those in use are left to age", "[worked]") {
  Bench b;
  const NationId india = b.nation("IN");
  const FirmId meta = b.firm("Meta");
  b.world.commons.onset = true;
  b.world.firms.best_open[meta] = 130;
  const EdgeId e = b.link(b.data.vertex(meta), b.data.vertex(india), Good::open_weights);
  b.world.trade.share[e] = b.world.nations.open_users[india] = 0.3;
  b.regimes.open_use_closed[india] = 1;
  nation::spread_open_weights(b.view(month), 0, 1);
  CHECK(b.world.trade.shipped[e] == 0);
  CHECK(b.world.trade.share[e] == Approx(0.3 * (1 - 0.0833)));
  CHECK(b.world.nations.open_users[india] == Approx(0.3 * (1 - 0.0833)));
}

TEST_CASE("GDP takes up what AI adds beyond the recorded trend", "[worked]") {
  Bench b;
  Nations& n = b.world.nations;
  const NationId us = b.nation("US");
  n.gdp[us] = 30000, n.growth[us] = 0.048, n.tfp[us] = 0.004;
  b.call(nation::develop, Month::of(2025, 12), us);
  CHECK(n.gdp[us] == Approx(30000 * 1.004));  // until 2025-12 the recorded growth holds it
  n.gdp[us] = 30000, n.tfp[us] = 0.006;
  b.call(nation::develop, Month::of(2026, 1), us);
  CHECK(n.gdp[us] == Approx(30000 * 1.004 * std::exp(0.002)));
  n.gdp[us] = 30000;
  b.call(nation::develop, Month::of(2026, 2), us);
  CHECK(n.gdp[us] == Approx(30000 * 1.004));  // no more to take up
}

TEST_CASE("productivity depends on the best model that a nation may use", "[worked]") {
  Bench b;
  const NationId china = b.nation("CN"), us = b.nation("US");
  Firms& f = b.world.firms;
  f.best[b.firm("Google")] = 155, f.best[b.firm("Baidu")] = 147, f.best_open[b.firm("Baidu")] = 139;
  b.world.commons.frontier = 155;
  b.world.nations.adoption[china] = b.world.nations.adoption[us] = 0.5;
  b.regimes.service_odds(china, us) = 0;
  b.call(nation::choose_services, month, china);
  b.call(nation::choose_services, month, us);
  // 0.2 x 0.27 x 0.54 x 0.5 = 0.01458, times 1/2 at 155 and 1/(1 + e) = 0.268941 one width below.
  CHECK(b.world.nations.tfp[us] == Approx(0.00729).epsilon(1e-9));
  CHECK(b.world.nations.tfp[china] == Approx(0.01458 * 0.268941).epsilon(1e-5));
}

TEST_CASE("links closed by the rules, by suppliers' weight", "[worked]") {
  const Scenario history = shipped("history", "2017-06");
  Simulation s = simulation(history);
  while (!s.done()) s.step();
  const World& w = s.world();
  Regimes regimes(*w.data);
  ClosedLinks links(w.data->nations.count());
  links.measure(w, regimes);
  const NationId china = called<NationId>(w.data->nations, "CN");
  const double before = links.share(china);
  for (const NationId n : w.data->nation_ids()) {
    if (n == china) continue;
    regimes.foundry_denied(n, called<DesignerId>(w.data->designers, "Huawei")) = 1;
    regimes.hbm_denied(n, china).all = 1;
  }
  links.measure(w, regimes);
  // Every link of memory from abroad closed is one good of those that come from abroad; a designer's wafers are part of
  // another.
  CHECK(before == 0);
  std::set<Good> from_abroad;
  for (const EdgeId e : w.trade.weight.ids())
    if (w.data->home[w.trade.buyer(e)] == china && w.data->home[w.trade.supplier(e)] != china &&
        !is_service(w.trade.good(e)))
      from_abroad.insert(w.trade.good(e));
  CHECK(links.share(china) * static_cast<double>(from_abroad.size()) > 1);
  CHECK(links.share(china) * static_cast<double>(from_abroad.size()) < 2);
}

TEST_CASE("who closes its weights keeps whom it serves itself, and few of those whom others serve", "[worked]") {
  Bench b;
  const NationId market = b.nation("GB");
  const FirmId google = b.firm("Google"), mistral = b.firm("Mistral");
  Firms& f = b.world.firms;
  f.best[google] = b.world.commons.frontier = 135, f.best[mistral] = 115;  // so far behind that shares are odds
  b.world.nations.gdp[market] = 9500, b.world.nations.adoption[market] = 0.5;
  b.p.services_open_revenue = 0.35, b.p.services_converted = 0.15, b.p.services_open_price = 1;
  b.p.services_inertia_floor = 1e-12;
  const EdgeId sold = b.link(b.data.vertex(mistral), b.data.vertex(market), Good::ai_service);
  b.world.trade.presence[sold] = 0.5;
  const auto go_on = [&](int months) {
    for (int t = 0; t < months; ++t) {
      b.call(firm::rate_service, month, mistral);
      b.call(nation::choose_services, month, market);
    }
    return std::pair{b.world.trade.shipped[sold], b.world.trade.payment[sold]};
  };
  f.best_open[mistral] = 115;
  const auto [open_use, open_earned] = go_on(100);
  CHECK(f.own_share[mistral] == Approx(0.35));
  CHECK(open_earned == Approx(0.35 * open_use));
  f.best_open[mistral] = 0;
  const auto [first_use, first_earned] = go_on(1);
  const auto [closed_use, closed_earned] = go_on(100);
  // Of the 65 % whom others served 15 % pay, where it is fully present; it is half: 0.35 + 0.04875 = 0.39875 of all use
  // is left, all its own: 1.13929 times as much is earned. It goes at the pace of habit: in the first month own is
  // 0.35 + 0.24837 x 0.65 = 0.511441, what would be left 0.511441 + 0.075 x 0.488559 = 0.548082, and use
  // (0.39875/0.548082)^0.24837 = 0.924036 of the former.
  CHECK(closed_use / open_use == Approx(0.39875).epsilon(1e-3));
  CHECK(closed_earned / open_earned == Approx(1.13929).epsilon(1e-3));
  CHECK(first_earned / open_earned == Approx(0.924036 * 0.511441 / 0.35).epsilon(1e-3));
  CHECK(first_use < open_use);
  CHECK(f.own_share[mistral] == Approx(1));
}

}  // namespace influence_test
