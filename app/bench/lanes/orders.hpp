// Firms' investment and orders for accelerators over lanes: agents/firm/invest.cpp and agents/firm/procure.cpp.
#pragma once

#include <limits>
#include <utility>

#include "app/bench/lanes/moment.hpp"
#include "engine/markets/sales_terms.hpp"

namespace chokepoint::app::lanes {

template <class T>
class Orders {
  using M = decltype(T(0) < T(1));

 public:
  explicit Orders(Moments& from);
  void run();
  [[nodiscard]] std::size_t differing_cells(Moments& from);

 private:
  struct Offers {
    T cheapest = T(0), dearest = T(0), all = T(0), foreign = T(0), threatened = T(0);
  };
  struct Way {
    T weight = T(0), cost = T(1), limit = T(0), spent = T(0);
  };
  [[nodiscard]] std::size_t term(std::size_t e, std::size_t i) const { return designer_[e] * nations_ + home_[i]; }
  void take_given(const Moment& m);
  void take_firms(Taker<T>& taker);
  void take_nations(Taker<T>& taker);
  void take_offers(Taker<T>& taker);
  void take_parameters(Taker<T>& taker);
  T capital_spending(std::size_t i);
  T cash_after_fines(std::size_t i, const M& due);
  Offers weigh_offers(std::size_t i);
  T evasion_urge(std::size_t i) const;
  void procure(std::size_t i, const Offers& offers);
  template <class Meant>
  void spread(std::size_t i, const M& who, const T& amount, T& left, Meant&& meant);
  template <class Visit>
  void each_way(std::size_t i, const T& from, const T& to, Visit&& visit);
  void fill_class(std::size_t i, M who, const T& from, const T& to, T& left);
  void spend_cheapest_first(std::size_t i, M who, T& left);
  void wait_for_parts(std::size_t i, const M& who, T& left);
  void place_orders(std::size_t i, const T& left);

  // Given, and the same in all replicates.
  IdRange<EdgeId> links_{0, 0};
  std::size_t firms_, nations_, designers_;
  bool funded_year_, announced_;
  double ramp_, state_procurement_;
  std::vector<std::size_t> home_, begin_, designer_, maker_home_;
  std::vector<bool> entered_, funded_, state_, planned_, captive_, leader_, subsidised_, ruled_;
  std::vector<double> plan_, share_;
  // State and parameters.
  std::vector<T> cash_flow_, invest_rate_, capex_, carry_, budget_, idle_, revenue_, rent_revenue_, fine_due_,
      fine_paid_, wanted_, smuggle_order_, rent_order_, intensity_, funding_, floor_, chip_share_, subsidy_,
      restricted_;
  std::vector<T> growth_, boldness_, deployable_, rent_open_, rental_closed_, rental_kyc_;
  std::vector<T> fill_, weight_, order_, payment_, open_, threat_, by_name_;  // of designers, of links
  std::vector<T> allowed_, scale_, attraction_, cost_, price_, frontier_value_;
  T hype_, price_now_, funding_factor_, smuggling_fill_, paid_for_, onset_;
  T invest_floor_, invest_peak_, invest_adjustment_, invest_limit_, invest_funding_, hype_before_, state_scale_,
      reinvestment_;
  T share_limit_, share_part_, stockpiling_, fill_floor_, captive_weight_, close_, idle_value_, idle_urge_, under_rule_;
  T evasion_weight_, premium_, training_loss_, rental_weight_, rental_price_, rental_reach_, kyc_effect_, substitution_;
  T smuggling_, renting_;
  Way smuggled_, rented_;
};

template <class T>
T Orders<T>::cash_after_fines(std::size_t i, const M& due) {
  const T from_budget = least(fine_due_[i], carry_[i]);
  const T from_cash = least(fine_due_[i] - from_budget, cash_flow_[i] * T(1000) / T(12));
  carry_[i] = choose(due, carry_[i] - from_budget, carry_[i]);
  fine_due_[i] = choose(due, fine_due_[i] - (from_budget + from_cash), fine_due_[i]);
  fine_paid_[i] = choose(due, fine_paid_[i] + (from_budget + from_cash), fine_paid_[i]);
  return choose(due, positive(cash_flow_[i] - from_cash * T(12) / T(1000)), cash_flow_[i]);
}

template <class T>
T Orders<T>::capital_spending(std::size_t i) {
  const std::size_t home = home_[i];
  cash_flow_[i] *= T(1) + growth_[home] / T(12);
  const T target = intensity_[i] * (invest_floor_ + (invest_peak_ - invest_floor_) * hype_ * boldness_[home]);
  invest_rate_[i] += invest_adjustment_ * (least(target, invest_limit_) - invest_rate_[i]);
  const M due = fine_due_[i] > T(0);
  T capex = invest_rate_[i] * (any(due) ? cash_after_fines(i, due) : cash_flow_[i]);
  if (funded_[i]) capex += invest_funding_ * funding_factor_ * funding_[i] * choose(onset_ > T(0), hype_, hype_before_);
  if (planned_[i]) capex = T(plan_[i]) * state_scale_ * T(share_[i]);
  capex += (revenue_[i] + rent_revenue_[i]) * T(12) / T(1000) * reinvestment_;
  if (subsidised_[i]) capex += choose(subsidy_[i] > T(0), subsidy_[i], T(0));
  return most(capex, floor_[i]);
}

template <class T>
typename Orders<T>::Offers Orders<T>::weigh_offers(std::size_t i) {
  Offers out;
  const std::size_t home = home_[i];
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e) {
    const std::size_t t = term(e, i), d = designer_[e];
    const M offered = (allowed_[t] > T(0)) & (attraction_[t] > T(0));
    if (!any(offered)) continue;
    T open =
        within(fill_[d], fill_floor_, T(1)) * least(T(1), scale_[t]) * (captive_[d] ? captive_weight_ : weight_[e]);
    if (maker_home_[d] != home) open *= open_[e];
    const T weight = attraction_[t] * open;
    order_[e] = choose(offered, weight, order_[e]);
    const M counts = offered & (weight > T(0));
    if (!any(counts)) continue;
    out.cheapest = choose(counts, choose(out.all > T(0), least(out.cheapest, cost_[t]), cost_[t]), out.cheapest);
    out.dearest = choose(counts, most(out.dearest, cost_[t]), out.dearest);
    out.all = choose(counts, out.all + weight, out.all);
    if (maker_home_[d] == home) continue;
    out.foreign = choose(counts, out.foreign + weight, out.foreign);
    if (announced_) out.threatened = choose(counts, out.threatened + weight * threat_[e], out.threatened);
  }
  return out;
}

