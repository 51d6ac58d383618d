// A harsher measure never loosens access on any link, and what two issuers close is no less than what one does.
#include <algorithm>
#include <map>

#include "engine/markets/link_rules.hpp"
#include "engine/markets/memory_supply.hpp"
#include "engine/markets/sales_terms.hpp"
#include "engine/markets/tool_supply.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace harsher_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr Month when = Month::of(2027, 6);

/// The world of the baseline at some month, once for all.
const World& world() {
  static const World w = [] {
    Simulation s = simulation(shipped("baseline", when.text()));
    s.run();
    return s.world();
  }();
  return w;
}

/// What the rules of a month leave open, of everything that rules can close: 1 and less.
using Access = std::map<std::string, double>;

/// Value of what a designer may sell to a nation, times the share of demand that it may serve.
double worth(const SalesTerms& t) { return t.allowed ? t.frontier_value * std::min(1.0, t.scale) : 0.0; }

void add_links(const World& w, const Regimes& r, Access& out) {
  for (const EdgeId e : w.trade.weight.ids()) {
    double open = 1 - link_rule(w, r, e).closed_share;
    if (w.trade.good(e) == Good::accelerator) {
      const NationId home = w.data->home[w.trade.buyer(e)];
      const SalesTerms& terms = w.designers.terms(w.data->designer_of(w.trade.supplier(e)), home);
      const double scale = terms.allowed ? std::min(1.0, terms.scale) : 0.0;
      open =
          scale > 0 ? open / scale * worth(terms) : 0.0;  // by what the part on sale is worth, not by its being on sale
    }
    out["link " + std::to_string(e.index())] = open;
  }
}

void add_support(const World& w, const Regimes& r, Access& out) {
  for (const FoundryId q : w.foundries.nation.ids()) {
    const NationId n = w.foundries.nation[q];
    const std::string of = " of " + w.data->foundries.text[q.index()];
    out["servicing" + of] = 1 - support_denied(w, r.servicing_denied, n, w.foundries.node[q]);
    out["components" + of] = 1 - support_denied(w, r.components_denied, n, w.foundries.node[q]);
    out["listed tools" + of] = 1 - r.tools_listed[w.data->vertex(q)];
  }
  for (const DesignerId d : w.designers.nation.ids())
    out["software of " + w.data->designers.text[d.index()]] = 1 - design_software_denied(w, r, d);
  for (const NationId n : w.nations.gdp.ids()) {
    const std::string of = " of " + w.data->nations.text[n.index()];
    out["euv" + of] = 1 - r.euv_denied[n];
    out["memory" + of] = memory_access(w, r, n).open;
    out["renting" + of] = (1 - r.rental_closed[n]) * (1 - r.rental_kyc[n]);
    for (const NationId m : w.nations.gdp.ids()) {
      out["moving to " + w.data->nations.text[m.index()] + of] = 1 - r.talent_barred(n, m);
      out["lessons from " + w.data->nations.text[m.index()] + of] = 1 - r.open_learning_closed(m, n);
      out["outputs from " + w.data->nations.text[m.index()] + of] = 1 - r.distillation_closed(m, n);
      if (const ImportCap& cap = r.import_cap(n, m); cap.strength > 0)
        out["cap by " + w.data->nations.text[m.index()] + of] = 1 - cap.strength;
    }
  }
}

Access access(const std::string& events) {
  const Scenario scenario = variant("baseline", events.empty() ? "events: []\n" : "events:\n" + events, "2027-12");
  const World& now = world();
  World w = now;
  scenario.calendar->start_clocks(w);
  Regimes regimes(*w.data);
  Parameters parameters = scenario.initial->parameters;
  const RandomStream random(1, 0);
  scenario.calendar->compile(w, scenario.initial->parameters, random, regimes, parameters);
  const MonthView view{w, parameters, regimes, random, w.month, w.month.year()};
  for (const DesignerId d : w.designers.nation.ids())
    for (const NationId n : w.nations.gdp.ids()) w.designers.terms(d, n) = sales_terms(view, d, n);
  Access out;
  add_links(w, regimes, out);
  add_support(w, regimes, out);
  return out;
}

