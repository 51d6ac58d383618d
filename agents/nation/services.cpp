// Equations: docs/model.md, "AI-service market", "Nation" and "Norms" (trust).
#include "agents/nation/services.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/service_equations.hpp"

namespace chokepoint::agents::nation {
namespace {

constexpr std::size_t vendors_at_once = 64;  // whose logarithms and exponentials are taken together

/// What a nation's rules do to its vendors, and what open prices are worth to it.
struct MarketRules {
  NationId n;
  bool ruled, priced;
  double open_appeal;
};

MarketRules market_rules(const MonthView& view, NationId n, double log_open_price) {
  return {n, view.regimes.service_odds.row_touched(n) || view.regimes.firm_odds.row_touched(n),
          view.regimes.service_tariff.row_touched(n) || view.regimes.price_cut.row_touched(n),
          -0.5 * view.p.services_openness * view.world.nations.price_sensitivity[n] * log_open_price};
}

/// Whether a firm has a model to sell. One that has keeps it: links of the others carry nothing, and never did.
inline bool has_model(const Firms& f, FirmId i) { return f.best[i] > 0 && f.variants[i] > 0; }

/// How far rules let a firm with a model sell to the nation.
inline double odds_of(const MonthView& view, const MarketRules& r, FirmId i) {
  const Firms& f = view.world.firms;
  const NationId home = f.nation[i];
  double odds = r.ruled ? view.regimes.service_odds(r.n, home) * view.regimes.firm_odds(r.n, i) : 1.0;
  if (f.open_price[i] && home != r.n) odds *= 1 - view.regimes.open_use_closed[r.n];
  return odds;
}

/// Utility of a vendor but for habit.
inline double utility_of_vendor(const MonthView& view, const MarketRules& r, FirmId i, EdgeId e) {
  const World& w = view.world;
  const Parameters& p = view.p;
  const NationId home = w.firms.nation[i];
  const double dearer = r.priced ? view.regimes.service_tariff(r.n, home) : 0.0,
               cheaper = r.priced ? view.regimes.price_cut(r.n, i) : 0.0;
  const double by_price = dearer > 0 || cheaper > 0 ? -0.5 * p.services_openness * w.nations.price_sensitivity[r.n] *
                                                          (maths::log1p(dearer) + maths::log1p(-cheaper))
                                                    : 0.0;
  return w.firms.appeal[i] + p.services_alignment * w.nations.alignment[home] * w.nations.alignment[r.n] +
         (w.firms.open_price[i] ? r.open_appeal : 0.0) + p.services_presence * w.trade.presence[e] +
         (home == r.n ? p.services_home : 0.0) + by_price + p.services_trust * w.nations.trust(r.n, home);
}

/// Leaves each vendor's weight in the place of its order; returns the sum of weights and the best capability within
/// reach, at least `best`.
template <class Vendors>
std::pair<double, double> weigh_vendors(const MonthView& view, const MarketRules& r, const Vendors& vendors,
                                        double best) {
  World& w = view.world;
  const Parameters& p = view.p;
  double total = 0;
  std::array<EdgeId, vendors_at_once> link;
  std::array<double, vendors_at_once> odds, utility, habit;
  std::size_t count = 0;
  const auto weigh = [&] {
    const auto habits = std::span(habit).first(count), utilities = std::span(utility).first(count);
    maths::log(habits, habits);
    for (std::size_t k = 0; k < count; ++k) utility[k] += p.services_inertia * habit[k];
    maths::exp(utilities, utilities);
    for (std::size_t k = 0; k < count; ++k) total += w.trade.order[link[k]] = odds[k] * utility[k];
    count = 0;
  };
  for (const EdgeId e : vendors) {
    const FirmId i = w.data->firm_of(w.trade.supplier(e));
    if (!has_model(w.firms, i)) continue;
    const double used = used_if_closed(p, w.firms.own_share[i], w.trade.presence[e]);
    odds[count] = odds_of(view, r, i) / used;
    if (odds[count] <= 0) {
      w.trade.order[e] = 0;
      continue;
    }
    best = std::max({best, w.firms.best[i], w.firms.held[i]});
    link[count] = e;
    habit[count] = w.trade.share[e] * used + p.services_inertia_floor;
    utility[count] = utility_of_vendor(view, r, i, e);
    if (++count == vendors_at_once) weigh();
  }
  weigh();
  return {total, best};
}

/// Divides the nation's spending among its vendors by weight.
template <class Vendors>
void divide_spending(const MonthView& view, const MarketRules& r, const Vendors& vendors, double total) {
  World& w = view.world;
  const NationId n = r.n;
  const double spending = w.nations.services_spending[n];
  double lean = 0, led = 0;
  const auto foothold = w.nations.foothold.row(n);
  for (const NationId home : w.data->model_homes) foothold[home.index()] = 0;
  for (const EdgeId e : vendors) {
    const FirmId i = w.data->firm_of(w.trade.supplier(e));
    if (!has_model(w.firms, i)) continue;
    if (total <= 0) {
      w.trade.shipped[e] = w.trade.payment[e] = 0;
      continue;
    }
    const double share = w.trade.order[e] / total;
    if (share > 0) w.trade.share[e] = share;  // a vendor that is absent keeps the habit it left behind
    w.trade.shipped[e] = spending * share;
    const NationId home = w.firms.nation[i];
    lean += share * w.nations.norm_leader[home], led += share * std::abs(w.nations.norm_leader[home]);
    if (spending > 0) foothold[home.index()] += share * w.trade.presence[e];
    w.trade.payment[e] = w.trade.shipped[e] * w.firms.own_share[i];
    if (r.priced) w.trade.payment[e] *= (1 - view.regimes.price_cut(n, i)) / (1 + view.regimes.service_tariff(n, home));
  }
  w.nations.usage_bloc_balance[n] = lean, w.nations.usage_bloc_share[n] = led;
}

}  // namespace

void choose_services(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const Parameters& p = view.p;
  const double log_open_price = maths::log(p.services_open_price);
  const double maturity = std::clamp((w.commons.frontier - p.services_capability_floor) / p.services_capability_span,
                                     0.0, p.services_spending_limit);
  double best_open = 0;
  for (const double eci : w.firms.best_open.cells()) best_open = std::max(best_open, eci);
  for (const NationId n : IdRange<NationId>(first, last)) {
    const double spending = w.nations.gdp[n] * (1 - w.goods.gdp_loss[n]) * 1000 / 12 * p.services_spending *
                            w.nations.adoption[n] * maturity;
    w.nations.services_spending[n] = spending;
    const auto vendors = w.trade.purchases(w.data->vertex(n), Good::ai_service);
    const MarketRules rules = market_rules(view, n, log_open_price);
    w.nations.open_within_reach[n] = view.regimes.open_use_closed[n] < 1 ? best_open : w.nations.open_best[n];
    const auto [total, best] = weigh_vendors(view, rules, vendors, w.nations.open_within_reach[n]);
    divide_spending(view, rules, vendors, total);
    w.nations.best_served[n] = best;
    w.nations.tfp[n] = p.tfp_task_exposure * p.tfp_cost_saving * p.tfp_labour_share * w.nations.adoption[n] *
                       logistic((best - p.tfp_capability_midpoint) / p.tfp_capability_width);
  }
}

void keep_trust(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const NationId n : IdRange<NationId>(first, last)) {
    if (!w.nations.distrusts[n] && !view.regimes.cut_off.column_touched(n)) continue;
    for (const NationId vendor : w.nations.gdp.ids()) {
      double& trust = w.nations.trust(n, vendor);
      if (const double cut = view.regimes.cut_off(vendor, n); cut > 0 || trust < 0)
        trust -= view.p.trust_loss * cut * (1 + trust) + view.p.trust_recovery * trust;
      if (trust < 0) w.nations.distrusts[n] = true;
    }
  }
}

