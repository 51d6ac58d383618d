// What each event does, in numbers that one can follow by pencil: the policy state that it compiles into, the state
// that it strikes, and the one rule that then reads it.
#include <cmath>

#include "agents/chipmaker/design.hpp"
#include "agents/firm/invest.hpp"
#include "agents/firm/release.hpp"
#include "agents/firm/research.hpp"
#include "agents/nation/develop.hpp"
#include "agents/nation/receive_goods.hpp"
#include "agents/nation/talent.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace events_world_test {

using namespace chokepoint;
using namespace chokepoint::agents;
using namespace chokepoint::test;

namespace {

constexpr Month february = Month::of(2017, 2);

/// The world of February 2017 with the events given: nothing has run; tests change what they need.
struct Stage {
  Scenario scenario;
  World world = scenario.initial->world;
  Parameters p = scenario.initial->parameters;
  const WorldData& data = *world.data;
  Regimes regimes{data};
  RandomStream random{1, 0};

  explicit Stage(const std::string& events = "")
      : scenario(variant("history", events.empty() ? "" : "events:\n" + events + "\n", "2020-12", pencil_values())) {
    scenario.calendar->start_clocks(world);
  }

  /// The policy state and the parameters of a month.
  void compile(Month month = february) {
    world.month = month;
    scenario.calendar->compile(world, scenario.initial->parameters, random, regimes, p);
  }
  /// What strikes in a month.
  void strike(Month month = february) {
    world.month = month;
    scenario.calendar->strike(world, random);
  }
  MonthView view(Month month = february) {
    world.month = month;
    return {world, p, regimes, random, month, month.year()};
  }
  template <class I>
  void call(Rule rule, I id, Month month = february) {
    rule(view(month), id.index(), id.index() + 1);
  }
  NationId nation(const char* name) const { return called<NationId>(data.nations, name); }
  FirmId firm(const char* name) const { return called<FirmId>(data.firms, name); }
  DesignerId designer(const char* name) const { return called<DesignerId>(data.designers, name); }
  FoundryId foundry(const char* name) const { return called<FoundryId>(data.foundries, name); }
};

}  // namespace

// --- materials
// --------------------------------------------------------------------------------------------------------

TEST_CASE("materials_ban closes a share of what the issuer's companies sell", "[worked]") {
  Stage s(
      "  - {id: cut, type: materials_ban, issuer: JP, targets: [KR, CN], materials: [photoresist], cut: 0.5, "
      "licence_p: 0.2, severity: 0.75, announce: 2017-02, start: 2017-04}");
  const TradedId resist = traded(Good::photoresist);
  const NationId kr = s.nation("KR"), jp = s.nation("JP");
  s.compile();  // announced: 0.5 x (1 - 0.2) x 0.75 = 0.3
  REQUIRE(s.regimes.goods_announced.size() == 2);
  CHECK((s.regimes.goods_announced[0].home == jp && s.regimes.goods_announced[0].buyer == kr &&
         s.regimes.goods_announced[0].closed == Approx(0.3)));
  CHECK(s.regimes.goods.empty());
  s.compile(Month::of(2017, 4));
  CHECK(s.regimes.goods_announced.empty());
  REQUIRE(s.regimes.goods.size() == 2);
  const GoodsRule& rule = s.regimes.goods[0];
  CHECK((rule.home == jp && rule.buyer == kr && rule.closed == Approx(0.3)));
  CHECK((rule.goods.has(resist) && !rule.goods.has(traded(Good::graphite))));
  CHECK(s.regimes.cut_off(jp, kr) == Approx(0.3));
}

