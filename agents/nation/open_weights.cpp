// Equations: docs/model.md, "Open weights".
#include "agents/nation/open_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {

namespace {

template <class F>
void for_each_open(const World& w, F&& visit) {
  for (const FirmId i : w.firms.nation.ids())
    if (w.firms.best_open[i] > 0) visit(i, w.nations.norm_leader[w.firms.nation[i]]);
}

/// How far each nation is drawn to each laboratory's weights; `best`: of all open models.
void draw_users(const MonthView& view, double best) {
  World& w = view.world;
  Nations& s = w.nations;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  for (const NationId n : s.gdp.ids()) s.open_appeal[n] = s.open_pull[n] = 0;
  for_each_open(w, [&](FirmId i, int) {
    s.open_appeal[f.nation[i]] += f.open_appeal[i] = maths::exp(p.open_weights_quality * (f.best_open[i] - best));
  });
  // Laboratories of one origin share what it draws, so that an origin draws no more for having more of them.
  const auto draw = [&](FirmId i) { return f.open_appeal[i] * f.open_appeal[i] / s.open_appeal[f.nation[i]]; };
  double all = 0;
  for_each_open(w, [&](FirmId i, int) { all += draw(i); });
  for_each_open(w, [&](FirmId i, int) {
    const double drawn = draw(i) / all;
    for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::open_weights)) {
      const NationId n = w.data->nation_of(w.trade.buyer(e));
      s.open_pull[n] += w.trade.order[e] = drawn * (n == f.nation[i] ? 1.0 : 1 - view.regimes.open_use_closed[n]);
    }
  });
}

void take_up(const MonthView& view) {
  World& w = view.world;
  Nations& s = w.nations;
  const Parameters& p = view.p;
  for (const NationId n : s.gdp.ids()) s.open_bloc_balance[n] = s.open_bloc_share[n] = 0;
  for_each_open(w, [&](FirmId i, int bloc) {
    for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::open_weights)) {
      const NationId n = w.data->nation_of(w.trade.buyer(e));
      const double users = s.open_users[n];
      const double taken_up =
          w.trade.order[e] * (p.open_weights_innovation + p.open_weights_imitation * users) * (1 - users) +
          p.open_weights_renewal * users * ratio_or_zero(w.trade.order[e], s.open_pull[n]);
      w.trade.shipped[e] = s.users[n] * taken_up;
      w.trade.share[e] += taken_up - p.open_weights_renewal * w.trade.share[e];
      s.open_bloc_balance[n] += bloc * w.trade.share[e], s.open_bloc_share[n] += std::abs(bloc) * w.trade.share[e];
    }
  });
}

}  // namespace

void spread_open_weights(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Nations& s = w.nations;
  const Parameters& p = view.p;
  double best = 0;
  for (const double eci : w.firms.best_open.cells()) best = std::max(best, eci);
  if (best <= 0 || !w.commons.onset) return;
  draw_users(view, best);
  take_up(view);
  for (const NationId n : s.gdp.ids())
    s.open_users[n] += s.open_pull[n] > 0
                           ? s.open_pull[n] * (p.open_weights_innovation + p.open_weights_imitation * s.open_users[n]) *
                                 (1 - s.open_users[n])
                           : -p.open_weights_renewal * s.open_users[n];
}

}  // namespace chokepoint::agents::nation
