// Scenarios run together: the same random numbers and parameters for each, months that they have in common run once.
#pragma once

#include <functional>

#include "analysis/runs/ensemble.hpp"

namespace chokepoint {

/// From whom each scenario branches, and when.
class SharedMonths {
 public:
  /// The scenarios must outlive this. Each branches off that one before it in the list from which it parts last.
  explicit SharedMonths(std::vector<const Scenario*> scenarios);

  [[nodiscard]] std::span<const Scenario* const> scenarios() const { return scenarios_; }
  /// Months simulated for one replicate of all, and what it would be without sharing.
  [[nodiscard]] std::size_t months() const;
  [[nodiscard]] std::size_t months_apart() const;

  /// Simulates and measures one replicate of each, bit for bit as if each had been run alone. `parameters` gives a
  /// scenario's own, asked for those that branch off no other.
  [[nodiscard]] std::vector<Measured> measure(std::span<const Phase> phases, const Layout& layout, std::uint64_t seed,
                                              std::uint64_t replicate,
                                              const std::function<Parameters(const Scenario&)>& parameters) const;

 private:
  void follow(std::size_t s, MeasuredRun& run, std::vector<Measured>& out) const;

  std::vector<const Scenario*> scenarios_;
  std::vector<Month> from_;  ///< first month that is not shared; the world's first: branches off none
  std::vector<std::vector<std::size_t>> branches_;  ///< by scenario, in order of their months
};

}  // namespace chokepoint
