// Equations: docs/model.md, "Open weights".
#include "agents/nation/open_weights.hpp"

#include <algorithm>
#include <cmath>

#include "agents/nation/supplier_lists.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/simd.hpp"

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

/// Laboratories with open weights, and what their take-up reads of each.
struct Laboratories : Suppliers {
  Cells<NationId> home;
  Cells<double> draw{}, leader{};

  bool add(const World& w, FirmId i) {
    if (w.firms.best_open[i] <= 0) return false;
    home[count] = w.firms.nation[i];
    draw[count] = w.firms.open_draw[i];
    leader[count] = w.nations.norm_leader[home[count]];
    return true;
  }
};
using LaboratoryLists = SupplierLists<Laboratories>;

/// What a nation is, for the take-up of open weights.
struct Users {
  double people;            ///< M who could be users
  double new_from, others;  ///< share of them who become users of what draws them wholly, of those who are none
  double renewal, renewed;  ///< share of users who choose anew; of all people
  double pull;              ///< how far the nation is drawn to all weights together
};

/// A nation's part of the links of a stretch.
struct TakeUp {
  Laboratories::Cells<double> order{}, shipped{}, share{};
  Laboratories::Cells<double> lean{}, led{};  ///< what each laboratory's share adds to sums
};

/// Users of each laboratory's weights after a month.
[[gnu::always_inline]] inline void take_up_all(const Laboratories* laboratories, const Users* given, TakeUp* out) {
  const Users users = *given;
  const std::size_t count = laboratories->whole_vectors();
#pragma omp simd
  for (std::size_t k = 0; k < count; ++k) {
    const double order = out->order[k], before = out->share[k], leader = laboratories->leader[k];
    const double taken_up = order * users.new_from * users.others + users.renewed * ratio_or_zero(order, users.pull);
    const double share = before + (taken_up - users.renewal * before);
    out->shipped[k] = users.people * taken_up;
    out->share[k] = share;
    out->lean[k] = leader * share, out->led[k] = std::abs(leader) * share;
  }
}

/// A nation's users of open weights.
class UsersOf {
 public:
  UsersOf(const MonthView& view, NationId nation, LaboratoryLists& lists, TakeUp& out)
      : view_(view),
        w_(view.world),
        n_(nation),
        links_(w_.trade.purchases(w_.data->vertex(nation), Good::open_weights)),
        lists_(lists),
        out_(out) {}

  /// How far the nation is drawn to each laboratory's weights.
  void pull();
  void take_up();

 private:
  template <class Visit>
  void each_stretch(Visit&& visit) {
    lists_.each_stretch(
        w_, links_, [&](Laboratories& all, VertexId lab) { return all.add(w_, w_.data->firm_of(lab)); }, visit);
  }

  const MonthView& view_;
  World& w_;
  NationId n_;
  IdRange<EdgeId> links_;
  LaboratoryLists& lists_;
  TakeUp& out_;
};

void UsersOf::pull() {
  const double let_in = 1 - view_.regimes.open_use_closed[n_];
  double pulled = 0;
  each_stretch([&](const Laboratories& laboratories, EdgeId first) {
    for (std::size_t k = 0; k < laboratories.count; ++k)
      pulled += out_.order[k] = laboratories.draw[k] * (laboratories.home[k] == n_ ? 1.0 : let_in);
    laboratories.put(out_.order, &w_.trade.order[first]);
  });
  w_.nations.open_pull[n_] = pulled;
}

void UsersOf::take_up() {
  Nations& s = w_.nations;
  const Parameters& p = view_.p;
  const double already = s.open_users[n_];
  const Users users{s.users[n_],
                    p.open_weights_innovation + p.open_weights_imitation * already,
                    1 - already,
                    p.open_weights_renewal,
                    p.open_weights_renewal * already,
                    s.open_pull[n_]};
  double lean = 0, led = 0;
  each_stretch([&](const Laboratories& laboratories, EdgeId first) {
    laboratories.take(&w_.trade.order[first], out_.order);
    laboratories.take(&w_.trade.share[first], out_.share);
    run_kernel<take_up_all>(best_simd(), &laboratories, &users, &out_);
    laboratories.put(out_.shipped, &w_.trade.shipped[first]);
    laboratories.put(out_.share, &w_.trade.share[first]);
    for (std::size_t k = 0; k < laboratories.count; ++k) lean += out_.lean[k], led += out_.led[k];
  });
  s.open_bloc_balance[n_] = lean, s.open_bloc_share[n_] = led;
  s.open_users[n_] += users.pull > 0 ? users.pull * users.new_from * users.others : -users.renewed;
}

}  // namespace

void spread_open_weights(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  double best = 0;
  for (const double eci : w.firms.best_open.cells()) best = std::max(best, eci);
  if (best <= 0 || !w.commons.onset) return;
  draw_users(view, best);
  LaboratoryLists lists;
  TakeUp out;
  for (const NationId n : w.nations.gdp.ids()) {
    UsersOf users(view, n, lists, out);
    users.pull();
    users.take_up();
  }
}

}  // namespace chokepoint::agents::nation
