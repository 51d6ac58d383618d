// Equations: docs/model.md, "Training compute, algorithms, capability".
#include "agents/firm/research.hpp"

#include <algorithm>
#include <array>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/research_equations.hpp"

namespace chokepoint::agents::firm {

double lab_compute(const MonthView& view, FirmId i) {
  const Firms& f = view.world.firms;
  return computing_at_hand(f.training[i], view.world.nations.deployable[f.nation[i]], f.let[i], f.rented[i]) *
         f.lab_share[i] / f.share[i];
}

Concentration::Concentration(const MonthView& view) {
  const Parameters& p = view.p;
  const auto after = [&](double lag) {
    const double missing = p.training_concentration_year + lag - view.year;
    return missing > 0 ? maths::exp10(-p.training_concentration * missing) : 1.0;
  };
  of_beginners_ = after(0), of_others_ = after(p.training_concentration_lag);
}

namespace {

bool is_lab(const MonthView& view, FirmId i) {
  return view.month >= view.world.firms.entry[i] && view.world.firms.lab_share[i] > 0;
}

/// Paradigms arrive at labs as a Poisson process, more often at well-equipped ones. Scripted ones are events.
double paradigm(const MonthView& view, FirmId i, double research_input) {
  constexpr double major_lab = 0.1;
  if (view.month < Month::of(2026, 1) || view.world.firms.lab_share[i] <= major_lab) return 0;
  const Parameters& p = view.p;
  const std::uint64_t name = view.world.data->firms.hash[i.index()];
  const double rate =
      p.paradigm_rate / 12 / p.paradigm_reference_labs * research_pace(research_input) * view.world.firms.share[i];
  if (view.random.uniform(Purpose::paradigm, name, view.month) >= rate) return 0;
  return p.paradigm_size * (p.paradigm_smallest +
                            (1 - p.paradigm_smallest) * view.random.uniform(Purpose::paradigm_size, name, view.month));
}

/// A laboratory's researchers, and its computing for research.
double researchers(const MonthView& view, FirmId i) {
  const NationId home = view.world.firms.nation[i];
  return research_talent(view.world.firms.talent[i], view.world.nations.talent_ratio(home),
                         view.regimes.subsidy[home].lab);
}
double experiments(const MonthView& view, FirmId i, const Concentration& concentration) {
  return research_computing(view.p, lab_compute(view, i) * concentration(view.world, i));
}

/// Fixes what newly opened weights embody: the laboratory's algorithm but for its secrets, less what the weights lack
/// against its best model.
void embody(const MonthView& view, FirmId i) {
  Firms& f = view.world.firms;
  if (f.best_open[i] <= f.embodied[i]) return;
  const double lacking = positive(f.best[i] - f.best_open[i]) / view.p.capability_per_oom;
  f.open_algorithm[i] = std::max(f.open_algorithm[i], f.algorithm[i] - f.secret[i] - lacking);
  f.open_adaptation[i] = std::max(f.open_adaptation[i], f.adaptation[i]);
  f.embodied[i] = f.best_open[i];
}

}  // namespace

void freeze_donors(const MonthView& view, std::size_t, std::size_t) {
  Firms& f = view.world.firms;
  Commons& c = view.world.commons;
  std::swap(f.algorithm, f.algorithm_next);
  std::swap(f.adaptation, f.adaptation_next);
  Nations& s = view.world.nations;
  c.best_algorithm = c.best_open_algorithm = nothing_open;
  c.best_open_adaptation = 0;
  for (const NationId n : view.world.data->model_homes) s.known[n] = s.open_known[n] = nothing_open, s.open_best[n] = 0;
  const Concentration concentration(view);
  double computing = 0, weighted = 0;
  for (const FirmId i : f.nation.ids()) {
    const NationId home = f.nation[i];
    if (is_lab(view, i)) {
      s.known[home] = std::max(s.known[home], f.algorithm[i] - f.secret[i]);
      const double own = experiments(view, i, concentration);
      computing += own, weighted += own * own / researchers(view, i);
    }
    embody(view, i);
    if (f.secret_months[i] > 0 && --f.secret_months[i] <= 0) f.secret[i] = 0;
    if (f.best_open[i] <= 0) continue;
    s.open_known[home] = std::max(s.open_known[home], f.open_algorithm[i]);
    s.open_best[home] = std::max(s.open_best[home], f.best_open[i]);
    c.best_open_adaptation = std::max(c.best_open_adaptation, f.open_adaptation[i]);
  }
  c.computing_per_researcher = computing > 0 ? weighted / computing : 0.0;
  for (const NationId n : view.world.data->model_homes) {
    c.best_algorithm = std::max(c.best_algorithm, s.known[n]);
    c.best_open_algorithm = std::max(c.best_open_algorithm, s.open_known[n]);
  }
}

double pace_of_research(const MonthView& view, FirmId i) {
  const double computing = experiments(view, i, Concentration(view));
  return research_pace(maths::exp(log_research_input(view.p, maths::log(researchers(view, i)), maths::log(computing))));
}

namespace {

/// OOM by which the best algorithm in open weights is ahead of a laboratory, less what rules of the homes of the models
/// close of it.
double open_lesson(const MonthView& view, FirmId i) {
  const World& w = view.world;
  const NationId home = w.firms.nation[i];
  if (!view.regimes.open_learning_closed.column_touched(home))
    return positive(w.commons.best_open_algorithm - w.firms.algorithm[i]);
  double best = 0;
  for (const NationId n : w.data->model_homes)
    best = std::max(best, (1 - view.regimes.open_learning_closed(n, home)) *
                              positive(w.nations.open_known[n] - w.firms.algorithm[i]));
  return best;
}

/// The same without weights: from papers and people.
double closed_lesson(const MonthView& view, FirmId i) {
  return positive(view.world.commons.best_algorithm - view.world.firms.algorithm[i]);
}

}  // namespace

void research(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Commons& c = view.world.commons;
  const Parameters& p = view.p;
  const LogAbsorption log_absorption(p);
  const Concentration concentration(view);
  const double typical = c.computing_per_researcher > 0 ? maths::log(c.computing_per_researcher) : 0.0;
  constexpr std::size_t at_once = 256;  // whose logarithms and exponentials are taken together
  std::array<FirmId, at_once> lab;
  std::array<double, at_once> talent, compute, input, own, absorption;
  for (std::size_t from = first; from < last; from += at_once) {
    std::size_t count = 0;
    for (const FirmId i : IdRange<FirmId>(from, std::min(last, from + at_once))) {
      f.algorithm_next[i] = f.algorithm[i];
      f.adaptation_next[i] = f.adaptation[i];
      if (!is_lab(view, i)) continue;
      talent[count] = researchers(view, i);
      compute[count] = experiments(view, i, concentration);
      lab[count++] = i;
    }
    const auto all = [&](auto& values) { return std::span(values).first(count); };
    // Powers and their products as sums of logarithms.
    maths::log(all(talent), all(talent));
    maths::log(all(compute), all(compute));
    for (std::size_t k = 0; k < count; ++k) {
      input[k] = log_research_input(p, talent[k], compute[k]);
      own[k] = log_research_effort(p, input[k], f.algorithm[lab[k]], f.scarcity[lab[k]]);
      absorption[k] = log_absorption(talent[k]);
    }
    maths::exp(all(own), all(own));
    maths::exp(all(input), all(input));
    maths::exp(all(absorption), all(absorption));
    for (std::size_t k = 0; k < count; ++k) {
      const FirmId i = lab[k];
      f.open_lesson[i] = open_lesson(view, i), f.closed_lesson[i] = closed_lesson(view, i);
      f.algorithm_next[i] += found_by_research(p, own[k], c.accelerated) +
                             diffused(p, absorption[k], f.closed_lesson[i], f.open_lesson[i]) +
                             paradigm(view, i, input[k]);
      const double within_reach = efficiency_within_reach(p, computing_lacking(typical, compute[k], talent[k]));
      f.adaptation_next[i] += research_pace(input[k]) * efficiency_found(p, within_reach, f.adaptation[i]) +
                              efficiency_taken_over(p, within_reach, c.best_open_adaptation, f.adaptation[i]);
    }
  }
}

}  // namespace chokepoint::agents::firm
