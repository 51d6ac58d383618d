// Equations: docs/model.md, "Chip demand, trade, links, price" and "Evasion".
#include "agents/firm/procure.hpp"

#include <algorithm>

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
    if (view.world.designers.role[d] != DesignerRole::leader || view.world.designers.nation[d] == home) continue;
    const TermsForBuyer terms(view, d, i);
    if (terms->allowed)
      best = std::max(best, terms->frontier_value * std::min(1.0, terms->scale) * (1 - denied_by_name(view, d, i)));
  }
  return best >= view.p.evasion_idle_value ? view.p.evasion_idle : 1.0;
}

/// Share of what a designer may sell the firm now that announced rules will close.
double threat(const MonthView& view, DesignerId d, FirmId i, const SalesTerms& terms) {
  return either(terms.threat, threat_by_name(view, d, i));
}

}  // namespace

Procurement::Procurement(const MonthView& view, FirmId i)
    : view_(view),
      w_(view.world),
      firm_(i),
      home_(w_.firms.nation[i]),
      bans_(view.regimes.import_ban.row_touched(home_)),
      listed_(view.regimes.chips_denied.column_touched(i)),
      named_(view.regimes.firm_chips.column_touched(i)) {
  for (const EdgeId e : w_.trade.purchases(w_.data->vertex(i), Good::accelerator)) weigh(e);
  parts_ = ways_.size();
}

void Procurement::weigh(EdgeId e) {
  w_.trade.order[e] = w_.trade.payment[e] = 0;
  const DesignerId d = w_.data->designer_of(w_.trade.supplier(e));
  const TermsForBuyer terms(view_, d, firm_);
  const SalesTerms& t = *terms;
  if (!t.allowed || t.attraction <= 0) return;
  const double weight = t.attraction * access(e, d, t);
  if (weight <= 0) return;
  const bool domestic = w_.designers.nation[d] == home_;
  ways_.push_back({domestic ? WayKind::domestic_parts : WayKind::foreign_parts, t.cost, weight,
                   terms.own() ? t.quota * t.price : all, 0, e, t.price, t.attraction});
  least_cost_ = std::min(least_cost_, t.cost), highest_cost_ = std::max(highest_cost_, t.cost);
  weights_ += weight;
  if (domestic) return;
  foreign_ += weight;
  if (!view_.regimes.chips_announced.empty()) threatened_ += weight * threat(view_, d, firm_, t);
}

/// What the firm's own nation, and listings of the firm, let in of the parts from abroad.
double Procurement::let_in(VertexId designer, NationId seller) const {
  double open = 1 - view_.regimes.guidance[home_];
  if (bans_) open *= 1 - view_.regimes.import_ban(home_, designer);
  if (listed_) open *= 1 - view_.regimes.chips_denied(seller, firm_);
  return open;
}

/// Share of a firm's demand for a designer's part that can be met whatever it costs: the firm knows the part, it is in
/// stock, and the rules of either side leave it.
double Procurement::access(EdgeId e, DesignerId d, const SalesTerms& terms) const {
  const Designers& s = w_.designers;
  const double open = std::clamp(s.fill[d], view_.p.chips_fill_floor, 1.0) * std::min(1.0, terms.scale) *
                      (s.captive_of[d].exists() ? view_.p.chips_captive_weight : w_.trade.weight[e]);
  if (s.nation[d] == home_) return open;
  const double left = let_in(w_.trade.supplier(e), s.nation[d]);
  return open * (named_ ? left * (1 - denied_by_name(view_, d, firm_)) : left);
}

Procurement::Way Procurement::smuggling() const {
  const Parameters& p = view_.p;
  const double expected = std::clamp(w_.commons.smuggling_fill, p.chips_fill_floor, 1.0);
  return {WayKind::smuggled, p.evasion_premium / (1 - p.evasion_training_loss), 1,
          budget_ * (std::min(1.0, p.evasion_weight) * expected * evasion_urge(view_, firm_))};
}

Procurement::Way Procurement::renting() const {
  const Parameters& p = view_.p;
  const double open = w_.nations.rent_open[home_] * (1 - view_.regimes.rental_closed[home_]) *
                      (1 - p.rental_kyc_effect * view_.regimes.rental_kyc[home_]);
  return {WayKind::rented, contract_price(p) / contract_worth(p), 1, budget_ * (p.rental_reach * open)};
}

template <class Meant>
void Procurement::spread(double amount, Meant&& meant) {
  if (amount == 0) return;
  double weights = 0;
  for (const Way& part : parts()) weights += meant(part) ? part.weight : 0.0;
  if (weights <= 0) return;
  for (Way& part : parts())
    if (meant(part)) part.spent += amount * part.weight / weights;
  left_ -= amount;
}

