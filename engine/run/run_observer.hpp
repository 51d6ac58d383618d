// Who looks at a run as it goes on, beside what is measured of it.
#pragma once

#include <memory>

#include "engine/run/simulation.hpp"

namespace chokepoint {

/// Looks at a run month by month and changes nothing in it: no bit of the run depends on whether anyone looks. One a
/// run; a run that branches off takes a copy along.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  /// A month has ended.
  virtual void month_ended(const Simulation& run) = 0;
  /// The same memory, for the run that goes on under another scenario, which must outlive the copy.
  [[nodiscard]] virtual std::unique_ptr<RunObserver> branch(const Scenario& scenario) const = 0;
};

}  // namespace chokepoint
