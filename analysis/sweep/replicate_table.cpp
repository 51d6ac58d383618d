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

/// Fills the table point by point.
class Tabulator {
 public:
  Tabulator(const Plan& plan, const RunIndex& run_index)
      : plan_(plan), spec_(plan.spec()), run_index_(run_index), records_(run_index), walk_(plan) {
    const std::size_t points = plan.points();
    out_.quantities = quantities_of(spec_);
    out_.values.assign(out_.quantities.size(), std::vector<double>(points, no_value));
    out_.happens.assign(spec_.cases.size(), std::vector<std::vector<double>>(spec_.alternatives.size(),
                                                                             std::vector<double>(points, no_value)));
    out_.worth.assign(spec_.objectives.size(), std::vector<double>(plan.runs(), no_value));
    out_.fails.assign(points, no_value);
    out_.random.assign(out_.quantities.size(), 0);
    counted_.resize(out_.quantities.size());
    levels_.resize(spec_.outputs.size());
  }

  SweepTable tabulate() {
    for (std::size_t p = 0; p < plan_.points(); ++p) {
      const PointRuns runs = runs_of(p);
      add_quantities(p, runs), add_cases(p, runs), add_worth(p, runs);
    }
    for (std::size_t q = 0; q < out_.random.size(); ++q)
      out_.random[q] =
          counted_[q] == 0 || spec_.replicates < 2 ? not_told : out_.random[q] / static_cast<double>(counted_[q]);
    for (std::size_t o = 0; o < spec_.outputs.size(); ++o) {
      const Metric* metric = find_metric(spec_.outputs[o].metric);
      out_.counts_from.push_back(metric ? smallest_difference(*metric, std::move(levels_[o])) : 0);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t runs_of_point() const { return spec_.alternatives.size() * spec_.replicates; }

  /// Reads a point's runs, and counts those that are missing or failed.
  PointRuns runs_of(std::size_t p) {
    PointRuns runs(spec_.alternatives.size(), std::vector<std::vector<double>>(spec_.replicates));
    std::size_t ended = 0, bad = 0;
    for (std::size_t k = 0; k < runs_of_point(); ++k) {
      const PlanWalk::Step step = walk_.at(p * runs_of_point() + k);
      if (!step.allowed) break;
      const RunIndexEntry* entry = run_index_.find(step.key);
      if (!entry || !entry->ended) {
        ++out_.missing;
        continue;
      }
      ++ended, bad += entry->status != RunStatus::ok;
      if (entry->status == RunStatus::ok)
        runs[step.run.alternative][step.run.replicate] = records_.read(*entry).outputs;
    }
    out_.ok += ended - bad, out_.failed += bad;
    if (ended > 0) out_.fails[p] = static_cast<double>(bad) / static_cast<double>(ended);
    return runs;
  }

  void add_quantities(std::size_t p, const PointRuns& runs) {
    for (std::size_t o = 0; o < spec_.outputs.size(); ++o)
      if (const auto of = replicates_of(runs, spec_.reference, o, false, spec_.reference); !of.empty())
        levels_[o].push_back(mean_of(of));
    for (std::size_t q = 0; q < out_.quantities.size(); ++q) {
      const Quantity& quantity = out_.quantities[q];
      const auto values =
          replicates_of(runs, quantity.alternative, quantity.output, quantity.difference, spec_.reference);
      out_.values[q][p] = mean_or_nothing(values);
      if (!values.empty()) out_.random[q] += random_variance(values), ++counted_[q];
    }
  }

  void add_cases(std::size_t p, const PointRuns& runs) {
    for (std::size_t c = 0; c < spec_.cases.size(); ++c) {
      const StudyCase& of = spec_.cases[c];
      for (std::size_t a = 0; a < spec_.alternatives.size(); ++a)
        out_.happens[c][a][p] = share_of(replicates_of(runs, a, of.output, of.difference, spec_.reference), of);
    }
  }

  void add_worth(std::size_t p, const PointRuns& runs) {
    for (std::size_t o = 0; o < spec_.objectives.size(); ++o)
      for (std::size_t k = 0; k < runs_of_point(); ++k)
        if (const auto& own = runs[k / spec_.replicates][k % spec_.replicates]; !own.empty())
          out_.worth[o][p * runs_of_point() + k] = own[spec_.objectives[o].output];
  }

  const Plan& plan_;
  const PlanSpec& spec_;
  const RunIndex& run_index_;
  RecordReader records_;
  PlanWalk walk_;
  std::vector<std::size_t> counted_;         ///< by quantity: points that have it
  std::vector<std::vector<double>> levels_;  ///< of the reference, by output
  SweepTable out_;
};

}  // namespace

SweepTable tabulate(const Plan& plan, const RunIndex& run_index) { return Tabulator(plan, run_index).tabulate(); }

}  // namespace chokepoint
