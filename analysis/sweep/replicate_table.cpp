// Folding replicates.
#include "analysis/sweep/replicate_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/smallest_difference.hpp"
#include "engine/batch/run_index.hpp"
#include "engine/measure/metric_table.hpp"

namespace chokepoint {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

std::vector<Quantity> quantities_of(const PlanSpec& spec) {
  std::vector<Quantity> out;
  const bool compares = spec.alternatives.size() > 1;
  for (std::size_t o = 0; o < spec.outputs.size(); ++o)
    for (std::size_t a = 0; a < spec.alternatives.size(); ++a) {
      if (compares && a == spec.reference) continue;
      const std::string name = compares ? fmt::format("{}, {} less {}", spec.outputs[o].name, spec.alternatives[a].name,
                                                      spec.alternatives[spec.reference].name)
                                        : spec.outputs[o].name;
      out.push_back({name, spec.outputs[o].unit, o, a, compares});
    }
  return out;
}

/// The outputs of all runs of one point: by alternative, replicate, output; empty where a run has none.
using PointRuns = std::vector<std::vector<std::vector<double>>>;

/// Values of one quantity by replicate; empty if some are lacking.
std::vector<double> replicates_of(const PointRuns& runs, std::size_t alternative, std::size_t output, bool difference,
                                  std::size_t reference) {
  std::vector<double> out;
  for (std::size_t r = 0; r < runs[alternative].size(); ++r) {
    const auto &own = runs[alternative][r], &other = runs[reference][r];
    if (own.empty() || (difference && other.empty())) return {};
    out.push_back(own[output] - (difference ? other[output] : 0));
  }
  return out;
}

double mean_or_nothing(const std::vector<double>& values) { return values.empty() ? no_value : mean_of(values); }

/// Variance of the mean by random variation.
double random_variance(const std::vector<double>& values) {
  return values.empty() ? 0 : variance_of(values) / static_cast<double>(values.size());
}

double share_of(const std::vector<double>& values, const StudyCase& what) {
  if (values.empty()) return no_value;
  double hits = 0;
  for (const double x : values) hits += what.above ? x > what.threshold : x < what.threshold;
  return hits / static_cast<double>(values.size());
}

}  // namespace

SweepTable tabulate(const Plan& plan, const RunIndex& run_index) {
  const PlanSpec& spec = plan.spec();
  SweepTable out;
  out.quantities = quantities_of(spec);
  const std::size_t points = plan.points(), alternatives = spec.alternatives.size();
  out.values.assign(out.quantities.size(), std::vector<double>(points, no_value));
  out.happens.assign(spec.cases.size(),
                     std::vector<std::vector<double>>(alternatives, std::vector<double>(points, no_value)));
  out.worth.assign(spec.objectives.size(), std::vector<double>(plan.runs(), no_value));
  out.fails.assign(points, no_value);
  out.random.assign(out.quantities.size(), 0);
  std::vector<std::size_t> counted(out.quantities.size());
  std::vector<std::vector<double>> levels(spec.outputs.size());  // of the reference, by output
  RecordReader records(run_index);
  PlanWalk walk(plan);
  for (std::size_t p = 0; p < points; ++p) {
    PointRuns runs(alternatives, std::vector<std::vector<double>>(spec.replicates));
    std::size_t ended = 0, bad = 0;
    for (std::size_t k = 0; k < alternatives * spec.replicates; ++k) {
      const PlanWalk::Step step = walk.at(p * alternatives * spec.replicates + k);
      if (!step.allowed) break;
      const RunIndexEntry* entry = run_index.find(step.key);
      if (!entry || !entry->ended) {
        ++out.missing;
        continue;
      }
      ++ended, bad += entry->status != RunStatus::ok;
      if (entry->status == RunStatus::ok) runs[step.run.alternative][step.run.replicate] = records.read(*entry).outputs;
    }
    out.ok += ended - bad, out.failed += bad;
    if (ended > 0) out.fails[p] = static_cast<double>(bad) / static_cast<double>(ended);
    for (std::size_t o = 0; o < spec.outputs.size(); ++o)
      if (const auto of = replicates_of(runs, spec.reference, o, false, spec.reference); !of.empty())
        levels[o].push_back(mean_of(of));
    for (std::size_t q = 0; q < out.quantities.size(); ++q) {
      const Quantity& quantity = out.quantities[q];
      const auto values =
          replicates_of(runs, quantity.alternative, quantity.output, quantity.difference, spec.reference);
      out.values[q][p] = mean_or_nothing(values);
      if (!values.empty()) out.random[q] += random_variance(values), ++counted[q];
    }
    for (std::size_t c = 0; c < spec.cases.size(); ++c)
      for (std::size_t a = 0; a < alternatives; ++a)
        out.happens[c][a][p] = share_of(
            replicates_of(runs, a, spec.cases[c].output, spec.cases[c].difference, spec.reference), spec.cases[c]);
    for (std::size_t o = 0; o < spec.objectives.size(); ++o)
      for (std::size_t k = 0; k < alternatives * spec.replicates; ++k)
        if (const auto& own = runs[k / spec.replicates][k % spec.replicates]; !own.empty())
          out.worth[o][p * alternatives * spec.replicates + k] = own[spec.objectives[o].output];
  }
  for (std::size_t q = 0; q < out.random.size(); ++q)
    out.random[q] = counted[q] == 0 || spec.replicates < 2 ? not_told : out.random[q] / static_cast<double>(counted[q]);
  for (std::size_t o = 0; o < spec.outputs.size(); ++o) {
    const Metric* metric = find_metric(spec.outputs[o].metric);
    out.counts_from.push_back(metric ? smallest_difference(*metric, std::move(levels[o])) : 0);
  }
  return out;
}

}  // namespace chokepoint
