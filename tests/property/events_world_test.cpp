// What is true of events for every seed: no severity, no effect; and what denies access never helps the target's
// access.
#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

#include "engine/events/event.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace events_world_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr std::uint64_t seeds[] = {1, 2, 3};

/// A value of a run: folded over its months by the measure given.
using Gauge = std::function<void(const Simulation&, double&)>;

double measured(const std::string& event, const Gauge& measure, std::uint64_t seed,
                const std::string& until = "2029-12") {
  const Scenario scenario = variant("baseline", event.empty() ? "" : "events:\n  - " + event + "\n", until);
  double value = 0;
  simulation(scenario, 0, seed).run([&](const Simulation& s) { measure(s, value); });
  return value;
}

/// Checks that the measure does not rise (by more than rounding) along the list of events, for every seed.
void never_rises(const std::vector<std::string>& events, const Gauge& measure, const std::string& until = "2029-12") {
  for (const std::uint64_t seed : seeds) {
    double before = no_limit;
    for (const std::string& event : events) {
      const double value = measured(event, measure, seed, until);
      INFO("seed " << seed << ": " << event);
      CHECK(value <= before + 1e-9 * std::max(1.0, std::fabs(value)));
      before = value;
    }
  }
}

NationId nation(const World& w, const char* name) { return called<NationId>(w.data->nations, name); }
FirmId firm(const World& w, const char* name) { return called<FirmId>(w.data->firms, name); }

double best_algorithm(const World& w, const char* of) {
  double best = -100;
  for (const FirmId i : w.firms.nation.ids())
    if (w.firms.nation[i] == nation(w, of) && w.firms.lab_share[i] > 0)
      best = std::max(best, w.firms.algorithm_next[i]);
  return best;
}

std::string with_severity(std::string_view example, const std::string& severity) {
  std::istringstream in{std::string(example)};
  std::string out, line;
  while (std::getline(in, line))
    if (!line.starts_with("severity:")) out += (out.empty() ? "  - " : "    ") + line + "\n";
  return out + "    severity: " + severity + "\n";
}

}  // namespace

TEST_CASE("severity 0 of every event type is no event, bit for bit; at full severity its example does something",
          "[property]") {
  const std::uint64_t none = hash_of(shipped("baseline", "2029-06"), 0, 2);
  for (const EventType* type : event_types()) {
    INFO(type->name);
    const Scenario zero = variant("baseline", "events:\n" + with_severity(type->example, "0"), "2029-06");
    CHECK(hash_of(zero, 0, 2) == none);
  }
  for (const char* name : {"algorithmic_breakthrough",
                           "energy_buildout",
                           "energy_shortage",
                           "foundry_evasion",
                           "hub_enforcement",
                           "investment_boom",
                           "lithography_breakthrough",
                           "location_verification",
                           "materials_ban",
                           "model_export_control",
                           "open_promotion",
                           "open_release",
                           "open_restriction",
                           "openness_shift",
                           "parameter_shock",
                           "regulatory_action",
                           "sales_priority",
                           "stockpile",
                           "subsidy",
                           "supply_shock",
                           "talent_attraction",
                           "talent_restriction",
                           "theft_or_leak",
                           "transport_disruption"}) {
    INFO(name);
    const Scenario full =
        variant("baseline", "events:\n" + with_severity(find_event_type(name)->example, "1"), "2029-06");
    CHECK(hash_of(full, 0, 2) != none);
  }
}

TEST_CASE("a cut of materials: earlier or stronger never lets the target make more", "[property]") {
  const auto ban = [](const char* start, const char* cut) {
    return std::string(
               "{id: cut, type: materials_ban, issuer: JP, targets: [TW], materials: [photoresist, graphite], "
               "start: ") +
           start + ", cut: " + cut + "}";
  };
  const Gauge capacity = [](const Simulation& s, double& v) {
    v += s.world().goods.materials_limit[nation(s.world(), "TW")];
  };
  never_rises({"", ban("2026-06", "0.2"), ban("2026-06", "0.5"), ban("2026-06", "0.9"), ban("2026-06", "1")}, capacity);
  never_rises({"", ban("2028-01", "0.8"), ban("2027-01", "0.8"), ban("2026-06", "0.8"), ban("2025-01", "0.8")},
              capacity);
  const Gauge wafers = [](const Simulation& s, double& v) {
    v = s.world().foundries.ai_wafers[called<FoundryId>(s.world().data->foundries, "TSMC")];
  };
  never_rises({"", ban("2026-06", "0.9"), ban("2026-06", "1")}, wafers, "2028-12");
}

