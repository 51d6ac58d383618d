// Measures of trade and technology: without severity they are nothing; earlier or stronger, they never help whom they
// deny.
#include <cmath>
#include <functional>

#include "engine/events/event.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/measure/metric_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace events_trade_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t seeds = 8;

/// The record to the end of 2024 with one more event, which starts in 2024-01 unless it says otherwise.
Scenario with(const std::string& event, const std::string& until = "2024-12") {
  return variant("history", event.empty() ? "events: []\n" : "events:\n  - {id: new, " + event + "}\n", until);
}

NationId nation(const World& w, const char* name) { return called<NationId>(w.data->nations, name); }

/// Deliveries by the book of foreign parts to firms for which `counts` holds.
template <class F>
double imported(const World& w, F&& counts) {
  double sum = 0;
  for (const FirmId i : w.firms.nation.ids())
    if (counts(i))
      sum += w.firms.delivered[static_cast<std::size_t>(Origin::foreign)][i] +
             w.firms.delivered[static_cast<std::size_t>(Origin::compliant)][i];
  return sum;
}
double imported_by(const World& w, const char* name) {
  return imported(w, [&](FirmId i) { return w.firms.nation[i] == nation(w, name); });
}
double imported_by_firm(const World& w, const char* name) {
  return imported(w, [&](FirmId i) { return w.data->firms.text[i.index()] == name; });
}
double memory_at_hand(const World& w) { return w.nations.hbm_stock[nation(w, "CN")]; }
double tools_open(const World& w) { return 1 - w.nations.tool_denial[nation(w, "CN")]; }

using Quantity = std::function<double(const World&)>;

/// Sum of a quantity over the twelve months from `from` on.
double first_year(const Scenario& scenario, std::uint64_t replicate, Month from, const Quantity& quantity) {
  double sum = 0;
  simulation(scenario, replicate).run([&](const Simulation& s) {
    if (s.world().month >= from && s.world().month < from + 12) sum += quantity(s.world());
  });
  return sum;
}

/// Whether the scenarios, from mildest to hardest, leave less and less of a quantity in the first year, for every seed.
void less_and_less(const std::vector<std::string>& events, Month from, const Quantity& quantity) {
  std::vector<Scenario> scenarios;
  for (const std::string& event : events) scenarios.push_back(with(event, (from + 11).text()));
  for (std::uint64_t r = 0; r < seeds; ++r) {
    double last = std::numeric_limits<double>::infinity(), first = 0;
    for (std::size_t k = 0; k < events.size(); ++k) {
      const double sum = first_year(scenarios[k], r, from, quantity);
      INFO(events[k] << ", replicate " << r);
      REQUIRE(sum <= last * (1 + 1e-12));
      last = sum;
      if (k == 0) first = sum;
    }
    REQUIRE(last < first);
  }
}

