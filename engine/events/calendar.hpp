// Which events act when. Turns the events in force into the month's rule book and parameters.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/events/event.hpp"

namespace chokepoint {

class Calendar {
 public:
  /// Events in any order; they act in the order of (priority, id).
  explicit Calendar(std::vector<std::shared_ptr<const Event>> events);

  [[nodiscard]] std::span<const std::shared_ptr<const Event>> events() const { return events_; }

  /// Events that strike in this month, in order.
  void strike(World& world) const;

  /// Whether rules or parameters may differ from the month before.
  [[nodiscard]] bool changes_in(Month month) const;

  /// Rebuilds the rule book and the parameters of the month. Allocates nothing once `regimes` has grown.
  void compile(const World& world, const Parameters& base, Regimes& regimes, Parameters& parameters) const;

 private:
  std::vector<std::shared_ptr<const Event>> events_;
};

}  // namespace chokepoint
