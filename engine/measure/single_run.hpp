// One run by itself, with the record that its triggers read if they read any.
#pragma once

#include <memory>

#include "engine/measure/metric_table.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint {

/// For one who looks at a run and measures nothing of it. Moving it would leave the run without its record.
class SingleRun {
 public:
  /// `parameters` as for a Simulation. The scenario must outlive this.
  SingleRun(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed, std::uint64_t replicate,
            const Parameters* parameters = nullptr);
  /// The same run so far, going on under a scenario of which it keeps what it needs.
  SingleRun(const SingleRun& trunk, const Scenario& branch);
  SingleRun(const SingleRun&) = delete;
  SingleRun& operator=(const SingleRun&) = delete;

  [[nodiscard]] Simulation& simulation() { return simulation_; }
  [[nodiscard]] const Simulation& simulation() const { return simulation_; }

 private:
  std::shared_ptr<const Layout> layout_;  ///< none: no trigger reads metrics
  std::unique_ptr<Observer> observer_;
  Simulation simulation_;
};

}  // namespace chokepoint