/// One event of each type as a scenario would hold it, without id and severity.
const std::vector<std::string> kinds = {
    "type: entity_list, issuer: US, firms: [Cambricon, Baidu, SMIC], start: 2024-01",
    "type: affiliates_rule, issuer: US, start: 2024-01",
    "type: chip_export_ban, issuer: US, targets: [AE], entities: [G42], announce: 2023-10, start: 2024-01, "
    "grace_months: 3",
    "type: chip_export_ban, issuer: US, targets: [AE], start: 2024-01, grace_months: 3",
    "type: equipment_ban, issuer: US, targets: [CN], classes: [tools, servicing], suppliers: {ASML: 0.5}, fdpr: true, "
    "node_min: 1.5, start: 2024-01",
    "type: hbm_ban, issuer: US, fdpr: true, targets: [CN], generation_min: 3, announce: 2023-10, start: 2024-01",
    "type: import_ban, issuer: CN, supplier: NVIDIA, sectors_share: 0.7, start: 2024-01",
    "type: import_ban, issuer: CN, supplier: Samsung Memory, start: 2024-01",
    "type: allied_alignment, allies: [KR, JP], measure: us-2022-10-tools, lag: 2, start: 2023-01",
    "type: sanction_relief, measures: [\"tag:chip-control\", us-2022-10-tools], fraction: 0.5, start: 2024-01",
    "type: treaty, parties: [US, CN], suspends: [us-2023-10-chips], start: 2024-01",
    "type: tariff, issuer: FR, targets: [US, CN], goods: [accelerator, ai_service], rate: 0.25, start: 2024-01",
    "type: diffusion_rule, issuer: US, tier2: [AE, IN], tier3: [RU], cap_tier2: 2000, start: 2024-01",
    "type: cloud_access_restriction, issuer: US, targets: [CN], start: 2024-01",
    "type: cloud_access_restriction, issuer: US, targets: [CN], scope: kyc, start: 2024-01",
    "type: cloud_access_restriction, issuer: US, targets: [CN], hosts: own, start: 2024-01",
    "type: hub_enforcement, issuer: US, hubs: [MY, TW], level: 0.6, start: 2024-01",
    "type: cloud_export_programme, issuer: CN, regions: [KE, ID, AE, BR], presence_boost: 2, price_cut: 0.3, start: "
    "2024-01",
};

}  // namespace

TEST_CASE("a measure of trade without severity is none, bit for bit; with severity it is one", "[property]") {
  const Scenario without = with("");
  for (std::uint64_t r = 0; r < 2; ++r) {
    const std::uint64_t expected = hash_of(without, r);
    for (const std::string& kind : kinds) {
      INFO(kind);
      REQUIRE(hash_of(with(kind + ", severity: 0"), r) == expected);
      REQUIRE(hash_of(with(kind), r) != expected);
    }
  }
}

TEST_CASE("the example of every event type runs and describes itself", "[property]") {
  for (const EventType* type : event_types()) {
    std::string indented = "events:\n  - ";
    for (const char c : type->example) indented += c == '\n' ? std::string("\n    ") : std::string(1, c);
    INFO(type->name);
    const Scenario scenario = variant("history", indented + "\n", "2027-06");
    const Layout layout(*scenario.initial->world.data);
    Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
    Simulation s = simulation(scenario, 0, 1, &recorder);
    while (!s.done()) s.step();
    bool finite = true;
    s.world().for_each_column([&](const ColumnInfo&, std::span<const double> values) {
      for (const double v : values) finite = finite && std::isfinite(v);
    });
    REQUIRE(finite);
    for (const auto& event : scenario.calendar->events())
      REQUIRE_FALSE(event->describe(*scenario.initial->world.data).empty());
  }
}

