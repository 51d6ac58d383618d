// The runs of a batch study: from a run's number to its outputs.
#pragma once

#include <algorithm>
#include <list>
#include <memory>
#include <span>
#include <string>

#include "analysis/runs/history_cache.hpp"
#include "analysis/sweep/study.hpp"
#include "engine/batch/worker_pool.hpp"
#include "engine/scenario/divergence.hpp"

namespace chokepoint {

/// Runs what a plan says. Keeps the scenarios it made last, since runs that follow each other often share one, and the
/// months that they share, so that what acts from a date on costs the months from then on. Not for several threads at
/// once; processes have one each. The study and the plan must outlive it.
class SweepTrial {
 public:
  /// `megabytes`: what a process may take beyond what it begins with; 0: as much as it likes.
  SweepTrial(const SweepStudy& study, const Plan& plan, std::span<const Phase> phases, std::size_t megabytes = 0);
  /// Throws ScenarioError if the values of the run's point make no scenario.
  [[nodiscard]] TrialResult operator()(std::uint64_t index);
  [[nodiscard]] ContentKey key(std::uint64_t index);
  [[nodiscard]] const Plan& plan() const { return plan_; }
  /// Months simulated so far.
  [[nodiscard]] std::size_t months_run() const { return histories_.months_run(); }

 private:
  /// A scenario that values make, and the one that it shares months with.
  struct Variant {
    std::string name;
    std::uint64_t number;
    Scenario scenario;
    Evaluator evaluate;
    ScenarioCourse course;
    std::shared_ptr<const Variant> trunk = {};  ///< with which it shares months, if with any
    Month parts = {};                           ///< from when on it may differ from its trunk
    int depth = 0;                              ///< of trunks of trunks
    Variant(std::string what, std::uint64_t which, Scenario made, std::span<const Phase> phases,
            std::span<const Figure> figures)
        : name(std::move(what)),
          number(which),
          scenario(std::move(made)),
          evaluate(scenario, phases, figures),
          course(scenario) {}
    /// Whether the record of a run of one can go on as the other's.
    [[nodiscard]] bool shares_record(const Variant& other) const {
      return scenario.end == other.scenario.end &&
             std::ranges::equal(evaluate.layout().measured(), other.evaluate.layout().measured());
    }
  };
  [[nodiscard]] const Variant& variant(std::size_t alternative, const std::vector<double>& values);
  [[nodiscard]] Scenario scenario(std::size_t alternative, const std::vector<double>& values) const;
  void find_trunk(Variant& made);
  [[nodiscard]] std::unique_ptr<SingleRun> begin(const Variant& made, const Parameters& parameters,
                                                 const RunSetting& setting);
  [[nodiscard]] std::vector<double> figures(const Variant& made, const Parameters& parameters,
                                            const RunSetting& setting);

  const SweepStudy& study_;
  const Plan& plan_;
  std::span<const Phase> phases_;
  PlanWalk walk_;
  std::list<std::shared_ptr<const Variant>> variants_;  ///< latest first
  std::uint64_t made_ = 0;
  HistoryCache histories_;
};

}  // namespace chokepoint
