// Equations: docs/model.md, "AI-service market", "Nation" and "Norms" (trust).
#include "agents/nation/services.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/simd.hpp"
#include "engine/markets/service_equations.hpp"

namespace chokepoint::agents::nation {
namespace {

/// Vendors with a model to sell among some links, and what the market reads of each, side by side. Nations with the
/// same vendors share it.
struct Vendors {
  static constexpr std::size_t at_once = 64;
  template <class T>
  using Cells = std::array<T, at_once>;

  std::size_t links = 0, count = 0;
  Cells<VertexId> suppliers;  ///< of all links
  Cells<std::size_t> place;   ///< of the link
  Cells<FirmId> firm;
  Cells<NationId> home;
  Cells<double> appeal{}, alignment{}, own_share{}, leader{}, open{}, served{};

  /// What loops over vectors go up to: cells past the count hold what stood there before.
  [[nodiscard]] std::size_t whole_vectors() const { return (count + 3) / 4 * 4; }

  /// A firm that has a model keeps it: links of the others carry nothing, and never did.
  void gather(const World& w, const Parameters& p, IdRange<EdgeId> range) {
    if (same(w, range)) return;
    links = count = 0;
    for (const EdgeId e : range) {
      suppliers[links++] = w.trade.supplier(e);
      const FirmId i = w.data->firm_of(w.trade.supplier(e));
      if (w.firms.best[i] > 0 && w.firms.variants[i] > 0) add(w, p, i);
    }
  }