TEST_CASE("under tariffs and caps money is spent once, and caps are kept", "[property]") {
  const Scenario scenario = variant(
      "history",
      "events:\n"
      "  - {id: t, type: tariff, issuer: FR, targets: [US, CN], goods: [accelerator, ai_service], rate: 0.3, start: "
      "2023-01}\n"
      "  - {id: u, type: tariff, issuer: CN, targets: [US], rate: 0.1, start: 2024-01}\n"
      "  - {id: c, type: diffusion_rule, issuer: US, tier2: [AE, FR], cap_tier2: 20000, cap_months: 12, start: "
      "2023-06, end: 2026-01}\n"
      "  - {id: p, type: cloud_export_programme, issuer: CN, regions: [FR, KE], price_cut: 0.3, start: 2023-01}\n",
      "2026-12");
  const Layout layout(*scenario.initial->world.data);
  const std::size_t licence = layout.find("licence_receipts"), tariff = layout.find("tariff_receipts", "KE");
  bool bound = false;
  for (std::uint64_t r = 0; r < seeds; ++r) {
    Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
    double before = 0;
    simulation(scenario, r).run([&](const Simulation& s) {
      recorder.observe(s);
      const World& w = s.world();
      double paid = 0, earned = 0;
      for (const DesignerId d : w.designers.nation.ids()) {
        earned += w.designers.revenue[d];
        for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) paid += w.trade.payment[e];
      }
      for (const FirmId i : w.firms.nation.ids()) {
        earned += w.firms.revenue[i];
        double spent = w.firms.diverted_for[i] * w.commons.price * 1e-3 * s.parameters().evasion_premium +
                       w.firms.rent_signed[i] * w.commons.price * 1e-3 * contract_price(s.parameters());
        for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator)) spent += w.trade.payment[e];
        REQUIRE(spent <= w.firms.budget[i] * (1 + 1e-9) + 1e-9);
      }
      for (const NationId n : w.nations.gdp.ids()) {
        earned += w.nations.tariff_receipts[n];
        REQUIRE(recorder.measured(tariff + n.index() - nation(w, "KE").index(), w.month) ==
                w.nations.tariff_receipts[n]);
        for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service)) {
          const double rate = s.regimes().service_tariff(n, w.firms.nation[w.data->firm_of(w.trade.supplier(e))]);
          paid += w.trade.payment[e] * (1 + rate);  // of users: to the vendor, and the tariff on top
        }
      }
      earned += recorder.measured(licence, w.month);
      REQUIRE(std::fabs(paid - earned) <= 1e-9 * std::max(1.0, paid));
      const NationId gulf = nation(w, "AE"), us = nation(w, "US");
      const double counted = w.nations.capped_imports(gulf, us);
      if (w.month < Month::of(2023, 6) || w.month >= Month::of(2026, 1))
        REQUIRE(counted == 0);
      else {
        REQUIRE(std::fabs(counted - before - imported_by(w, "AE")) <= 1e-9 * std::max(1.0, counted));
        REQUIRE(counted <= s.regimes().import_cap(gulf, us).allowed * (1 + 1e-12));
        bound = bound || counted > 0.999 * s.regimes().import_cap(gulf, us).allowed;
      }
      before = counted;
    });
  }
  REQUIRE(bound);
}

TEST_CASE("listing: stronger or earlier, an affiliate imports less and a designer designs worse", "[property]") {
  const Month from = Month::of(2021, 6);
  const Quantity huawei_cloud = [](const World& w) { return imported_by_firm(w, "Huawei-cloud"); };
  // The record lists the designer Huawei with all its goods from 2020-09: its cloud follows by the affiliates rule.
  const std::string rule = "type: affiliates_rule, issuer: US";
  less_and_less({"", rule + ", start: 2021-06, severity: 0.5", rule + ", start: 2021-06"}, from, huawei_cloud);
  less_and_less({rule + ", start: 2022-01", rule + ", start: 2021-09", rule + ", start: 2021-06"}, from, huawei_cloud);
  const std::string list = "type: entity_list, issuer: US, firms: [Huawei], goods: [eda]";
  const Quantity design = [](const World& w) {
    return std::pow(10.0, w.designers.architecture[called<DesignerId>(w.data->designers, "Huawei")]);
  };
  less_and_less({"", list + ", start: 2021-06, severity: 0.4", list + ", start: 2021-06"}, from, design);
  less_and_less({list + ", start: 2022-01", list + ", start: 2021-06"}, from, design);
}

TEST_CASE("chip rules on named buyers and with grace: stronger or earlier, fewer imports", "[property]") {
  const Month from = Month::of(2021, 6);
  const std::string rule = "type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1600";
  const Quantity alibaba = [](const World& w) { return imported_by_firm(w, "Alibaba"); };
  less_and_less({"", rule + ", entities: [Alibaba], start: 2021-06, severity: 0.5",
                 rule + ", entities: [Alibaba], start: 2021-06"},
                from, alibaba);
  less_and_less({rule + ", entities: [Alibaba], start: 2022-01", rule + ", entities: [Alibaba], start: 2021-06"}, from,
                alibaba);
  const Quantity china = [](const World& w) { return imported_by(w, "CN"); };
  less_and_less(
      {rule + ", redesign: false, start: 2021-06, grace_months: 8",
       rule + ", redesign: false, start: 2021-06, grace_months: 4", rule + ", redesign: false, start: 2021-06"},
      from, china);
}

