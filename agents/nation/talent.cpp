// Equations: docs/model.md, "Talent".
#include "agents/nation/talent.hpp"

#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"

namespace chokepoint::agents::nation {

void move_talent(const MonthView& view, std::size_t, std::size_t) {
  Nations& s = view.world.nations;
  const Parameters& p = view.p;
  const double world = fixed_sum(s.talent_reference.cells());
  if (world <= 0) return;
  const auto attraction = [&](NationId n) { return s.talent_wage[n] * s.talent_openness[n]; };
  for (const NationId n : s.talent.ids()) s.talent_net[n] = s.talent_reference_net[n] = 0;
  for (const NationId from : s.talent.ids())
    for (const NationId to : s.talent.ids()) {
      if (from == to) continue;
      const double ratio = attraction(to) / attraction(from);
      const double most = p.talent_migration / 12 * s.talent_reference[to] / world;
      const double free_rate = most * logistic(p.talent_wage_response * (ratio - 1));
      const double pull = view.regimes.talent_pull(from, to);
      const double rate = pull == 1 ? free_rate : most * logistic(p.talent_wage_response * (ratio * pull - 1));
      const double moved = rate * s.talent[from] * (1 - view.regimes.talent_barred(from, to)), reference = free_rate * s.talent_reference[from];
      s.talent_net[to] += moved, s.talent_net[from] -= moved;
      s.talent_reference_net[to] += reference, s.talent_reference_net[from] -= reference;
    }
  for (const NationId n : s.talent.ids()) {
    s.talent[n] = s.talent[n] * (1 + p.talent_growth / 12) + s.talent_net[n];
    s.talent_reference[n] = s.talent_reference[n] * (1 + p.talent_growth / 12) + s.talent_reference_net[n];
  }
}

}  // namespace chokepoint::agents::nation
