// Thresholds, redesigns and licences turned into terms of sale. Equations: docs/model.md, "Chip demand" and "Controls".
#include "engine/markets/sales_terms.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {

double relative_value(const SalesTerms& terms, double training_weight) {
  if (terms.training == 1 && terms.inference == 1) return 1;
  return maths::pow(terms.training, training_weight) * maths::pow(terms.inference, 1 - training_weight);
}

double highest_tpp(const ChipRule& rule, double die_area) {
  const double by_density = rule.density_max * die_area;
  const double dense = rule.tpp_with_density < no_limit && rule.density_max < no_limit
                           ? std::max(rule.tpp_with_density, by_density)  // below either line a part passes
                           : no_limit;
  return std::min(rule.tpp_max, dense);
}

bool passes(const ChipRule& rule, const Chip& chip) {
  const bool connected = chip.tpp() >= rule.tpp_max_connected && chip.interconnect >= rule.interconnect_max;
  return chip.tpp() < highest_tpp(rule, chip.die_area) && chip.bandwidth < rule.bandwidth_max && !connected;
}

const Chip* flagship(const WorldData& data, DesignerId designer, Month by) {
  const Chip* best = nullptr;
  for (const ChipId c : data.chips.ids()) {
    const Chip& chip = data.chips[c];
    if (chip.designer != designer || chip.redesign_of.exists() || chip.launch > by) continue;
    if (!best || chip.performance > best->performance ||
        (chip.performance == best->performance && chip.bandwidth > best->bandwidth))
      best = &chip;
  }
  return best;
}

