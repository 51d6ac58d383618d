// One run: a scenario, a seed and a replicate, month by month. The only month loop of the program.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "engine/run/phase.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint {

class Simulation;

/// Watches a run and remembers what it measured. What it measures decides the triggers of the months after.
class Observer : public Measurements {
 public:
  virtual void observe(const Simulation& simulation) = 0;
  /// A copy with the same memory, for a run that branches off.
  [[nodiscard]] virtual std::unique_ptr<Observer> clone() const = 0;
};

/// A value with its own world; simulations share nothing that changes, so any number may run side by side.
class Simulation {
 public:
  /// `phases` is the schedule of the month; the engine does not know the agents behind it.
  /// `observer`, if any, sees each month at its end; a scenario whose triggers read metrics needs one.
  /// `parameters`, if any, stand in for the scenario's own; they are read here and need not be kept.
  Simulation(const Scenario& scenario, std::span<const Phase> phases, std::uint64_t seed, std::uint64_t replicate,
             Observer* observer = nullptr, const Parameters* parameters = nullptr);

  /// Goes on under another scenario from the next month on: a branch. The scenarios must agree in world and parameters,
  /// and in every event up to now. `observer` must remember the months so far.
  [[nodiscard]] Simulation branch(const Scenario& scenario, Observer* observer) const;

  /// Whether the scenario's last month has been simulated.
  [[nodiscard]] bool done() const { return next_ > end_; }
  /// The month that the next step simulates.
  [[nodiscard]] Month next() const { return next_; }

  /// Simulates the next month: events, phases. Afterwards world().month is that month.
  void step();

  /// The same in its parts, for one who looks in between: begin_month(), every phase of phases() in order, end_month().
  void begin_month();
  void run_phase(const Phase& phase);
  void end_month();
  [[nodiscard]] std::span<const Phase> phases() const { return phases_; }

  /// Steps to the end; calls `observe` after each month.
  void run(const std::function<void(const Simulation&)>& observe = {});

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Regimes& regimes() const { return regimes_; }
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }
  [[nodiscard]] const RandomStream& random() const { return random_; }
  /// Whether some measure began, ended or varied in this month.
  [[nodiscard]] bool rules_changed() const { return rules_changed_; }

 private:
  void reserve_rules();
  [[nodiscard]] std::size_t domain_size(Domain domain) const;

  std::shared_ptr<const Calendar> calendar_;
  std::span<const Phase> phases_;
  Observer* observer_;
  RandomStream random_;
  Parameters base_, parameters_;
  World world_;
  Regimes regimes_;
  Month next_{0}, end_;
  bool rules_changed_ = false;
  bool stale_ = true;  ///< the policy state is not yet that of the calendar
};

}  // namespace chokepoint