TEST_CASE("the material that is missed most limits memory, in so far as it is needed", "[worked]") {
  Stage s;
  const NationId cn = s.nation("CN");
  const TradedId rare = traded(Good::rare_earths), resist = traded(Good::photoresist);
  GoodsMarket& m = s.world.goods;
  const auto receive = [&](TradedId g, double stock) {  // a month's use is ordered and comes
    const BuyerId b = s.data.goods.buyer(cn, g);
    m.calm[g] = 0, m.inventory[b] = stock, m.use[b] = 1;
    const auto links = s.world.trade.purchases(s.data.vertex(cn), good_of(g));
    for (const EdgeId e : links) s.world.trade.shipped[e] = 1.0 / static_cast<double>(links.size());
  };
  // Rare earths: stock 0, supply 1, use 1/2; 0.3 of output needs them: 1 - 0.3 x 0.5 = 0.85.
  receive(rare, 0);
  s.call(nation::receive_goods, cn);
  CHECK(m.materials_limit[cn] == Approx(0.85));
  // Photoresist: stock 0.4, supply 1, use 0.7, all output needs it: 0.7 is less than 1 - 0.3 x (1 - use of rare
  // earths).
  receive(rare, 0), receive(resist, 0.4);
  s.call(nation::receive_goods, cn);
  CHECK(m.materials_limit[cn] == Approx(0.7));
  for (const MemoryMakerId maker : s.world.memory_makers.nation.ids())
    if (s.world.memory_makers.domestic[maker]) s.world.memory_makers.hbm_capacity[maker] = 1;
  for (const NationId n : s.world.data->nation_ids())
    if (n != cn) s.regimes.hbm_denied(n, cn).all = 1;
  s.regimes.hbm_leak[cn] = 0;
  s.call(nation::develop, cn);
  CHECK(s.world.nations.hbm_stock[cn] == Approx(0.7 * s.p.memory_yield_start));  // nothing made yet: the first yield
}

// --- talent
// -----------------------------------------------------------------------------------------------------------

TEST_CASE("talent_restriction keeps researchers at home; whoever leaves arrives", "[worked]") {
  Stage s(
      "  - {id: bar, type: talent_restriction, issuer: US, from: [CN], to: [US], bar: 0.8, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: bar-2, type: talent_restriction, from: foreign, issuer: US, to: [US], bar: 0.5, start: 2017-02}");
  s.compile();
  const NationId us = s.nation("US"), cn = s.nation("CN");
  CHECK(s.regimes.talent_barred(cn, us) == Approx(1 - (1 - 0.4) * (1 - 0.5)));
  CHECK(s.regimes.talent_barred(s.nation("IN"), us) == Approx(0.5));
  CHECK(s.regimes.talent_barred(us, cn) == 0);
  for (const NationId n : s.world.nations.talent.ids())
    if (n != us && n != cn) s.world.nations.talent[n] = s.world.nations.talent_reference[n] = 0;
  // Attraction: US 1 x 0.8, CN 0.55 x 0.5 = 0.275; of 70 thousand the US have 42.
  // CN to US: 0.05/12 x 42/70 x L(0.8/0.275 - 1) = 0.0025 x 0.870927 = 0.00217732 of 28: 0.0609649; 0.3 of it is not
  // barred. US to CN: 0.05/12 x 28/70 x L(0.34375 - 1) = 0.00166667 x 0.341575 of 42: 0.0239103.
  nation::move_talent(s.view(), 0, 1);
  CHECK(s.world.nations.talent_reference_net[us] == Approx(0.0609649 - 0.0239103).margin(2e-6));
  CHECK(s.world.nations.talent_net[us] == Approx(0.3 * 0.0609649 - 0.0239103).margin(2e-6));
  CHECK(s.world.nations.talent_net[cn] == -s.world.nations.talent_net[us]);
  // 42 x (1 + 0.1/12) = 42.35.
  CHECK(s.world.nations.talent[us] == Approx(42.35 + 0.0182895 - 0.0239103).epsilon(1e-6));
  CHECK(s.world.nations.talent_ratio(us) == Approx((42.35 - 0.0056208) / (42.35 + 0.0370546)).epsilon(1e-7));
}

