// The market for traded goods over lanes: orders (agents/nation/order_goods.cpp), supply
// (agents/chipmaker/supply_goods.cpp) and receipts (agents/nation/receive_goods.cpp).
#pragma once

#include <cmath>
#include <memory>
#include <stdexcept>

#include "app/bench/lanes/moment.hpp"
#include "engine/base/hash.hpp"

namespace chokepoint::app::lanes {

template <class T>
class Goods {
 public:
  explicit Goods(Moments& from);
  void run() {
    for (std::size_t n = 0; n < nations_; ++n) order(n);
    for (std::size_t s = 0; s < sold_.size(); ++s) calm_[sold_[s]] ? carry_out_plan(s) : ration(s);
    for (std::size_t n = 0; n < nations_; ++n) receive(n);
  }
  [[nodiscard]] std::size_t differing_cells(Moments& from);

 private:
  struct Links {
    std::size_t first, last;
  };
  void take_goods(const Moments& from);
  void take_agents(const World& w);
  void take_state(Taker<T>& taker);
  void take_parameters(Taker<T>& taker);
  template <class F>
  void each_market_column(F&& f);
  void order(std::size_t n);
  void move_reference(const Links& links);
  void form_links(std::size_t b, const T& shortage);
  void choose_suppliers(std::size_t b);
  void carry_out_plan(std::size_t s);
  void ration(std::size_t s);
  void receive(std::size_t n);
  void take_in(std::size_t b);
  [[nodiscard]] T delivered_share(std::size_t b) const;
  [[nodiscard]] bool listed(std::size_t g) const {
    return kind_[g] == GoodsKind::tool || kind_[g] == GoodsKind::software;
  }

