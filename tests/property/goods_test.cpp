// What is true of trade in goods in every month: nothing is lost on a link, and a stronger ban never means more trade.
#include <cmath>

#include "engine/markets/goods_trade.hpp"
#include "tests/support/property.hpp"
#include "tests/support/runs.hpp"

namespace goods_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

bool near(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)}); }

/// Balances of every link, seller and buyer over one month.
bool balanced(const World& before, const World& w) {
  const GoodsCatalogue& c = w.data->goods;
  const GoodsMarket &m = w.goods, &was = before.goods;
  bool good = true;
  for (const SellerId s : c.company.ids()) {
    double shipped = 0;
    for (const EdgeId e : w.links_of(s)) {
      shipped += w.trade.shipped[e];
      good &= w.trade.shipped[e] >= 0 && w.trade.shipped[e] <= w.trade.order[e] * (1 + 1e-12);
      good &= w.trade.share[e] >= 0 && m.access[e] >= 0 && m.access[e] <= 1 && m.tariff[e] >= 0;
      good &= near(w.trade.payment[e], w.trade.shipped[e] * m.price[c.buyer_of[e]] * (1 + m.tariff[e]));
    }
    if (m.calm[c.sold[s]] > 0)
      good &= near(shipped, m.planned[s]);
    else
      good &= shipped <= m.capacity[s] * (1 + 1e-12) + 1e-12;
    good &= m.fill[s] >= 0 && m.fill[s] <= 1 && m.stretch[s] >= 1 && m.scale[s] > 0;
  }
  for (const BuyerId b : c.nation.ids()) {
    const TradedId g = c.bought[b];
    double received = 0, share = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(c.nation[b]), good_of(g)))
      received += w.trade.shipped[e], share += w.trade.share[e];
    good &= near(received, m.received[b] * m.use[b]) && share <= 1 + 1e-9;
    good &= near(m.backlog[b], m.ordered_months[b] - m.received[b]) && m.backlog[b] >= 0;
    const double substitute = c.kind[g] == GoodsKind::tool ? 0 : was.substitute[b];
    good &= near(m.inventory[b], was.inventory[b] + m.received[b] + substitute - m.used[b]) && m.inventory[b] >= -1e-12;
    good &= m.used[b] >= 0 && m.used[b] <= 1 && m.price[b] >= 1 && m.substitute[b] >= 0 && m.substitute[b] <= 1;
  }
  for (const NationId n : w.nations.gdp.ids())
    good &= m.materials_limit[n] >= 0 && m.materials_limit[n] <= 1 && m.packaging[n] >= 0 && m.packaging[n] <= 1 &&
            m.gdp_loss[n] >= 0 && m.gdp_loss[n] < 0.3 && m.output_lost[n] < 0.3;
  return good;
}

void always_balanced(const Scenario& scenario, std::uint64_t replicate) {
  Watch watch(scenario);
  Simulation s = simulation(scenario, replicate, 1, &watch.recorder());
  while (!s.done()) {
    const World before = s.world();
    s.step();
    INFO(s.world().month.text());
    REQUIRE(balanced(before, s.world()));
  }
}

constexpr const char* fuzzed[] = {
    "{id: m%, type: materials_ban, issuer: CN, targets: [US, TW, KR, JP], materials: [rare_earths, graphite, "
    "gallium_germanium], cut: 0.@, announce: 2024-1#, start: 2025-1#, duration: 2@}",
    "{id: p%, type: materials_ban, issuer: JP, targets: [CN, KR], materials: [photoresist, silicon_wafer], cut: 0.@, "
    "start: 2026-0@, duration: 1#}",
    "{id: i%, type: import_ban, issuer: CN, supplier: Micron, sectors_share: 0.@, start: 2024-0@}",
    "{id: t%, type: equipment_ban, issuer: JP, targets: [CN, KR], classes: [tools], announce: 2024-0@, start: 2025-0@, "
    "severity: 0.@, duration: 3@}",
    "{id: s%, type: supply_shock, nation: TW, severity: 0.@, start: 2027-0@, duration: 1#, recovery: @}",
    "{id: k%, type: supply_shock, supplier: SK hynix, severity: 0.@, start: 2026-0@, duration: @}",
    "{id: f%, type: tariff, issuer: US, targets: [CN, TW], goods: [logic_chip, mature_chip, memory_chip], rate: 0.@, "
    "start: 2025-0@}",
    "{id: e%, type: entity_list, issuer: US, firms: [Huawei, Cambricon], goods: [eda], severity: 0.@, start: 2024-0@}"};