TEST_CASE("talent_attraction multiplies the attraction of the issuer", "[worked]") {
  Stage s("  - {id: pull, type: talent_attraction, issuer: CN, from: [US], pull: 0.8, severity: 0.5, start: 2017-02}");
  s.compile();
  const NationId us = s.nation("US"), cn = s.nation("CN");
  CHECK(s.regimes.talent_pull(us, cn) == Approx(1.4));
  CHECK(s.regimes.talent_pull(s.nation("DE"), cn) == 1);
  for (const NationId n : s.world.nations.talent.ids())
    if (n != us && n != cn) s.world.nations.talent[n] = s.world.nations.talent_reference[n] = 0;
  // US to CN: 0.00166667 x L(1.4 x 0.34375 - 1) = 0.00166667 x L(-0.51875) = 0.00166667 x 0.373145 of 42: 0.0261202.
  nation::move_talent(s.view(), 0, 1);
  CHECK(s.world.nations.talent_net[cn] == Approx(0.0261202 - 0.0609649).margin(2e-6));
}

TEST_CASE("a lab's talent follows its nation's researchers", "[worked]") {
  Stage s;
  const FirmId google = s.firm("Google");
  const NationId us = s.nation("US");
  s.p.diffusion_closed = 0;
  s.world.firms.talent[google] = 1;
  s.world.firms.training[google] = 1e4;
  s.world.firms.algorithm[google] = 0;
  s.call(firm::research, google);
  const double full = s.world.firms.algorithm_next[google];
  s.world.nations.talent[us] = 0.9 * s.world.nations.talent_reference[us];
  s.call(firm::research, google);
  // Progress goes with talent^(0.6 x returns 0.4): 0.9^0.24 = 0.97503.
  CHECK(s.world.firms.algorithm_next[google] / full ==
        Approx(std::pow(0.9, s.p.research_talent_exponent * s.p.research_returns)));
  CHECK(s.p.research_talent_exponent * s.p.research_returns == Approx(0.24));
}

// --- energy
// -----------------------------------------------------------------------------------------------------------

TEST_CASE("energy_buildout adds power each month", "[worked]") {
  Stage s(
      "  - {id: build, type: energy_buildout, issuer: US, amount: 12000, severity: 0.5, start: 2017-02}\n"
      "  - {id: build-2, type: energy_buildout, targets: [US, JP], amount: 2400, start: 2017-02}");
  s.compile();
  // 12 GW x 0.5 + 2.4 GW = 8.4 GW a year: 0.7 GW a month on 3 GW; Japan 0.2 on 0.5.
  s.call(nation::develop, s.nation("US"));
  s.call(nation::develop, s.nation("JP"));
  CHECK(s.world.nations.power[s.nation("US")] == Approx(3.7));
  CHECK(s.world.nations.power[s.nation("JP")] == Approx(0.7));
}

TEST_CASE("energy_shortage leaves accelerators without power", "[worked]") {
  Stage s(
      "  - {id: dark, type: energy_shortage, targets: [US], lost: 0.8, severity: 0.5, start: 2017-02}\n"
      "  - {id: dark-2, type: energy_shortage, targets: [US], lost: 0.5, start: 2017-02}");
  s.compile();
  // 3 GW x 0.6 x 0.5 = 0.9 GW for 1.2 GW: 0.75 can run.
  s.world.firms.megawatts[s.firm("Google")] = 1200;
  s.call(nation::power_up, s.nation("US"));
  CHECK(s.world.nations.deployable[s.nation("US")] == Approx(0.75));
}

// --- knowledge
// --------------------------------------------------------------------------------------------------------