TEST_CASE("stocks of materials: never negative; dear at once, but no harm while they last", "[property]") {
  for (const double cut : {0.1, 0.5, 1.0}) {
    const Scenario scenario =
        variant("baseline",
                "events:\n  - {id: cut, type: materials_ban, issuer: CN, targets: [TW, KR, US, JP], materials: "
                "[rare_earths, gallium_germanium, graphite], start: 2026-06, duration: 18, cut: " +
                    std::to_string(cut) + "}\n",
                "2030-12");
    Simulation s = simulation(scenario);
    const NationId tw = nation(s.world(), "TW");
    const Month start = Month::of(2026, 6);
    while (!s.done()) {
      s.step();
      const GoodsMarket& m = s.world().goods;
      const GoodsCatalogue& c = s.world().data->goods;
      for (const NationId n : s.world().nations.gdp.ids())
        REQUIRE((m.materials_limit[n] >= 0 && m.materials_limit[n] <= 1));
      for (const BuyerId b : c.nation.ids())
        REQUIRE((m.inventory[b] >= -1e-12 && m.price[b] >= 1 && m.substitute[b] >= 0 && m.substitute[b] <= 1));
      const BuyerId rare = c.buyer(tw, traded(Good::rare_earths));
      const int k = s.world().month - start;
      if (k < 0)
        REQUIRE((m.materials_limit[tw] == 1 && m.price[rare] == 1 &&
                 m.inventory[rare] == c.inventory_months[traded(Good::rare_earths)]));
      if (k == 0) REQUIRE(m.price[rare] > 1);
      // Stock for 3 months, 2 wanted at hand: even a full cut leaves the first two months whole. Gallium and germanium
      // lag in the same way.
      if (k >= 0 && k < 2) REQUIRE(m.materials_limit[tw] == 1);
      if (k == 12 && cut == 1) REQUIRE(m.materials_limit[tw] < 1);
      if (k == 53) REQUIRE(m.materials_limit[tw] == 1);  // three years after the end
    }
  }
}

TEST_CASE("announced cuts find fuller stocks", "[property]") {
  const Gauge least = [](const Simulation& s, double& v) {
    v += s.world().goods.materials_limit[nation(s.world(), "TW")];
  };
  const std::string ban =
      "{id: cut, type: materials_ban, issuer: JP, targets: [TW], materials: [photoresist], start: 2027-01, cut: 0.9";
  never_rises({ban + ", announce: 2026-01}", ban + ", announce: 2026-09}", ban + "}"}, least);
}

TEST_CASE("researchers are conserved, and bars never help the nation that they keep people from", "[property]") {
  const std::string measures =
      "{id: bar, type: talent_restriction, issuer: US, from: foreign, to: [US], bar: 0.9, start: 2024-01}\n"
      "  - {id: pull, type: talent_attraction, issuer: CN, pull: 2, start: 2025-01}";
  const Scenario scenario = variant("baseline", "events:\n  - " + measures + "\n", "2029-12");
  Simulation s = simulation(scenario);
  while (!s.done()) {
    s.step();
    const Nations& n = s.world().nations;
    double all = 0, reference = 0, net = 0;
    for (const NationId id : n.talent.ids()) {
      all += n.talent[id], reference += n.talent_reference[id], net += n.talent_net[id];
      REQUIRE(n.talent[id] > 0);
      if (s.world().month < Month::of(2024, 1)) REQUIRE(n.talent_ratio(id) == 1);
    }
    REQUIRE(std::fabs(net) <= 1e-12 * all);
    REQUIRE(std::fabs(all / reference - 1) <= 1e-12);
    REQUIRE(std::fabs(all / (100 * std::pow(1 + 0.1 / 12, s.world().month.index + 1)) - 1) <= 1e-10);
  }
  const Gauge us = [](const Simulation& sim, double& v) { v = sim.world().nations.talent[nation(sim.world(), "US")]; };
  const auto bar = [](const char* start, const char* share) {
    return std::string("{id: bar, type: talent_restriction, issuer: US, from: foreign, to: [US], start: ") + start +
           ", bar: " + share + "}";
  };
  never_rises({"", bar("2026-06", "0.3"), bar("2026-06", "0.6"), bar("2026-06", "1"), bar("2023-01", "1")}, us);
  const Gauge level = [](const Simulation& sim, double& v) {
    v = sim.world().firms.algorithm_next[firm(sim.world(), "OpenAI-MSFT")];
  };
  never_rises({"", bar("2026-06", "0.5"), bar("2026-06", "1"), bar("2020-01", "1")}, level, "2027-12");
  const Gauge rivals = [](const Simulation& sim, double& v) {
    v = sim.world().nations.talent[nation(sim.world(), "FR")];
  };
  const auto pull = [](const char* strength) {
    return std::string("{id: pull, type: talent_attraction, issuer: CN, start: 2026-06, pull: ") + strength + "}";
  };
  never_rises({"", pull("0.2"), pull("0.5"), pull("2")}, rivals);
}

