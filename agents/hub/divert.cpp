// Equations: docs/model.md, "Evasion" and "Hubs".
#include "agents/hub/divert.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/run/parallel.hpp"

namespace chokepoint::agents::hub {
namespace {

/// What a hub lets through, against what it let through at the start.
double openness(const Hubs& hubs, HubId h) { return (1 - hubs.enforcement[h]) / (1 - hubs.enforcement_start[h]); }

/// A hub's own enforcement: the highest of the usual, of the close watch after a detection, and of measures.
double enforcement(const MonthView& view, HubId h) {
  const Hubs& hubs = view.world.hubs;
  const double usual = hubs.enforcement_start[h];
  return std::max(
      {usual, hubs.alert[h] > 0 ? either(usual, view.p.hub_crackdown) : usual, view.regimes.hub_enforcement[h]});
}

/// What left suppliers `age` months ago leaves the ring: part is seized, the rest reaches its buyers.
void arrive(const MonthView& view, int age) {
  World& w = view.world;
  Hubs& hubs = w.hubs;
  const Hubs::SlotId slot = Hubs::slot(view.month - age);
  double departed = 0, passed = 0;
  for (const HubId h : hubs.nation.ids()) {
    const double seized_share = view.p.hub_seizure * (1 - openness(hubs, h));
    for (const DesignerId d : w.designers.nation.ids()) {
      double& parts = hubs.in_transit(d, Hubs::passage(h, slot));
      if (parts <= 0) continue;
      const double seized = parts * seized_share;
      hubs.seized[h] += seized;
      hubs.passed[h] += parts - seized;
      w.designers.seized[d] += seized;
      w.designers.passed[d] += parts - seized;
      departed += parts;
      passed += parts - seized;
      parts = 0;
    }
  }
  if (departed <= 0) return;
  const double left = passed / departed;
  for_each_block(w.firms.nation.size(), [&](std::size_t first, std::size_t last) {
    for (const FirmId i : IdRange<FirmId>(first, last)) {
      double& parts = hubs.in_transit_for(i, slot);
      w.firms.smuggled[i] += parts * left;
      parts = 0;
    }
  });
}

/// Accelerators delivered lawfully last month to each nation's firms; returns those to all.
double count_lawful_deliveries(const Firms& f, ByNation<double>& by_nation) {
  by_nation.assign(by_nation.size());
  double total = 0;
  for (const FirmId i : f.nation.ids())
    for (const Origin o : {Origin::foreign, Origin::compliant, Origin::domestic}) {
      const double parts = f.delivered[static_cast<std::size_t>(o)][i];
      total += parts;
      by_nation[f.nation[i]] += parts;
    }
  return total;
}

/// The larger the part of what passes through a hub that is diverted, the likelier it is found out.
void detect(const MonthView& view) {
  const World& w = view.world;
  Hubs& hubs = view.world.hubs;
  const bool diverted = std::ranges::any_of(hubs.departed.cells(), [](double parts) { return parts > 0; });
  const double world = diverted ? count_lawful_deliveries(w.firms, hubs.lawful) : 0.0;
  for (const HubId h : hubs.nation.ids()) {
    hubs.alert[h] = positive(hubs.alert[h] - 1);
    hubs.detected[h] = 0;
    if (hubs.departed[h] <= 0) continue;
    const double lawful = hubs.lawful[hubs.nation[h]] + view.p.hub_through_trade * world;
    const double hazard = view.p.hub_detection * hubs.departed[h] / (hubs.departed[h] + lawful);
    if (view.random.uniform(Purpose::hub_detection, w.data->hubs.hash[h.index()], view.month) >=
        1 - maths::exp(-hazard))
      continue;
    hubs.detected[h] = 1;
    hubs.alert[h] = view.p.hub_crackdown_months;
  }
}

/// Logistic growth of the share of supply that can be diverted, faster where compute is scarcer.
void learn(const MonthView& view) {
  const World& w = view.world;
  double scarcity = 0, orders = 0;
  for (const FirmId i : w.firms.nation.ids()) {
    scarcity += w.firms.smuggle_order[i] * w.nations.scarcity[w.firms.nation[i]];
    orders += w.firms.smuggle_order[i];
  }
  if (orders <= 0) return;
  double& skill = view.world.commons.evasion_skill;
  skill *= 1 + view.p.evasion_learning * scarcity / orders *
                   positive(1 - view.p.evasion_diversion * skill / view.p.evasion_limit);
}

}  // namespace

void divert(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Designers& s = w.designers;
  Hubs& hubs = w.hubs;
  for (const HubId h : hubs.nation.ids()) hubs.enforcement[h] = enforcement(view, h);
  const double open = sum_over(hubs.nation.ids(), [&](HubId h) { return hubs.share[h] * openness(hubs, h); });

  const double wanted = fixed_sum(w.firms.smuggle_order.cells());
  const double reach = view.p.evasion_diversion * w.commons.evasion_skill * (1 - view.regimes.enforcement) * open;
  const auto exposed = [&](DesignerId d) {
    return s.role[d] == DesignerRole::leader
               ? reach * (1 - view.regimes.verified[s.nation[d]]) * (s.inventory[d] + s.produced[d])
               : 0.0;
  };
  const double available = sum_over(s.nation.ids(), exposed);
  const double met = wanted > 0 ? fill_ratio(available, wanted) : 0.0;
  for (const DesignerId d : s.nation.ids()) s.diverted[d] = available > 0 ? wanted * met * exposed(d) / available : 0.0;
  if (wanted > 0) w.commons.smuggling_fill += view.p.chips_fill_smoothing * (met - w.commons.smuggling_fill);

  const Hubs::SlotId slot = Hubs::slot(view.month);
  for (const HubId h : hubs.nation.ids()) {
    const double part = ratio_or_zero(hubs.share[h] * openness(hubs, h), open);
    hubs.departed[h] = 0;
    for (const DesignerId d : s.nation.ids()) {
      hubs.in_transit(d, Hubs::passage(h, slot)) = s.diverted[d] * part;
      hubs.departed[h] += s.diverted[d] * part;
    }
  }
  for_each_block(w.firms.nation.size(), [&](std::size_t first, std::size_t last) {
    for (const FirmId i : IdRange<FirmId>(first, last))
      hubs.in_transit_for(i, slot) = w.firms.diverted_for[i] = w.firms.smuggle_order[i] * met;
  });
}

void pass_on(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  const auto reset = [](auto& column) { column.assign(column.size()); };
  reset(w.hubs.passed), reset(w.hubs.seized), reset(w.designers.passed), reset(w.designers.seized),
      reset(w.firms.smuggled);
  // All ages from the transit time on: a run may shorten it.
  const int lag = static_cast<int>(std::lround(view.p.hub_transit_months));
  for (int age = lag; age < static_cast<int>(Hubs::slots) && age <= view.month.index; ++age) arrive(view, age);
  detect(view);
  learn(view);
}

}  // namespace chokepoint::agents::hub