TEST_CASE("algorithmic_breakthrough by lot goes to one lab, in proportion to talent x computing power", "[worked]") {
  Stage s(
      "  - {id: lot, type: algorithmic_breakthrough, lottery: true, size: 0.4, severity: 0.5, leak_months: 3, start: "
      "2017-02}");
  auto& f = s.world.firms;
  for (const FirmId i : f.talent.ids()) f.talent[i] = 0;
  const FirmId openai = s.firm("OpenAI-MSFT"), google = s.firm("Google");
  f.talent[openai] = 1, f.training[openai] = 300 / f.lab_share[openai];
  f.talent[google] = 0.5, f.training[google] = 200 / f.lab_share[google];
  // Rates 1 x 300 and 0.5 x 200: three in four fall to OpenAI. 4000 draws: 3000, standard deviation sqrt(4000 x 3/16)
  // = 27.
  int won = 0, gains = 0;
  const World start = s.world;
  for (std::uint64_t replicate = 0; replicate < 4000; ++replicate) {
    World w = start;
    w.month = february;
    s.scenario.calendar->strike(w, RandomStream{7, replicate});
    const double a = w.firms.algorithm_next[openai] - start.firms.algorithm_next[openai],
                 b = w.firms.algorithm_next[google] - start.firms.algorithm_next[google];
    won += a > 0;
    gains += std::fabs(a + b - 0.2) < 1e-12 && a * b == 0 && w.firms.secret[a > 0 ? openai : google] == 0.4 * 0.5 &&
             w.firms.secret_months[a > 0 ? openai : google] == 3;
  }
  CHECK(gains == 4000);
  CHECK(std::abs(won - 3000) < 4 * 27);
}

TEST_CASE("algorithmic_breakthrough of named labs; a secret one teaches no one for some months", "[worked]") {
  Stage s(
      "  - {id: find, type: algorithmic_breakthrough, labs: {Google: 0.5, Meta: 0.2}, severity: 0.5, leak_months: 2, "
      "accelerates: true, start: 2017-02}");
  auto& f = s.world.firms;
  for (const FirmId i : f.algorithm.ids()) f.algorithm[i] = f.algorithm_next[i] = -3;
  s.strike();
  const FirmId google = s.firm("Google");
  CHECK(f.algorithm_next[google] == Approx(-2.75));
  CHECK(f.algorithm_next[s.firm("Meta")] == Approx(-2.9));
  CHECK(s.world.commons.accelerated);
  const auto best = [&] {
    f.algorithm = f.algorithm_next;
    firm::freeze_donors(s.view(), 0, 1);
    return s.world.commons.best_algorithm;
  };
  CHECK(best() == Approx(-3));  // both gains are secret: -2.75 - 0.25, -2.9 - 0.1
  CHECK(best() == Approx(-3));
  CHECK(best() == Approx(-2.75));
}

TEST_CASE("theft_or_leak closes part of the gap, and only upwards", "[worked]") {
  Stage s(
      "  - {id: theft, type: theft_or_leak, from: Google, to: Meta, fraction: 0.5, severity: 0.5, start: 2017-02}\n"
      "  - {id: vain, type: theft_or_leak, from: Meta, to: Google, fraction: 1, start: 2017-03}");
  auto& level = s.world.firms.algorithm_next;
  level[s.firm("Google")] = 1, level[s.firm("Meta")] = 0.2;
  s.strike();  // 0.2 + 0.5 x 0.5 x 0.8
  CHECK(level[s.firm("Meta")] == Approx(0.4));
  s.strike(Month::of(2017, 3));
  CHECK(level[s.firm("Google")] == 1);
}

TEST_CASE("stolen weights can be run at once", "[worked]") {
  Stage s(
      "  - {id: theft, type: theft_or_leak, from: Google, to: Meta, fraction: 0, weights: true, severity: 0.5, start: "
      "2017-02}");
  auto& f = s.world.firms;
  f.best[s.firm("Google")] = 140, f.best[s.firm("Meta")] = 130;
  s.strike();
  CHECK(f.held[s.firm("Meta")] == Approx(135));
  CHECK(f.best[s.firm("Meta")] == 130);  // it made no such model
}