TEST_CASE("tools and memory: more suppliers, lower nodes, more generations, more allies, less access", "[property]") {
  const Month from = Month::of(2021, 6);
  const std::string tools = "type: equipment_ban, issuer: US, targets: [CN], start: 2021-06";
  less_and_less({"", tools + ", suppliers: {KLA: 0.5}", tools + ", suppliers: {KLA: 1, Lam Research: 0.5}", tools},
                from, tools_open);
  less_and_less({"", tools + ", node_min: 2.2", tools + ", node_min: 1", tools}, from, tools_open);
  const Month later = Month::of(2023, 1);
  const std::string align = "type: allied_alignment, measure: us-2022-10-tools, start: 2022-10";
  less_and_less(
      {"", align + ", allies: [JP], lag: 8", align + ", allies: [JP], lag: 4", align + ", allies: [JP, NL], lag: 4"},
      later, tools_open);
  // What is at hand follows what came in: designers use a part of it.
  const std::string memory = "type: hbm_ban, issuer: US, fdpr: true, targets: [CN], start: 2022-01";
  less_and_less({memory + ", generation_min: 4", memory + ", generation_min: 3",
                 memory + ", generation_min: 2, severity: 0.7", memory + ", generation_min: 2"},
                Month::of(2023, 6), memory_at_hand);
  const std::string refused = "type: import_ban, issuer: CN, supplier: Samsung Memory, start: 2022-01";
  less_and_less({"", refused + ", sectors_share: 0.4", refused}, Month::of(2023, 6), memory_at_hand);
}

TEST_CASE("tariffs and caps: higher, lower or earlier, fewer imports", "[property]") {
  const Month from = Month::of(2024, 1);
  const Quantity europe = [](const World&w) { return imported_by(w, "FR"); },
                 gulf = [](const World&w) { return imported_by(w, "AE"); };
  const std::string tariff = "type: tariff, issuer: FR, targets: [US]";
  less_and_less({"", tariff + ", rate: 0.1, start: 2024-01", tariff + ", rate: 0.5, start: 2024-01"}, from, europe);
  less_and_less({tariff + ", rate: 0.5, start: 2024-07", tariff + ", rate: 0.5, start: 2024-01"}, from, europe);
  const std::string cap = "type: diffusion_rule, issuer: US, tier2: [AE]";
  less_and_less({"", cap + ", cap_tier2: 4000, start: 2024-01", cap + ", cap_tier2: 1000, start: 2024-01",
                 cap + ", cap_tier2: 0, start: 2024-01"},
                from, gulf);
  less_and_less(
      {cap + ", cap_tier2: 0, start: 2024-01, severity: 0.3", cap + ", cap_tier2: 0, start: 2024-01, severity: 0.8",
       "type: diffusion_rule, issuer: US, tier3: [AE], start: 2024-01"},
      from, gulf);
}

TEST_CASE("renting: closed or watched, less of it", "[property]") {
  const Month from = Month::of(2024, 1);
  const Quantity rented = [](const World& w) {
    double sum = 0;
    for (const FirmId i : w.firms.nation.ids()) sum += w.firms.rented[i];
    return sum;
  };
  const std::string access = "type: cloud_access_restriction, issuer: US, targets: [CN], start: 2024-01";
  less_and_less({"", access + ", scope: kyc", access + ", severity: 0.7", access}, from, rented);
  for (std::uint64_t r = 0; r < seeds; ++r) REQUIRE(first_year(with(access), r, from, rented) == 0);
}