  // Given, and the same in all replicates.
  std::shared_ptr<const WorldData> data_;
  Month month_;
  std::vector<RandomStream> random_;
  IdRange<EdgeId> links_{0, 0};
  std::size_t nations_;
  std::vector<bool> calm_, moves_;                     // by good
  std::vector<double> usual_, elasticity_, need_;      // by good
  std::vector<GoodsKind> kind_;                        // by good
  std::vector<std::size_t> buyers_, bought_, nation_;  // first buyer of each nation; of each buyer
  std::vector<double> home_share_;                     // by buyer
  std::vector<Links> purchases_;                       // by buyer
  std::vector<std::size_t> sold_, sales_begin_, sales_;
  std::vector<std::size_t> seller_of_, buyer_of_;  // by link
  std::vector<bool> dormant_, entered_;            // by link, by seller
  // State and parameters.
  std::vector<T> use_, months_, inventory_, backlog_, substitute_, received_, used_, price_, closed_, threatened_;
  std::vector<T> planned_, scale_, stretch_, outage_, ordered_, capacity_, fill_;  // by seller
  std::vector<T> weight_, attraction_, access_, tariff_, threat_, reference_, order_, share_, shipped_, payment_;
  std::vector<T> gdp_, alignment_, limit_, packaging_, loss_, cover_, supply_, spares_;
  T speed_, refill_, kept_, rate_, start_, growth_, tools_hoarding_, materials_hoarding_, spare_, smoothing_,
      stretch_limit_;
  T stretch_months_, response_, capacity_speed_, safety_, release_, price_limit_, substitution_, own_floor_, covered_;
  T logic_, mature_, memory_;
};

template <class T>
void Goods<T>::order(std::size_t n) {
  for (std::size_t b = buyers_[n]; b < buyers_[n + 1]; ++b) {
    const std::size_t g = bought_[b];
    if (calm_[g] && !moves_[g]) continue;
    if (moves_[g]) move_reference(purchases_[b]);
    if (calm_[g]) {
      for (std::size_t e = purchases_[b].first; e < purchases_[b].last; ++e) share_[e] = reference_[e];
      continue;
    }
    if (const T shortage = positive(T(1) - substitute_[b] - received_[b]); any(shortage > T(0)))
      form_links(b, shortage);
    months_[b] = T(1) - substitute_[b] + positive(T(usual_[g]) - inventory_[b]) / refill_ + kept_ * backlog_[b];
    choose_suppliers(b);
  }
}

template <class T>
void Goods<T>::move_reference(const Links& links) {
  const auto weight = [&](std::size_t e) { return dormant_[e] || !entered_[seller_of_[e]] ? T(0) : weight_[e]; };
  T total = T(0);
  for (std::size_t e = links.first; e < links.last; ++e) total += weight(e);
  for (std::size_t e = links.first; e < links.last; ++e)
    reference_[e] += speed_ * (ratio_or_zero(weight(e), total) - reference_[e]);
}

/// Whether a link is formed is drawn replicate by replicate.
template <class T>
void Goods<T>::form_links(std::size_t b, const T& shortage) {
  const GoodsCatalogue& c = data_->goods;
  const std::size_t n = nation_[b];
  T largest = gdp_[0];
  for (const T& x : gdp_) largest = most(largest, x);
  for (std::size_t e = purchases_[b].first; e < purchases_[b].last; ++e) {
    const std::size_t s = seller_of_[e], home = c.home[SellerId{s}].index();
    if (!dormant_[e] || !entered_[s]) continue;
    const auto asked = (shortage > T(0)) & (access_[e] > T(0)), grows = asked & (weight_[e] > T(0));
    const T grown = weight_[e] + growth_ * shortage * weight_[e] * (T(1) - weight_[e]);
    const auto begins = asked & (weight_[e] <= T(0));
    weight_[e] = choose(grows, grown, weight_[e]);
    if (!any(begins)) continue;
    T may = choose(begins, T(1), T(0));
    const std::uint64_t pair =
        name_hash(data_->vertex_name(c.company[SellerId{s}])) * 0x9e3779b97f4a7c15ULL ^ data_->nations.hash[n];
    for (std::size_t r = 0; r < random_.size(); ++r) {
      if (of(may, r) <= 0) continue;
      T a = gdp_[home], z = gdp_[n], big = largest, x = alignment_[home], y = alignment_[n], rate = rate_,
        lacks = shortage;
      const double size = of(big, r) > 0 ? std::sqrt(of(a, r) * of(z, r)) / of(big, r) : 0.0;
      const double affinity = size * (1 - std::fabs(of(x, r) - of(y, r)) / 2);
      const double chance = of(rate, r) * of(lacks, r) * affinity;
      if (random_[r].uniform(Purpose::trade_link, pair, month_, bought_[b]) < chance) of(weight_[e], r) = of(start_, r);
    }
  }
}

template <class T>
void Goods<T>::choose_suppliers(std::size_t b) {
  const std::size_t g = bought_[b];
  const Links links = purchases_[b];
  T total = T(0), free = T(0), capped = T(0);
  for (std::size_t e = links.first; e < links.last; ++e) {
    const std::size_t s = seller_of_[e];
    const T weight = moves_[g] && !entered_[s] ? T(0) : weight_[e];
    total += order_[e] = weight * attraction_[e] * fill_[s];
    free += choose(access_[e] >= T(1), order_[e], T(0));
  }
  for (std::size_t e = links.first; e < links.last; ++e) {
    const auto bound = access_[e] < T(1);
    if (!any(bound)) continue;
    order_[e] = choose(bound, least(ratio_or_zero(order_[e], total), access_[e] * weight_[e]), order_[e]);
    capped += choose(bound, order_[e], T(0));
  }
  const T scale = ratio_or_zero(T(1) - capped, free), months = months_[b];
  T hoarded = T(0);
  if (const auto threatened = threatened_[b] > T(0); any(threatened)) {
    const T usual = T(usual_[g]), raise = kind_[g] == GoodsKind::tool ? tools_hoarding_ : materials_hoarding_;
    hoarded = choose(
        threatened,
        (positive(usual * (T(1) + raise * threatened_[b]) - inventory_[b]) - positive(usual - inventory_[b])) / refill_,
        T(0));
  }
  const T per_threat = ratio_or_zero(hoarded, threatened_[b]);
  months_[b] += hoarded;
  for (std::size_t e = links.first; e < links.last; ++e) {
    const auto bound = access_[e] < T(1);
    share_[e] += speed_ * (choose(bound, order_[e], order_[e] * scale) - share_[e]);
    const T some = least(share_[e] * least(T(1), months), access_[e] * weight_[e]);
    order_[e] = use_[b] * choose(bound, some, share_[e] * months + per_threat * threat_[e] * weight_[e]);
  }
}

template <class T>
void Goods<T>::carry_out_plan(std::size_t s) {
  T planned = T(0);
  for (std::size_t k = sales_begin_[s]; k < sales_begin_[s + 1]; ++k) {
    const std::size_t e = sales_[k];
    planned += order_[e] = shipped_[e] = payment_[e] = use_[buyer_of_[e]] * reference_[e];
  }
  planned_[s] = ordered_[s] = planned;
}

template <class T>
void Goods<T>::ration(std::size_t s) {
  T planned = T(0), ordered = T(0);
  for (std::size_t k = sales_begin_[s]; k < sales_begin_[s + 1]; ++k) {
    const std::size_t e = sales_[k];
    planned += use_[buyer_of_[e]] * reference_[e];
    ordered += order_[e];
  }
  planned_[s] = planned, ordered_[s] = ordered;
  capacity_[s] = planned * scale_[s] * (T(1) + spare_) * stretch_[s] * outage_[s];
  const T met = fill_ratio(capacity_[s], ordered);
  for (std::size_t k = sales_begin_[s]; k < sales_begin_[s + 1]; ++k) shipped_[sales_[k]] = order_[sales_[k]] * met;
  fill_[s] += smoothing_ * (met - fill_[s]);
  const T shortage = T(1) - met;
  stretch_[s] = choose(shortage > T(0), stretch_[s] + (stretch_limit_ - stretch_[s]) * shortage / stretch_months_,
                       stretch_[s] + (T(1) - stretch_[s]) / stretch_months_);
  const T step = within(response_ * (ordered / (planned * scale_[s]) - T(1)), T(0) - capacity_speed_, capacity_speed_);
  scale_[s] = choose(planned > T(0), scale_[s] * (T(1) + step), scale_[s]);
}

template <class T>
void Goods<T>::take_in(std::size_t b) {
  const std::size_t g = bought_[b];
  const Links links = purchases_[b];
  T came = T(0);
  for (std::size_t e = links.first; e < links.last; ++e) came += shipped_[e];
  const T missing = months_[b] - ratio_or_zero(came, use_[b]);
  backlog_[b] = choose(missing > T(1e-12), missing, T(0));
  received_[b] = months_[b] - backlog_[b];
  if (kind_[g] == GoodsKind::tool) {
    const T reserve = least(positive(T(1) - received_[b]), release_ * positive(inventory_[b] - T(usual_[g])));
    used_[b] = least(T(1), received_[b] + reserve);
    inventory_[b] = inventory_[b] + received_[b] - used_[b];
  } else {
    const T at_hand = inventory_[b] + received_[b] + substitute_[b];
    used_[b] = least(T(1), at_hand / least(safety_, T(1 + usual_[g])));
    inventory_[b] = at_hand - used_[b];
  }
  price_[b] = T(1);
  const T supply = received_[b] + substitute_[b];
  if (const auto scarce = supply < T(1); !listed(g) && any(scarce)) {
    const T price = choose(supply > T(0), least(price_limit_, power_of(supply, T(-1 / elasticity_[g]))), price_limit_);
    price_[b] = choose(scarce, price, T(1));
  }
  if (const auto shut = closed_[b] > T(0); kind_[g] == GoodsKind::material && any(shut)) {
    const T own = least(T(1), T(home_share_[b]) + substitute_[b]);
    const T grown = substitute_[b] + substitution_ * closed_[b] * root_of(most(own, own_floor_)) * (T(1) - own);
    substitute_[b] = choose(shut, grown, substitute_[b]);
  }
  for (std::size_t e = links.first; e < links.last; ++e) payment_[e] = shipped_[e] * price_[b] * (T(1) + tariff_[e]);
}

template <class T>
T Goods<T>::delivered_share(std::size_t b) const {
  T ordered = T(0), shipped = T(0);
  for (std::size_t e = purchases_[b].first; e < purchases_[b].last; ++e) ordered += order_[e], shipped += shipped_[e];
  return choose(ordered > T(0), fill_ratio(shipped, least(ordered, use_[b])), T(1));
}

template <class T>
void Goods<T>::receive(std::size_t n) {
  T limit = T(1), packaging = T(1), loss = T(0), cover = T(1), least_tool = T(1), value = T(0), came = T(0);
  auto denied = T(0) > T(1);
  for (std::size_t b = buyers_[n]; b < buyers_[n + 1]; ++b) {
    const std::size_t g = bought_[b];
    const Good good = good_of(TradedId{g});
    const bool of_fabs = kind_[g] == GoodsKind::tool && good != Good::assembly_tool;
    if (calm_[g]) {
      if (of_fabs) value += use_[b], came += use_[b] * T(1);
      continue;
    }
    take_in(b);
    if (of_fabs) {
      const T part = delivered_share(b);
      least_tool = least(least_tool, part), value += use_[b], came += use_[b] * part;
    }
    limit = least(limit, T(1) - T(need_[g]) * (T(1) - used_[b]));
    const T lost = good == Good::logic_chip    ? logic_
                   : good == Good::mature_chip ? mature_
                   : good == Good::memory_chip ? memory_
                                               : T(0);
    loss += lost * (T(1) - used_[b]);
    if (good == Good::advanced_packaging) packaging = used_[b];
    if (const auto shut = closed_[b] > T(0); kind_[g] == GoodsKind::tool && any(shut)) {
      denied = denied | shut;
      cover =
          choose(shut, least(cover, release_ * covered_ * positive(inventory_[b] - T(usual_[g])) / closed_[b]), cover);
    }
  }
  limit_[n] = limit, packaging_[n] = packaging, loss_[n] = loss;
  cover_[n] = choose(denied, cover, T(0));
  supply_[n] = least_tool;
  spares_[n] = choose(value > T(0), came / value, T(1));
}

}  // namespace chokepoint::app::lanes
