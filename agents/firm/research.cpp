// Equations: docs/model.md, "Training compute, algorithms, capability".
#include "agents/firm/research.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::firm {

double lab_compute(const MonthView& view, FirmId i) {
  const Firms& f = view.world.firms;
  return (positive(f.training[i] * view.world.nations.deployable[f.nation[i]] - f.let[i]) + f.rented[i] * view.p.rental_months) * f.lab_share[i];
}

double concentration(const MonthView& view, FirmId i) {
  const Parameters& p = view.p;
  const bool began = view.world.nations.norm_leader[view.world.firms.nation[i]] < 0;
  const double missing = p.training_concentration_year + (began ? 0.0 : p.training_concentration_lag) - view.year;
  return missing > 0 ? maths::exp10(-p.training_concentration * missing) : 1.0;
}

namespace {

bool is_lab(const MonthView& view, FirmId i) { return view.month >= view.world.firms.entry[i] && view.world.firms.lab_share[i] > 0; }

/// Paradigms arrive at labs as a Poisson process, more often at well-equipped ones. Scripted ones are events.
double paradigm(const MonthView& view, FirmId i, double research_input) {
  constexpr double major_lab = 0.1;
  if (view.month < Month::of(2026, 1) || view.world.firms.lab_share[i] <= major_lab) return 0;
  const Parameters& p = view.p;
  const std::uint64_t name = view.world.data->firms.hash[i.index()];
  const double rate = p.paradigm_rate / 12 / p.paradigm_reference_labs * 2 * research_input / (1 + research_input);
  if (view.luck.uniform(Purpose::paradigm, name, view.month) >= rate) return 0;
  return p.paradigm_size * (p.paradigm_smallest + (1 - p.paradigm_smallest) * view.luck.uniform(Purpose::paradigm_size, name, view.month));
}

}  // namespace

void freeze_donors(const MonthView& view, std::size_t, std::size_t) {
  Firms& f = view.world.firms;
  Commons& c = view.world.commons;
  std::swap(f.algorithm, f.algorithm_next);
  std::swap(f.adaptation, f.adaptation_next);
  c.any_open = false;
  c.best_algorithm = c.best_open_algorithm = -100;
  c.best_open_adaptation = 0;
  for (const FirmId i : f.nation.ids()) {
    const double known = f.algorithm[i] - f.secret[i];
    if (is_lab(view, i)) c.best_algorithm = std::max(c.best_algorithm, known);
    if (f.secret_months[i] > 0 && --f.secret_months[i] <= 0) f.secret[i] = 0;
    if (f.best_open[i] <= 0) continue;
    c.any_open = true;
    c.best_open_algorithm = std::max(c.best_open_algorithm, known);
    c.best_open_adaptation = std::max(c.best_open_adaptation, f.adaptation[i]);
  }
}

void research(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Commons& c = view.world.commons;
  const Parameters& p = view.p;
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    f.algorithm_next[i] = f.algorithm[i];
    f.adaptation_next[i] = f.adaptation[i];
    if (!is_lab(view, i)) continue;
    const double compute = lab_compute(view, i) * concentration(view, i) * p.research_compute_share;
    const double paid = view.regimes.subsidy[f.nation[i]].lab;
    const double talent = f.talent[i] * view.world.nations.talent_ratio(f.nation[i]) * (paid > 0 ? maths::pow(1 + paid / 500, 0.3) : 1.0);
    const double input = maths::pow(talent, p.research_talent_exponent) * maths::pow(std::max(compute, 1.0) / 1e4, p.research_compute_exponent);
    const double own = p.research_productivity * maths::pow(input, p.research_returns) * maths::exp10(-p.research_fishing_out * f.algorithm[i]) *
                       (1 + p.research_induced * f.scarcity[i]) * (c.accelerated ? p.research_acceleration : 1.0);
    const double absorption = maths::pow(std::clamp(talent / 0.5, 0.1, 2.0), p.diffusion_talent_exponent);
    const double diffused = absorption * (p.diffusion_closed * positive(c.best_algorithm - f.algorithm[i]) +
                                          (c.any_open ? p.diffusion_open * (1 - view.regimes.open_learning_closed[f.nation[i]]) * positive(c.best_open_algorithm - f.algorithm[i]) : 0.0));
    f.algorithm_next[i] += std::min(own, p.research_monthly_limit) + diffused + paradigm(view, i, input);
    // Adaptation never enters the donors' level: it would feed back on itself.
    const double reachable = std::max(p.adaptation_limit * f.scarcity[i], p.adaptation_open_transfer * c.best_open_adaptation);
    f.adaptation_next[i] += (reachable - f.adaptation[i]) / p.adaptation_months;
  }
}

}  // namespace chokepoint::agents::firm