/// The first thing that is more open in `harsher`, or nothing; a cap that is not there leaves all open.
std::string loosened(const Access& milder, const Access& harsher) {
  for (const auto& [what, open] : harsher) {
    const auto before = milder.find(what);
    if (before != milder.end() && open > before->second + 1e-12) return what;
  }
  return "";
}

/// Pseudo-random numbers that are the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed, 0) {}
  std::size_t below(std::size_t n) {
    return std::min(n - 1, static_cast<std::size_t>(random_.uniform(Purpose::event_trigger, 1, Month{0}, ++draw_) *
                                                    static_cast<double>(n)));
  }
  template <class T>
  const T& one(const std::vector<T>& of) {
    return of[below(of.size())];
  }

 private:
  RandomStream random_;
  std::uint64_t draw_ = 0;
};

std::string date(Dice& dice) {
  return "start: " + std::to_string(2022 + dice.below(5)) + "-0" + std::to_string(1 + dice.below(9));
}
std::string share(Dice& dice) { return dice.one<std::string>({"0.2", "0.5", "0.8", "1"}); }

/// A measure that closes something, at random.
std::string restriction(Dice& dice) {
  const std::string severity = ", severity: " + share(dice) + ", " + date(dice);
  switch (dice.below(14)) {
    case 0:
      return "type: chip_export_ban, issuer: " +
             dice.one<std::string>({"US", "US, allied: [CN]", "NL, fdpr: true", "US, fdpr: true"}) + ", targets: [" +
             dice.one<std::string>({"RU", "IN", "RU, AE"}) +
             "], tpp_max: " + dice.one<std::string>({"1", "1600", "4800", "21000"}) +
             (dice.below(2) != 0 ? ", redesign: false" : "") + (dice.below(3) == 0 ? ", keeps_licences: true" : "") +
             severity;
    case 1:
      return "type: chip_export_ban, issuer: US, targets: [CN], tpp_max: " +
             dice.one<std::string>({"1", "1600", "2400", "9000", "40000"}) +
             (dice.below(2) != 0 ? ", bw_max: 1000" : "") +
             (dice.below(2) != 0 ? ", redesign: false" : ", redesign_lag: 1") +
             (dice.below(3) == 0 ? ", keeps_licences: true" : "") + severity;
    case 2:
      return "type: diffusion_rule, issuer: US, tier2: [AE, IN], tier3: [RU, CN], cap_tier2: 5" + severity;
    case 3:
      return "type: entity_list, issuer: " +
             dice.one<std::string>({"US", "TW", "JP", "US, fdpr: true", "US, allied: [NL, TW]"}) +
             ", firms: [Huawei, SMIC, Baidu, Cambricon]" + severity;
    case 4:
      return "type: equipment_ban, issuer: " +
             dice.one<std::string>({"US", "NL", "JP", "KR", "US, fdpr: true", "NL, allied: [US, KR]"}) +
             ", targets: [CN], classes: [" +
             dice.one<std::string>({"tools", "tools, servicing", "servicing, components", "components"}) + "]" +
             (dice.below(2) != 0 ? ", node_min: 2" : "") + severity;
    case 5:
      return "type: equipment_ban, issuer: NL, targets: [CN, RU], classes: [euv]" + severity;
    case 6:
      return "type: hbm_ban, issuer: " + dice.one<std::string>({"KR", "US", "US, fdpr: true"}) +
             ", targets: [CN], generation_min: " + dice.one<std::string>({"2", "3", "4"}) + severity;
    case 7:
      return "type: import_ban, issuer: CN, supplier: " +
             dice.one<std::string>({"NVIDIA", "AMD", "ASML", "Samsung Memory"}) + ", sectors_share: " + share(dice) +
             severity;
    case 8:
      return "type: import_guidance, issuer: " + dice.one<std::string>({"CN", "IN"}) + ", strength: " + share(dice) +
             severity;
    case 9:
      return "type: materials_ban, issuer: CN, targets: [JP, US], materials: [" +
             dice.one<std::string>({"rare_earths", "graphite", "rare_earths, gallium_germanium"}) + "]" +
             (dice.below(2) != 0 ? ", fdpr: true" : "") + severity;
    case 10:
      return "type: cloud_access_restriction, issuer: US, targets: [CN], scope: " +
             dice.one<std::string>({"rent", "kyc"}) + ", hosts: " + dice.one<std::string>({"all", "own"}) + severity;
    case 11:
      return "type: service_ban, issuer: " + dice.one<std::string>({"IN", "JP"}) + ", origins: [CN, US]" + severity;
    case 12:
      return "type: open_restriction, issuer: US, targets: [CN], scope: " + dice.one<std::string>({"use", "learning"}) +
             severity;
    default:
      return "type: talent_restriction, issuer: US, from: [CN, IN], to: [US], bar: " + share(dice) + severity;
  }
}

