// Equations: docs/model.md, "Norms".
#include "agents/nation/norms.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/base/simd.hpp"
#include "engine/run/link_sums.hpp"

namespace chokepoint::agents::nation {
namespace {

/// What one nation's move means to each of its listeners.
[[gnu::always_inline]] inline void hear(double moved, const double* weights, double* heard, std::size_t listeners) {
#pragma omp simd
  for (std::size_t n = 0; n < listeners; ++n) heard[n] += weights[n] * moved;
}

}  // namespace

void average_neighbour_norms(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  const std::size_t listeners = last - first;
  const std::span<double> heard = s.neighbours_moved.cells().subspan(first, listeners);
  std::ranges::fill(heard, 0.0);
  for (const NationId m : s.norm.ids())
    if (const double moved = s.norm[m] - s.norm_anchor[m]; moved != 0)
      run_kernel<hear>(best_simd(), moved, view.world.data->neighbours.row(m).data() + first, heard.data(), listeners);
}

void drift_norms(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  const Parameters& p = view.p;
  for (const NationId n : IdRange<NationId>(first, last)) {
    if (s.norm_leader[n] != 0) continue;  // the blocs' leaders do not move
    const double x = s.norm[n], moved = x - s.norm_anchor[n];
    const double served = 1 - p.open_weights_self_hosted * s.open_users[n];  // share of use that is a vendor's service
    const double pull =
        served * (s.usage_bloc_balance[n] - s.usage_bloc_share[n] * x) +
        p.open_weights_influence * p.open_weights_self_hosted * (s.open_bloc_balance[n] - s.open_bloc_share[n] * x);
    s.norm[n] = std::clamp(x + p.norms_usage * s.adoption[n] * pull +
                               p.norms_neighbours * (s.neighbours_moved[n] - moved) - p.norms_anchor * moved,
                           -1.0, 1.0);
  }
}

void follow_trade(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Nations& s = w.nations;
  sum_over_links<NationId, 2>(w, Good::accelerator, {&s.bought, &s.bought_bloc_balance}, [&](EdgeId e, auto&& add) {
    const NationId buyer = w.data->home[w.trade.buyer(e)];
    add(0, buyer, w.trade.payment[e]);
    add(1, buyer, s.norm_leader[w.data->home[w.trade.supplier(e)]] * w.trade.payment[e]);
  });
  for (const NationId n : s.gdp.ids()) {
    s.bought[n] += s.services_spending[n];
    s.bought_bloc_balance[n] += s.services_spending[n] * s.usage_bloc_balance[n];
  }
  constexpr double kept = 11.0 / 12;
  for (const NationId n : s.gdp.ids()) {
    const bool known = s.trade_total[n] > 0;  // the first purchases are no shift
    const double before = ratio_or_zero(s.trade_lean[n], s.trade_total[n]);
    s.trade_total[n] = s.trade_total[n] * kept + s.bought[n];
    s.trade_lean[n] = s.trade_lean[n] * kept + s.bought_bloc_balance[n];
    s.trade_shift[n] = known ? ratio_or_zero(s.trade_lean[n], s.trade_total[n]) - before : 0.0;
  }
}

void shift_alignment(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  for (const NationId n : IdRange<NationId>(first, last)) {
    if (s.norm_leader[n] != 0) continue;
    s.alignment[n] = std::clamp(s.alignment[n] + view.p.alignment_norm * (s.norm[n] - s.alignment[n]) +
                                    view.p.alignment_trade * s.trade_shift[n],
                                -1.0, 1.0);
  }
}

}  // namespace chokepoint::agents::nation
