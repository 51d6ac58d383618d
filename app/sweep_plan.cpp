// simulate sweep plan
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "agents/schedule.hpp"
#include "app/sweep.hpp"
#include "output/sweep_trial.hpp"
#include "output/text.hpp"

namespace chokepoint::app {
namespace {

struct Count {
  std::size_t runs = 0, excluded = 0, repeated = 0;
};

/// Runs that constraints leave out, and runs that are another run in all but number.
Count count_runs(const Plan& plan) {
  Count out;
  PlanWalk walk(plan);
  std::set<ContentKey> seen;
  for (std::size_t i = 0; i < plan.runs(); ++i) {
    const PlanWalk::Step step = walk.at(i);
    if (!step.allowed) ++out.excluded;
    else if (!seen.insert(step.key).second) ++out.repeated;
    else ++out.runs;
  }
  return out;
}

/// Seconds of a run: the median of some spread over the plan, for at most a second.
double probe(output::SweepTrial& trial) {
  using clock = std::chrono::steady_clock;
  std::vector<double> seconds;
  const std::size_t runs = trial.plan().runs();
  const auto begun = clock::now();
  for (std::size_t k = 0; k < 9 && clock::now() - begun < std::chrono::seconds(1); ++k) {
    const auto start = clock::now();
    try {
      (void)trial(k * (runs - 1) / 8);
    } catch (const ScenarioError&) {
      continue;  // a point that makes no scenario costs nothing
    }
    seconds.push_back(std::chrono::duration<double>(clock::now() - start).count());
  }
  if (seconds.empty()) return 0;
  std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2));
  return seconds[seconds.size() / 2];
}

std::string duration_text(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::max(1.0, seconds));
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return seconds < 172800 ? fmt::format("{:.1f} h", seconds / 3600) : fmt::format("{:.1f} days", seconds / 86400);
}

std::string first_rows(const Plan& plan) {
  const PlanSpec& spec = plan.spec();
  std::vector<output::TableRow> rows(1);
  rows[0].cells = {"run", "scenario", "replicate"};
  const std::size_t shown = std::min<std::size_t>(spec.factors.size(), 6);
  for (std::size_t f = 0; f < shown; ++f) rows[0].cells.push_back(spec.factors[f].name);
  if (shown < spec.factors.size()) rows[0].cells.push_back(fmt::format("{} more", spec.factors.size() - shown));
  PlanWalk walk(plan);
  for (std::size_t i = 0; i < std::min<std::size_t>(plan.runs(), 8); ++i) {
    const PlanWalk::Step step = walk.at(i);
    output::TableRow& row = rows.emplace_back();
    row.cells = {fmt::format("{}", i), spec.alternatives[step.run.alternative].name, fmt::format("{}", step.run.replicate)};
    for (std::size_t f = 0; f < shown; ++f) {
      const Factor& factor = spec.factors[f];
      const bool drawn = factor.kind == FactorKind::real && factor.levels.empty();
      row.cells.push_back(drawn ? fmt::format("{:.5g}", walk.values()[f]) : factor.text(walk.values()[f]));
    }
    if (shown < spec.factors.size()) row.cells.emplace_back("…");
  }
  return output::table_text(rows, {});
}

}  // namespace

int sweep_plan(const SweepOptions& options) {
  const output::SweepStudy study = load_sweep(options);
  const Plan plan(study.spec);
  const PlanSpec& spec = plan.spec();
  output::SweepTrial trial(study, plan, agents::monthly_schedule());
  const Count count = count_runs(plan);
  fmt::print("{}{}\n", spec.name, spec.question.empty() ? "" : ": " + spec.question);
  fmt::print("  {} runs: {} points ({}) x {} scenario{} x {} replicate{}\n", plan.runs(), plan.points(), design_names()[static_cast<std::size_t>(spec.design.kind)], spec.alternatives.size(),
             spec.alternatives.size() == 1 ? "" : "s", spec.replicates, spec.replicates == 1 ? "" : "s");
  if (plan.block() > 1) fmt::print("  {} blocks of {} points; {} inputs\n", plan.points() / plan.block(), plan.block(), plan.inputs());
  if (count.excluded > 0) fmt::print("  {} are left out by constraints\n", count.excluded);
  if (count.repeated > 0) fmt::print("  {} repeat another run and are done once\n", count.repeated);
  fmt::print("  {} outputs, {} series of {} months; parameters: {}\n", spec.outputs.size(), spec.series.size(), spec.months, spec.sets);
  const double seconds = probe(trial), total = seconds * static_cast<double>(count.runs);
  fmt::print("  about {:.1f} ms a run here: {} on one core, {} on {}\n", 1e3 * seconds, duration_text(total), duration_text(total / static_cast<double>(usable_cores())), usable_cores());
  if (!spec.series.empty()) fmt::print("  about {:.1f} MB of logs\n", 1e-6 * static_cast<double>(count.runs) * (4.0 * spec.months * static_cast<double>(spec.series.size()) + 8.0 * static_cast<double>(spec.outputs.size()) + 120));
  fmt::print("\n{}\n", first_rows(plan));
  return 0;
}

}  // namespace chokepoint::app