std::string filled(std::string text, int id, int one_to_nine, int nought_to_two) {
  const auto put = [&](char mark, int value) {
    for (std::size_t at; (at = text.find(mark)) != std::string::npos;) text.replace(at, 1, std::to_string(value));
  };
  put('%', id), put('@', one_to_nine), put('#', nought_to_two);
  return text;
}

std::vector<double> shipped_by_month(const std::string& event, const std::string& until, double (*what)(const World&)) {
  const Scenario scenario = variant("no_ban", event.empty() ? "" : "events:\n  - " + event + "\n", until);
  std::vector<double> out;
  simulation(scenario).run([&](const Simulation& s) { out.push_back(what(s.world())); });
  return out;
}

EdgeId link(const World& w, const char* supplier, const char* nation, Good good) {
  for (const EdgeId e : w.trade.purchases(w.data->vertex(called<NationId>(w.data->nations, nation)), good))
    if (w.data->vertex_name(w.trade.supplier(e)) == supplier) return e;
  return {};
}

}  // namespace

TEST_CASE("goods are conserved over every link in the record", "[property]") {
  always_balanced(shipped("baseline", "2030-12"), 0);
  always_balanced(shipped("no_ban", "2030-12"), 1);
}

TEST_CASE("goods are conserved under any bans and shocks", "[property]") {
  check_property("balances hold for drawn measures", [] {
    std::string events = "events:\n";
    for (int k = 0; k < 3; ++k)
      events += "  - " +
                filled(fuzzed[*rc::gen::inRange<std::size_t>(0, std::size(fuzzed))], k, *rc::gen::inRange(1, 10),
                       *rc::gen::inRange(0, 3)) +
                "\n";
    const Scenario scenario = variant("baseline", events, "2029-12");
    Simulation s = simulation(scenario, *rc::gen::inRange<std::uint64_t>(0, 4));
    while (!s.done()) {
      const World before = s.world();
      s.step();
      RC_ASSERT(balanced(before, s.world()));
    }
  });
}

TEST_CASE("without a measure nothing is short, and measures of severity 0 leave every bit as it is", "[property]") {
  const Scenario calm = variant("no_ban", "", "2030-12");
  Simulation s = simulation(calm);
  while (!s.done()) {
    s.step();
    const GoodsMarket& m = s.world().goods;
    for (const NationId n : s.world().nations.gdp.ids())
      REQUIRE((m.materials_limit[n] == 1 && m.packaging[n] == 1 && m.gdp_loss[n] == 0 && m.output_lost[n] == 0 &&
               m.tool_cover[n] == 0));
  }
  const std::uint64_t none = hash_of(shipped("baseline", "2027-12"));
  int id = 0;
  for (const char* event : fuzzed) {
    std::string text = filled(event, id++, 5, 0);
    if (const std::size_t at = text.find("severity: 0.5"); at != std::string::npos)
      text.replace(at, 13, "severity: 0");
    else
      text.insert(text.size() - 1, ", severity: 0");
    INFO(text);
    CHECK(hash_of(variant("baseline", "events:\n  - " + text + "\n", "2027-12")) == none);
  }
}

TEST_CASE("a stronger ban on a seller never means more trade with it", "[property]") {
  const auto sales = [](const World& w) { return w.trade.shipped[link(w, "Micron", "CN", Good::memory_chip)]; };
  std::vector<double> before;
  for (const char* share : {"0", "0.2", "0.5", "0.9", "1"}) {
    const auto now =
        shipped_by_month("{id: ban, type: import_ban, issuer: CN, supplier: Micron, start: 2024-01, sectors_share: " +
                             std::string(share) + "}",
                         "2027-12", sales);
    for (std::size_t t = 0; t < before.size(); ++t) REQUIRE(now[t] <= before[t] * (1 + 1e-9));
    before = now;
  }
}