TEST_CASE("a shortage of power never gives more power; building never gives less", "[property]") {
  const Gauge powered = [](const Simulation& s, double& v) {
    const Nations& n = s.world().nations;
    const NationId us = nation(s.world(), "US");
    if (s.world().month < Month::of(2028, 6)) v += n.power_use[us] * n.deployable[us];
  };
  const auto dark = [](const char* start, const char* lost) {
    return std::string("{id: dark, type: energy_shortage, targets: [US], end: 2028-06, start: ") + start +
           ", lost: " + lost + "}";
  };
  never_rises({"", dark("2026-06", "0.2"), dark("2026-06", "0.4"), dark("2026-06", "0.8")}, powered);
  never_rises({"", dark("2028-01", "0.5"), dark("2027-01", "0.5"), dark("2026-06", "0.5")}, powered);
  const auto build = [](const char* start, const char* amount) {
    return std::string("{id: build, type: energy_buildout, issuer: CN, start: ") + start + ", amount: " + amount + "}";
  };
  const Gauge missing = [](const Simulation& s, double& v) { v -= s.world().nations.power[nation(s.world(), "CN")]; };
  never_rises({"", build("2026-06", "1000"), build("2026-06", "8000"), build("2025-01", "8000")}, missing);
}

TEST_CASE("secrets keep others back; theft and breakthroughs lift whom they reach", "[property]") {
  const auto find = [](const char* size, const char* leak) {
    return std::string("{id: find, type: algorithmic_breakthrough, labs: {Google: ") + size +
           "}, start: 2026-06, leak_months: " + leak + "}";
  };
  const Gauge others = [](const Simulation& s, double& v) { v = best_algorithm(s.world(), "CN"); };
  never_rises({find("0.9", "0"), find("0.9", "3"), find("0.9", "12")}, others, "2027-06");
  const Gauge own = [](const Simulation& s, double& v) {
    v = -s.world().firms.algorithm_next[firm(s.world(), "Google")];
  };
  never_rises({"", find("0.2", "6"), find("0.5", "6"), find("0.9", "6")}, own, "2027-06");
  const auto theft = [](const char* fraction) {
    return std::string("{id: theft, type: theft_or_leak, from: Google, to: Baidu, start: 2026-06, fraction: ") +
           fraction + "}";
  };
  const Gauge thief = [](const Simulation& s, double& v) {
    v = -s.world().firms.algorithm_next[firm(s.world(), "Baidu")];
  };
  never_rises({"", theft("0.2"), theft("0.6"), theft("1")}, thief, "2026-12");
  // One lab wins a lottery, whichever the seed, and it is the same at any severity.
  for (const std::uint64_t seed : seeds) {
    std::vector<FirmId> winners[2];
    for (const int half : {0, 1}) {
      const auto run_to = [&](const std::string& event) {
        const Scenario scenario = variant("baseline", event, "2026-06");
        Simulation s = simulation(scenario, 0, seed);
        while (!s.done()) s.step();
        return s.world();
      };
      const World without = run_to(""),
                  with = run_to(std::string("events:\n  - {id: lot, type: algorithmic_breakthrough, lottery: true, "
                                            "size: 0.5, start: 2026-06, leak_months: 12, severity: ") +
                                (half ? "0.5" : "1") + "}\n");
      for (const FirmId i : with.firms.nation.ids())
        if (std::fabs(with.firms.algorithm_next[i] - without.firms.algorithm_next[i]) > 1e-9)
          winners[half].push_back(i);
    }
    REQUIRE(winners[0].size() == 1);
    REQUIRE(winners[0] == winners[1]);
  }
}

