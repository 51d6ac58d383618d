// Equations: docs/model.md, "AI-service market", "Nation" and "Norms" (trust).
#include "agents/nation/services.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "agents/nation/supplier_lists.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/simd.hpp"
#include "engine/markets/service_equations.hpp"

namespace chokepoint::agents::nation {
namespace {

/// Vendors with a model to sell, and what the market reads of each.
struct Vendors : Suppliers {
  Cells<FirmId> firm;
  Cells<NationId> home;
  Cells<double> appeal{}, alignment{}, own_share{}, leader{}, open{}, served{};
  double best_served = 0;

  Vendors() { home.fill(NationId{0}); }
  void clear() { links = count = 0, best_served = 0; }
  /// A firm that has a model keeps it: links of the others carry nothing, and never did.
  bool add(const World& w, const Parameters& p, FirmId i) {
    const Firms& f = w.firms;
    if (f.best[i] <= 0 || f.variants[i] <= 0) return false;
    const NationId n = f.nation[i];
    firm[count] = i, home[count] = n;
    appeal[count] = f.appeal[i];
    alignment[count] = p.services_alignment * w.nations.alignment[n];
    own_share[count] = f.own_share[i];
    leader[count] = w.nations.norm_leader[n];
    open[count] = f.open_price[i] ? 1 : 0;
    served[count] = std::max(f.best[i], f.held[i]);
    best_served = std::max(best_served, served[count]);
    return true;
  }
};
using VendorLists = SupplierLists<Vendors>;

/// A nation's part of the links of a stretch.
struct Draw {
  Vendors::Cells<double> presence{}, share{};
  Vendors::Cells<double> let_in{}, price{};  ///< by rules: how far, and what tariffs and price cuts add to utility
  Vendors::Cells<double> weight{}, shipped{}, payment{};
  Vendors::Cells<double> lean{}, led{}, foothold{};  ///< what each vendor's share adds to sums
  bool ruled = true, priced = true;                  ///< whether `let_in` and `price` hold more than 1 and 0
};

/// What a nation is, for the choice of vendors.
struct Taste {
  NationId nation;
  double alignment, open_appeal;
  const double* trust;  ///< in the vendors of each nation
};

/// Weight of each vendor: how far rules let it in, times the exponential of its utility.
[[gnu::always_inline]] inline void weigh_all(const Parameters* p, const Vendors* vendors, const Taste* taste,
                                             Draw* draw) {
  const Vendors& v = *vendors;
  const Taste t = *taste;
  const std::size_t count = v.whole_vectors();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) {
    const double presence = draw->presence[k], used = used_if_closed(*p, v.own_share[k], presence),
                 odds = draw->let_in[k] / used, habit = draw->share[k] * used + p->services_inertia_floor;
    const double utility = v.appeal[k] + v.alignment[k] * t.alignment + v.open[k] * t.open_appeal +
                           p->services_presence * presence + (v.home[k] == t.nation ? p->services_home : 0.0) +
                           draw->price[k] + p->services_trust * t.trust[v.home[k].index()] +
                           p->services_inertia * maths::log(habit);
    const double weight = odds * maths::exp(utility);
    draw->weight[k] = odds > 0 ? weight : 0.0;
  }
}

/// Divides a nation's spending among vendors by weight. One that is kept out keeps the habit that it left behind.
[[gnu::always_inline]] inline void divide_all(double spending, double weights, const Vendors* vendors, Draw* draw) {
  const Vendors& v = *vendors;
  const std::size_t count = v.whole_vectors();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) {
    const double share = ratio_or_zero(draw->weight[k], weights), shipped = spending * share;
    draw->share[k] = share > 0 ? share : draw->share[k];
    draw->shipped[k] = shipped;
    draw->payment[k] = shipped * v.own_share[k];
    draw->lean[k] = share * v.leader[k];
    draw->led[k] = share * std::abs(v.leader[k]);
    draw->foothold[k] = share * draw->presence[k];
  }
}