namespace {

double root_of_product(double performance, double bandwidth) { return std::sqrt(performance * bandwidth); }

/// How a part compares with the designer's newest: decides whether buyers feel restricted at all.
double value_against(const Chip& part, double performance, double bandwidth, double interconnect_factor,
                     double training_weight) {
  SalesTerms terms;
  terms.training = std::min(1.0, performance * interconnect_factor / part.performance);
  terms.inference =
      std::min(1.0, root_of_product(performance, bandwidth) / root_of_product(part.performance, part.bandwidth));
  return relative_value(terms, training_weight);
}

/// The best redesign of `parent` that the rule lets pass.
SalesTerms redesign_terms(const MonthView& view, const ChipRule& rule, const Chip& parent, const Chip& newest) {
  const Parameters& p = view.p;
  const bool cut_links = parent.tpp() >= rule.tpp_max_connected && parent.interconnect >= rule.interconnect_max;
  const double limit = highest_tpp(rule, parent.die_area) * p.redesign_headroom / Chip::tpp_per_h100e;
  const double performance = std::min(parent.performance, limit);
  const bool full = performance == parent.performance;
  const double bandwidth = std::min(full ? parent.bandwidth : parent.bandwidth * p.redesign_bandwidth,
                                    rule.bandwidth_max * p.redesign_headroom);
  const double links = cut_links ? p.redesign_interconnect : 1.0;
  SalesTerms terms;
  terms.compliant = true;
  terms.raw = performance / parent.performance;
  terms.training = terms.raw * links;
  terms.inference = root_of_product(performance, bandwidth) / root_of_product(parent.performance, parent.bandwidth);
  terms.frontier_value = value_against(newest, performance, bandwidth, links, p.chips_training_weight);
  return terms;
}

bool permits(const LicenceTerms& licence, ChipId id, const Chip& chip) {
  if (licence.chip.exists()) return licence.chip == id;
  return chip.tpp() < licence.tpp_max && chip.bandwidth < licence.bandwidth_max;
}

/// Who sells to whom. No client: the buyers of the nation whom no rule names.
struct Deal {
  DesignerId designer;
  NationId seller, buyer;
  FirmId client;
};

/// The rules of a month for a deal: those in force, or those that will be once the announced ones are.
struct Rules {
  ChipRule composed;
  bool with_announced = false;
};

/// Whether a measure is about a deal: not if it names buyers, or spares one of the two sides.
bool is_about(const Regimes& r, const WorldData& data, const ChipBar& bar, const Deal& deal) {
  if (bar.buyer != deal.buyer || bar.firm.exists() || !bar.binds(deal.seller)) return false;
  return !r.names(bar.spared, data.vertex(deal.designer)) &&
         !(deal.client.exists() && r.names(bar.spared, data.vertex(deal.client)));
}

/// The rule in force on a deal.
ChipRule rule_on(const Regimes& r, const WorldData& data, const Deal& deal) {
  if (r.named.empty()) return r.chips(deal.seller, deal.buyer);
  ChipRule out;
  for (const ChipBar& bar : r.chip_bars)
    if (is_about(r, data, bar, deal)) out.tighten(bar.rule);
  return out;
}

/// Whether a licence is for the buyer of a deal.
bool serves(const Regimes& r, const WorldData& data, const LicenceTerms& licence, const Deal& deal) {
  if (licence.buyer != deal.buyer) return false;
  return licence.clients.count == 0 || (deal.client.exists() && r.names(licence.clients, data.vertex(deal.client)));
}

/// Whether a licence relaxes a rule. Of rules that it does not name: those of its issuer that were there before it, or
/// keep it.
bool relaxes(const Regimes& r, const LicenceTerms& licence, const ChipBar& bar) {
  if (bar.issuer != licence.issuer) return false;
  const auto named = r.relaxed_by(licence);
  if (!named.empty()) return std::ranges::find(named, bar.event) != named.end();
  return bar.since <= licence.given || bar.keeps_licences;
}

struct LicensedShare {
  double open = 1;      ///< share of demand that the rules which the licence does not relax leave to a part
  bool needed = false;  ///< it relaxes some rule that bars the part
};

LicensedShare licensed_share(const MonthView& view, const Rules& rules, const LicenceTerms& licence, const Deal& deal,
                             const Chip& chip) {
  const Regimes& r = view.regimes;
  LicensedShare out;
  const auto look = [&](const std::vector<ChipBar>& bars) {
    for (const ChipBar& bar : bars) {
      if (!is_about(r, *view.world.data, bar, deal) || passes(bar.rule, chip)) continue;
      if (relaxes(r, licence, bar))
        out.needed = true;
      else
        out.open *= bar.rule.unrestricted;
    }
  };
  look(r.chip_bars);
  if (rules.with_announced) look(r.chips_announced);
  return out;
}

/// Terms of a licensed part: sold as it is, the issuer's share of the revenue on top of its price, and ever dearer
/// against a reference price that falls with the frontier. What several licences for one part demand holds together; it
/// is sold to the share of demand that the one of them reaches which is bound least by other rules.
SalesTerms licensed_terms(const MonthView& view, const Rules& rules, ChipId id, const Chip& chip, const Deal& deal,
                          const Chip& newest) {
  const Parameters& p = view.p;
  SalesTerms terms;
  terms.allowed = false;
  terms.compliant = true;
  Month since{0};
  double reached = 0;
  for (const LicenceTerms& licence : view.regimes.licences) {
    if (!serves(view.regimes, *view.world.data, licence, deal) || !permits(licence, id, chip)) continue;
    const LicensedShare share = licensed_share(view, rules, licence, deal, chip);
    if (!share.needed && licence.issuer != deal.seller) continue;
    reached = std::max(reached, share.open);
    terms.scale = terms.allowed ? terms.scale * licence.probability : licence.probability;
    terms.quota = std::min(terms.quota, licence.quota);
    if (licence.quota_share < no_limit) {
      double home = 0;  // shipped to the designer's home nation last month
      for (const EdgeId e : view.world.trade.sales(view.world.data->vertex(chip.designer), Good::accelerator))
        if (view.world.firms.nation[view.world.data->firm_of(view.world.trade.buyer(e))] == deal.seller)
          home += view.world.trade.shipped[e];
      terms.quota = std::min(terms.quota, licence.quota_share * home);
    }
    terms.revenue_share = std::min(0.5, (terms.allowed ? terms.revenue_share : 0) + licence.revenue_share);
    since = terms.allowed ? std::min(since, licence.since) : licence.since;
    terms.allowed = true;
  }
  terms.scale *= reached;
  terms.allowed = terms.allowed && reached > 0;
  if (!terms.allowed) return terms;
  // Capacity is counted in full parts of the licensed part's own generation; a redesign gives up part of its die.
  const Chip& full = chip.redesign_of.exists() ? view.world.data->chips[chip.redesign_of] : chip;
  terms.raw = terms.training = std::min(1.0, chip.performance / full.performance);
  terms.inference = std::min(
      1.0, root_of_product(chip.performance, chip.bandwidth) / root_of_product(full.performance, full.bandwidth));
  terms.price_factor = (1 + p.chips_legacy_price_drift * (view.month - since) / 12.0) / (1 - terms.revenue_share);
  terms.frontier_value = value_against(newest, chip.performance, chip.bandwidth, 1, p.chips_training_weight);
  return terms;
}

/// Buyers weigh what is on sale against the newest part anywhere, times the share of requests that is served.
double worth(const SalesTerms& t) { return t.allowed ? t.frontier_value * std::min(1.0, t.scale) : 0.0; }

/// The best of: the full part for what no rule covers, a compliant redesign, a licensed part.
SalesTerms best_terms(const MonthView& view, const Rules& rules, const Deal& deal) {
  const World& w = view.world;
  const DesignerId d = deal.designer;
  const ChipRule& rule = rules.composed;
  SalesTerms none;
  if (!rule.active() || deal.seller == deal.buyer) return none;

  const Chip* newest = flagship(*w.data, d, view.month);
  if (!newest || passes(rule, *newest)) return none;
  const Chip* parent = flagship(*w.data, d, rule.designed_from);  // the part at hand when the redesign was begun
  if (!parent) parent = newest;

  SalesTerms best;
  best.scale = rule.unrestricted;
  best.allowed = rule.unrestricted > 0;
  best.frontier_value = 1;
  const auto consider = [&](const SalesTerms& candidate) {
    if (worth(candidate) > worth(best)) best = candidate;
  };
  if (w.designers.redesigns[d] && rule.redesign && view.month >= rule.redesign_from)
    consider(redesign_terms(view, rule, *parent, *newest));
  for (const ChipId c : w.data->chips.ids())
    if (const Chip& chip = w.data->chips[c]; chip.designer == d && chip.launch <= view.month)
      consider(licensed_terms(view, rules, c, chip, deal, *newest));
  return best;
}

/// Share of what is on sale now that announced rules will close. A redesign that is yet to be made keeps no one from
/// hoarding.
double newly_closed(const MonthView& view, const Deal& deal, const SalesTerms& now) {
  ChipRule then = rule_on(view.regimes, *view.world.data, deal);
  bool any = false;
  for (const ChipBar& bar : view.regimes.chips_announced) {
    if (!is_about(view.regimes, *view.world.data, bar, deal)) continue;
    then.tighten(bar.rule);
    any = true;
  }
  if (!any || deal.seller == deal.buyer || worth(now) <= 0) return 0;
  return positive(1 - worth(best_terms(view, {then, true}, deal)) / worth(now));
}

/// What a rule that names a buyer denies of a designer's parts.
double denied_under(const World& w, const ChipRule& rule, DesignerId d) {
  if (!rule.active()) return 0;
  const Chip* newest = flagship(*w.data, d, w.month);
  return !newest || passes(rule, *newest) ? 0 : 1 - rule.unrestricted;
}

}  // namespace

