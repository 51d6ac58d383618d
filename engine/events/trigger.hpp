// When an event happens, if not on a date: conditions on time, metrics, random variation and other events.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/random.hpp"
#include "engine/events/expression.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

struct EventContext;
class EventDirectory;

/// What a trigger may look at: metrics of the end of last month; of clocks, what did not fire this month.
struct TriggerView {
  const Column<EventId, EventClock>& clocks;
  const Measurements* measurements;  ///< null in the first month
  const RandomStream& random;
  Month month;
  EventId self;
  std::uint64_t name = 0;                            ///< hash of the event's id: keys its random numbers
  double hazard_factor = 1;                          ///< of a truce on hazards
  const Column<EventId, double>* decided = nullptr;  ///< what governments have decided for this month
};

/// That an event is an instrument of its issuer: it happens when that government decides so.
struct Discretion {
  PolicyKind kind = PolicyKind::restrict;
  std::optional<double> rung;  ///< of the ladder of escalation, instead of that of the event's type
};

class Trigger {
 public:
  enum class Kind { all, any, none, date, window, every, when, hazard, chance, after, policy };

  /// Reads a trigger; mistakes go to `mistakes`.
  [[nodiscard]] static std::optional<Trigger> read(const config::Node& node, const EventContext& context,
                                                   Mistakes& mistakes);

  /// Finds the events that it waits for.
  void link(const EventDirectory& directory);
  /// Whether it holds this month.
  [[nodiscard]] bool holds(const TriggerView& view) const;
  /// Whether it may fire more than once.
  [[nodiscard]] bool repeats() const;
  /// Months between two firings at the least.
  [[nodiscard]] int cooldown() const;
  /// The month before which it cannot hold, as far as its own dates say.
  [[nodiscard]] Month earliest() const;
  /// Ids of the events that it waits for.
  void append_events(std::vector<std::string>& out) const;
  /// Calls f(part) for each part that is an outcome of a draw that several events share.
  void each_outcome(const std::function<void(Trigger&)>& f);
  [[nodiscard]] const std::string& shared_draw() const { return shared_draw_; }
  [[nodiscard]] const Place& shared_draw_place() const { return shared_draw_place_; }
  [[nodiscard]] double probability() const { return probability_; }
  /// Puts it behind the outcomes that come before it: of the draw's numbers it takes those from `before` on.
  void stand_behind(double before) { before_ = before; }
  /// The series that it reads.
  void append_series(std::vector<std::size_t>& out) const;
  /// Whether it reads metrics.
  [[nodiscard]] bool reads_metrics() const;
  /// What a government decides of it: of the first `policy` in it, or null.
  [[nodiscard]] const Discretion* discretion() const;
  /// `when eci_gap < 2 for 3 months`: for a person.
  [[nodiscard]] std::string describe() const;

 private:
  Kind kind_ = Kind::all;
  std::vector<Trigger> parts_;
  Month from_{0};
  std::optional<Month> until_;
  int months_ = 0;  ///< every, for_months, after
  int cooldown_ = 0;
  bool once_ = true;
  double probability_ = 1;  ///< of a hazard per month, a chance, an after
  std::uint64_t draw_ = 0;  ///< number of this part in the whole trigger: keys its random numbers
  /// An event that raises or lowers the probability of a hazard once it has begun.
  struct Raise {
    std::string event;
    Place place;
    double factor = 1;
    EventId id;
    bool for_good = false;  ///< a shock; else as long as it is in force
  };
  std::vector<Raise> raised_by_;
  std::string shared_draw_;  ///< of a chance: its draw is that of all events that name it, of which one comes about
  Place shared_draw_place_;
  double before_ = 0;  ///< probability of the outcomes of that draw that stand before it
  std::optional<Expression> condition_;
  std::string event_;
  Place event_place_;
  EventId event_id_;
  bool of_end_ = false;  ///< after the other's end, not its start
  std::optional<Discretion> discretion_;

  [[nodiscard]] double raised(const TriggerView& view) const;
  [[nodiscard]] bool lucky(const TriggerView& view, double probability, Month month) const;
  [[nodiscard]] bool holds_after(const TriggerView& view) const;
  /// By one draw at the start of the run: whether at all, and in a window from which month on.
  [[nodiscard]] bool drawn_by(const TriggerView& view) const;
  [[nodiscard]] std::string describe_parts(std::string_view word) const;
  [[nodiscard]] std::string describe_span() const;
  [[nodiscard]] std::string describe_delay() const;
  [[nodiscard]] std::string describe_raises() const;
  [[nodiscard]] std::string describe_decision() const;
  void read_keys(config::MapReader& r, const EventContext& context);
  void read_parts(const std::string& key, const config::Node& value, const EventContext& context, Mistakes& mistakes,
                  int depth, std::uint64_t& draw);
  void read_chance(config::MapReader& r);
  void read_raises(config::MapReader& r, Mistakes& mistakes);
  void read_span(config::MapReader& r);
  void read_repetition(config::MapReader& r);
  void read_condition(config::MapReader& r, const EventContext& context);
  void read_other(config::MapReader& r);
  void read_policy(config::MapReader& r);
  static std::optional<Trigger> read_part(const config::Node& node, const EventContext& context, Mistakes& mistakes,
                                          int depth, std::uint64_t& draw);
};

}  // namespace chokepoint