template <class T>
T Orders<T>::evasion_urge(std::size_t i) const {
  T best = T(0);
  for (std::size_t d = 0; d < designers_; ++d) {
    if (!leader_[d] || maker_home_[d] == home_[i]) continue;
    const std::size_t t = d * nations_ + home_[i];
    const T value = frontier_value_[t] * least(T(1), scale_[t]) * (T(1) - by_name_[d * firms_ + i]);
    best = choose(allowed_[t] > T(0), most(best, value), best);
  }
  return choose(best >= idle_value_, idle_urge_, T(1));
}

template <class T>
template <class Meant>
void Orders<T>::spread(std::size_t i, const M& who, const T& amount, T& left, Meant&& meant) {
  T weights = T(0);
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e) weights += choose(meant(e), order_[e], T(0));
  const M spends = who & (weights > T(0));
  if (!any(spends)) return;
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e)
    payment_[e] = choose(spends & meant(e), payment_[e] + amount * order_[e] / weights, payment_[e]);
  left = choose(spends, left - amount, left);
}

/// Visits those ways to computing that cost more than `from` and at most `to`: who, weight, cost, limit, spending.
template <class T>
template <class Visit>
void Orders<T>::each_way(std::size_t i, const T& from, const T& to, Visit&& visit) {
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e) {
    const std::size_t t = term(e, i);
    const M meant = (order_[e] > T(0)) & (cost_[t] > from) & (cost_[t] <= to);
    if (any(meant)) visit(meant, order_[e], cost_[t], budget_[i] * order_[e] / attraction_[t], payment_[e]);
  }
  for (Way* way : {&smuggled_, &rented_}) {
    const M meant = (way->weight > T(0)) & (way->cost > from) & (way->cost <= to);
    if (any(meant)) visit(meant, way->weight, way->cost, budget_[i] * way->limit, way->spent);
  }
}

template <class T>
void Orders<T>::fill_class(std::size_t i, M who, const T& from, const T& to, T& left) {
  for (int round = 0; round < 3; ++round) {
    who = who & (left > T(0));
    if (!any(who)) return;
    T weights = T(0);
    each_way(i, from, to, [&](const M& meant, const T& weight, const T&, const T& limit, const T& spent) {
      weights += choose(meant & (spent < limit), weight, T(0));
    });
    who = who & (weights > T(0));
    if (!any(who)) return;
    const T given = left;
    each_way(i, from, to, [&](const M& meant, const T& weight, const T&, const T& limit, T& spent) {
      const T more = choose(meant & who, least(given * weight / weights, positive(limit - spent)), T(0));
      spent += more, left -= more;
    });
    left = choose(who, positive(left), left);
  }
}

