// Which events close which links: each measure in force is tried alone, and the others without it.
#pragma once

#include <vector>

#include "engine/markets/network.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint {

/// By link: the events of the calendar that would close it alone, among links that the rules in force close together;
/// where none would, those without which it would be open, as when a measure acts through another. Empty for an open
/// link, and for one that no single measure opens or closes. `world` is a run's state at a month's end.
[[nodiscard]] Column<EdgeId, std::vector<EventId>> causes_of(const Scenario& scenario, const World& world,
                                                             const RandomStream& random,
                                                             const NetworkMeasures& measures);

/// The policy state, the terms of sale and the parameters that one event of a scenario would make alone, in the world
/// of a run at a month's end. `parameters` are the run's, before any event; the scenario's own if there are none.
class MeasureAlone {
 public:
  MeasureAlone(const Scenario& scenario, const World& world, const RandomStream& random,
               const Parameters* parameters = nullptr);
  /// All other clocks stopped; the event's own stands as given.
  void only(EventId event, const EventClock& clock);
  /// All events as they stand in the run, but this one, which never began.
  void without(EventId event) { all_and(event, {}); }
  /// No event at all.
  void none();
  /// All events as they stand in the run.
  void all();
  /// The same, but one, whose clock is given.
  void all_and(EventId event, const EventClock& clock);
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Regimes& regimes() const { return regimes_; }
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

 private:
  void compile();

  const Scenario& scenario_;
  const RandomStream& random_;
  const Parameters& base_;
  const Column<EventId, EventClock> clocks_;
  World world_;
  Regimes regimes_;
  Parameters parameters_;
};

}  // namespace chokepoint
