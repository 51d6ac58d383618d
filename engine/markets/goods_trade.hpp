// The market for traded goods in numbers: one function an equation of docs/model.md, "Trade in goods".
#pragma once

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// Share of a buyer's purchases after a month: a part of the way from what it is to what is desired.
[[nodiscard]] constexpr double adjusted_share(double share, double desired, double speed) {
  return share + speed * (desired - share);
}

/// Months of use that a buyer orders: its need, what its stock lacks against the target, and what it keeps of unmet
/// orders.
[[nodiscard]] constexpr double order_months(double need, double target, double stock, double refill_months,
                                            double backlog, double kept) {
  return need + positive(target - stock) / refill_months + kept * backlog;
}

/// Over-production: rises to its limit as long as something is short, and falls back to 1.
[[nodiscard]] constexpr double stretched(double stretch, double shortage, double limit, double months) {
  return shortage > 0 ? stretch + (limit - stretch) * shortage / months : stretch + (1 - stretch) / months;
}

/// Capacity relative to plan: follows orders relative to it, at most by `speed` a month.
[[nodiscard]] constexpr double rebuilt(double scale, double orders, double planned, double response, double speed) {
  return planned > 0 ? scale * (1 + std::clamp(response * (orders / (planned * scale) - 1), -speed, speed)) : scale;
}

/// The same of a maker of chips to whom a share of its tools is denied: it grows by as much less, and what wears out is
/// not replaced.
[[nodiscard]] constexpr double without_tools(double before, double after, double denied, double worn) {
  return before + (after > before ? (1 - denied) * (after - before) : after - before) - denied * worn * before;
}

/// Price index where the share `supply` of what is needed is to be had.
[[nodiscard]] inline double scarcity_price(double supply, double elasticity, double limit) {
  if (supply >= 1) return 1;
  return supply > 0 ? std::min(limit, maths::pow(supply, -1 / elasticity)) : limit;
}

/// What a month leaves of a stock.
struct Draw {
  double used = 1;       ///< months of use
  double inventory = 0;  ///< after the month
};

/// Full use while what is at hand is a few months' worth, then in proportion. Substitutes are used before receipts.
[[nodiscard]] constexpr Draw draw(double inventory, double received, double substitute, double usual,
                                  double safety_months) {
  const double at_hand = inventory + received + substitute;
  const double used = std::min(1.0, at_hand / std::min(safety_months, 1 + usual));
  return {used, at_hand - used};
}

/// Tools are used as they come; only what exceeds the usual stock is a reserve, and fabs can install a part of it in a
/// month.
[[nodiscard]] constexpr Draw draw_tools(double inventory, double received, double usual, double release) {
  const double from_reserve = std::min(positive(1 - received), release * positive(inventory - usual));
  const double used = std::min(1.0, received + from_reserve);
  return {used, inventory + received - used};
}

/// What a seller earns this month, M$ without tariffs; from one nation if given.
[[nodiscard]] inline double revenue_of(const World& w, SellerId s, NationId from = {}) {
  if (!from.exists() && w.goods.calm[w.data->goods.sold[s]] > 0) return w.goods.planned[s];
  double earned = 0;
  for (const EdgeId e : w.links_of(s))
    if (!from.exists() || w.data->goods.nation[w.data->goods.buyer_of[e]] == from)
      earned += w.trade.payment[e] / (1 + w.goods.tariff[e]);
  return earned;
}

}  // namespace chokepoint