 private:
  [[nodiscard]] bool same(const World& w, IdRange<EdgeId> range) const {
    return range.size() == links && std::ranges::equal(range, std::span(suppliers).first(links), {},
                                                       [&](EdgeId e) { return w.trade.supplier(e); });
  }
  void add(const World& w, const Parameters& p, FirmId i) {
    const Firms& f = w.firms;
    const NationId n = f.nation[i];
    place[count] = links - 1, firm[count] = i, home[count] = n;
    appeal[count] = f.appeal[i];
    alignment[count] = p.services_alignment * w.nations.alignment[n];
    own_share[count] = f.own_share[i];
    leader[count] = w.nations.norm_leader[n];
    open[count] = f.open_price[i] ? 1 : 0;
    served[count] = std::max(f.best[i], f.held[i]);
    ++count;
  }
};

/// What draws a nation to the vendors of a stretch of links, beside what the vendors are. Cells past their count hold
/// what stood there before.
struct Draw {
  Vendors::Cells<double> presence{}, share{}, trust{};
  Vendors::Cells<double> let_in{}, price{};  ///< by rules: how far, and what tariffs and price cuts add to utility
  Vendors::Cells<double> weight{};           ///< what comes of it all
  bool ruled = true, priced = true;          ///< whether `let_in` and `price` hold more than 1 and 0
};

/// What a nation is, for the choice of vendors.
struct Taste {
  NationId nation;
  double alignment, open_appeal;
};

/// Weight of each vendor: how far rules let it in, times the exponential of its utility.
[[gnu::always_inline]] inline void weigh_all(const Parameters* p, const Vendors* vendors, Taste taste, Draw* draw) {
  const Vendors& v = *vendors;
  const std::size_t count = v.whole_vectors();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) {
    const double presence = draw->presence[k], used = used_if_closed(*p, v.own_share[k], presence),
                 odds = draw->let_in[k] / used, habit = draw->share[k] * used + p->services_inertia_floor;
    const double utility = v.appeal[k] + v.alignment[k] * taste.alignment + v.open[k] * taste.open_appeal +
                           p->services_presence * presence + (v.home[k] == taste.nation ? p->services_home : 0.0) +
                           draw->price[k] + p->services_trust * draw->trust[k] +
                           p->services_inertia * maths::log(habit);
    const double weight = odds * maths::exp(utility);
    draw->weight[k] = odds > 0 ? weight : 0.0;
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

  void choose(Vendors& vendors, Draw& draw);
  /// Best capability that the nation can use as a service.
  [[nodiscard]] double best_served() const { return best_served_; }

 private:
  /// Gathers the vendors of one stretch of links after the other.
  template <class Visit>
  void each_stretch(Vendors& vendors, Visit&& visit) const {
    for (std::size_t at = 0; at < links_.size(); at += Vendors::at_once) {
      const std::size_t first = links_.begin().at + at;
      vendors.gather(w_, p_, {first, std::min(first + Vendors::at_once, links_.end().at)});
      visit(first);
    }
  }
  [[nodiscard]] double let_in(const Vendors& vendors, std::size_t k) const;
  [[nodiscard]] double utility_of_price(const Vendors& vendors, std::size_t k) const;
  void lay_rules(const Vendors& vendors, Draw& draw) const;
  void weigh(const Vendors& vendors, Draw& draw, std::size_t first);
  void divide(const Vendors& vendors, std::size_t first);

  const MonthView& view_;
  World& w_;
  const Parameters& p_;
  NationId n_;
  bool ruled_, priced_;
  double open_appeal_;
  IdRange<EdgeId> links_;
  double weights_ = 0, best_served_ = 0, lean_ = 0, led_ = 0;
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
void Market::weigh(const Vendors& vendors, Draw& draw, std::size_t first) {
  const double *const share = &w_.trade.share[EdgeId{first}], *const presence = &w_.trade.presence[EdgeId{first}];
  double* const order = &w_.trade.order[EdgeId{first}];
  const auto trust = w_.nations.trust.row(n_);
  for (std::size_t k = 0; k < vendors.count; ++k) {
    draw.presence[k] = presence[vendors.place[k]];
    draw.share[k] = share[vendors.place[k]];
    draw.trust[k] = trust[vendors.home[k].index()];
  }
  lay_rules(vendors, draw);
  run_kernel<weigh_all>(best_simd(), &p_, &vendors, Taste{n_, w_.nations.alignment[n_], open_appeal_}, &draw);
  for (std::size_t k = 0; k < vendors.count; ++k) {
    weights_ += order[vendors.place[k]] = draw.weight[k];
    if (draw.let_in[k] > 0) best_served_ = std::max(best_served_, vendors.served[k]);
  }
}

/// Divides the nation's spending among vendors by weight.
void Market::divide(const Vendors& vendors, std::size_t first) {
  const double spending = w_.nations.services_spending[n_];
  const double *const order = &w_.trade.order[EdgeId{first}], *const presence = &w_.trade.presence[EdgeId{first}];
  double *const shares = &w_.trade.share[EdgeId{first}], *const shipped = &w_.trade.shipped[EdgeId{first}],
                *const payment = &w_.trade.payment[EdgeId{first}];
  const auto foothold = w_.nations.foothold.row(n_);
  double lean = lean_, led = led_;
  for (std::size_t k = 0; k < vendors.count; ++k) {
    const std::size_t at = vendors.place[k];
    const double share = ratio_or_zero(order[at], weights_);
    if (share > 0) shares[at] = share;  // a vendor that is absent keeps the habit it left behind
    shipped[at] = spending * share;
    payment[at] = shipped[at] * vendors.own_share[k];
    lean += share * vendors.leader[k], led += share * std::abs(vendors.leader[k]);
    if (spending > 0) foothold[vendors.home[k].index()] += share * presence[at];
  }
  lean_ = lean, led_ = led;
  if (view_.regimes.service_tariff.row_touched(n_))
    for (std::size_t k = 0; k < vendors.count; ++k)
      payment[vendors.place[k]] /= 1 + view_.regimes.service_tariff(n_, vendors.home[k]);
}

void Market::choose(Vendors& vendors, Draw& draw) {
  best_served_ = w_.nations.open_within_reach[n_];
  each_stretch(vendors, [&](std::size_t first) { weigh(vendors, draw, first); });
  for (const NationId home : w_.data->model_homes) w_.nations.foothold(n_, home) = 0;
  each_stretch(vendors, [&](std::size_t first) { divide(vendors, first); });
  w_.nations.usage_bloc_balance[n_] = lean_, w_.nations.usage_bloc_share[n_] = led_;
}

}  // namespace

void choose_services(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const Parameters& p = view.p;
  const double log_open_price = maths::log(p.services_open_price);
  const double maturity = std::clamp((w.commons.frontier - p.services_capability_floor) / p.services_capability_span,
                                     0.0, p.services_spending_limit);
  Vendors vendors;
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
