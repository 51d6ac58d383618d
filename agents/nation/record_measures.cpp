// Equations: docs/model.md, "Governments".
#include <algorithm>

#include "agents/nation/choose_instrument.hpp"
#include "agents/nation/govern.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {
namespace {

/// Best models of the blocs' leaders, and since when each has had what the other has now.
void write_history(World& w) {
  Governments& g = w.governments;
  const auto now = static_cast<std::size_t>(w.month.index);
  for (const LeaderId a : ids<LeaderId>(g.leaders.size())) {
    double best = 0;
    for (const FirmId i : w.data->firms_of[g.leaders[a.index()]]) best = std::max(best, w.firms.best[i]);
    g.history(a, HistoryId{now}) = best;
  }
  for (const LeaderId a : ids<LeaderId>(g.leaders.size()))
    for (const LeaderId b : ids<LeaderId>(g.leaders.size())) {
      const double level = g.history(b, HistoryId{now});
      if (a == b || level <= 0 || g.history(a, HistoryId{now}) < level) continue;
      auto month = static_cast<std::size_t>(g.reached(a, b));
      while (g.history(a, HistoryId{month}) < level) ++month;
      g.reached(a, b) = static_cast<double>(month);
    }
}

/// How far measures have come to bind this month: what a treaty or a relief lets rest is felt when it wakes, if at all.
void note_binding(const MonthView& view) {
  World& w = view.world;
  Governments& g = w.governments;
  const auto kept = [&](EventId e) {
    return e.index() < view.regimes.kept.size() ? view.regimes.kept[e.index()] : 1.0;
  };
  for (const EventId e : g.noted.ids()) {
    g.noted_now[e] = 0;
    const EventClock& clock = w.clocks[e];
    if (!clock.is_in_force(view.month)) continue;
    if (clock.start == view.month) g.noted[e] = 0;
    if (view.month > Month{0}) g.noted_now[e] = positive(kept(e) - g.noted[e]);
    g.noted[e] = std::max(g.noted[e], kept(e));
  }
}

/// A measure answers what its issuer has suffered before.
void note_answer(Governments& g, const Parameters& p, const Measure& m, double month) {
  const double rung = m.rung(p) * g.noted_now[m.event];
  for (const PairId q : m.against) {
    const PairId back = g.craft->reverse[q];
    if (g.provoked[q] >= 0) {
      const auto waited = static_cast<std::size_t>(month - g.last_measure[back]);
      g.latencies(m.issuer, LatencyId{std::min(Governments::latency_slots - 1, waited)}) += 1;
    }
    g.provoked[q] = Governments::never;
    g.pending[q] =
        p.policy_retaliation_proportion > 0 ? positive(g.pending[q] - rung / p.policy_retaliation_proportion) : 0.0;
    if (g.awaiting[back] < 0) continue;  // the target had taken a measure itself: this is its answer
    g.belief[back] = learned(p, belief_of(g, p, back), true);
    g.awaiting[back] = Governments::never;
  }
}

/// A measure is suffered, and its issuer waits for the answer.
void record_restriction(Governments& g, const Parameters& p, const Measure& m, double month) {
  const double rung = m.rung(p) * g.noted_now[m.event];
  for (const PairId q : m.against) {
    const PairId back = g.craft->reverse[q];
    g.intensity[q] += rung;
    g.last_measure[q] = g.awaiting[q] = month;
    g.pending[back] += rung;
    if (g.provoked[back] < 0) g.provoked[back] = month;
  }
}

void note_truce(Governments& g, const Parameters& p, const Measure& m) {
  const PairId q = m.against[0], back = g.craft->reverse[q];
  g.intensity[q] *= p.policy_truce_keeps_issuer, g.intensity[back] *= p.policy_truce_keeps_partner;
  g.pending[q] = g.pending[back] = 0;
  g.provoked[q] = g.provoked[back] = Governments::never;
}

}  // namespace

void record_measures(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Governments& g = w.governments;
  if (!g.craft) return;
  g.restated = false;
  const double month = view.month.index;
  for (const PairId q : g.craft->pairs.ids()) {
    g.intensity[q] *= 1 - view.p.policy_decay;
    if (g.awaiting[q] < 0 || month - g.awaiting[q] <= view.p.policy_belief_window) continue;
    g.belief[q] = learned(view.p, belief_of(g, view.p, q), false);
    g.awaiting[q] = Governments::never;
  }
  note_binding(view);
  // Answers first: a measure answers what was there before this month.
  for (const Measure& m : g.craft->measures)
    if (m.strikes() && g.noted_now[m.event] > 0) note_answer(g, view.p, m, month);
  for (const Measure& m : g.craft->measures) {
    if (m.strikes() && g.noted_now[m.event] > 0) record_restriction(g, view.p, m, month);
    if (m.strikes() || !begins(w, m)) continue;
    if (m.kind == PolicyKind::truce)
      note_truce(g, view.p, m);
    else if (m.kind == PolicyKind::relief)
      g.intensity[m.against[0]] *= 1 - view.p.policy_relief_ease * std::min(1.0, m.rung(view.p));
  }
  write_history(w);
}

}  // namespace chokepoint::agents::nation
