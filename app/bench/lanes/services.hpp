// The market for AI services over lanes: agents/nation/services.cpp, choose_services.
#pragma once

#include <utility>
#include <vector>

#include "app/bench/lanes/moment.hpp"

namespace chokepoint::app::lanes {

template <class T>
class Services {
 public:
  explicit Services(Moments& from);
  void run();
  [[nodiscard]] std::size_t differing_cells(Moments& from);

 private:
  void take_given(const Moment& m);
  void take_state(Taker<T>& taker);
  void take_rules(Taker<T>& taker);
  void weigh(std::size_t n, const T& open_appeal, T& total, T& best);
  void divide(std::size_t n, const T& total);

  // Given, and the same in all replicates.
  IdRange<EdgeId> links_{0, 0};
  std::size_t nations_, firms_;
  std::vector<std::size_t> begin_, firm_of_, home_;
  std::vector<double> leader_;
  std::vector<bool> sells_, ruled_, priced_;
  std::vector<std::size_t> model_homes_;
  // State and parameters.
  std::vector<T> best_, held_, open_price_, appeal_, best_open_;                                  // by firm
  std::vector<T> gdp_, gdp_loss_, adoption_, sensitivity_, alignment_, open_best_, open_closed_;  // by nation
  std::vector<T> spending_, within_reach_, served_, tfp_, lean_, led_;
  std::vector<T> trust_, foothold_, service_odds_, service_tariff_;  // by nation and nation
  std::vector<T> firm_odds_, price_cut_;                             // by nation and firm
  std::vector<T> share_, presence_, order_, shipped_, payment_;      // by link
  T openness_, align_, by_presence_, at_home_, by_trust_, inertia_, inertia_floor_, price_open_, revenue_open_;
  T floor_, span_, limit_, part_, frontier_, exposure_, saving_, labour_, midpoint_, width_;
};

/// Leaves the weight of each vendor in the place of its order.
template <class T>
void Services<T>::weigh(std::size_t n, const T& open_appeal, T& total, T& best) {
  constexpr std::size_t at_once = 64;
  T habit[at_once], utility[at_once], odds[at_once];
  std::size_t link[at_once];
  for (std::size_t from = begin_[n]; from < begin_[n + 1];) {
    std::size_t count = 0;
    for (; from < begin_[n + 1] && count < at_once; ++from) {
      const std::size_t i = firm_of_[from], home = home_[i];
      order_[from] = T(0);
      if (!sells_[i]) continue;
      auto live = best_[i] > T(0);
      if (!any(live)) continue;  // no replicate has a model of this vendor
      T chance = ruled_[n] ? service_odds_[n * nations_ + home] * firm_odds_[n * firms_ + i] : T(1);
      if (home != n) chance = choose(open_price_[i] > T(0), chance * (T(1) - open_closed_[n]), chance);
      live = live & (chance > T(0));
      best = choose(live, most(most(best, best_[i]), held_[i]), best);
      T by_price = T(0);
      if (priced_[n]) {
        const T dearer = service_tariff_[n * nations_ + home], cheaper = price_cut_[n * firms_ + i];
        T up = dearer, down = cheaper;
        for (std::size_t r = 0; r < sizeof(T) / sizeof(double); ++r)
          of(up, r) = maths::log1p(of(up, r)), of(down, r) = maths::log1p(-of(down, r));
        by_price =
            choose((dearer > T(0)) | (cheaper > T(0)), T(-0.5) * openness_ * sensitivity_[n] * (up + down), T(0));
      }
      utility[count] = appeal_[i] + align_ * alignment_[home] * alignment_[n] +
                       choose(open_price_[i] > T(0), open_appeal, T(0)) + by_presence_ * presence_[from] +
                       (home == n ? at_home_ : T(0)) + by_price + by_trust_ * trust_[n * nations_ + home];
      habit[count] = share_[from] + inertia_floor_;
      odds[count] = choose(live, chance, T(0));
      link[count++] = from;
    }
    log_of(habit, count);
    for (std::size_t k = 0; k < count; ++k) utility[k] += inertia_ * habit[k];
    exp_of(utility, count);
    for (std::size_t k = 0; k < count; ++k)
      total += order_[link[k]] = choose(odds[k] > T(0), odds[k] * utility[k], T(0));
  }
}

/// Divides the nation's spending among its vendors by weight.
template <class T>
void Services<T>::divide(std::size_t n, const T& total) {
  const T spending = spending_[n];
  T lean = T(0), led = T(0);
  for (const std::size_t home : model_homes_) foothold_[n * nations_ + home] = T(0);
  const auto some = total > T(0), spends = spending > T(0);
  for (std::size_t k = begin_[n]; k < begin_[n + 1]; ++k) {
    if (!any(some)) {
      shipped_[k] = payment_[k] = T(0);
      continue;
    }
    const std::size_t i = firm_of_[k], home = home_[i];
    const T share = choose(some, order_[k] / total, T(0));
    share_[k] = choose(share > T(0), share, share_[k]);
    shipped_[k] = spending * share;
    lean += share * T(leader_[home]), led += share * T(leader_[home] < 0 ? -leader_[home] : leader_[home]);
    T& foothold = foothold_[n * nations_ + home];
    foothold = choose(spends, foothold + share * presence_[k], foothold);
    payment_[k] = shipped_[k] * choose(open_price_[i] > T(0), revenue_open_, T(1));
    if (priced_[n]) payment_[k] *= (T(1) - price_cut_[n * firms_ + i]) / (T(1) + service_tariff_[n * nations_ + home]);
  }
  lean_[n] = lean, led_[n] = led;
}

template <class T>
void Services<T>::run() {
  const T log_open_price = log_of(price_open_);
  const T maturity = within((frontier_ - floor_) / span_, T(0), limit_);
  T best_open = T(0);
  for (const T& eci : best_open_) best_open = most(best_open, eci);
  for (std::size_t n = 0; n < nations_; ++n) {
    spending_[n] = gdp_[n] * (T(1) - gdp_loss_[n]) * T(1000) / T(12) * part_ * adoption_[n] * maturity;
    const T open_appeal = T(-0.5) * openness_ * sensitivity_[n] * log_open_price;
    within_reach_[n] = choose(open_closed_[n] < T(1), best_open, open_best_[n]);
    T total = T(0), best = within_reach_[n];
    weigh(n, open_appeal, total, best);
    divide(n, total);
    served_[n] = best;
    tfp_[n] =
        exposure_ * saving_ * labour_ * adoption_[n] * (T(1) / (T(1) + exp_of(T(0) - (best - midpoint_) / width_)));
  }
}

}  // namespace chokepoint::app::lanes