/// A measure that opens something.
std::string permission(Dice& dice) {
  const std::string severity = ", severity: " + share(dice) + ", " + date(dice);
  switch (dice.below(4)) {
    case 0:
      return "type: licence, issuer: US, targets: [CN], chip: " + dice.one<std::string>({"H20", "H200", "B30A"}) +
             ", p_licence: " + share(dice) + severity;
    case 1:
      return "type: licence, issuer: US, targets: [CN, RU], tpp_max: 21000" + severity;
    case 2:
      return "type: licence, issuer: US, targets: [CN], chip: H200, relaxes: [us-2023-10-chips, us-2025-04-h20]" +
             severity;
    default:
      return "type: sanction_relief, measures: [" +
             dice.one<std::string>({"us-2025-04-h20", "us-2022-10-tools", "nl-2019-euv", "us-2024-12-hbm"}) + "]" +
             severity;
  }
}

std::string line(const std::string& id, const std::string& event) { return "  - {id: " + id + ", " + event + "}\n"; }

}  // namespace

TEST_CASE("a harsher measure on top of any two policies loosens access on no link", "[property]") {
  Dice dice(11);
  int moved = 0;
  for (int k = 0; k < 60; ++k) {
    const std::string pair = line("p", dice.below(2) != 0 ? permission(dice) : restriction(dice)) +
                             line("q", dice.below(2) != 0 ? permission(dice) : restriction(dice));
    const std::string added = line("more", restriction(dice));
    INFO(pair << added);
    const Access milder = access(pair), harsher = access(pair + added);
    CHECK(loosened(milder, harsher) == "");
    moved += milder != harsher ? 1 : 0;
  }
  CHECK(moved >= 30);
}

TEST_CASE("a measure made stricter loosens access on no link", "[property]") {
  Dice dice(23);
  for (int k = 0; k < 30; ++k) {
    const std::string other = line("p", permission(dice)), measure = restriction(dice);
    const std::size_t at = measure.find(", severity: ");
    const std::string half = measure.substr(0, at) + ", severity: 0.3" + measure.substr(measure.find(", start")),
                      full = measure.substr(0, at) + measure.substr(measure.find(", start"));
    INFO(other << half << "\n" << full);
    const Access none = access(other), part = access(other + line("m", half)), all = access(other + line("m", full));
    CHECK(loosened(none, part) == "");
    CHECK(loosened(part, all) == "");
  }
}

