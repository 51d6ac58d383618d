// Equations: docs/model.md, "Firm finance" and "Chip demand".
#include "agents/firm/invest.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/sales_terms.hpp"

namespace chokepoint::agents::firm {
namespace {

/// A subsidy for AI compute goes to the nation's firms by cash flow.
double share_of_subsidy(const World& w, FirmId i) {
  return ratio_or_zero(w.firms.cash_flow_start[i], w.data->cash_flow_start[w.firms.nation[i]]);
}

/// Pays the firm's fines from its unspent chip budget, then from the month's cash flow; what these cannot cover stays
/// due. Returns the cash flow that is left, bn USD a year.
double cash_after_fines(Firms& f, FirmId i) {
  const double from_budget = std::min(f.fine_due[i], f.carry[i]);
  f.carry[i] -= from_budget;
  const double from_cash = std::min(f.fine_due[i] - from_budget, f.cash_flow[i] * 1000 / 12);
  f.fine_due[i] -= from_budget + from_cash;
  f.fine_paid[i] += from_budget + from_cash;
  return positive(f.cash_flow[i] - from_cash * 12 / 1000);
}

/// AI capex in bn USD a year.
double capital_spending(const MonthView& view, FirmId i) {
  Firms& f = view.world.firms;
  const Nations& nations = view.world.nations;
  const Parameters& p = view.p;
  const NationId home = f.nation[i];
  const double hype = view.world.commons.hype;
  f.cash_flow[i] *= 1 + (view.year < 2027 ? nations.cash_growth[home] : nations.cash_growth_2027[home]) / 12;
  const double target =
      f.intensity[i] * (p.invest_floor + (p.invest_peak - p.invest_floor) * hype * nations.investment_boldness[home]);
  f.invest_rate[i] += p.invest_adjustment * (std::min(target, p.invest_limit) - f.invest_rate[i]);

  double capex = f.invest_rate[i] * (f.fine_due[i] > 0 ? cash_after_fines(f, i) : f.cash_flow[i]);
  if (view.month >= f.funding_start[i])
    capex += p.invest_funding * view.world.commons.funding_factor * f.funding[i] *
             (view.world.commons.onset ? hype : p.hype_before);
  if (const Path* plan = f.capex_path[i]) capex = plan->at(view.month) * p.invest_state_scale * f.share[i];
  capex += (f.revenue[i] + f.rent_revenue[i]) * 12 / 1000 * p.invest_reinvestment;
  if (view.regimes.subsidy[home].ai_compute > 0)
    capex += view.regimes.subsidy[home].ai_compute * 12 / 1000 * share_of_subsidy(view.world, i);
  return std::max(capex, f.capex_floor[i]);
}

/// Evasion starts where no legal part of nearly full value can be had.
double evasion_urge(const MonthView& view, FirmId i) {
  const NationId home = view.world.firms.nation[i];
  double best = 0;
  for (const DesignerId d : view.world.designers.nation.ids()) {
    const SalesTerms& terms = view.world.designers.terms(d, home);
    if (view.world.designers.role[d] == DesignerRole::leader && view.world.designers.nation[d] != home && terms.allowed)
      best = std::max(best, terms.frontier_value * std::min(1.0, terms.scale) * (1 - denied_by_name(view, d, i)));
  }
  return best >= view.p.evasion_idle_value ? view.p.evasion_idle : 1.0;
}

/// Share of what a designer may sell the firm now that announced rules will close.
double threat(const MonthView& view, DesignerId d, FirmId i) {
  if (view.regimes.chips_announced.empty()) return 0;
  return either(view.world.designers.terms(d, view.world.firms.nation[i]).threat, threat_by_name(view, d, i));
}

/// What draws the firm to the chips on offer, and how much of it is foreign or will be closed.
struct Pull {
  double all = 0, foreign = 0, threatened = 0;
};

/// Weighs the offers; leaves each one's weight in the place of its order.
template <class Offers>
Pull weigh_offers(const MonthView& view, FirmId i, const Offers& offers, bool restricted) {
  World& w = view.world;
  const Parameters& p = view.p;
  const NationId home = w.firms.nation[i];
  Pull pull;
  for (const EdgeId e : offers) {
    const VertexId seller = w.trade.supplier(e);
    const DesignerId d = w.data->designer_of(seller);
    const SalesTerms& terms = w.designers.terms(d, home);
    if (!terms.allowed || terms.attraction <= 0) continue;
    double weight =
        terms.attraction * std::clamp(w.designers.fill[d], p.chips_fill_floor, 1.0) * std::min(1.0, terms.scale);
    if (w.designers.captive_of[d].exists())
      weight *= p.chips_captive_weight;
    else
      weight *= w.trade.weight[e];
    if (w.designers.nation[d] != home)
      weight *= (1 - view.regimes.guidance[home]) * (1 - view.regimes.import_ban(home, seller)) *
                (1 - view.regimes.chips_denied(w.designers.nation[d], i)) * (1 - denied_by_name(view, d, i));
    else if (w.firms.state_directed[i] && restricted)
      weight *= p.chips_state_preference;
    w.trade.order[e] = weight;
    pull.all += weight;
    if (w.designers.nation[d] == home) continue;
    pull.foreign += weight;
    pull.threatened += weight * threat(view, d, i);
  }
  return pull;
}

/// The month's ways around the rules: what draws to them, and the price of compute.
struct WaysAround {
  double smuggle, rent, price;  // price: M$ per H100e
};

/// Orders what rules keep from a firm elsewhere; returns what is left of its budget for chips on offer.
double order_elsewhere(const MonthView& view, FirmId i, double weights, const WaysAround& ways) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  const NationId home = f.nation[i];
  const double budget = f.budget[i];
  const double rent = ways.rent * w.nations.rent_open[home] * (1 - view.regimes.rental_closed[home]) *
                      (1 - p.rental_kyc_effect * view.regimes.rental_kyc[home]);
  if (f.state_directed[i] || weights + ways.smuggle + rent <= 0) return budget;
  const double smuggle =
      ways.smuggle * std::clamp(w.commons.smuggling_fill, p.chips_fill_floor, 1.0) * evasion_urge(view, i);
  const double total = weights + smuggle + rent;
  f.smuggle_order[i] = budget * smuggle / total / (ways.price * p.evasion_premium);
  f.rent_order[i] = budget * rent / total / (ways.price * p.rental_price);
  return budget * weights / total;
}

/// Spends on the offers by their weights.
template <class Offers>
void place_orders(World& w, NationId home, const Offers& offers, double budget, double weights) {
  for (const EdgeId e : offers) {
    if (w.trade.order[e] <= 0) continue;
    const double spent = budget * w.trade.order[e] / weights;
    w.trade.payment[e] = spent;
    w.trade.order[e] = spent / w.designers.terms(w.data->designer_of(w.trade.supplier(e)), home).price;
  }
}

}  // namespace