TEST_CASE("a stronger outage never leaves more chips, and recovery follows", "[property]") {
  const auto used = [](const World& w) { return -w.goods.gdp_loss[called<NationId>(w.data->nations, "US")]; };
  std::vector<double> before;
  for (const char* severity : {"0", "0.3", "0.6", "0.9"}) {
    const auto now = shipped_by_month(
        "{id: outage, type: supply_shock, nation: TW, start: 2026-01, duration: 9, severity: " + std::string(severity) +
            "}",
        "2026-09", used);
    for (std::size_t t = 0; t < before.size(); ++t) REQUIRE(now[t] <= before[t] + 1e-9);
    before = now;
  }
}

TEST_CASE("a foundry that is out builds nothing", "[property]") {
  const auto capacity = [](const World& w) {
    return w.foundries.capacity[called<FoundryId>(w.data->foundries, "TSMC")];
  };
  const auto out = shipped_by_month(
      "{id: outage, type: supply_shock, nation: TW, start: 2026-01, duration: 36, severity: 1}", "2028-12", capacity);
  const std::size_t january = 108, lag = 30;  // what was ordered before arrives within the lag of construction
  for (std::size_t t = january + lag; t < out.size(); ++t) REQUIRE(out[t] <= out[t - 1] * (1 + 1e-12));
}

TEST_CASE("a rule on tools that was announced lands softer", "[property]") {
  const auto capacity = [](const World& w) {
    return w.foundries.arrived_total[called<FoundryId>(w.data->foundries, "SMIC")];
  };
  const std::string ban = "{id: ban, type: equipment_ban, issuer: US, targets: [CN], classes: [tools], start: 2024-01";
  const auto sudden = shipped_by_month(ban + "}", "2026-12", capacity),
             announced = shipped_by_month(ban + ", announce: 2023-04}", "2026-12", capacity);
  for (std::size_t t = 0; t < sudden.size(); ++t) REQUIRE(announced[t] >= sudden[t] - 1e-9);
  CHECK(announced.back() > sudden.back() * 1.005);
  const auto bought = [&](const char* seller, Good good, const std::string& end) {
    Simulation s = simulation(variant(
        "baseline",
        "events:\n  - {id: ban, type: equipment_ban, issuer: US, targets: [CN], classes: [tools], start: 2021-12" +
            end + "\n",
        "2021-06"));
    s.run();
    return s.world().trade.shipped[link(s.world(), seller, "CN", good)];
  };
  CHECK(bought("Lam Research", Good::etch_tool, ", announce: 2021-04}") >
        1.2 * bought("Lam Research", Good::etch_tool, "}"));  // laid in while it can be had
  // Others' tools can be had later too: as many are bought, but for what Americans can't deliver at once.
  CHECK(bought("ASML", Good::lithography_tool, ", announce: 2021-04}") ==
        Approx(bought("ASML", Good::lithography_tool, "}")).epsilon(0.01));
}

TEST_CASE("what is announced concerns those who sell it", "[property]") {
  const std::uint64_t none = hash_of(variant("baseline", "", "2027-12"));
  const std::string later = ", targets: [CN], announce: 2020-01, start: 2030-12}";
  const auto with = [&](const std::string& rest) {
    return hash_of(variant("baseline", "events:\n  - {id: threat, " + rest + later + "\n", "2027-12"));
  };
  // An alliance may make anyone a seller, so that such a measure is allowed: alone it threatens nothing.
  CHECK(with("type: equipment_ban, issuer: RW, allied: auto, classes: [tools]") == none);
  CHECK(with("type: chip_export_ban, issuer: RW, allied: auto") == none);
  CHECK(with("type: equipment_ban, issuer: JP, classes: [tools]") != none);
}

}  // namespace goods_test