TEST_CASE("home lithography never lowers the node", "[property]") {
  const auto euv = [](const char* start, const char* share) {
    return std::string("{id: euv, type: lithography_breakthrough, issuer: CN, start: ") + start + ", share: " + share +
           "}";
  };
  const Gauge node = [](const Simulation& s, double& v) {
    v -= s.world().foundries.node[called<FoundryId>(s.world().data->foundries, "SMIC")];
  };
  never_rises({"", euv("2028-01", "0.3"), euv("2028-01", "0.9"), euv("2026-06", "0.9")}, node);
}

TEST_CASE("openness: promotion opens more of the models, restrictions on learning keep labs back", "[property]") {
  const auto push = [](const char* strength) {
    return std::string("{id: push, type: open_promotion, issuer: US, start: 2026-06, strength: ") + strength + "}";
  };
  const Gauge closed = [](const Simulation& s, double& v) {
    double all = 0, shut = 0;  // promotion also brings models out sooner, so that there are more of both
    for (const Model& m : s.world().models.all())
      if (s.world().firms.nation[m.lab] == nation(s.world(), "US")) all += 1, shut += m.open ? 0 : 1;
    v = shut / std::max(all, 1.0);
  };
  never_rises({"", push("0.5"), push("2"), push("5")}, closed, "2027-12");
  const auto learn = [](const char* start, const char* severity) {
    return std::string(
               "{id: learn, type: open_restriction, issuer: CN, allied: [US], targets: [FR], scope: learning, "
               "start: ") +
           start + ", severity: " + severity + "}";
  };
  const Gauge level = [](const Simulation& s, double& v) { v = best_algorithm(s.world(), "FR"); };
  never_rises({"", learn("2026-06", "0.3"), learn("2026-06", "1"), learn("2025-01", "1")}, level, "2028-12");
}

TEST_CASE("a regulatory action: fewer sales there, and every dollar of a fine is taken once", "[property]") {
  const auto block = [](const char* start, const char* share) {
    return std::string("{id: block, type: regulatory_action, issuer: FR, firm: Meta, start: ") + start +
           ", sales_block: " + share + "}";
  };
  const Gauge usage = [](const Simulation& s, double& v) {
    const World& w = s.world();
    for (const EdgeId e : w.trade.sales(w.data->vertex(firm(w, "Meta")), Good::ai_service))
      if (w.trade.buyer(e) == w.data->vertex(nation(w, "FR"))) v += w.trade.shipped[e];
  };
  never_rises({"", block("2026-06", "0.3"), block("2026-06", "0.6"), block("2026-06", "1"), block("2025-06", "1")},
              usage, "2028-12");
  const auto against = [](const char* share) {
    return std::string(
               "{id: block, type: regulatory_action, issuer: CN, supplier: AMD, start: 2020-01, sales_block: ") +
           share + "}";
  };
  const Gauge purchases = [](const Simulation& s, double& v) {
    const World& w = s.world();
    for (const EdgeId e :
         w.trade.sales(w.data->vertex(called<DesignerId>(w.data->designers, "AMD")), Good::accelerator))
      if (w.firms.nation[w.data->firm_of(w.trade.buyer(e))] == nation(w, "CN")) v += w.trade.payment[e];
  };
  never_rises({"", against("0.3"), against("0.6"), against("1")}, purchases, "2022-06");
  for (const std::uint64_t seed : seeds) {
    const Scenario scenario = variant("baseline",
                                      "events:\n  - {id: fine, type: regulatory_action, issuer: FR, firm: "
                                      "Anthropic-AMZN, fine: 5000, start: 2026-06}\n"
                                      "  - {id: fine-2, type: regulatory_action, issuer: FR, firm: Meta, fine: 20000, "
                                      "severity: 0.5, start: 2026-06}\n",
                                      "2028-12");
    Simulation s = simulation(scenario, 0, seed);
    while (!s.done()) {
      s.step();
      const Firms& f = s.world().firms;
      const bool fined = s.world().month >= Month::of(2026, 6);
      for (const char* name : {"Anthropic-AMZN", "Meta"}) {
        const FirmId i = firm(s.world(), name);
        const double fine = !fined ? 0 : name[0] == 'A' ? 5000 : 10000;
        REQUIRE(std::fabs(f.fine_due[i] + f.fine_paid[i] - fine) <= 1e-6);
        REQUIRE((f.fine_due[i] >= 0 && f.carry[i] >= 0 && f.capex[i] >= 0));
      }
    }
    REQUIRE(s.world().firms.fine_due[firm(s.world(), "Meta")] == 0);
  }
}