TEST_CASE("lithography_breakthrough lifts the node that a foundry without foreign EUV can reach", "[worked]") {
  Stage s(
      "  - {id: euv, type: lithography_breakthrough, issuer: CN, share: 0.41, node_gate: 5, severity: 0.75, start: "
      "2017-02}");
  const NationId cn = s.nation("CN");
  const FoundryId smic = s.foundry("SMIC");
  s.regimes.euv_denied[cn] = 1;
  s.world.foundries.node[smic] = 2.61;
  s.call(chipmaker::build_capacity, smic);
  CHECK(s.world.foundries.node[smic] == Approx(2.62));  // the limit is 2.6 + 2 x 0.01
  s.strike();
  CHECK(s.world.nations.litho_share[cn] == Approx(0.01 + 0.75 * 0.40));
  CHECK(s.world.nations.node_gate[cn] == Approx(3.75));  // above 2.6 + 2 x 0.31 = 3.22
  s.world.foundries.node[smic] = 3.7;
  s.call(chipmaker::build_capacity, smic);
  CHECK(s.world.foundries.node[smic] ==
        Approx(std::min(3.75, 3.7 + s.p.node_rate / 12)));  // no denial of tools: 0.27/12 = 0.0225
  s.world.foundries.node[smic] = 3.74;
  s.call(chipmaker::build_capacity, smic);
  CHECK(s.world.foundries.node[smic] == Approx(3.75));
}

// --- openness
// ---------------------------------------------------------------------------------------------------------

TEST_CASE("open_promotion is added to the logit of opening", "[worked]") {
  Stage s(
      "  - {id: push, type: open_promotion, issuer: US, strength: 1.5, severity: 0.5, start: 2017-02}\n"
      "  - {id: push-2, type: open_promotion, issuer: US, strength: 0.25, start: 2017-02}");
  s.compile();
  CHECK(s.regimes.open_push[s.nation("US")] == Approx(1));
  CHECK(s.regimes.open_push[s.nation("CN")] == 0);
  // Openness 0.5 at the frontier, no bias: P = L(push). The lab opens if its draw U is below: if push > ln(U/(1 - U)).
  const FirmId google = s.firm("Google");
  const double u = s.random.uniform(Purpose::release_openness, s.data.firms.hash[google.index()], february, 0);
  for (const double margin : {-1e-3, 1e-3}) {
    Stage t;
    t.world.firms.openness[google] = 0.5;
    t.p.openness_bias = t.p.openness_withheld = 0;
    t.world.firms.release_eci[google] = t.world.commons.frontier = 100;
    t.regimes.open_push[t.nation("US")] = std::log(u / (1 - u)) + margin;
    firm::publish(t.view(), 0, 1);
    CHECK((t.world.firms.best_open[google] == 100) == (margin > 0));
  }
}

