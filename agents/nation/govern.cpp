// Equations: docs/model.md, "Governments".
#include "agents/nation/govern.hpp"

#include <algorithm>
#include <cmath>

#include "agents/nation/choose_instrument.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::nation {

// --- the equations --------------------------------------------------------------------------------------------------

double threat_of(const Parameters& p, std::optional<double> lead, double compute_ratio, double suffered,
                 double distance) {
  return (lead ? p.policy_threat_lead * logistic((p.policy_lead_midpoint - *lead) / p.policy_lead_width) : 0.0) +
         p.policy_threat_compute * std::min(1.0, compute_ratio) +
         p.policy_threat_restriction * std::min(1.0, suffered / p.policy_restriction_scale) +
         p.policy_threat_alignment * distance / 2;
}

double initiation_rate(const Parameters& p, double threat, double suffered, bool truce) {
  constexpr double most = 2;  // more than this does not provoke further
  return p.policy_initiation *
         maths::exp(p.policy_initiation_threat * (threat - 0.5) +
                    p.policy_initiation_restriction * std::min(suffered, most)) *
         (truce ? p.policy_initiation_truce : 1.0);
}

double retaliation_rate(const Parameters& p, double suffered, double pending, bool truce) {
  constexpr double fastest = 6;  // within days
  const double rate = p.policy_retaliation * maths::exp(p.policy_retaliation_restriction * suffered) *
                      (pending > 0 ? 1.0 : p.policy_retaliation_unprovoked);
  return std::min(fastest, rate) * (truce ? p.policy_retaliation_truce : 1.0);
}

double truce_rate(const Parameters& p, double intensity, double returned) {
  return p.policy_truce_rate * positive(0.5 * intensity + 0.5 * returned - p.policy_truce_threshold);
}

double learned(const Parameters& p, double belief, bool answered) {
  return belief + p.policy_belief_learning * ((answered ? 1.0 : 0.0) - belief);
}

// --- what is known --------------------------------------------------------------------------------------------------

namespace {

std::optional<LeaderId> leader_of(const Governments& g, NationId n) {
  const auto at = std::ranges::find(g.leaders, g.camp[n]);
  return at == g.leaders.end() ? std::nullopt
                               : std::optional(LeaderId{static_cast<std::size_t>(at - g.leaders.begin())});
}

double compute_of(const World& w, NationId n) {
  double raw = 0;
  for (const FirmId i : w.data->firms_of[n]) raw += w.firms.raw[i];
  return raw;
}

bool happens(double rate, double random) { return random < -maths::expm1(-rate); }

/// Weight of the goal to catch up: of a nation that is behind.
double goal_of(const MonthView& view, NationId n, NationId rival) {
  const auto lead = lead_months(view.world, n, rival);
  return lead && *lead < 0 ? view.p.policy_goal : 0.0;
}

/// Whether a government has the other in view: it could act on it, or one has struck at the other. What is written for
/// later is not known.
bool in_view(const Governments& g, PairId q) {
  return g.craft->instrument[q] || g.intensity[q] > 0 || g.intensity[g.craft->reverse[q]] > 0;
}

}  // namespace

bool begins(const World& w, const Measure& m) {
  return w.month > Month{0} && w.clocks[m.event].start == w.month && w.clocks[m.event].is_in_force(w.month);
}

std::optional<double> lead_months(const World& w, NationId n, NationId rival) {
  const Governments& g = w.governments;
  const auto a = leader_of(g, n), b = leader_of(g, rival);
  if (!a || !b || *a == *b) return std::nullopt;
  const HistoryId now{static_cast<std::size_t>(w.month.index)};
  const double own = g.history(*a, now), other = g.history(*b, now), month = w.month.index;
  if (own <= 0 || other <= 0) return std::nullopt;
  return own > other ? month - g.reached(*a, *b) : own < other ? g.reached(*b, *a) - month : 0.0;
}

bool in_truce(const World& w, NationId n, NationId rival) {
  for (const Measure& m : w.governments.craft->measures) {
    if (m.kind != PolicyKind::truce || !w.clocks[m.event].is_in_force(w.month)) continue;
    const auto& [issuer, partner] = w.governments.craft->pairs[m.against[0]];
    if ((issuer == n && partner == rival) || (issuer == rival && partner == n)) return true;
  }
  return false;
}

// --- the phases -----------------------------------------------------------------------------------------------------

