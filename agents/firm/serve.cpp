// Equations: docs/model.md, "AI-service market".
#include "agents/firm/serve.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::firm {
namespace {

/// Others serve a vendor's open weights too, and go on as long as habit keeps their users; when it closes, those leave
/// at the pace of habit, and so they come when it opens.
double next_own_share(const Parameters& p, double own, bool open) {
  return own + (1 - p.services_inertia) * ((open ? p.services_open_revenue : 1.0) - own);
}

}  // namespace

void rate_service(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Parameters& p = view.p;
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    const double learned = f.usage_data[i] > 0 ? p.services_data * maths::log10(1 + f.usage_data[i]) : 0.0;
    const double served = std::max(f.best[i], f.held[i]);
    f.appeal[i] = p.services_capability * (served - view.world.commons.frontier) + learned -
                  p.services_congestion * f.congestion[i];
    f.open_price[i] = f.best_open[i] > 0 && f.best_open[i] >= served - p.openness_useful_gap;
    f.own_share[i] = next_own_share(p, f.own_share[i], f.open_price[i]);
  }
}

namespace {

struct Sold {
  double usage = 0, revenue = 0;
};

/// What a firm sells, and its growing presence where it sells.
Sold sell_services(const MonthView& view, FirmId i) {
  World& w = view.world;
  const Firms& f = w.firms;
  const Parameters& p = view.p;
  constexpr double small_cash_flow = 3;  // bn USD a year
  const NationId home = f.nation[i];
  const bool focused = w.nations.norm_leader[home] > 0, boosted = view.regimes.presence_boost.column_touched(i);
  const double reach = f.cash_flow[i] > small_cash_flow * f.share[i] ? 1.0 : p.presence_small_firm;
  Sold out;
  if (f.best[i] <= 0) return out;  // no model to sell
  for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::ai_service)) {
    const double shipped = w.trade.shipped[e];
    out.usage += shipped;
    out.revenue += w.trade.payment[e];
    const NationId market = w.data->nation_of(w.trade.buyer(e));
    if (market == home || shipped <= 0) continue;
    double& presence = w.trade.presence[e];
    double growth = p.presence_growth * (1 - presence);
    if (focused) growth *= w.nations.chinese_cloud_focus[market];
    growth *= reach;
    if (boosted) growth *= std::max(0.0, 1 + view.regimes.presence_boost(market, i));
    presence = std::min(1.0, presence + growth);
  }
  return out;
}

}  // namespace

void serve(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  const double need_per_million =
      p.services_compute_need * maths::exp(-p.services_compute_decline * (view.year - 2024));
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    const NationId home = f.nation[i];
    const auto [usage, revenue] = sell_services(view, i);
    f.revenue[i] = revenue;
    f.usage_data[i] = f.usage_data[i] * p.services_data_retention + usage / 1000;
    const double need = usage * f.own_share[i] * need_per_million;
    const double kept = positive(
        1 -
        ratio_or_zero(f.let[i], f.training[i] * w.nations.deployable[home]));  // renters use serving and training alike
    const double capacity = f.inference[i] * w.nations.deployable[home] * kept * p.services_serving_share;
    const double load = std::max(need, 1e-6) / std::max(capacity, 1e-6);
    const double strain = load > 1 ? std::min(maths::log(load), 2.0) : 0.0;
    f.congestion[i] += p.services_congestion_smoothing * (strain - f.congestion[i]);
  }
}

}  // namespace chokepoint::agents::firm