TEST_CASE("shocks and subsidies: more of them never does the opposite", "[property]") {
  const auto shock = [](const char* start, const char* severity) {
    return std::string("{id: shock, type: supply_shock, supplier: TSMC, duration: 6, recovery: 3, start: ") + start +
           ", severity: " + severity + "}";
  };
  const Gauge wafers = [](const Simulation& s, double& v) {
    if (s.world().month < Month::of(2027, 6))
      v = s.world().foundries.ai_wafers[called<FoundryId>(s.world().data->foundries, "TSMC")];
  };
  never_rises({"", shock("2026-12", "0.2"), shock("2026-12", "0.5"), shock("2026-12", "0.9")}, wafers, "2027-06");
  const auto bust = [](const char* shift) {
    return std::string("{id: bust, type: investment_boom, start: 2026-06, shift: ") + shift + "}";
  };
  const Gauge capex = [](const Simulation& s, double& v) {
    for (const double x : s.world().firms.capex.cells()) v += x;
  };
  never_rises({"", bust("-0.1"), bust("-0.4"), bust("-0.8")}, capex, "2027-12");
  const auto evasion = [](const char* dies) {
    return std::string(
               "{id: front, type: foundry_evasion, designer: Huawei, performance: 0.4, start: 2026-06, dies: ") +
           dies + "}";
  };
  const Gauge evaded = [](const Simulation& s, double& v) {
    v -= s.world().designers.evaded[called<DesignerId>(s.world().data->designers, "Huawei")];
  };
  never_rises({"", evasion("100"), evasion("5000"), evasion("50000")}, evaded, "2027-12");
  const auto pay = [](const char* amount) {
    return std::string("{id: pay, type: subsidy, issuer: FR, target: energy, start: 2026-06, amount: ") + amount + "}";
  };
  const Gauge missing = [](const Simulation& s, double& v) { v -= s.world().nations.power[nation(s.world(), "FR")]; };
  never_rises({"", pay("100"), pay("1000")}, missing, "2027-12");
  const auto open = [](const char* gain) {
    return std::string("{id: open, type: open_release, lab: Meta, start: 2026-06, capability_gain: ") + gain + "}";
  };
  const Gauge behind = [](const Simulation& s, double& v) { v -= s.world().firms.best_open[firm(s.world(), "Meta")]; };
  never_rises({"", open("-20"), open("0"), open("5")}, behind, "2026-07");
  const auto shift = [](const char* openness) {
    return std::string("{id: shift, type: openness_shift, lab: Google, start: 2024-01, openness: ") + openness + "}";
  };
  const Gauge closed = [](const Simulation& s, double& v) {
    v = 0;
    for (const Model& m : s.world().models.all())
      if (!m.open && m.lab == firm(s.world(), "Google")) v += 1;
  };
  never_rises({shift("0"), shift("0.3"), shift("0.9"), shift("1")}, closed, "2025-12");
  const auto enforce = [](const char* value) {
    return std::string(
               "{id: strict, type: parameter_shock, parameter: controls.enforcement, start: 2023-01, beyond_range: "
               "true, value: ") +
           value + "}";
  };
  const Gauge smuggled = [](const Simulation& s, double& v) {
    for (const double x : s.world().firms.smuggled.cells()) v += x;
  };
  never_rises({enforce("0.1"), enforce("0.5"), enforce("0.9")}, smuggled, "2024-12");
}

}  // namespace events_world_test
