// Equations: docs/model.md, "Firm finance" and "Chip demand".
#include "agents/firm/invest.hpp"

#include <algorithm>

#include "agents/firm/procure.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/compute_equations.hpp"

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
  capex += reinvested(p, f.revenue[i] + f.rent_revenue[i]);
  if (view.regimes.subsidy[home].ai_compute > 0)
    capex += view.regimes.subsidy[home].ai_compute * 12 / 1000 * share_of_subsidy(view.world, i);
  return std::max(capex, f.capex_floor[i]);
}

}  // namespace

void invest_and_order(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  const double chip_ramp = w.data->chip_share_ramp->at(view.month);
  const double price = w.commons.price * 1e-3;  // M$ per H100e
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    f.budget[i] = f.capex[i] = 0;
    if (view.month < f.entry[i]) {
      clear_orders(w, i);
      continue;
    }

    f.capex[i] = capital_spending(view, i);
    const double chip_share = std::min(p.invest_chip_share_limit, f.chip_share[i] * p.invest_chip_share) * chip_ramp;
    const double flow = f.capex[i] * 1000 / 12 * chip_share;
    f.wanted[i] = over_a_year(f.wanted[i], flow / price);
    Procurement procurement(view, i);
    f.budget[i] = spendable(flow, f.carry[i], w.nations.deployable[f.nation[i]]) *
                  (1 + p.chips_stockpiling * procurement.threatened());
    procurement.spend(f.budget[i]);
  }
}

}  // namespace chokepoint::agents::firm
