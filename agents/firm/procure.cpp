// Equations: docs/model.md, "Chip demand, trade, links, price" and "Evasion".
#include "agents/firm/procure.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/cloud_access.hpp"
#include "engine/markets/sales_terms.hpp"

namespace chokepoint::agents::firm {
namespace {

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

/// Share of a firm's demand for a designer's part that can be met whatever it costs: the firm knows the part, it is in
/// stock, and the rules of either side leave it.
double access(const MonthView& view, FirmId i, EdgeId e, DesignerId d) {
  const World& w = view.world;
  const NationId home = w.firms.nation[i];
  double open = std::clamp(w.designers.fill[d], view.p.chips_fill_floor, 1.0) *
                std::min(1.0, w.designers.terms(d, home).scale) *
                (w.designers.captive_of[d].exists() ? view.p.chips_captive_weight : w.trade.weight[e]);
  if (w.designers.nation[d] != home)
    open *= (1 - view.regimes.guidance[home]) * (1 - view.regimes.import_ban(home, w.trade.supplier(e))) *
            (1 - view.regimes.chips_denied(w.designers.nation[d], i)) * (1 - denied_by_name(view, d, i));
  return open;
}

/// A way to computing besides the parts on offer.
struct WayAround {
  double cost = 1;   ///< of a unit of value, relative to the reference price
  double limit = 0;  ///< share of the budget that it can take
  double spent = 0;  ///< M$
};

WayAround smuggling(const MonthView& view, FirmId i) {
  const Parameters& p = view.p;
  const double expected = std::clamp(view.world.commons.smuggling_fill, p.chips_fill_floor, 1.0);
  return {p.evasion_premium / (1 - p.evasion_training_loss),
          std::min(1.0, p.evasion_weight) * expected * evasion_urge(view, i)};
}

WayAround renting(const MonthView& view, NationId home) {
  const Parameters& p = view.p;
  const double open = view.world.nations.rent_open[home] * (1 - view.regimes.rental_closed[home]) *
                      (1 - p.rental_kyc_effect * view.regimes.rental_kyc[home]);
  return {contract_price(p) / contract_worth(p), p.rental_reach * open};
}

/// Ways to computing that are alike but for taste and price.
enum class WayKind : std::uint8_t { foreign_parts, domestic_parts, smuggled, rented };
constexpr std::size_t way_kinds = 4;

/// Spends a budget on classes of close substitutes, the cheapest first: ways of one kind with nothing of another kind
/// between their costs. Within a class by CES weights, each way up to what it can take; what the class can't take goes
/// to the next.
class Procurement {
 public:
  Procurement(const MonthView& view, FirmId i)
      : view_(view),
        w_(view.world),
        offers_(w_.trade.purchases(w_.data->vertex(i), Good::accelerator)),
        home_(w_.firms.nation[i]),
        budget_(w_.firms.budget[i]),
        left_(budget_) {}

  void reserve_for_domestic_parts(double share);
  void add_ways_around(FirmId i) { smuggled_ = smuggling(view_, i), rented_ = renting(view_, home_); }
  void spend_cheapest_first();
  void wait_for_parts();
  /// Spends by weight alone: all is in one class, and nothing is in the way.
  void spend_by_weight() {
    spread(left_, [](EdgeId) { return true; });
  }
  void place_orders(FirmId i);

 private:
  [[nodiscard]] const SalesTerms& terms(EdgeId e) const {
    return w_.designers.terms(w_.data->designer_of(w_.trade.supplier(e)), home_);
  }
  [[nodiscard]] WayKind kind_of(EdgeId e) const {
    const bool at_home = w_.designers.nation[w_.data->designer_of(w_.trade.supplier(e))] == home_;
    return at_home ? WayKind::domestic_parts : WayKind::foreign_parts;
  }
  /// Visits weight, limit (M$) and spending (M$) of each way of a kind whose cost is above `from` and at most `to`;
  /// parts past controls and contracts have one cost each.
  template <class Visit>
  void each(WayKind kind, double from, double to, Visit&& visit) {
    if (kind == WayKind::smuggled || kind == WayKind::rented) {
      WayAround& way = kind == WayKind::smuggled ? smuggled_ : rented_;
      visit(1.0, budget_ * way.limit, way.spent);
      return;
    }
    for (const EdgeId e : offers_) {
      const double weight = w_.trade.order[e];
      if (weight <= 0 || kind_of(e) != kind) continue;
      const SalesTerms& t = terms(e);
      if (t.cost > from && t.cost <= to) visit(weight, budget_ * weight / t.attraction, w_.trade.payment[e]);
    }
  }
  /// By kind: the cost of the cheapest way that is dearer than what is `done` of the kind.
  [[nodiscard]] std::array<double, way_kinds> cheapest_beyond(const std::array<double, way_kinds>& done) const;
  void fill_class(WayKind kind, double from, double to);
  /// Spreads money of what is left over those of the parts on offer that are meant, by weight.
  template <class Meant>
  void spread(double amount, Meant&& meant) {
    double weights = 0;
    for (const EdgeId e : offers_) weights += meant(e) ? w_.trade.order[e] : 0.0;
    if (weights <= 0) return;
    for (const EdgeId e : offers_)
      if (meant(e)) w_.trade.payment[e] += amount * w_.trade.order[e] / weights;
    left_ -= amount;
  }

  static constexpr double all = std::numeric_limits<double>::infinity();

