// The runs of a batch study: from a run's number to its outputs.
#pragma once

#include <list>
#include <memory>
#include <span>
#include <string>

#include "analysis/sweep/study.hpp"
#include "engine/batch/worker_pool.hpp"

namespace chokepoint {

/// Runs what a plan says. Keeps the scenarios it made last, since runs that follow each other often share one. Not for
/// several threads at once; processes have one each. The study and the plan must outlive it.
class SweepTrial {
 public:
  SweepTrial(const SweepStudy& study, const Plan& plan, std::span<const Phase> phases);
  /// Throws ScenarioError if the values of the run's point make no scenario.
  [[nodiscard]] TrialResult operator()(std::uint64_t index);
  [[nodiscard]] ContentKey key(std::uint64_t index);
  [[nodiscard]] const Plan& plan() const { return plan_; }

 private:
  struct Variant {
    std::string name;
    Scenario scenario;
    Evaluator evaluate;
    Variant(std::string what, Scenario made, std::span<const Phase> phases, std::span<const Figure> figures)
        : name(std::move(what)), scenario(std::move(made)), evaluate(scenario, phases, figures) {}
  };
  [[nodiscard]] const Variant& variant(std::size_t alternative, const std::vector<double>& values);

  const SweepStudy& study_;
  const Plan& plan_;
  std::span<const Phase> phases_;
  PlanWalk walk_;
  std::list<Variant> variants_;  ///< latest first
};

}  // namespace chokepoint