TEST_CASE("reliefs and treaties give back access, treaties put strikes off", "[property]") {
  const Month from = Month::of(2024, 1);
  const std::string relief = "type: sanction_relief, measures: [\"tag:tool-control\"], start: 2024-01";
  less_and_less({relief, relief + ", fraction: 0.6", relief + ", fraction: 0.2", ""}, from, tools_open);
  less_and_less({"type: treaty, parties: [US, CN], suspends: [us-2022-10-tools], start: 2024-01", ""}, from,
                tools_open);
  // A strike comes with 4 % a month; under a treaty of equal random variation never earlier, and often later.
  const std::string strike =
      "  - {id: strike, type: import_ban, issuer: CN, targets: [US], supplier: AMD, start: 2018-01, trigger: {hazard: "
      "{per_month: 0.04}}}\n";
  const Scenario open = variant("history", "events:\n" + strike, "2022-12"),
                 calm = variant(
                     "history",
                     "events:\n" + strike + "  - {id: truce, type: treaty, parties: [US, CN], start: 2018-01}\n",
                     "2022-12");
  const auto struck = [](const Scenario& scenario, std::uint64_t replicate) {
    Simulation s = simulation(scenario, replicate);
    while (!s.done()) s.step();
    return s.world().clocks[scenario.calendar->find("strike")].start;
  };
  int later = 0;
  for (std::uint64_t r = 0; r < 12; ++r) {
    REQUIRE(struck(calm, r) >= struck(open, r));
    later += struck(calm, r) > struck(open, r) ? 1 : 0;
  }
  REQUIRE(later >= 4);
}

TEST_CASE("an export programme wins its firms presence and users in their regions", "[property]") {
  const Month from = Month::of(2024, 1);
  const std::string programme = "type: cloud_export_programme, issuer: CN, regions: [KE, ID], start: 2024-01";
  const Quantity others = [](const World& w) {  // usage in Africa that is not Chinese
    const NationId africa = nation(w, "KE");
    double sum = 0, all = 0;
    for (const EdgeId e : w.trade.purchases(w.data->vertex(africa), Good::ai_service)) {
      all += w.trade.shipped[e];
      if (w.firms.nation[w.data->firm_of(w.trade.supplier(e))] != nation(w, "CN")) sum += w.trade.shipped[e];
    }
    return all > 0 ? sum / all : 1.0;
  };
  less_and_less({"", programme + ", price_cut: 0.1", programme + ", price_cut: 0.1, presence_boost: 4",
                 programme + ", price_cut: 0.4, presence_boost: 4"},
                from, others);
}

TEST_CASE("mistakes in what events say of each other are told", "[property]") {
  const auto told = [](const std::string& event) -> std::string {
    try {
      (void)with(event);
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "";
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  CHECK(has(told("type: allied_alignment, allies: [JP], measure: new, start: 2024-01"), "is itself an alignment"));
  CHECK(has(told("type: allied_alignment, allies: [US], measure: us-2022-10-tools, start: 2024-01"),
            "itself the issuer"));
  CHECK(has(told("type: allied_alignment, allies: [CN], measure: us-2022-10-tools, start: 2024-01"), "is a target"));
  CHECK(has(told("type: allied_alignment, allies: [JP], measure: us-2022-10-tool, start: 2024-01"),
            "did you mean 'us-2022-10-tools'"));
  CHECK(has(told("type: sanction_relief, measures: [chatgpt], start: 2024-01"), "no measure with rules of its own"));
  CHECK(has(told("type: sanction_relief, measures: [\"tag:chip-controll\"], start: 2024-01"), "chip-control"));
  CHECK(has(told("type: treaty, parties: [US], start: 2024-01"), "two 'parties'"));
  CHECK(has(told("type: equipment_ban, issuer: US, targets: [CN], suppliers: {ASML: 1}, start: 2024-01"),
            "no toolmaker of the issuer"));
  CHECK(has(told("type: chip_export_ban, issuer: US, targets: [CN], entities: [G42], start: 2024-01"),
            "no firm of the targets"));
  CHECK(has(told("type: diffusion_rule, issuer: US, tier2: [IN], tier3: [IN], start: 2024-01"), "both tiers"));
  CHECK(has(told("type: hbm_ban, issuer: US, targets: [CN], generation_min: 5, start: 2024-01"), "generation_min"));
}

}  // namespace events_trade_test