  const MonthView& view_;
  World& w_;
  IdRange<EdgeId> offers_;
  NationId home_;
  double budget_, left_;  // M$
  WayAround smuggled_, rented_;
};

/// By plan or under a rule the state's buyers keep a share of their budget for parts made at home.
void Procurement::reserve_for_domestic_parts(double share) {
  spread(share * budget_, [&](EdgeId e) { return kind_of(e) == WayKind::domestic_parts; });
}

std::array<double, way_kinds> Procurement::cheapest_beyond(const std::array<double, way_kinds>& done) const {
  std::array<double, way_kinds> cheapest;
  cheapest.fill(all);
  const auto look = [&](WayKind kind, double cost) {
    const auto k = static_cast<std::size_t>(kind);
    if (cost > done[k]) cheapest[k] = std::min(cheapest[k], cost);
  };
  for (const EdgeId e : offers_)
    if (w_.trade.order[e] > 0) look(kind_of(e), terms(e).cost);
  if (smuggled_.limit > 0) look(WayKind::smuggled, smuggled_.cost);
  if (rented_.limit > 0) look(WayKind::rented, rented_.cost);
  return cheapest;
}

void Procurement::fill_class(WayKind kind, double from, double to) {
  constexpr int rounds = 3;  // what a way can't take goes to the others of its class
  for (int round = 0; round < rounds && left_ > 0; ++round) {
    double weights = 0;
    each(kind, from, to,
         [&](double weight, double limit, const double& spent) { weights += spent < limit ? weight : 0.0; });
    if (weights <= 0) return;
    const double given = left_;
    each(kind, from, to, [&](double weight, double limit, double& spent) {
      const double more = std::min(given * weight / weights, positive(limit - spent));
      spent += more, left_ -= more;
    });
    left_ = positive(left_);
  }
}

void Procurement::spend_cheapest_first() {
  const double least = 1e-9 * budget_;
  std::array<double, way_kinds> done = {};
  while (left_ > least) {
    std::array<double, way_kinds> cheapest = cheapest_beyond(done);
    const auto first = std::ranges::min_element(cheapest);
    const double cost = *first;
    if (cost == all) return;
    const auto k = static_cast<std::size_t>(first - cheapest.begin());
    *first = all;
    const double to = std::min(cost * view_.p.chips_close_substitutes, *std::ranges::min_element(cheapest));
    fill_class(static_cast<WayKind>(k), done[k], to);
    done[k] = to;
  }
}

/// What no way can take now is ordered from the cheapest parts on offer, and waits.
void Procurement::wait_for_parts() {
  double cheapest = all;
  for (const EdgeId e : offers_)
    if (w_.trade.order[e] > 0) cheapest = std::min(cheapest, terms(e).cost);
  spread(left_, [&](EdgeId e) {
    return w_.trade.order[e] > 0 && terms(e).cost <= cheapest * view_.p.chips_close_substitutes;
  });
}

void Procurement::place_orders(FirmId i) {
  for (const EdgeId e : offers_)
    if (w_.trade.order[e] > 0) w_.trade.order[e] = w_.trade.payment[e] / terms(e).price;
  const double price = w_.commons.price * 1e-3;  // M$ per H100e
  w_.firms.smuggle_order[i] = smuggled_.spent / (price * view_.p.evasion_premium);
  w_.firms.rent_order[i] = rented_.spent / (price * contract_price(view_.p));
  w_.firms.idle_budget[i] = left_;
}

}  // namespace

void clear_orders(World& w, FirmId i) {
  for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator))
    w.trade.order[e] = w.trade.payment[e] = 0;
  w.firms.smuggle_order[i] = w.firms.rent_order[i] = w.firms.idle_budget[i] = 0;
}

Offers weigh_offers(const MonthView& view, FirmId i) {
  World& w = view.world;
  const NationId home = w.firms.nation[i];
  Offers offers;
  for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator)) {
    const DesignerId d = w.data->designer_of(w.trade.supplier(e));
    const SalesTerms& terms = w.designers.terms(d, home);
    if (!terms.allowed || terms.attraction <= 0) continue;
    const double weight = w.trade.order[e] = terms.attraction * access(view, i, e, d);
    if (weight <= 0) continue;
    offers.cheapest = offers.all > 0 ? std::min(offers.cheapest, terms.cost) : terms.cost;
    offers.dearest = std::max(offers.dearest, terms.cost);
    offers.all += weight;
    if (w.designers.nation[d] == home) continue;
    offers.foreign += weight;
    offers.threatened += weight * threat(view, d, i);
  }
  return offers;
}

void procure(const MonthView& view, FirmId i, const Offers& offers) {
  const Parameters& p = view.p;
  const bool restricted = under_chip_rule(view, i), state = view.world.firms.state_directed[i];
  Procurement procurement(view, i);
  if (!restricted && !state && offers.all > 0 && offers.dearest <= offers.cheapest * p.chips_close_substitutes) {
    procurement.spend_by_weight();
  } else {
    if (state)
      procurement.reserve_for_domestic_parts(
          either(view.world.data->state_procurement->at(view.month), restricted ? p.procurement_under_rule : 0.0));
    else if (restricted)
      procurement.add_ways_around(i);
    procurement.spend_cheapest_first();
    procurement.wait_for_parts();
  }
  procurement.place_orders(i);
}

}  // namespace chokepoint::agents::firm