template <class T>
void Orders<T>::spend_cheapest_first(std::size_t i, M who, T& left) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const T least_left = T(1e-9) * budget_[i];
  for (T from = T(0);;) {
    who = who & (left > least_left);
    if (!any(who)) return;
    T cheapest = T(infinity);
    each_way(i, from, T(infinity), [&](const M& meant, const T&, const T& cost, const T&, const T&) {
      cheapest = choose(meant, least(cheapest, cost), cheapest);
    });
    who = who & (cheapest < T(infinity));
    if (!any(who)) return;
    const T to = cheapest * close_;
    fill_class(i, who, from, to, left);
    from = to;
  }
}

template <class T>
void Orders<T>::wait_for_parts(std::size_t i, const M& who, T& left) {
  T cheapest = T(std::numeric_limits<double>::infinity());
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e)
    cheapest = choose(order_[e] > T(0), least(cheapest, cost_[term(e, i)]), cheapest);
  const T limit = cheapest * close_, amount = left;
  spread(i, who, amount, left, [&](std::size_t e) { return (order_[e] > T(0)) & (cost_[term(e, i)] <= limit); });
}

template <class T>
void Orders<T>::procure(std::size_t i, const Offers& offers) {
  const M none = T(1)<T(0), restricted = restricted_[i]> T(0);
  const M simple =
      state_[i] ? none : (!restricted) & (offers.all > T(0)) & (offers.dearest <= offers.cheapest * close_);
  T left = budget_[i];
  smuggled_ = rented_ = Way{};
  if (any(simple)) spread(i, simple, budget_[i], left, [&](std::size_t) { return T(0) < T(1); });
  if (const M others = !simple; any(others)) {
    if (state_[i]) {
      const T kept = T(1) - (T(1) - T(state_procurement_)) * (T(1) - choose(restricted, under_rule_, T(0)));
      spread(i, others, kept * budget_[i], left,
             [&](std::size_t e) { return maker_home_[designer_[e]] == home_[i] ? T(0) < T(1) : T(1) < T(0); });
    } else if (any(restricted)) {
      const std::size_t home = home_[i];
      const T limit = within(smuggling_fill_, fill_floor_, T(1)) * evasion_urge(i);
      const T open = rent_open_[home] * (T(1) - rental_closed_[home]) * (T(1) - kyc_effect_ * rental_kyc_[home]);
      smuggled_ = {choose(restricted, smuggling_ * limit, T(0)), premium_ / (T(1) - training_loss_), limit, T(0)};
      rented_ = {choose(restricted, renting_ * open, T(0)), rental_price_, rental_reach_ * open, T(0)};
    }
    spend_cheapest_first(i, others, left);
    wait_for_parts(i, others, left);
  }
  place_orders(i, left);
}

template <class T>
void Orders<T>::place_orders(std::size_t i, const T& left) {
  for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e)
    order_[e] = choose(order_[e] > T(0), payment_[e] / price_[term(e, i)], order_[e]);
  smuggle_order_[i] = smuggled_.spent / (paid_for_ * premium_);
  rent_order_[i] = rented_.spent / (paid_for_ * rental_price_);
  idle_[i] = left;
}

template <class T>
void Orders<T>::run() {
  paid_for_ = price_now_ * T(1e-3);
  smuggling_ = evasion_weight_ * power_of(premium_, T(1) - substitution_);
  renting_ = rental_weight_ * power_of(rental_price_, T(1) - substitution_);
  for (std::size_t i = 0; i < firms_; ++i) {
    for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e) order_[e] = payment_[e] = T(0);
    budget_[i] = capex_[i] = smuggle_order_[i] = rent_order_[i] = idle_[i] = T(0);
    if (!entered_[i]) continue;
    capex_[i] = capital_spending(i);
    const T chip_share = least(share_limit_, chip_share_[i] * share_part_) * T(ramp_);
    const T flow = capex_[i] * T(1000) / T(12) * chip_share;
    wanted_[i] = wanted_[i] * T(11) / T(12) + flow / paid_for_;
    const T deployable = deployable_[home_[i]];
    const Offers offers = weigh_offers(i);
    budget_[i] = (flow + carry_[i]) * deployable * deployable *
                 (T(1) + stockpiling_ * ratio_or_zero(offers.threatened, offers.foreign));
    procure(i, offers);
  }
}

}  // namespace chokepoint::app::lanes