void earn_trust(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const Parameters& p = view.p;
  for (const NationId n : IdRange<NationId>(first, last))
    for (const NationId vendor : w.data->model_homes) {
      double& trust = w.nations.trust(n, vendor);
      if (vendor == n || (trust <= 0 && w.nations.foothold(n, vendor) <= 0)) continue;
      const double fades =
          w.nations.trust(n, vendor) > 0 && view.regimes.cut_off(vendor, n) <= 0 ? p.trust_recovery * trust : 0.0;
      trust += p.trust_presence * w.nations.foothold(n, vendor) * (1 - view.regimes.cut_off(vendor, n)) *
                   positive(p.trust_limit - trust) -
               fades;
    }
}

namespace {

double tariffs_on_goods(const MonthView& view, NationId n) {
  if (std::ranges::none_of(view.regimes.goods,
                           [&](const GoodsRule& rule) { return rule.buyer == n && rule.tariff > 0; }))
    return 0;
  const World& w = view.world;
  double receipts = 0;
  for (const BuyerId b : w.data->goods.buyers[n].ids())
    for (const EdgeId e : w.trade.purchases(w.data->vertex(n), good_of(w.data->goods.bought[b])))
      receipts += w.trade.payment[e] * w.goods.tariff[e] / (1 + w.goods.tariff[e]);
  return receipts;
}

}  // namespace

void collect_tariffs(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  for (const NationId n : IdRange<NationId>(first, last)) {
    w.nations.tariff_receipts[n] = 0;
    if (view.regimes.import_cap.row_touched(n)) {
      for (const NationId seller : w.nations.gdp.ids())
        if (view.regimes.import_cap(n, seller).strength <= 0) w.nations.capped_imports(n, seller) = 0;
    } else {
      std::ranges::fill(w.nations.capped_imports.row(n), 0.0);
    }
  }
  const auto counts = [&](DesignerId d, NationId n) {
    return w.designers.terms(d, n).tariff > 0 || view.regimes.import_cap(n, w.designers.nation[d]).strength > 0;
  };
  for (const DesignerId d : w.designers.nation.ids()) {
    if (std::ranges::none_of(std::views::iota(first, last), [&](std::size_t n) { return counts(d, NationId{n}); }))
      continue;
    for (const EdgeId e : w.trade.sales(w.data->vertex(d), Good::accelerator)) {
      const NationId n = w.firms.nation[w.data->firm_of(w.trade.buyer(e))];
      if (n.index() < first || n.index() >= last || !counts(d, n)) continue;
      const SalesTerms& terms = w.designers.terms(d, n);
      w.nations.tariff_receipts[n] += w.trade.payment[e] * terms.tariff / (1 + terms.tariff);
      if (view.regimes.import_cap(n, w.designers.nation[d]).strength > 0)
        w.nations.capped_imports(n, w.designers.nation[d]) += w.trade.shipped[e] * terms.raw;
    }
  }
  for (const NationId n : IdRange<NationId>(first, last)) {
    double receipts = w.nations.tariff_receipts[n];
    if (view.regimes.service_tariff.row_touched(n))
      for (const EdgeId e : w.trade.purchases(w.data->vertex(n), Good::ai_service))
        receipts +=
            w.trade.payment[e] * view.regimes.service_tariff(n, w.firms.nation[w.data->firm_of(w.trade.supplier(e))]);
    w.nations.tariff_receipts[n] = receipts + tariffs_on_goods(view, n);
  }
}

}  // namespace chokepoint::agents::nation
