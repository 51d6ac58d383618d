// Equations: docs/model.md, "Talent".
#include "agents/nation/talent.hpp"

#include <algorithm>

#include "engine/base/maths.hpp"
#include "engine/base/simd.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint::agents::nation {
namespace {

double attraction(const Nations& s, NationId n) { return s.talent_wage[n] * s.talent_openness[n]; }

/// How willing researchers are to move between any two nations without measures: kept until pay, openness or the
/// response to them change.
void settle_willingness(const MonthView& view) {
  const Nations& s = view.world.nations;
  TalentFlows& flows = view.world.talent_flows;
  bool same = flows.response == view.p.talent_wage_response && flows.attraction.size() == s.talent.size();
  for (const NationId n : s.talent.ids()) same = same && flows.attraction[n] == attraction(s, n);
  if (same) return;
  flows.response = view.p.talent_wage_response;
  for (const NationId n : s.talent.ids()) flows.attraction[n] = attraction(s, n);
  for (const NationId from : s.talent.ids())
    for (const NationId to : s.talent.ids())
      flows.willing(from, to) =
          from == to ? 0.0 : logistic(flows.response * (flows.attraction[to] / flows.attraction[from] - 1));
}

/// What leaves one nation for each other, under the measures in force.
void apply_measures(const MonthView& view, NationId from, double stock) {
  TalentFlows& flows = view.world.talent_flows;
  for (const NationId to : flows.moved.ids()) {
    if (to == from) continue;
    if (const double pull = view.regimes.talent_pull(from, to); pull != 1)
      flows.moved[to] = stock * (logistic(flows.response * (flows.attraction[to] / flows.attraction[from] * pull - 1)) *
                                 flows.most[to]);
    flows.moved[to] *= 1 - view.regimes.talent_barred(from, to);
  }
}

/// Those who leave a nation of `here` researchers for each other, and how many that are.
[[gnu::always_inline]] inline void leave(double here, const double* willing, const double* most, double* moved,
                                         double* arrivals, std::size_t nations, double* left) {
#pragma omp simd
  for (std::size_t to = 0; to < nations; ++to) arrivals[to] += moved[to] = here * (willing[to] * most[to]);
  *left = fixed_sum({moved, nations});
}

/// Net arrivals of the month, by nation. Whoever leaves one arrives in another.
void net_arrivals(const MonthView& view, const ByNation<double>& stock, bool free, ByNation<double>& net) {
  TalentFlows& flows = view.world.talent_flows;
  net.assign(net.size());
  for (const NationId from : stock.ids()) {
    const double here = stock[from];
    if (here <= 0) continue;
    const auto willing = flows.willing.row(from);
    const auto most = flows.most.cells(), moved = flows.moved.cells();
    const auto arrivals = net.cells();
    double left = 0;
    if (free || !(view.regimes.talent_pull.row_touched(from) || view.regimes.talent_barred.row_touched(from))) {
      run_kernel<leave>(best_simd(), here, willing.data(), most.data(), moved.data(), arrivals.data(), moved.size(),
                        &left);
    } else {
      for (std::size_t to = 0; to < moved.size(); ++to) moved[to] = here * (willing[to] * most[to]);
      apply_measures(view, from, here);
      for (std::size_t to = 0; to < moved.size(); ++to) arrivals[to] += moved[to];
      left = fixed_sum(moved);
    }
    net[from] -= left;
  }
}

}  // namespace

void move_talent(const MonthView& view, std::size_t, std::size_t) {
  Nations& s = view.world.nations;
  TalentFlows& flows = view.world.talent_flows;
  const Parameters& p = view.p;
  const double world = fixed_sum(s.talent_reference.cells());
  if (world <= 0) return;
  settle_willingness(view);
  for (const NationId n : s.talent.ids()) flows.most[n] = p.talent_migration / 12 * s.talent_reference[n] / world;
  net_arrivals(view, s.talent_reference, true, s.talent_reference_net);
  const bool measures = view.regimes.talent_pull.touched() || view.regimes.talent_barred.touched();
  const bool as_reference = !measures && std::ranges::equal(s.talent.cells(), s.talent_reference.cells());
  if (as_reference)
    s.talent_net = s.talent_reference_net;
  else
    net_arrivals(view, s.talent, false, s.talent_net);
  for (const NationId n : s.talent.ids()) {
    s.talent[n] = s.talent[n] * (1 + p.talent_growth / 12) + s.talent_net[n];
    s.talent_reference[n] = s.talent_reference[n] * (1 + p.talent_growth / 12) + s.talent_reference_net[n];
  }
}

}  // namespace chokepoint::agents::nation
