// One run by itself, with its record: what its triggers read if they read any, or what is asked.
#pragma once

#include <memory>

#include "engine/measure/metric_table.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint {

/// For one who looks at a run, or measures a few series of it. Moving it would leave the run without its record.
class SingleRun {
 public:
  /// `parameters` as for a Simulation. The scenario must outlive this.
  SingleRun(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed, std::uint64_t replicate,
            const Parameters* parameters = nullptr);
  /// The same, measuring what a layout says, which is at least what its triggers read.
  SingleRun(const Scenario& scenario, std::span<const Phase> phases, std::shared_ptr<const Layout> layout,
            std::uint64_t seed, std::uint64_t replicate, const Parameters* parameters);
  /// The same run so far, going on under a scenario of which it keeps what it needs.
  SingleRun(const SingleRun& trunk, const Scenario& branch);
  SingleRun(const SingleRun&) = delete;
  SingleRun& operator=(const SingleRun&) = delete;

  [[nodiscard]] Simulation& simulation() { return simulation_; }
  [[nodiscard]] const Simulation& simulation() const { return simulation_; }
  /// A series of its layout in a month that has been simulated.
  [[nodiscard]] double measured(std::size_t series, Month month) const { return observer_->measured(series, month); }
  /// Runs up to and including a month, or to its end if that comes first.
  void run_to(Month last);

 private:
  std::shared_ptr<const Layout> layout_;  ///< none: no trigger reads metrics
  std::unique_ptr<Observer> observer_;
  Simulation simulation_;
};

}  // namespace chokepoint