namespace {

double initial_hawkishness(const Parameters& p, int side) {
  return side < 0   ? p.policy_hawkishness_incumbent
         : side > 0 ? p.policy_hawkishness_challenger
                    : p.policy_hawkishness_other;
}

/// Weighs the threat of a rival; answers it, or acts first.
void face(const MonthView& view, PairId q) {
  World& w = view.world;
  const Parameters& p = view.p;
  Governments& g = w.governments;
  const auto& [n, rival] = g.craft->pairs[q];
  const double suffered = g.intensity[g.craft->reverse[q]];
  const NationId own_eyes = g.camp[n].exists() ? g.camp[n] : n,
                 other_eyes = g.camp[rival].exists() ? g.camp[rival] : rival;
  g.threat[q] =
      threat_of(p, lead_months(w, n, rival),
                own_eyes == other_eyes ? 0.0 : ratio_or_zero(compute_of(w, other_eyes), compute_of(w, own_eyes)),
                suffered, std::fabs(w.nations.alignment[n] - w.nations.alignment[rival]));
  const bool truce = in_truce(w, n, rival);
  const double goal = goal_of(view, n, rival);
  const std::uint64_t name = w.data->nations.hash[n.index()], against = w.data->nations.hash[rival.index()];
  const bool answers = happens(retaliation_rate(p, suffered, g.pending[q], truce),
                               view.random.uniform(Purpose::government_retaliation, name, view.month, against)) &&
                       choose_instrument(view, q, PolicyKind::retaliate, goal);
  if (!answers && happens(initiation_rate(p, g.threat[q], suffered, truce),
                          view.random.uniform(Purpose::government_initiative, name, view.month, against)))
    choose_instrument(view, q, PolicyKind::restrict, goal);
}

/// The next subsidy of the menu, if the threat calls for one.
void begin_subsidy(const MonthView& view, NationId n, double threat) {
  World& w = view.world;
  Governments& g = w.governments;
  if (!happens(initiation_rate(view.p, threat, 0, false),
               view.random.uniform(Purpose::government_subsidy, w.data->nations.hash[n.index()], view.month)))
    return;
  const auto next = std::ranges::find_if(g.craft->menu[n], [&](std::size_t k) {
    return g.craft->measures[k].kind == PolicyKind::subsidy && available(w, view.p, g.craft->measures[k]);
  });
  if (next != g.craft->menu[n].end()) g.decided[g.craft->measures[*next].event] = 1;
}

}  // namespace

void govern(const MonthView& view, std::size_t first, std::size_t last) {
  World& w = view.world;
  const Parameters& p = view.p;
  Governments& g = w.governments;
  if (!g.governed()) return;
  for (const NationId n : IdRange<NationId>(first, last)) {
    double& h = g.hawkishness[n];
    if (h < 0) h = initial_hawkishness(p, w.nations.norm_leader[n]);
    if (g.craft->menu[n].empty() || !g.craft->governs(n, view.month)) continue;
    for (const std::size_t k : g.craft->menu[n]) g.decided[g.craft->measures[k].event] = 0;
    double highest = 0, own_intensity = 0;
    for (const PairId q : g.craft->pairs.ids()) {
      if (g.craft->pairs[q].first != n || !in_view(g, q)) continue;
      face(view, q);
      highest = std::max(highest, g.threat[q]);
      own_intensity += g.intensity[q];
    }
    const double loss = w.nations.export_exposure[n] * std::min(1.0, own_intensity / p.policy_restriction_scale);
    h = std::clamp(h + p.policy_hawkishness_threat * (highest - 0.5) - p.policy_hawkishness_loss * loss, 0.0, 1.0);
    begin_subsidy(view, n, highest);
  }
}

namespace {

/// Once a year: subsidies grow with the threat and with scarcity, up to a share of GDP.
void set_subsidies(const MonthView& view, NationId n) {
  World& w = view.world;
  Governments& g = w.governments;
  double highest = 0, goal = 0, total = 0;
  for (const PairId q : g.craft->pairs.ids())
    if (const auto& [self, rival] = g.craft->pairs[q]; self == n && in_view(g, q)) {
      highest = std::max(highest, g.threat[q]);
      goal = std::max(goal, goal_of(view, n, rival));
    }
  const double growth = maths::pow(1 + view.p.policy_subsidy_threat * (highest - 0.5) +
                                       view.p.policy_subsidy_scarcity * w.nations.scarcity[n] * goal,
                                   12);
  const auto paid = [&](const Measure& m) {
    return m.kind == PolicyKind::subsidy && w.clocks[m.event].is_in_force(view.month);
  };
  for (const std::size_t k : g.craft->menu[n])
    if (const Measure& m = g.craft->measures[k]; paid(m)) total += m.cost * (g.level[m.event] *= growth);
  const double limit = view.p.policy_subsidy_limit * w.nations.gdp[n] * 1000 / 12;
  for (const std::size_t k : g.craft->menu[n])
    if (const Measure& m = g.craft->measures[k]; paid(m)) {
      g.level[m.event] *= total > limit ? limit / total : 1.0;
      g.restated = true;
    }
}

}  // namespace

void negotiate(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Governments& g = w.governments;
  if (!g.governed()) return;
  for (const Measure& m : g.craft->measures) {
    if (m.kind != PolicyKind::truce) continue;
    const PairId q = m.against[0], back = g.craft->reverse[q];
    const auto& [issuer, partner] = g.craft->pairs[q];
    if (!g.craft->governs(issuer, view.month) || !g.craft->governs(partner, view.month)) continue;
    const auto hash = [&](NationId n) { return w.data->nations.hash[n.index()]; };
    if (begins(w, m)) {
      for (const PairId side : {q, back}) {
        const auto& [n, other] = g.craft->pairs[side];
        if (view.random.uniform(Purpose::government_relief, hash(n), view.month, hash(other)) > g.hawkishness[n])
          choose_instrument(view, side, PolicyKind::relief, 0);
      }
    } else if (!in_truce(w, issuer, partner) && available(w, view.p, m)) {
      if (happens(truce_rate(view.p, g.intensity[q], g.intensity[back]),
                  view.random.uniform(Purpose::government_truce, hash(issuer), view.month, hash(partner))))
        g.decided[m.event] = 1;
    }
  }
  if (view.month.calendar_month() == 1)
    for (const NationId n : g.craft->menu.ids())
      if (!g.craft->menu[n].empty() && g.craft->governs(n, view.month)) set_subsidies(view, n);
}

}  // namespace chokepoint::agents::nation
