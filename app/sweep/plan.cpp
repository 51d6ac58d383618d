// simulate sweep plan
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "agents/schedule.hpp"
#include "analysis/sweep/trial.hpp"
#include "app/common/terminal.hpp"
#include "app/sweep/command.hpp"
#include "engine/batch/run_index.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

/// Runs that are looked at one by one: all of a study, or so many spread over a larger one.
constexpr std::size_t most_counted = 1000000;

struct Count {
  std::size_t looked_at = 0, runs = 0, excluded = 0, repeated = 0;
  [[nodiscard]] double share(std::size_t part) const {
    return static_cast<double>(part) / static_cast<double>(std::max<std::size_t>(1, looked_at));
  }
};

/// Runs that constraints leave out, and runs that are another run in all but number; of a study that is larger than is
/// counted, of points spread evenly over it.
Count count_runs(const Plan& plan) {
  Count out;
  PlanWalk walk(plan);
  ProgressBar bar("planning");
  std::unordered_set<ContentKey, ContentKeyHash> seen;
  const std::size_t per_point = plan.runs() / std::max<std::size_t>(1, plan.points());
  const std::size_t points =
      std::min(plan.points(), std::max<std::size_t>(1, most_counted / std::max<std::size_t>(1, per_point)));
  const std::size_t runs_of_each = std::min(per_point, most_counted);
  for (std::size_t k = 0; k < points; ++k) {
    const std::size_t point = points == plan.points()
                                  ? k
                                  : static_cast<std::size_t>(static_cast<double>(k) / static_cast<double>(points) *
                                                             static_cast<double>(plan.points()));
    for (std::size_t i = 0; i < runs_of_each; ++i, ++out.looked_at) {
      if (out.looked_at % 1024 == 0) bar.show(out.looked_at, points * runs_of_each);
      if (interrupted) throw Interrupted{};
      const PlanWalk::Step step = walk.at(point * per_point + i);
      if (!step.allowed)
        ++out.excluded;
      else if (!seen.insert(step.key).second)
        ++out.repeated;
      else
        ++out.runs;
    }
  }
  return out;
}

/// Seconds of a run: the median of some spread over the plan, for at most a second.
double probe(SweepTrial& trial) {
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
    row.cells = {fmt::format("{}", i), spec.alternatives[step.run.alternative].name,
                 fmt::format("{}", step.run.replicate)};
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
  const SweepStudy study = load_sweep(options);
  const Plan plan(study.spec);
  const PlanSpec& spec = plan.spec();
  SweepTrial trial(study, plan, agents::monthly_schedule());
  const Count count = count_runs(plan);
  fmt::print("{}{}\n", spec.name, spec.question.empty() ? "" : ": " + spec.question);
  fmt::print("  {} runs: {} points ({}) x {} scenario{} x {} replicate{}\n", plan.runs(), plan.points(),
             design_names()[static_cast<std::size_t>(spec.design.kind)], spec.alternatives.size(),
             spec.alternatives.size() == 1 ? "" : "s", spec.replicates, spec.replicates == 1 ? "" : "s");
  if (plan.block() > 1)
    fmt::print("  {} blocks of {} points; {} inputs\n", plan.points() / plan.block(), plan.block(), plan.inputs());
  const bool sampled = count.looked_at < plan.runs();
  const auto part = [&](std::size_t runs) {
    return sampled ? fmt::format("about {:.1f} % (of {} runs looked at)", 100 * count.share(runs), count.looked_at)
                   : fmt::format("{}", runs);
  };
  if (count.excluded > 0) fmt::print("  {} are left out by constraints\n", part(count.excluded));
  if (count.repeated > 0 && !sampled) fmt::print("  {} repeat another run and are done once\n", count.repeated);
  const double to_do = sampled ? count.share(count.runs + count.repeated) * static_cast<double>(plan.runs())
                               : static_cast<double>(count.runs);
  fmt::print("  {} outputs, {} series of {} months; parameters: {}\n", spec.outputs.size(), spec.series.size(),
             spec.months, spec.sets);
  const double seconds = probe(trial), total = seconds * to_do;
  fmt::print("  about {:.1f} ms a run here: {} on one core, {} on {}\n", 1e3 * seconds, duration_text(total),
             duration_text(total / static_cast<double>(usable_cores())), usable_cores());
  if (!spec.series.empty())
    fmt::print("  about {:.1f} MB of logs\n", 1e-6 * to_do *
                                                  (4.0 * spec.months * static_cast<double>(spec.series.size()) +
                                                   8.0 * static_cast<double>(spec.outputs.size()) + 120));
  fmt::print("\n{}\n", first_rows(plan));
  return 0;
}

}  // namespace chokepoint::app
