// Scenarios run together: the same random numbers and parameters for each, months that they have in common run once.
#pragma once

#include <functional>

#include "analysis/runs/ensemble.hpp"
#include "engine/scenario/divergence.hpp"

namespace chokepoint {

/// Makes who looks at a replicate of a scenario with these parameters.
using ObserverOf = std::function<std::unique_ptr<RunObserver>(const Scenario& scenario, const Parameters& parameters,
                                                              std::uint64_t replicate)>;

/// What a replicate is run with.
struct Replicate {
  std::span<const Phase> phases;
  const Layout& layout;
  std::uint64_t seed = 1, number = 0;
  const ObserverOf* observer = nullptr;  ///< none: nobody looks
  bool network = false;                  ///< it looks at the network in `chokepoint_month`
};

/// From whom each scenario branches, and when.
class SharedMonths {
 public:
  /// The scenarios must outlive this. Each branches off that one before it in the list from which it parts last. Where
  /// governments decide by themselves a branch of a family goes on from its trunk, which is run for it: what they see
  /// ahead would else move history.
  explicit SharedMonths(std::vector<const Scenario*> scenarios);

  [[nodiscard]] std::span<const Scenario* const> scenarios() const { return std::span(scenarios_).subspan(trunks_); }
  /// Months simulated for one replicate of all, and what it would be without sharing.
  [[nodiscard]] std::size_t months() const;
  [[nodiscard]] std::size_t months_apart() const;

  /// Simulates and measures one replicate of each, bit for bit as if each had been run alone. `parameters` gives a
  /// scenario's own, asked for those that branch off no other.
  [[nodiscard]] std::vector<Measured> measure(const Replicate& replicate,
                                              const std::function<Parameters(const Scenario&)>& parameters) const;

 private:
  void follow(std::size_t s, MeasuredRun& run, std::vector<Measured>& out) const;

  void place(std::size_t s, std::span<const ScenarioCourse> courses);

  std::vector<const Scenario*> scenarios_;  ///< trunks first
  std::size_t trunks_ = 0;                  ///< run for their branches alone
  std::vector<Month> from_;                 ///< first month that is not shared; the world's first: branches off none
  std::vector<std::vector<std::size_t>> branches_;  ///< by scenario, in order of their months
};

}  // namespace chokepoint