/// A nation's market for AI services.
class Market {
 public:
  Market(const MonthView& view, NationId nation, double log_open_price)
      : view_(view),
        w_(view.world),
        p_(view.p),
        n_(nation),
        ruled_(view.regimes.service_odds.row_touched(n_) || view.regimes.firm_odds.row_touched(n_) ||
               view.regimes.open_use_closed[n_] > 0),
        priced_(view.regimes.service_tariff.row_touched(n_) || view.regimes.price_cut.row_touched(n_)),
        open_appeal_(-0.5 * p_.services_openness * w_.nations.price_sensitivity[n_] * log_open_price),
        links_(w_.trade.purchases(w_.data->vertex(n_), Good::ai_service)) {}

  void choose(VendorLists& lists, Draw& draw);
  /// Best capability that the nation can use as a service.
  [[nodiscard]] double best_served() const { return best_served_; }

 private:
  /// Calls visit(vendors, first link) for one stretch of links after the other.
  template <class Visit>
  void each_stretch(VendorLists& lists, Visit&& visit) const {
    lists.each_stretch(
        w_, links_, [&](Vendors& all, VertexId vendor) { return all.add(w_, p_, w_.data->firm_of(vendor)); }, visit);
  }
  [[nodiscard]] double let_in(const Vendors& vendors, std::size_t k) const;
  [[nodiscard]] double utility_of_price(const Vendors& vendors, std::size_t k) const;
  void lay_rules(const Vendors& vendors, Draw& draw) const;
  void weigh(const Vendors& vendors, Draw& draw, EdgeId first);
  void divide(const Vendors& vendors, Draw& draw, EdgeId first);

  const MonthView& view_;
  World& w_;
  const Parameters& p_;
  NationId n_;
  bool ruled_, priced_;
  double open_appeal_;
  IdRange<EdgeId> links_;
  double weights_ = 0, best_served_ = 0;
};

/// How far rules let a firm with a model sell to the nation.
double Market::let_in(const Vendors& vendors, std::size_t k) const {
  const NationId home = vendors.home[k];
  const double odds = view_.regimes.service_odds(n_, home) * view_.regimes.firm_odds(n_, vendors.firm[k]);
  return vendors.open[k] > 0 && home != n_ ? odds * (1 - view_.regimes.open_use_closed[n_]) : odds;
}

/// What tariffs and price cuts add to a vendor's utility.
double Market::utility_of_price(const Vendors& vendors, std::size_t k) const {
  const double dearer = view_.regimes.service_tariff(n_, vendors.home[k]),
               cheaper = view_.regimes.price_cut(n_, vendors.firm[k]);
  return dearer > 0 || cheaper > 0 ? -0.5 * p_.services_openness * w_.nations.price_sensitivity[n_] *
                                         (maths::log1p(dearer) + maths::log1p(-cheaper))
                                   : 0.0;
}

/// What rules and tariffs do to each vendor: nothing in most nations.
void Market::lay_rules(const Vendors& vendors, Draw& draw) const {
  if (ruled_)
    for (std::size_t k = 0; k < vendors.count; ++k) draw.let_in[k] = let_in(vendors, k);
  else if (draw.ruled)
    draw.let_in.fill(1.0);
  if (priced_)
    for (std::size_t k = 0; k < vendors.count; ++k) draw.price[k] = utility_of_price(vendors, k);
  else if (draw.priced)
    draw.price.fill(0.0);
  draw.ruled = ruled_, draw.priced = priced_;
}

/// Leaves each vendor's weight in the place of its order, and adds it to the sum of weights.
void Market::weigh(const Vendors& vendors, Draw& draw, EdgeId first) {
  vendors.take(&w_.trade.share[first], draw.share);
  vendors.take(&w_.trade.presence[first], draw.presence);
  lay_rules(vendors, draw);
  const Taste taste{n_, w_.nations.alignment[n_], open_appeal_, w_.nations.trust.row(n_).data()};
  run_kernel<weigh_all>(best_simd(), &p_, &vendors, &taste, &draw);
  vendors.put(draw.weight, &w_.trade.order[first]);
  for (std::size_t k = 0; k < vendors.count; ++k) weights_ += draw.weight[k];
  if (!ruled_) best_served_ = std::max(best_served_, vendors.best_served);
  for (std::size_t k = 0; ruled_ && k < vendors.count; ++k)
    if (draw.let_in[k] > 0) best_served_ = std::max(best_served_, vendors.served[k]);
}