double denied_by_name(const World& w, const Regimes& regimes, DesignerId d, FirmId buyer) {
  return regimes.firm_chips.column_touched(buyer) ? denied_under(w, regimes.firm_chips(w.designers.nation[d], buyer), d)
                                                  : 0.0;
}

double threat_by_name(const MonthView& view, DesignerId d, FirmId buyer) {
  const NationId seller = view.world.designers.nation[d];
  ChipRule then = view.regimes.firm_chips(seller, buyer);
  bool any = false;
  for (const ChipBar& bar : view.regimes.chips_announced)
    if (bar.firm == buyer && bar.binds(seller)) then.tighten(bar.rule), any = true;
  const double open = 1 - denied_by_name(view, d, buyer);
  return any && open > 0 ? positive(1 - (1 - denied_under(view.world, then, d)) / open) : 0.0;
}

namespace {

/// Price and attraction of a part on terms that allow it, with a tariff on top.
SalesTerms priced(const MonthView& view, DesignerId d, SalesTerms terms, double tariff) {
  const Parameters& p = view.p;
  const Designers& designers = view.world.designers;
  const double value = relative_value(terms, p.chips_training_weight);
  const double list = designers.scarcity_price[d] * designers.price_premium[d] * terms.price_factor *
                      (1 + view.regimes.verification_cost[designers.nation[d]]);
  const double relative_price = value == 1 ? list : list * maths::pow(value, p.chips_value_pricing);
  terms.tariff = tariff;
  terms.price = view.world.commons.price * 1e-3 * relative_price * (1 + terms.tariff);
  const double paid =
      (designers.captive_of[d].exists() ? relative_price * p.chips_captive_price : relative_price) * (1 + terms.tariff);
  terms.cost = paid / (value * designers.ecosystem[d]);
  terms.attraction = maths::pow(terms.cost, 1 - p.chips_substitution);
  return terms;
}

}  // namespace

SalesTerms free_terms(const MonthView& view, DesignerId d) { return priced(view, d, {}, 0); }

SalesTerms sales_terms(const MonthView& view, DesignerId d, NationId buyer, FirmId client) {
  const Deal deal{d, view.world.designers.nation[d], buyer, client};
  SalesTerms terms = best_terms(view, {rule_on(view.regimes, *view.world.data, deal), false}, deal);
  if (!view.regimes.chips_announced.empty()) terms.threat = newly_closed(view, deal, terms);
  return terms.allowed ? priced(view, d, terms, view.regimes.chip_tariff(buyer, deal.seller)) : terms;
}

void TermsForBuyer::look_for_own(const MonthView& view, DesignerId d, FirmId buyer) {
  if (view.regimes.names(view.world.data->vertex(buyer)))
    own_ = sales_terms(view, d, view.world.firms.nation[buyer], buyer);
}

}  // namespace chokepoint