TEST_CASE("two issuers close what one does or more, and one more than none, for every type of measure", "[property]") {
  struct Kind {
    std::string rest;
    std::vector<std::string> issuers;
  };
  const std::string from = ", start: 2024-01";
  const std::vector<Kind> kinds = {
      {"type: chip_export_ban, targets: [RU], tpp_max: 1, redesign: false", {"US", "CN"}},
      {"type: diffusion_rule, tier3: [RU]", {"US", "CN"}},
      {"type: entity_list, firms: [SMIC, Huawei, Baidu]", {"US", "NL", "JP", "TW", "GB"}},
      {"type: equipment_ban, targets: [CN], classes: [tools]", {"US", "NL", "JP", "KR", "DE"}},
      {"type: equipment_ban, targets: [CN], classes: [servicing]", {"US", "NL", "JP", "KR", "DE"}},
      {"type: equipment_ban, targets: [CN], classes: [components]", {"US", "NL", "JP", "KR", "DE"}},
      {"type: hbm_ban, targets: [CN]", {"KR", "US"}},
      {"type: import_ban, supplier: NVIDIA", {"CN", "IN", "FR"}},
      {"type: import_guidance, strength: 0.5", {"CN", "IN", "FR"}},
      {"type: materials_ban, targets: [JP], materials: [rare_earths]", {"CN", "US", "MY"}},
      {"type: materials_ban, targets: [JP], materials: [rare_earths], fdpr: true", {"CN", "US", "MY"}},
      {"type: cloud_access_restriction, targets: [CN], hosts: own", {"US", "SG", "FR"}},
      {"type: service_ban, origins: [CN]", {"IN", "JP"}},
      {"type: open_restriction, targets: [IN], scope: learning", {"US", "CN", "FR"}},
      {"type: talent_restriction, from: [IN], to: [US, FR]", {"US", "FR", "IN"}},
  };
  const Access none = access("");
  for (const Kind& kind : kinds) {
    for (std::size_t k = 0; k + 1 < kind.issuers.size(); ++k) {
      const auto by = [&](const std::string& issuers) {
        return access(line("m", kind.rest + ", issuer: " + issuers + from));
      };
      const Access one = by(kind.issuers[k]), other = by(kind.issuers[k + 1]),
                   both = by(kind.issuers[k] + ", allied: [" + kind.issuers[k + 1] + "]");
      INFO(kind.rest << " by " << kind.issuers[k] << " and " << kind.issuers[k + 1]);
      CHECK(loosened(none, one) == "");
      CHECK(loosened(one, both) == "");
      CHECK(loosened(other, both) == "");
    }
  }
}

TEST_CASE("announcing what is in force already changes nothing, bit for bit; announcing more does", "[property]") {
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 2400, tpp_pd: 1600, pd_max: 3.2, redesign: false",
       "type: chip_export_ban, issuer: US, targets: [AE], tpp_max: 1"},
      {"type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 2400, tpp_pd: 1600, pd_max: 3.2, entities: [Baidu]",
       "type: chip_export_ban, issuer: US, targets: [CN], tpp_max: 1, entities: [Alibaba]"},
      {"type: equipment_ban, issuer: US, targets: [CN]", "type: equipment_ban, issuer: KR, targets: [CN]"},
      {"type: hbm_ban, issuer: KR, targets: [CN]", "type: hbm_ban, issuer: US, fdpr: true, targets: [CN]"},
      {"type: materials_ban, issuer: CN, targets: [JP], materials: [rare_earths], cut: 0.7",
       "type: materials_ban, issuer: CN, targets: [JP], materials: [graphite], cut: 0.7"},
  };
  for (const auto& [measure, more] : kinds) {
    INFO(measure);
    const auto hash = [&](const std::string& announced) {
      return hash_of(
          variant("history",
                  "events:\n" + line("now", measure + ", start: 2023-12") +
                      (announced.empty() ? "" : line("then", announced + ", announce: 2024-02, start: 2025-06")),
                  "2024-12"));
    };
    const std::uint64_t without = hash("");
    CHECK(hash(measure) == without);
    if (more != "type: hbm_ban, issuer: US, fdpr: true, targets: [CN]") CHECK(hash(more) != without);
  }
}

}  // namespace harsher_test
