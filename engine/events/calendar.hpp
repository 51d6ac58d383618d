// Which events act when. Moves the events' clocks and turns the events in force into the month's policy state and
// parameters.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/events/event.hpp"

namespace chokepoint {

class Calendar {
 public:
  /// Events in any order; they act in the order of (priority, id). Links the events to each other; mistakes, circles of
  /// `after` among them, go to `mistakes`.
  /// `agent_from`: by nation, the month from which its government decides by itself, or never; empty: all keep to what
  /// is written.
  Calendar(std::vector<std::shared_ptr<Event>> events, Mistakes& mistakes,
           const Column<NationId, Month>& agent_from = {});

  [[nodiscard]] std::span<const std::shared_ptr<Event>> events() const { return events_; }
  [[nodiscard]] EventId find(std::string_view id) const;
  /// Whether some trigger reads metrics: a run then needs measurements.
  [[nodiscard]] bool reads_metrics() const { return reads_metrics_; }
  /// The series that triggers read, as the catalogue of metrics numbers them.
  [[nodiscard]] std::span<const std::size_t> series_read() const { return series_read_; }
  /// The month from which the event's issuer decides by itself and takes it no more, or never. What stands from the
  /// first month of the world, or was taken before, stays.
  [[nodiscard]] Month superseded_from(EventId e) const { return superseded_[e]; }
  [[nodiscard]] const Statecraft& statecraft() const { return *craft_; }
  /// The same calendar in which one event never comes about: others that name it still find it, but it neither starts
  /// nor fires. A run under it says what the event does.
  [[nodiscard]] std::shared_ptr<const Calendar> without(EventId e) const;

  /// Sets the clocks of a world that is about to begin.
  void start_clocks(World& world) const;
  /// The same for a world that has come to a month under another calendar: events of one id go on where they stand,
  /// unless they lie wholly ahead.
  void transfer_clocks(World& world, const Calendar& former) const;

  /// Evaluates triggers, ends what is found out, lets aligned nations follow: what begins or ends in world.month.
  void advance(World& world, const Parameters& parameters, const Measurements* measurements,
               const RandomStream& random) const;

  /// Events that strike in this month, in order.
  void strike(World& world, const RandomStream& random) const;

  /// Whether rules or parameters may differ from the month before.
  [[nodiscard]] bool changes_in(const World& world) const;

  /// Rebuilds the policy state and the parameters of the month. Allocates nothing once `regimes` has grown.
  void compile(const World& world, const Parameters& base, const RandomStream& random, Regimes& regimes,
               Parameters& parameters) const;

 private:
  void arrange_outcomes(Mistakes& mistakes) const;
  void check_circles(Mistakes& mistakes) const;
  [[nodiscard]] EventClock initial_clock(EventId e) const;
  class Standing;
  /// Whether an event's trigger counts this month.
  [[nodiscard]] bool may_fire(const World& world, EventId e) const;
  /// Factor on the hazards of an event from what is in force.
  [[nodiscard]] double calm(const World& world, const EventHeader& header) const;
  void fire(World& world, EventId e) const;
  void follow(World& world, EventId e, const Parameters& parameters, const RandomStream& random) const;

  std::vector<std::shared_ptr<Event>> events_;
  EventIndex index_;                  ///< by id
  std::vector<std::uint64_t> names_;  ///< hashes of the ids
  std::shared_ptr<const Statecraft> craft_;
  Column<EventId, Month> superseded_;
  std::vector<std::size_t> series_read_;
  bool reads_metrics_ = false, allied_auto_ = false;
  EventId silent_;  ///< the event that never comes about, or none
};

}  // namespace chokepoint