/// A part takes what it would if all of the budget were drawn to it alone; on a client's own terms no more than its
/// quota.
void Procurement::limit_parts() {
  for (Way& part : parts()) part.limit = std::min(budget_ * part.weight / part.attraction, part.limit);
}

void Procurement::add_ways_around() {
  for (const Way& way : {smuggling(), renting()})
    if (way.limit > 0) ways_.push_back(way);
}

/// By plan or under a rule the state's buyers keep a share of their budget for parts made at home.
void Procurement::reserve_for_domestic_parts(double share) {
  spread(share * budget_, [](const Way& part) { return part.kind == WayKind::domestic_parts; });
}

auto Procurement::cheapest() const -> std::array<double, way_kinds> {
  std::array<double, way_kinds> costs;
  costs.fill(all);
  for (const Way& way : ways_) {
    double& cost = costs[static_cast<std::size_t>(way.kind)];
    cost = std::min(cost, way.cost);
  }
  return costs;
}

double Procurement::cheapest_beyond(double done, WayKind kind) const {
  double cost = all;
  for (const Way& way : ways_)
    if (way.kind == kind && way.cost > done) cost = std::min(cost, way.cost);
  return cost;
}

void Procurement::fill_class(WayKind kind, double from, double to) {
  constexpr int rounds = 3;  // what a way can't take goes to the others of its class
  boost::container::small_vector<Way*, usual_offers> meant;
  for (Way& way : ways_)
    if (way.kind == kind && way.cost > from && way.cost <= to) meant.push_back(&way);
  for (int round = 0; round < rounds && left_ > 0; ++round) {
    double weights = 0;
    for (const Way* way : meant)
      if (way->spent < way->limit) weights += way->weight;
    if (weights <= 0) return;
    const double given = left_;
    for (Way* way : meant) {
      const double more = std::min(given * way->weight / weights, positive(way->limit - way->spent));
      way->spent += more, left_ -= more;
    }
    left_ = positive(left_);
  }
}

void Procurement::spend_cheapest_first() {
  const double least = 1e-9 * budget_;
  std::array<double, way_kinds> done = {}, next = cheapest();
  while (left_ > least) {
    const auto first = std::ranges::min_element(next);
    if (*first == all) return;
    const auto k = static_cast<std::size_t>(first - next.begin());
    double of_others = all;
    for (std::size_t other = 0; other < way_kinds; ++other)
      if (other != k) of_others = std::min(of_others, next[other]);
    const double to = std::min(*first * view_.p.chips_close_substitutes, of_others);
    fill_class(static_cast<WayKind>(k), done[k], to);
    done[k] = to, next[k] = cheapest_beyond(to, static_cast<WayKind>(k));
  }
}

/// What no way can take now is ordered from the cheapest parts on offer, and waits.
void Procurement::wait_for_parts() {
  spread(left_, [&](const Way& part) { return part.cost <= least_cost_ * view_.p.chips_close_substitutes; });
}

void Procurement::place_orders() {
  for (const Way& part : parts()) {
    w_.trade.payment[part.link] = part.spent;
    w_.trade.order[part.link] = part.spent / part.price;
  }
  const double price = w_.commons.price * 1e-3;  // M$ per H100e
  double smuggled = 0, rented = 0;
  for (const Way& way : std::span<Way>(ways_.data(), ways_.size()).subspan(parts_))
    (way.kind == WayKind::smuggled ? smuggled : rented) = way.spent;
  w_.firms.smuggle_order[firm_] = smuggled / (price * view_.p.evasion_premium);
  w_.firms.rent_order[firm_] = rented / (price * contract_price(view_.p));
  w_.firms.idle_budget[firm_] = left_;
}

void Procurement::spend(double budget) {
  const Parameters& p = view_.p;
  const bool restricted = under_chip_rule(view_, firm_), state = w_.firms.state_directed[firm_];
  budget_ = left_ = budget;
  if (!restricted && !state && weights_ > 0 && highest_cost_ <= least_cost_ * p.chips_close_substitutes) {
    // All is in one class, and nothing is in the way.
    for (Way& part : parts()) part.spent = budget * part.weight / weights_;
    left_ = 0;
  } else {
    limit_parts();
    if (state)
      reserve_for_domestic_parts(
          either(w_.data->state_procurement->at(view_.month), restricted ? p.procurement_under_rule : 0.0));
    else if (restricted)
      add_ways_around();
    spend_cheapest_first();
    wait_for_parts();
  }
  place_orders();
}

void clear_orders(World& w, FirmId i) {
  for (const EdgeId e : w.trade.purchases(w.data->vertex(i), Good::accelerator))
    w.trade.order[e] = w.trade.payment[e] = 0;
  w.firms.smuggle_order[i] = w.firms.rent_order[i] = w.firms.idle_budget[i] = 0;
}

}  // namespace chokepoint::agents::firm