/// Divides the nation's spending among vendors by weight.
void Market::divide(const Vendors& vendors, Draw& draw, EdgeId first) {
  Nations& s = w_.nations;
  if (links_.size() > Vendors::at_once) {  // another stretch was weighed since
    vendors.take(&w_.trade.order[first], draw.weight);
    vendors.take(&w_.trade.share[first], draw.share);
    vendors.take(&w_.trade.presence[first], draw.presence);
  }
  run_kernel<divide_all>(best_simd(), s.services_spending[n_], weights_, &vendors, &draw);
  if (view_.regimes.service_tariff.row_touched(n_))
    for (std::size_t k = 0; k < vendors.count; ++k)
      draw.payment[k] /= 1 + view_.regimes.service_tariff(n_, vendors.home[k]);
  vendors.put(draw.share, &w_.trade.share[first]);
  vendors.put(draw.shipped, &w_.trade.shipped[first]);
  vendors.put(draw.payment, &w_.trade.payment[first]);
  double lean = s.usage_bloc_balance[n_], led = s.usage_bloc_share[n_];
  for (std::size_t k = 0; k < vendors.count; ++k) lean += draw.lean[k], led += draw.led[k];
  s.usage_bloc_balance[n_] = lean, s.usage_bloc_share[n_] = led;
  if (s.services_spending[n_] <= 0) return;
  const auto foothold = s.foothold.row(n_);
  for (std::size_t k = 0; k < vendors.count; ++k) foothold[vendors.home[k].index()] += draw.foothold[k];
}

void Market::choose(VendorLists& lists, Draw& draw) {
  Nations& s = w_.nations;
  best_served_ = s.open_within_reach[n_];
  each_stretch(lists, [&](const Vendors& vendors, EdgeId first) { weigh(vendors, draw, first); });
  for (const NationId home : w_.data->model_homes) s.foothold(n_, home) = 0;
  s.usage_bloc_balance[n_] = s.usage_bloc_share[n_] = 0;
  each_stretch(lists, [&](const Vendors& vendors, EdgeId first) { divide(vendors, draw, first); });
}

}  // namespace

void choose_services(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const Parameters& p = view.p;
  const double log_open_price = maths::log(p.services_open_price);
  const double maturity = std::clamp((w.commons.frontier - p.services_capability_floor) / p.services_capability_span,
                                     0.0, p.services_spending_limit);
  VendorLists vendors;
  Draw draw;
  double best_open = 0;
  for (const double eci : w.firms.best_open.cells()) best_open = std::max(best_open, eci);
  for (const NationId n : IdRange<NationId>(first, last)) {
    const double spending = w.nations.gdp[n] * (1 - w.goods.gdp_loss[n]) * 1000 / 12 * p.services_spending *
                            w.nations.adoption[n] * maturity;
    w.nations.services_spending[n] = spending;
    w.nations.open_within_reach[n] = view.regimes.open_use_closed[n] < 1 ? best_open : w.nations.open_best[n];
    Market market(view, n, log_open_price);
    market.choose(vendors, draw);
    const double best = w.nations.best_served[n] = market.best_served();
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
  for (const NationId n : IdRange<NationId>(first, last)) {
    const auto footholds = w.nations.foothold.row(n), trusts = w.nations.trust.row(n);
    const bool cut_by_some = view.regimes.cut_off.column_touched(n);
    for (const NationId vendor : w.data->model_homes) {
      const double foothold = footholds[vendor.index()];
      double& trust = trusts[vendor.index()];
      if (vendor == n || (trust <= 0 && foothold <= 0)) continue;
      const double cut = cut_by_some ? view.regimes.cut_off(vendor, n) : 0.0;
      const double fades = trust > 0 && cut <= 0 ? p.trust_recovery * trust : 0.0;
      trust += p.trust_presence * foothold * (1 - cut) * positive(p.trust_limit - trust) - fades;
    }
  }
}

}  // namespace chokepoint::agents::nation
