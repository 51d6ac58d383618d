// Equations: docs/model.md, "Training compute, algorithms, capability".
#include "agents/firm/research.hpp"

#include <algorithm>
#include <array>
#include <numbers>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint::agents::firm {

double lab_compute(const MonthView& view, FirmId i) {
  const Firms& f = view.world.firms;
  return (positive(f.training[i] * view.world.nations.deployable[f.nation[i]] - f.let[i]) +
          f.rented[i] * view.p.rental_months) *
         f.lab_share[i] / f.share[i];
}

double concentration(const MonthView& view, FirmId i) {
  const Parameters& p = view.p;
  const bool began = view.world.nations.norm_leader[view.world.firms.nation[i]] < 0;
  const double missing = p.training_concentration_year + (began ? 0.0 : p.training_concentration_lag) - view.year;
  return missing > 0 ? maths::exp10(-p.training_concentration * missing) : 1.0;
}

namespace {

bool is_lab(const MonthView& view, FirmId i) {
  return view.month >= view.world.firms.entry[i] && view.world.firms.lab_share[i] > 0;
}

/// Paradigms arrive at labs as a Poisson process, more often at well-equipped ones. Scripted ones are events.
double paradigm(const MonthView& view, FirmId i, double log_research_input) {
  constexpr double major_lab = 0.1;
  if (view.month < Month::of(2026, 1) || view.world.firms.lab_share[i] <= major_lab) return 0;
  const Parameters& p = view.p;
  const std::uint64_t name = view.world.data->firms.hash[i.index()];
  const double research_input = maths::exp(log_research_input);
  const double rate = p.paradigm_rate / 12 / p.paradigm_reference_labs * 2 * research_input / (1 + research_input) *
                      view.world.firms.share[i];
  if (view.random.uniform(Purpose::paradigm, name, view.month) >= rate) return 0;
  return p.paradigm_size * (p.paradigm_smallest +
                            (1 - p.paradigm_smallest) * view.random.uniform(Purpose::paradigm_size, name, view.month));
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
  constexpr double none = -100;
  ByNation<double>& taught = view.world.nations.open_known;
  taught.assign(taught.size(), none);
  for (const FirmId i : f.nation.ids()) {
    const double known = f.algorithm[i] - f.secret[i];
    if (is_lab(view, i)) c.best_algorithm = std::max(c.best_algorithm, known);
    if (f.secret_months[i] > 0 && --f.secret_months[i] <= 0) f.secret[i] = 0;
    if (f.best_open[i] <= 0) continue;
    c.any_open = true;
    c.best_open_algorithm = std::max(c.best_open_algorithm, known);
    taught[f.nation[i]] = std::max(taught[f.nation[i]], known);
    c.best_open_adaptation = std::max(c.best_open_adaptation, f.adaptation[i]);
  }
}

namespace {

/// OOM by which the best open model that a lab may learn from is ahead of it, less what rules of the models' nations
/// close.
double open_lesson(const MonthView& view, FirmId i) {
  const Firms& f = view.world.firms;
  const Commons& c = view.world.commons;
  if (!c.any_open) return 0;
  const NationId home = f.nation[i];
  if (!view.regimes.open_learning_closed.column_touched(home)) return positive(c.best_open_algorithm - f.algorithm[i]);
  double best = 0;
  for (const NationId n : view.world.data->model_homes)
    best = std::max(best, (1 - view.regimes.open_learning_closed(n, home)) *
                              positive(view.world.nations.open_known[n] - f.algorithm[i]));
  return best;
}

}  // namespace

void research(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Commons& c = view.world.commons;
  const Parameters& p = view.p;
  const double ln10 = std::numbers::ln10, least = maths::log(0.1), most = maths::log(2.0), usual = maths::log(0.5);
  constexpr std::size_t at_once = 256;  // whose logarithms and exponentials are taken together
  std::array<FirmId, at_once> lab;
  std::array<double, at_once> talent, compute, input, own, absorption;
  for (std::size_t from = first; from < last; from += at_once) {
    std::size_t count = 0;
    for (const FirmId i : IdRange<FirmId>(from, std::min(last, from + at_once))) {
      f.algorithm_next[i] = f.algorithm[i];
      f.adaptation_next[i] = f.adaptation[i];
      if (!is_lab(view, i)) continue;
      const double paid = view.regimes.subsidy[f.nation[i]].lab;
      talent[count] = f.talent[i] * view.world.nations.talent_ratio(f.nation[i]) *
                      (paid > 0 ? maths::pow(1 + paid / 500, 0.3) : 1.0);
      compute[count] = std::max(lab_compute(view, i) * concentration(view, i) * p.research_compute_share, 1.0) / 1e4;
      lab[count++] = i;
    }
    const auto all = [&](auto& values) { return std::span(values).first(count); };
    // Powers and their products as sums of logarithms.
    maths::log(all(talent), all(talent));
    maths::log(all(compute), all(compute));
    for (std::size_t k = 0; k < count; ++k) {
      input[k] = p.research_talent_exponent * talent[k] + p.research_compute_exponent * compute[k];
      own[k] = p.research_returns * input[k] - p.research_fishing_out * ln10 * f.algorithm[lab[k]];
      absorption[k] = p.diffusion_talent_exponent * std::clamp(talent[k] - usual, least, most);
    }
    maths::exp(all(own), all(own));
    maths::exp(all(absorption), all(absorption));
    for (std::size_t k = 0; k < count; ++k) {
      const FirmId i = lab[k];
      const double made = p.research_productivity * own[k] * (1 + p.research_induced * f.scarcity[i]) *
                          (c.accelerated ? p.research_acceleration : 1.0);
      f.open_lesson[i] = open_lesson(view, i);
      const double diffused = absorption[k] * (p.diffusion_closed * positive(c.best_algorithm - f.algorithm[i]) +
                                               p.diffusion_open * f.open_lesson[i]);
      f.algorithm_next[i] += std::min(made, p.research_monthly_limit) + diffused + paradigm(view, i, input[k]);
      // Adaptation never enters the donors' level: it would feed back on itself.
      const double reachable =
          std::max(p.adaptation_limit * f.scarcity[i], p.adaptation_open_transfer * c.best_open_adaptation);
      f.adaptation_next[i] += (reachable - f.adaptation[i]) / p.adaptation_months;
    }
  }
}

}  // namespace chokepoint::agents::firm
