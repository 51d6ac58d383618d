// Equations: docs/model.md, "Open weights".
#include "agents/nation/open_weights.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {

namespace {

/// Share of the world's users that each laboratory's weights would draw if all nations let them in; `best`: of all open
/// models. Laboratories of one origin share what it draws, so that an origin draws no more for having more of them.
void draw_users(const MonthView& view, double best) {
  Nations& s = view.world.nations;
  Firms& f = view.world.firms;
  const auto each_open = [&](auto&& visit) {
    for (const FirmId i : f.nation.ids())
      if (f.best_open[i] > 0) visit(f.open_draw[i], s.open_appeal[f.nation[i]], i);
  };
  for (const NationId n : s.gdp.ids()) s.open_appeal[n] = 0;
  each_open([&](double& draw, double& of_origin, FirmId i) {
    of_origin += draw = maths::exp(view.p.open_weights_quality * (f.best_open[i] - best));
  });
  double all = 0;
  each_open([&](double& draw, double of_origin, FirmId) { all += draw = draw * draw / of_origin; });
  each_open([&](double& draw, double, FirmId) { draw /= all; });
}

/// How far a nation is drawn to each laboratory's weights.
void pull(const MonthView& view, NationId n, IdRange<EdgeId> links) {
  World& w = view.world;
  const Firms& f = w.firms;
  const double let_in = 1 - view.regimes.open_use_closed[n];
  double pull = 0;
  for (const EdgeId e : links) {
    const FirmId i = w.data->firm_of(w.trade.supplier(e));
    if (f.best_open[i] > 0) pull += w.trade.order[e] = f.open_draw[i] * (f.nation[i] == n ? 1.0 : let_in);
  }
  w.nations.open_pull[n] = pull;
}

/// Users of a nation who take up each laboratory's weights, or renew what they run.
void take_up(const MonthView& view, NationId n, IdRange<EdgeId> links) {
  World& w = view.world;
  Nations& s = w.nations;
  const Parameters& p = view.p;
  const double users = s.open_users[n], others = 1 - users,
               begun = p.open_weights_innovation + p.open_weights_imitation * users,
               renewed = p.open_weights_renewal * users, pull = s.open_pull[n];
  double balance = 0, led = 0;
  for (const EdgeId e : links) {
    const FirmId i = w.data->firm_of(w.trade.supplier(e));
    if (w.firms.best_open[i] <= 0) continue;
    const double order = w.trade.order[e], taken_up = order * begun * others + renewed * ratio_or_zero(order, pull);
    double& share = w.trade.share[e];
    w.trade.shipped[e] = s.users[n] * taken_up;
    share += taken_up - p.open_weights_renewal * share;
    if (const int bloc = s.norm_leader[w.firms.nation[i]]; bloc != 0)
      balance += bloc * share, led += std::abs(bloc) * share;
  }
  s.open_bloc_balance[n] = balance, s.open_bloc_share[n] = led;
  s.open_users[n] += pull > 0 ? pull * begun * others : -renewed;
}

}  // namespace

void spread_open_weights(const MonthView& view, std::size_t, std::size_t) {
  const World& w = view.world;
  double best = 0;
  for (const double eci : w.firms.best_open.cells()) best = std::max(best, eci);
  if (best <= 0 || !w.commons.onset) return;
  draw_users(view, best);
  for (const NationId n : w.nations.gdp.ids()) {
    const IdRange<EdgeId> links = w.trade.purchases(w.data->vertex(n), Good::open_weights);
    pull(view, n, links);
    take_up(view, n, links);
  }
}

}  // namespace chokepoint::agents::nation
