// Equations: docs/model.md, "Nation", "Energy", "Tools", "Memory".
#include "agents/nation/develop.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/base/sum.hpp"
#include "engine/markets/memory_supply.hpp"
#include "engine/markets/tool_supply.hpp"

namespace chokepoint::agents::nation {

void advance_commons(const MonthView& view, std::size_t, std::size_t) {
  Commons& c = view.world.commons;
  const Parameters& p = view.p;
  if (c.onset) {
    const auto past = [&](int months) {
      return c.frontier_history[static_cast<std::size_t>(view.month.index - months) % c.frontier_history.size()];
    };
    const double progress = view.month.index > 12 ? std::clamp((past(1) - past(13)) / 10.0, 0.2, 2.0) : 1.0;
    c.hype = std::clamp(c.hype + p.hype_growth * progress * c.hype * (1 - c.hype), 0.0, 0.995);
  }
  const Designers& d = view.world.designers;
  c.leader_architecture = -10;
  for (const DesignerId id : d.nation.ids())
    if (d.role[id] == DesignerRole::leader) c.leader_architecture = std::max(c.leader_architecture, d.architecture[id]);
  c.price = p.chips_price * maths::exp(-p.chips_price_decline * (view.year - 2022.75));
}

namespace {

/// M stacks that reach the nation from abroad this month.
double memory_imported(const MonthView& view, NationId n, const MemoryAccess& access, double usual) {
  const Regimes& r = view.regimes;
  const double wanted = usual + access.newly_closed * positive(view.p.hbm_stockpile_rate - usual);
  const double leak = std::min({r.hbm_leak[n], r.hbm_usual_leak[n] ? view.p.hbm_leak : no_limit, wanted});
  return memory_left(view.world, r, n) * (access.open * wanted + access.denied * leak);
}

/// What arrives may be used at once, and of the stock as much as can be bought again: the rest is spread over months.
void fill_memory_pool(const MonthView& view, NationId n, const Path& imports) {
  World& w = view.world;
  const MemoryAccess access = memory_access(w, view.regimes, n);
  double arrived = memory_imported(view, n, access, imports.at(view.month));
  for (const MemoryMakerId m : w.memory_makers.nation.ids())
    if (w.memory_makers.nation[m] == n && w.memory_makers.domestic[m])
      arrived += memory_output(w, view.p, view.regimes, m);
  const double closed = 1 - access.open * (1 - access.newly_closed);
  const double spread = 1 - closed + closed / view.p.hbm_stock_horizon;
  w.nations.hbm_allotted[n] = arrived + spread * w.nations.hbm_stock[n];
  w.nations.hbm_stock[n] += arrived;
}

/// Logistic growth of self-sufficiency, faster under denial (directed technical change).
double grown(double share, double rate, double denial, double response) {
  return share + rate / 12 * (1 + response * denial) * share * (1 - share);
}

/// Growth up to here is as recorded, with whatever AI gave.
constexpr Month trend_holds = Month::of(2025, 12);

}  // namespace

void develop(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  const Parameters& p = view.p;
  for (const NationId n : IdRange<NationId>(first, last)) {
    const SubsidyFlows& subsidy = view.regimes.subsidy[n];
    s.gdp[n] *= 1 + s.growth[n] / 12;
    if (view.month > trend_holds && s.tfp[n] != s.tfp_in_gdp[n]) s.gdp[n] *= maths::exp(s.tfp[n] - s.tfp_in_gdp[n]);
    s.tfp_in_gdp[n] = s.tfp[n];
    if (view.world.commons.onset) {
      const double speed = p.adoption_speed_floor + (1 - p.adoption_speed_floor) * s.adoption_max[n];
      s.adoption[n] +=
          speed * (p.adoption_innovation + p.adoption_imitation * ratio_or_zero(s.adoption[n], s.adoption_max[n])) *
          (s.adoption_max[n] - s.adoption[n]);
    }
    if (view.year >= 2022) {
      constexpr double megawatts_per_million = 1 / 1.5;  // 1.5 M$ per MW of supply, docs/model.md "Subsidies"
      s.power[n] += s.power_growth[n] / 12 * (1 + p.energy_build_acceleration * (view.year - 2022)) +
                    subsidy.energy * megawatts_per_million * 1e-3;
    }
    s.power[n] += view.regimes.power_added[n] / 12;
    s.tool_denial[n] = tool_denial(view, n);
    const double paced = without_components(view, n, no_limit, 1);  // denied components slow all progress
    s.tools_share[n] = grown(s.tools_share[n], paced * p.tools_learning * (1 + subsidy.tools / 1000), s.tool_denial[n],
                             p.tools_denial_response);
    s.litho_share[n] =
        grown(s.litho_share[n], paced * p.tools_litho_learning, s.tool_denial[n], p.tools_denial_response);

    if (const Path* imports = view.world.data->hbm_imports[n]) fill_memory_pool(view, n, *imports);
  }
}

void settle_memory(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  const Designers& d = view.world.designers;
  for (const NationId n : IdRange<NationId>(first, last)) {
    if (s.hbm_stock[n] <= 0) continue;
    const double used =
        sum_over(d.nation.ids(), [&](DesignerId id) { return d.nation[id] == n ? d.hbm_used[id] : 0.0; });
    s.hbm_stock[n] = positive(s.hbm_stock[n] - used);
  }
}

void measure_supply(const MonthView& view, std::size_t, std::size_t) {
  const Firms& f = view.world.firms;
  double received = 0, wanted = 0;
  for (const FirmId i : f.nation.ids()) {
    if (under_chip_rule(view, i)) continue;
    received += f.received[i];
    wanted += f.wanted[i];
  }
  view.world.commons.relative_fill = wanted > 0 ? received / wanted : 1.0;
}

void power_up(const MonthView& view, std::size_t first, std::size_t last) {
  Nations& s = view.world.nations;
  const Firms& f = view.world.firms;
  for (const NationId n : IdRange<NationId>(first, last)) {
    double megawatts = 0, wanted = 0, felt = 0;
    for (const FirmId i : view.world.data->firms_of[n]) {
      megawatts += f.megawatts[i];
      wanted += f.wanted[i];
      felt += f.scarcity[i] * f.wanted[i];
    }
    s.power_use[n] = megawatts / 1000;
    s.deployable[n] = fill_ratio(s.power[n] * view.regimes.capacity[view.world.data->vertex(n)], s.power_use[n]);
    s.scarcity[n] = ratio_or_zero(felt, wanted);
  }
}

}  // namespace chokepoint::agents::nation
