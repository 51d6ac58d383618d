// Equations: docs/model.md, "Chip demand, trade, links, price" and "Evasion".
#include "agents/firm/procure.hpp"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <limits>
#include <span>

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
double threat(const MonthView& view, DesignerId d, FirmId i) {
  if (view.regimes.chips_announced.empty()) return 0;
  return either(TermsForBuyer(view, d, i)->threat, threat_by_name(view, d, i));
}

/// What the firm's own nation, and listings of the firm, let in of the parts from abroad.
double let_in(const MonthView& view, FirmId i, VertexId designer, NationId seller) {
  const NationId home = view.world.firms.nation[i];
  double open = 1 - view.regimes.guidance[home];
  if (view.regimes.import_ban.row_touched(home)) open *= 1 - view.regimes.import_ban(home, designer);
  if (view.regimes.chips_denied.column_touched(i)) open *= 1 - view.regimes.chips_denied(seller, i);
  return open;
}

/// Share of a firm's demand for a designer's part that can be met whatever it costs: the firm knows the part, it is in
/// stock, and the rules of either side leave it.
double access(const MonthView& view, FirmId i, EdgeId e, DesignerId d, const SalesTerms& terms) {
  const World& w = view.world;
  const NationId home = w.firms.nation[i];
  double open = std::clamp(w.designers.fill[d], view.p.chips_fill_floor, 1.0) * std::min(1.0, terms.scale) *
                (w.designers.captive_of[d].exists() ? view.p.chips_captive_weight : w.trade.weight[e]);
  if (w.designers.nation[d] != home)
    open *= let_in(view, i, w.trade.supplier(e), w.designers.nation[d]) * (1 - denied_by_name(view, d, i));
  return open;
}

/// Ways to computing that are alike but for taste and price.
enum class WayKind : std::uint8_t { foreign_parts, domestic_parts, smuggled, rented };
constexpr std::size_t way_kinds = 4;

/// A way to computing: a designer's parts on offer, parts past controls, or contracts.
struct Way {
  WayKind kind;
  double cost;       ///< of a unit of value, relative to the reference price
  double weight;     ///< among others of its class
  double limit;      ///< M$ that it can take
  double spent = 0;  ///< M$
  EdgeId link = {};  ///< of parts on offer
  double price = 0;  ///< of those, M$ per H100e
};

Way smuggling(const MonthView& view, FirmId i, double budget) {
  const Parameters& p = view.p;
  const double expected = std::clamp(view.world.commons.smuggling_fill, p.chips_fill_floor, 1.0);
  return {WayKind::smuggled, p.evasion_premium / (1 - p.evasion_training_loss), 1,
          budget * (std::min(1.0, p.evasion_weight) * expected * evasion_urge(view, i))};
}

Way renting(const MonthView& view, NationId home, double budget) {
  const Parameters& p = view.p;
  const double open = view.world.nations.rent_open[home] * (1 - view.regimes.rental_closed[home]) *
                      (1 - p.rental_kyc_effect * view.regimes.rental_kyc[home]);
  return {WayKind::rented, contract_price(p) / contract_worth(p), 1, budget * (p.rental_reach * open)};
}

/// Spends a budget on classes of close substitutes, the cheapest first: ways of one kind with nothing of another kind
/// between their costs. Within a class by CES weights, each way up to what it can take; what the class can't take goes
/// to the next.
class Procurement {
 public:
  /// Gathers the parts on offer that have a weight.
  Procurement(const MonthView& view, FirmId i);

  void reserve_for_domestic_parts(double share);
  void add_ways_around();
  void spend_cheapest_first();
  void wait_for_parts();
  /// Spends by weight alone: all is in one class, and nothing is in the way.
  void spend_by_weight() {
    spread(left_, [](const Way&) { return true; });
  }
  void place_orders();

 private:
  [[nodiscard]] auto parts() { return std::span<Way>(ways_.data(), parts_); }
  /// Cost of the cheapest way of each kind, or `all`.
  [[nodiscard]] std::array<double, way_kinds> cheapest() const;
  /// The same of one kind, of ways that are dearer than `done`.
  [[nodiscard]] double cheapest_beyond(double done, WayKind kind) const;
  void fill_class(WayKind kind, double from, double to);
  /// Spreads money of what is left over those of the parts on offer that are meant, by weight.
  template <class Meant>
  void spread(double amount, Meant&& meant) {
    double weights = 0;
    for (const Way& part : parts()) weights += meant(part) ? part.weight : 0.0;
    if (weights <= 0) return;
    for (Way& part : parts())
      if (meant(part)) part.spent += amount * part.weight / weights;
    left_ -= amount;
  }

  static constexpr double all = std::numeric_limits<double>::infinity();
  static constexpr std::size_t usual_offers = 32;  ///< more are kept on the heap

  const MonthView& view_;
  World& w_;
  FirmId firm_;
  NationId home_;
  double budget_, left_;  // M$
  boost::container::small_vector<Way, usual_offers> ways_;
  std::size_t parts_ = 0;  ///< of the ways: parts on offer
};

Procurement::Procurement(const MonthView& view, FirmId i)
    : view_(view), w_(view.world), firm_(i), home_(w_.firms.nation[i]), budget_(w_.firms.budget[i]), left_(budget_) {
  for (const EdgeId e : w_.trade.purchases(w_.data->vertex(i), Good::accelerator)) {
    const double weight = w_.trade.order[e];
    if (weight <= 0) continue;
    const DesignerId d = w_.data->designer_of(w_.trade.supplier(e));
    const TermsForBuyer terms(view_, d, firm_);
    const SalesTerms& t = *terms;
    const double open = budget_ * weight / t.attraction;
    ways_.push_back({w_.designers.nation[d] == home_ ? WayKind::domestic_parts : WayKind::foreign_parts, t.cost, weight,
                     terms.own() ? std::min(open, t.quota * t.price) : open, 0, e, t.price});
  }
  parts_ = ways_.size();
}

void Procurement::add_ways_around() {
  for (const Way& way : {smuggling(view_, firm_, budget_), renting(view_, home_, budget_)})
    if (way.limit > 0) ways_.push_back(way);
}

/// By plan or under a rule the state's buyers keep a share of their budget for parts made at home.
void Procurement::reserve_for_domestic_parts(double share) {
  spread(share * budget_, [](const Way& part) { return part.kind == WayKind::domestic_parts; });
}

std::array<double, way_kinds> Procurement::cheapest() const {
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
  double least = all;
  for (const Way& part : parts()) least = std::min(least, part.cost);
  spread(left_, [&](const Way& part) { return part.cost <= least * view_.p.chips_close_substitutes; });
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
    const TermsForBuyer found(view, d, i);
    const SalesTerms& terms = *found;
    if (!terms.allowed || terms.attraction <= 0) continue;
    const double weight = w.trade.order[e] = terms.attraction * access(view, i, e, d, terms);
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
      procurement.add_ways_around();
    procurement.spend_cheapest_first();
    procurement.wait_for_parts();
  }
  procurement.place_orders();
}

}  // namespace chokepoint::agents::firm