TEST_CASE("open_restriction on opening, on use, and on learning", "[worked]") {
  Stage s(
      "  - {id: labs, type: open_restriction, issuer: CN, severity: 0.5, start: 2017-02}\n"
      "  - {id: use, type: open_restriction, issuer: US, scope: use, severity: 0.3, start: 2017-02}\n"
      "  - {id: learn, type: open_restriction, issuer: US, targets: [CN], scope: learning, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: learn-2, type: open_restriction, issuer: FR, targets: [CN], scope: learning, severity: 0.8, start: "
      "2017-02}\n"
      "  - {id: learn-3, type: open_restriction, issuer: US, targets: [CN], scope: learning, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: outputs, type: open_restriction, issuer: US, targets: [CN], scope: distillation, severity: 0.5, start: "
      "2017-02}");
  s.compile();
  const NationId cn = s.nation("CN");
  CHECK(s.regimes.open_release_closed[cn] == Approx(0.5));
  CHECK(s.regimes.open_use_closed[s.nation("US")] == Approx(0.3));
  CHECK(s.regimes.open_learning_closed(s.nation("US"), cn) == Approx(0.75));
  CHECK(s.regimes.open_learning_closed(s.nation("FR"), cn) == Approx(0.8));
  // A lab of talent 0.5 that learns from nothing else: an OOM behind US open weights, of which a quarter is left, and
  // 0.9 behind French ones, of which a fifth is. A Chinese open model 0.3 ahead teaches more than either: 0.3 > 0.25 >
  // 0.18.
  const FirmId alibaba = s.firm("Alibaba");
  s.p.research_productivity = s.p.diffusion_closed = 0;
  s.world.firms.talent[alibaba] = 0.5;
  s.world.firms.algorithm[alibaba] = 0;
  s.world.commons.best_open_algorithm = 1;
  auto& known = s.world.nations.open_known;
  known.assign(known.size(), -100);
  known[s.nation("US")] = 1, known[s.nation("FR")] = 0.9;
  s.call(firm::research, alibaba);
  CHECK(s.world.firms.algorithm_next[alibaba] == Approx(s.p.diffusion_open / 4));
  known[cn] = 0.3;
  s.call(firm::research, alibaba);
  CHECK(s.world.firms.algorithm_next[alibaba] == Approx(s.p.diffusion_open * 0.3));
  // Of what outputs of US models teach half is closed; papers and people go on.
  CHECK(s.regimes.distillation_closed(s.nation("US"), cn) == Approx(0.5));
  s.p.diffusion_open = 0, s.p.diffusion_closed = 0.1;
  s.world.commons.best_algorithm = 1;
  s.call(firm::research, alibaba);
  CHECK(s.world.firms.algorithm_next[alibaba] == Approx(0.1));
}

TEST_CASE("open_release puts a model into the registry", "[worked]") {
  Stage s(
      "  - {id: better, type: open_release, lab: Meta, capability_gain: 4, severity: 0.5, start: 2017-02}\n"
      "  - {id: exact, type: open_release, lab: Google, eci: 110, severity: 0.5, start: 2017-02}\n"
      "  - {id: none, type: open_release, lab: xAI, capability_gain: 4, start: 2017-02}");
  auto& f = s.world.firms;
  f.best[s.firm("Meta")] = 100, f.best[s.firm("Google")] = 120;
  s.strike();
  CHECK(f.best_open[s.firm("Meta")] == Approx(102));  // 100 + 4 x 0.5
  CHECK(f.best[s.firm("Meta")] == Approx(102));
  CHECK(f.best_open[s.firm("Google")] == Approx(115));  // 120 + 0.5 x (110 - 120): an older model
  CHECK(f.best[s.firm("Google")] == 120);
  CHECK(s.world.commons.frontier == Approx(115));  // the highest that was released; 120 had not been registered
  CHECK(s.world.models.all().size() == 2);
}

TEST_CASE("openness_shift moves a lab's inclination", "[worked]") {
  Stage s("  - {id: shift, type: openness_shift, lab: Meta, openness: 0.1, severity: 0.5, start: 2017-02}");
  s.world.firms.openness[s.firm("Meta")] = 0.7;
  s.strike();
  CHECK(s.world.firms.openness[s.firm("Meta")] == Approx(0.4));
}

// --- money
// ------------------------------------------------------------------------------------------------------------

TEST_CASE("a fine alone closes nothing", "[worked]") {
  Bench b("  - {id: fine, type: regulatory_action, issuer: CN, supplier: NVIDIA, fine: 100, start: 2017-02}\n");
  b.enforce(Month::of(2017, 2));
  CHECK_FALSE(b.regimes.import_ban.row_touched(b.nation("CN")));
  CHECK(b.regimes.goods.empty());
}

