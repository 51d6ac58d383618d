// Equations: docs/model.md, "Open weights".
#include "agents/nation/open_weights.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {

namespace {

template <class F>
void for_each_open(const World& w, F&& visit) {
  for (const FirmId i : w.firms.nation.ids())
    if (w.firms.best_open[i] > 0) visit(i);
}

/// Share of the world's users that each laboratory's weights would draw if all nations let them in; `best`: of all open
/// models. Laboratories of one origin share what it draws, so that an origin draws no more for having more of them.
void draw_users(const MonthView& view, double best) {
  World& w = view.world;
  Firms& f = w.firms;
  Nations& s = w.nations;
  for (const NationId n : s.gdp.ids()) s.open_appeal[n] = 0;
  for_each_open(w, [&](FirmId i) {
    s.open_appeal[f.nation[i]] += f.open_draw[i] = maths::exp(view.p.open_weights_quality * (f.best_open[i] - best));
  });
  double all = 0;
  for_each_open(
      w, [&](FirmId i) { all += f.open_draw[i] = f.open_draw[i] * f.open_draw[i] / s.open_appeal[f.nation[i]]; });
  for_each_open(w, [&](FirmId i) { f.open_draw[i] /= all; });
}

/// How far each nation is drawn to each laboratory's weights.
void pull_users(const MonthView& view) {
  World& w = view.world;
  Nations& s = w.nations;
  for (const NationId n : s.gdp.ids()) s.open_pull[n] = 0;
  for_each_open(w, [&](FirmId i) {
    const NationId home = w.firms.nation[i];
    const double draw = w.firms.open_draw[i];
    for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::open_weights)) {
      const NationId n = w.data->nation_of(w.trade.buyer(e));
      s.open_pull[n] += w.trade.order[e] = draw * (n == home ? 1.0 : 1 - view.regimes.open_use_closed[n]);
    }
  });
}

void take_up(const MonthView& view) {
  World& w = view.world;
  Nations& s = w.nations;
  const Parameters& p = view.p;
  const double begun = p.open_weights_innovation, copied = p.open_weights_imitation, renewed = p.open_weights_renewal;
  for (const NationId n : s.gdp.ids()) s.open_bloc_balance[n] = s.open_bloc_share[n] = 0;
  for_each_open(w, [&](FirmId i) {
    const int bloc = s.norm_leader[w.firms.nation[i]];
    for (const EdgeId e : w.trade.sales(w.data->vertex(i), Good::open_weights)) {
      const NationId n = w.data->nation_of(w.trade.buyer(e));
      const double users = s.open_users[n], order = w.trade.order[e];
      const double taken_up =
          order * (begun + copied * users) * (1 - users) + renewed * users * ratio_or_zero(order, s.open_pull[n]);
      double& share = w.trade.share[e];
      w.trade.shipped[e] = s.users[n] * taken_up;
      share += taken_up - renewed * share;
      if (bloc == 0) continue;
      s.open_bloc_balance[n] += bloc * share, s.open_bloc_share[n] += std::abs(bloc) * share;
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
  pull_users(view);
  take_up(view);
  for (const NationId n : s.gdp.ids())
    s.open_users[n] += s.open_pull[n] > 0
                           ? s.open_pull[n] * (p.open_weights_innovation + p.open_weights_imitation * s.open_users[n]) *
                                 (1 - s.open_users[n])
                           : -p.open_weights_renewal * s.open_users[n];
}

}  // namespace chokepoint::agents::nation