void invest_and_order(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  const double chip_ramp = w.data->chip_share_ramp->at(view.month);
  const WaysAround ways{p.evasion_weight * maths::pow(p.evasion_premium, 1 - p.chips_substitution),
                        p.rental_weight * maths::pow(p.rental_price, 1 - p.chips_substitution), w.commons.price * 1e-3};
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    const auto offers = w.trade.purchases(w.data->vertex(i), Good::accelerator);
    for (const EdgeId e : offers) w.trade.order[e] = w.trade.payment[e] = 0;
    f.smuggle_order[i] = f.rent_order[i] = f.budget[i] = f.idle_budget[i] = f.capex[i] = 0;
    if (view.month < f.entry[i]) continue;

    f.capex[i] = capital_spending(view, i);
    const double chip_share = std::min(p.invest_chip_share_limit, f.chip_share[i] * p.invest_chip_share) * chip_ramp;
    const double flow = f.capex[i] * 1000 / 12 * chip_share;
    f.wanted[i] = f.wanted[i] * 11 / 12 + flow / ways.price;
    const double deployable = w.nations.deployable[f.nation[i]];
    const bool restricted = under_chip_rule(view, i);
    const Pull pull = weigh_offers(view, i, offers, restricted);
    f.budget[i] = (flow + f.carry[i]) * deployable * deployable *  // no one buys chips that cannot be powered
                  (1 + p.chips_stockpiling * ratio_or_zero(pull.threatened, pull.foreign));
    const double for_chips = restricted ? order_elsewhere(view, i, pull.all, ways) : f.budget[i];
    if (pull.all > 0)
      place_orders(w, f.nation[i], offers, for_chips, pull.all);
    else
      f.idle_budget[i] = for_chips;  // nothing is on sale
  }
}

}  // namespace chokepoint::agents::firm