TEST_CASE("regulatory_action blocks sales and takes a fine once", "[worked]") {
  Stage s(
      "  - {id: review, type: regulatory_action, issuer: CN, supplier: NVIDIA, sales_block: 0.4, severity: 0.5, fine: "
      "600, start: 2017-02}\n"
      "  - {id: ban, type: import_ban, issuer: CN, supplier: NVIDIA, sectors_share: 0.5, start: 2017-02}\n"
      "  - {id: case, type: regulatory_action, issuer: DE, firm: Meta, kind: antitrust, sales_block: 0.25, fine: 200, "
      "severity: 0.5, start: 2017-02}");
  s.compile();
  const DesignerId nvidia = s.designer("NVIDIA");
  const FirmId meta = s.firm("Meta");
  CHECK(s.regimes.import_ban(s.nation("CN"), s.data.vertex(nvidia)) == Approx(1 - 0.8 * 0.5));
  CHECK(s.regimes.firm_odds(s.nation("DE"), meta) == Approx(0.875));
  CHECK(s.regimes.firm_odds(s.nation("US"), meta) == 1);
  s.world.designers.smoothed_revenue[nvidia] = 200;
  s.strike();  // 300 M$ are asked of 200
  CHECK(s.world.designers.smoothed_revenue[nvidia] == 0);
  CHECK(s.world.designers.fine_paid[nvidia] == Approx(200));
  // 100 M$ are due: 30 from the budget carried over; 50, a month's cash flow of 0.6 bn $ a year; 20 stay due.
  CHECK(s.world.firms.fine_due[meta] == Approx(100));
  s.world.firms.carry[meta] = 30;
  s.world.firms.cash_flow[meta] = 0.6;
  s.world.nations.cash_growth[s.nation("US")] = 0;
  s.call(firm::invest_and_order, meta);
  CHECK(s.world.firms.carry[meta] == 0);
  CHECK(s.world.firms.fine_paid[meta] == Approx(80));
  CHECK(s.world.firms.fine_due[meta] == Approx(20));
  CHECK(s.world.firms.capex[meta] == 0);
  CHECK(s.world.firms.cash_flow[meta] == Approx(0.6));  // the next month has its whole cash flow again
  s.call(firm::invest_and_order, meta);  // 20 of 50 M$ are paid: 0.6 of the rate's share of 0.6 bn $ is left
  CHECK(s.world.firms.fine_due[meta] == 0);
  CHECK(s.world.firms.fine_paid[meta] == Approx(100));
  CHECK(s.world.firms.capex[meta] == Approx(s.world.firms.invest_rate[meta] * 0.36));
}

TEST_CASE("investment_boom sets or moves confidence", "[worked]") {
  Stage s(
      "  - {id: boom, type: investment_boom, hype: 0.8, severity: 0.5, funding: 3, start: 2017-02}\n"
      "  - {id: bust, type: investment_boom, shift: -0.9, severity: 0.5, start: 2017-03}");
  s.world.commons.hype = 0.2;
  s.strike();
  CHECK(s.world.commons.hype == Approx(0.5));          // 0.2 + 0.5 x 0.6
  CHECK(s.world.commons.funding_factor == Approx(2));  // 1 + 0.5 x 2
  CHECK(s.world.commons.onset);
  s.strike(Month::of(2017, 3));
  CHECK(s.world.commons.hype == Approx(0.25));  // down to 0.5 - 0.9, at least 0; half of the way
}

