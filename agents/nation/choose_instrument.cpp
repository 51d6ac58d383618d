// Equations: docs/model.md, "Governments".
#include "agents/nation/choose_instrument.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {

double utility_of(double h, double belief, double goal, const Prospect& x) {
  return h * x.harm - (1 - h) * (x.cost + belief * x.answer_cost) + goal * x.gain;
}

Prospect prospect_of(const Parameters& p, const Leverage& leverage, double rung, const Ties& ties) {
  const bool exports = leverage.side == Leverage::Side::exports;
  double harm = 0, cost = 0;
  for (const Good good : leverage.goods) {
    const auto g = static_cast<std::size_t>(good);
    harm += exports ? ties.needed[g] : ties.sold[g];
    cost += exports ? ties.sells[g] : ties.needs[g];
  }
  if (leverage.materials) harm += ties.materials_needed;
  const double exposed = std::max(std::ranges::max(ties.needs), ties.materials_need);
  return {std::min(1.0, harm) * rung, std::min(1.0, cost) * rung, exposed * p.policy_retaliation_proportion * rung,
          exports ? 0.0 : std::min(1.0, cost) * rung};
}

double belief_of(const Governments& g, const Parameters& p, PairId q) {
  return g.belief[q] < 0 ? p.policy_belief_start : g.belief[q];
}

bool available(const World& w, const Parameters& p, const Measure& m) {
  const Month next = w.month + 1;
  const EventClock& clock = w.clocks[m.event];
  if (next < m.from || (m.until && next >= *m.until)) return false;
  if (clock.fired > 0 && (m.once || next < clock.end || next - clock.triggered < m.cooldown)) return false;
  return !m.strikes() || m.rung(p) > 0;
}

namespace {

/// Of an instrument against a rival; an answer is wanted in proportion to what is pending.
double utility_in(const MonthView& view, PairId pair, PolicyKind kind, double goal, const Ties& ties,
                  const Measure& m) {
  const Governments& g = view.world.governments;
  const double rung = m.rung(view.p);
  const double utility = utility_of(g.hawkishness[g.craft->pairs[pair].first], belief_of(g, view.p, pair), goal,
                                    prospect_of(view.p, m.leverage, rung, ties));
  return kind == PolicyKind::retaliate
             ? utility - std::fabs(rung - view.p.policy_retaliation_proportion * g.pending[pair])
             : utility;
}

}  // namespace

bool choose_instrument(const MonthView& view, PairId pair, PolicyKind kind, double goal) {
  World& w = view.world;
  Governments& g = w.governments;
  const auto& [n, rival] = g.craft->pairs[pair];
  const Ties ties = ties_between(w, n, rival);
  const auto stands = [&](const Measure& m) {
    return m.kind == kind && !m.against.empty() && m.against[0] == pair && available(w, view.p, m);
  };
  double best = 0, total = 0;
  bool any = false;
  for (const std::size_t k : g.craft->menu[n]) {
    const Measure& m = g.craft->measures[k];
    if (!stands(m)) continue;
    const double utility = g.utility[m.event] = utility_in(view, pair, kind, goal, ties, m);
    best = any ? std::max(best, utility) : utility;
    any = true;
  }
  if (!any) return false;
  const auto odds = [&](const Measure& m) {
    return maths::exp(view.p.policy_choice_sharpness * (g.utility[m.event] - best));
  };
  for (const std::size_t k : g.craft->menu[n])
    if (const Measure& m = g.craft->measures[k]; stands(m)) total += odds(m);
  double left = total * view.random.uniform(Purpose::government_choice, w.data->nations.hash[n.index()], view.month,
                                            w.data->nations.hash[rival.index()]);
  const Measure* chosen = nullptr;
  for (const std::size_t k : g.craft->menu[n]) {
    const Measure& m = g.craft->measures[k];
    if (!stands(m)) continue;
    chosen = &m;
    left -= odds(m);
    if (left < 0) break;
  }
  g.decided[chosen->event] = 1;
  return true;
}

}  // namespace chokepoint::agents::nation
