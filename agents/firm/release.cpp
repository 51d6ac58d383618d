// Equations: docs/model.md, "Training compute, algorithms, capability" and "Openness".
#include "agents/firm/release.hpp"

#include <algorithm>
#include <cmath>

#include "agents/firm/research.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"
#include "engine/markets/research_equations.hpp"

namespace chokepoint::agents::firm {
namespace {

/// ECI of the best weights that a laboratory may build on: open ones, as far as rules leave them, or obtained ones.
double best_base(const MonthView& view, FirmId i) {
  const World& w = view.world;
  const NationId home = w.firms.nation[i];
  const bool ruled = view.regimes.open_learning_closed.column_touched(home);
  double best = w.firms.held[i];
  for (const NationId n : w.data->model_homes)
    if (!ruled || view.regimes.open_learning_closed(n, home) < 1) best = std::max(best, w.nations.open_best[n]);
  return best;
}

/// The best models abroad whose outputs a laboratory may train on, and how much they teach it.
struct Teacher {
  double eci = 0, taught = 0;
};

/// Outputs teach since models show their reasoning, and abroad: at home terms of service bind. What rules of a model's
/// home close is lost.
Teacher teacher_of(const MonthView& view, FirmId i) {
  const World& w = view.world;
  Teacher out;
  if (!w.commons.accelerated) return out;
  const NationId home = w.firms.nation[i];
  const double pace = view.p.diffusion_distillation * pace_of_research(view, i);
  double most = 0;
  for (const FirmId m : w.firms.nation.ids()) {
    if (w.firms.nation[m] == home || w.firms.variants[m] == 0 || w.firms.best[m] <= 0) continue;
    const double taught = pace * (1 - view.regimes.distillation_closed(w.firms.nation[m], home));
    if (w.firms.best[m] <= out.eci && taught <= out.taught) continue;
    const double value = taught * maths::exp10(embodied_in(view.p, w.firms.best[m]));
    if (value > most) most = value, out = {w.firms.best[m], taught};
  }
  return out;
}

/// What the models of others add to a laboratory's own effective computing, OOM.
double gained_from_others(const MonthView& view, FirmId i, double own) {
  if (view.world.firms.variants[i] == 0) return 0;
  const Teacher teacher = teacher_of(view, i);
  return gained_by_building(view.p, own, best_base(view, i), teacher.eci, teacher.taught);
}

/// When its time has come, or sooner if it has found much since its last release.
bool releases(const MonthView& view, FirmId i) {
  const Firms& f = view.world.firms;
  if (view.month < f.first_model[i]) return false;
  if (view.month - f.last_release[i] >= f.release_gap[i]) return true;
  return f.best[i] > 0 && f.algorithm_next[i] + f.adaptation_next[i] - f.released_knowledge[i] >= view.p.release_gain;
}

}  // namespace

void train(const MonthView& view, std::size_t first, std::size_t last) {
  Firms& f = view.world.firms;
  const Parameters& p = view.p;
  const Concentration concentration(view);
  for (const FirmId i : IdRange<FirmId>(first, last)) {
    f.release_eci[i] = f.built_on[i] = 0;
    if (view.month < f.entry[i] || f.lab_share[i] <= 0) continue;
    const double run_compute =
        lab_compute(view, i) * concentration(view.world, i) * f.run_share[i] * p.training_run_share;
    f.run_flop[i] = still_in_window(p, f.run_flop[i]) + training_flop(p, run_compute);
    if (!releases(view, i)) continue;
    const double noise = p.capability_noise *
                         view.random.normal(Purpose::release_noise, view.world.data->firms.hash[i.index()], view.month);
    const double own = effective_computing(p, log_flop(f.run_flop[i]), f.algorithm_next[i], f.adaptation_next[i]);
    f.built_on[i] = gained_from_others(view, i, own);
    // What it builds on is known: a run's random variation is that of its own training.
    f.release_eci[i] = expected_eci(p, own + f.built_on[i], f.usage_data[i]) + noise * maths::exp10(-f.built_on[i]);
  }
}

namespace {

/// Probability that a lab opens the weights of a model: laggards open more.
double open_probability(const MonthView& view, FirmId i, double eci) {
  const Firms& f = view.world.firms;
  const Parameters& p = view.p;
  const double base = f.openness[i];
  const double allowed = 1 - view.regimes.open_release_closed[f.nation[i]];
  if (base <= 0) return 0;
  if (base >= 1) return allowed;
  return allowed *
         logistic(maths::log((base + 0.01) / (1.01 - base)) + p.openness_laggard * (view.world.commons.frontier - eci) +
                  p.openness_bias + view.regimes.open_push[f.nation[i]]);
}

/// By how much weights that a laboratory opens stay behind its best model, ECI: the less it leans towards opening, the
/// more.
double withheld(const MonthView& view, FirmId i, std::uint64_t variant) {
  const double lean = std::clamp(view.world.firms.openness[i], 0.0, 1.0);
  if (lean >= 1) return 0;
  const double u = view.random.uniform(Purpose::withheld, view.world.data->firms.hash[i.index()], view.month, variant);
  return -view.p.openness_withheld * (1 - lean) * maths::log1p(-u);
}

/// Adds a variant to the registry; opened weights that stay behind it are a model of their own.
void register_variant(const MonthView& view, FirmId i, const Model& model, bool open) {
  World& w = view.world;
  Firms& f = w.firms;
  const double behind = open ? withheld(view, i, static_cast<std::uint64_t>(model.variant)) : 0.0;
  if (!open || behind > 0) w.models.add(model);
  if (!open) return;
  Model opened = model;
  opened.eci -= behind, opened.open = true;
  w.models.add(opened);
  f.best_open[i] = std::max(f.best_open[i], opened.eci);
}

}  // namespace

void publish(const MonthView& view, std::size_t, std::size_t) {
  World& w = view.world;
  Firms& f = w.firms;
  const Parameters& p = view.p;
  double frontier = w.commons.frontier;
  for (const FirmId i : f.nation.ids()) {
    const double eci = f.release_eci[i];
    if (eci == 0) continue;
    const std::uint64_t name = w.data->firms.hash[i.index()];
    const double open_chance = f.variants[i] > 0 ? open_probability(view, i, eci) : 0.0;
    const double size = log_flop(f.run_flop[i]);
    for (int v = 0; v < f.variants[i]; ++v) {
      const auto draw = static_cast<std::uint64_t>(v);
      const bool open = view.random.uniform(Purpose::release_openness, name, view.month, draw) < open_chance;
      const double spread =
          v == 0 ? 0.0 : std::fabs(view.random.normal(Purpose::variant_spread, name, view.month, draw));
      const double variant_eci =
          eci - (v == 0 ? 0.0 : p.capability_variant_step * v + p.capability_variant_spread * spread);
      register_variant(view, i, {i, view.month, v, variant_eci, false, size}, open);
    }
    f.best[i] = std::max(f.best[i], eci);
    f.best_log_flop[i] = std::max(f.best_log_flop[i], size);
    f.released_knowledge[i] = f.algorithm_next[i] + f.adaptation_next[i];
    f.last_release[i] = view.month;
    f.release_gap[i] = static_cast<int>(
        p.release_gap + std::floor(p.release_gap_spread * view.random.uniform(Purpose::release_gap, name, view.month)));
    if (f.variants[i] > 0) frontier = std::max(frontier, f.best[i]);
  }
  w.commons.frontier = frontier;
  w.commons.frontier_history[static_cast<std::size_t>(view.month.index) % w.commons.frontier_history.size()] = frontier;
}

}  // namespace chokepoint::agents::firm