TEST_CASE("subsidy: amount x efficiency x severity flows to its target", "[worked]") {
  Stage s(
      "  - {id: power, type: subsidy, issuer: DE, target: energy, amount: 400, severity: 0.5, start: 2017-02}\n"
      "  - {id: power-2, type: subsidy, issuer: DE, target: energy, amount: 100, efficiency: 0.3, start: 2017-02}\n"
      "  - {id: lab, type: subsidy, issuer: DE, target: lab, amount: 100, start: 2017-02}");
  s.compile(Month::of(2017, 2));
  CHECK(s.regimes.subsidy[s.nation("DE")].energy == Approx(400 * 0.6 * 0.5 + 30));
  CHECK(s.regimes.subsidy[s.nation("DE")].lab == Approx(60));
  CHECK(s.regimes.subsidy[s.nation("US")].energy == 0);
  // From 2022 on, 150 M$ a month at 1.5 M$ a MW are 0.1 GW a month beside the trend of 0.9 GW a year.
  const Month when = Month::of(2022, 1);
  s.world.nations.power[s.nation("DE")] = 1.2, s.world.nations.power_growth[s.nation("DE")] = 0.9;
  s.call(nation::develop, s.nation("DE"), when);
  CHECK(s.world.nations.power[s.nation("DE")] ==
        Approx(1.2 + 0.9 / 12 * (1 + s.p.energy_build_acceleration / 24) + 0.1));
}

// --- supply
// -----------------------------------------------------------------------------------------------------------

TEST_CASE("supply_shock takes capacity and gives it back", "[worked]") {
  Stage s(
      "  - {id: quake, type: supply_shock, supplier: TSMC, severity: 0.5, start: 2017-02, duration: 2, recovery: 2}\n"
      "  - {id: storm, type: supply_shock, nation: TW, severity: 0.2, start: 2017-03, duration: 1}");
  const VertexId tsmc = s.data.vertex(s.foundry("TSMC"));
  s.compile();
  CHECK(s.regimes.capacity[tsmc] == Approx(0.5));
  s.compile(Month::of(2017, 3));
  CHECK(s.regimes.capacity[tsmc] == Approx(0.5 * 0.8));
  s.compile(Month::of(2017, 4));
  CHECK(s.regimes.capacity[tsmc] == Approx(1 - 0.5 * std::exp(-0.5)));  // first month after the end
  s.compile(Month::of(2017, 7));
  CHECK(s.regimes.capacity[tsmc] == Approx(1 - 0.5 * std::exp(-2.0)));
  s.compile(Month::of(2018, 2));
  CHECK(s.regimes.capacity[tsmc] == 1);  // five time constants after the end it is over
}

TEST_CASE("foundry_evasion fills the die bank", "[worked]") {
  Stage s(
      "  - {id: front, type: foundry_evasion, designer: Huawei, foundry: TSMC, dies: 50000, performance: 0.36, "
      "severity: 0.5, start: 2017-02}\n"
      "  - {id: front-2, type: foundry_evasion, designer: Huawei, dies: 1000, performance: 0.5, start: 2017-02}");
  s.compile();
  CHECK(s.regimes.evaded_dies[s.designer("Huawei")] == Approx(50000 * 0.36 * 0.5 + 500));
}

// --- the rest
// ---------------------------------------------------------------------------------------------------------

TEST_CASE("parameter_shock sets, adds, multiplies, blended by severity", "[worked]") {
  Stage s(
      "  - {id: a, type: parameter_shock, parameter: controls.enforcement, value: 0.75, severity: 0.5, start: "
      "2017-02}\n"
      "  - {id: b, type: parameter_shock, parameter: chips.price, op: multiply, value: 2, severity: 0.5, beyond_range: "
      "true, start: 2017-02}\n"
      "  - {id: c, type: parameter_shock, parameter: release.gap, op: add, value: 2, severity: 0.5, start: 2017-02}");
  const Parameters before = s.p;
  s.compile();
  CHECK(s.p.controls_enforcement == Approx((before.controls_enforcement + 0.75) / 2));
  CHECK(s.p.chips_price == Approx(1.5 * before.chips_price));
  CHECK(s.p.release_gap == Approx(before.release_gap + 1));
}

TEST_CASE("a note changes nothing", "[worked]") {
  REQUIRE(hash_of(variant("history", "events:\n  - {id: said, type: note, text: words, start: 2017-02}\n",
                          "2018-12")) == hash_of(variant("history", "", "2018-12")));
}

}  // namespace events_world_test
