// What may happen: measures, which persist while in force, and shocks, which strike once.
//
// To add a type: one file `engine/events/<name>.cpp` that defines its EventType, and its name in event_types.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/base/random.hpp"
#include "engine/events/fields.hpp"
#include "engine/events/trigger.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// How a measure's severity grows from its start on.
struct Ramp {
  enum class Shape { linear, s_curve, exponential };
  Shape shape = Shape::linear;
  int months = 0;  ///< until full severity; 0: at once

  /// Share of the full severity in the k-th month in force, k = 0 being the first: 1 from k = months on.
  [[nodiscard]] double at(int k) const;
};

/// The fields that every event has.
struct EventHeader : FieldHolder {
  std::string id, type, source, note;
  NationList issuers;  ///< nations, and members of regions and blocs, each of which takes the measure
  NationList targets;
  NationList allies;              ///< take the same measure at the same time
  bool allied_auto = false;       ///< aligned nations follow with a hazard
  bool fdpr = false;              ///< binds foreign suppliers whose goods hold the issuer's content
  std::optional<Month> announce;  ///< known, not yet in force: buyers hoard
  Month start;                    ///< with a trigger: the first month in which it may fire
  std::optional<Month> end;       ///< first month without it
  std::optional<Month>
      withdrawn;     ///< called off in this month, whether announced or in force; nothing if it is over by then
  int duration = 0;  ///< months in force after each start; 0: until `end`
  int lead = 0;      ///< months from the firing of the trigger (announcement) to the start
  std::optional<Trigger> trigger;
  double severity = 1;  ///< 0: no effect at all
  Ramp ramp;
  std::optional<double> enforcement;
  int priority = 0;  ///< lower acts first; ties by id
  std::vector<std::string> tags;
  Place place;
};

/// What an event may look at when it acts.
struct EventView {
  const World& world;
  const WorldData& data;
  const RandomStream& random;
  Month month;
  NationId issuer;     ///< who acts: one of the header's issuers, or a nation that takes the same measure
  double severity;     ///< this month, after ramp and reliefs
  Month since;         ///< first month in force
  Month until;         ///< first month after it, before any tail
  EventId event = {};  ///< which one acts
};

/// Severity of a measure in a month in force, after its ramp and the share that reliefs leave of it.
[[nodiscard]] double severity_in(const EventHeader& header, const EventClock& clock, Month month, double kept);

class Event;
class EventReader;
class Calendar;

/// Places of events in the order in which they act, by id.
using EventIndex = std::unordered_map<std::string, std::size_t>;

/// Finds the events that another event names. Handed out once all events are read.
class EventDirectory {
 public:
  EventDirectory(std::span<const std::shared_ptr<Event>> events, const EventIndex& index, Mistakes& mistakes)
      : events_(events), index_(index), mistakes_(mistakes) {}
  /// The event of this id; a wrong one is a mistake at `place` with the nearest right one.
  [[nodiscard]] EventId find(const std::string& id, const Place& place) const;
  /// Events by id or by `tag:NAME`; a word that matches nothing is a mistake.
  [[nodiscard]] std::vector<EventId> match(const std::vector<std::string>& words, const Place& place) const;
  [[nodiscard]] const Event& event(EventId id) const { return *events_[id.index()]; }
  [[nodiscard]] std::size_t count() const { return events_.size(); }
  /// Measures by id or by `tag:NAME` that a relief may scale. Under a tag other events are passed over; by id they are
  /// mistakes.
  [[nodiscard]] std::vector<EventId> measures(const std::vector<std::string>& words, const Place& place) const;
  [[nodiscard]] Mistakes& mistakes() const { return mistakes_; }

 private:
  std::span<const std::shared_ptr<Event>> events_;
  const EventIndex& index_;
  Mistakes& mistakes_;
};

class Event : public FieldHolder {
 public:
  EventHeader header;

  virtual ~Event() = default;

  /// Checks what its table of fields cannot say, and works out what follows from several fields. Called once, when the
  /// header and all fields are read.
  virtual void check(EventReader&) {}
  /// Resolves what it says of other events. Called once, before any run.
  virtual void link(const EventDirectory&) {}
  /// Adds the event's rules to a policy state, every month from start until end.
  virtual void in_force(const EventView&, Regimes&) const {}
  /// Adds what follows from its announcement, every month from announce until start.
  virtual void announced(const EventView&, Regimes&) const {}
  /// Changes the state once, in the month of its start.
  virtual void strike(const EventView&, World&) const {}
  /// Changes parameters, every month in force, on top of what earlier events made of them.
  virtual void adjust(const EventView&, Parameters&) const {}
  /// Scales the severity of other events while in force: kept[e] is the share that is left.
  virtual void relieve(const EventView&, std::span<double>) const {}
  /// Months after its end for which it goes on acting, as in a recovery.
  [[nodiscard]] virtual int tail() const { return 0; }
  /// Factor on the hazards of another event's trigger while in force with this severity.
  [[nodiscard]] virtual double factor_on_hazards(const EventHeader&, double) const { return 1; }
  /// Whether its rules differ from month to month while in force (a ramp is seen to by itself).
  [[nodiscard]] virtual bool varies() const { return false; }
  /// Probability per month in force that it ends at once (it is found out).
  [[nodiscard]] virtual double ending_hazard() const { return 0; }
  /// Whether what it does depends on who issues it. If not, the issuers tell only who did it, and it acts once.
  [[nodiscard]] virtual bool by_issuer() const { return true; }
  /// M$ a month that it costs the issuer, of a subsidy.
  [[nodiscard]] virtual double monthly_cost() const { return 0; }
  /// Whether it does nothing but scale or calm other events: nothing for a relief or an ally to take up.
  [[nodiscard]] virtual bool about_events() const { return false; }
  /// Kind of good whose suppliers make a nation a candidate to follow this measure.
  [[nodiscard]] virtual std::optional<Good> good() const { return std::nullopt; }
  /// Whether it is a rule on accelerators, which a licence may relax.
  [[nodiscard]] virtual bool bars_chips() const { return false; }
  /// One sentence for a person, without dates.
  [[nodiscard]] virtual std::string describe(const WorldData& data) const = 0;
};

enum class EventKind {
  measure,  ///< in force from start until end
  shock,    ///< strikes once
  fact,     ///< for the record
};

/// A new event of a type, with the defaults of its fields.
template <class T>
[[nodiscard]] std::unique_ptr<Event> make_event() {
  return std::make_unique<T>();
}

struct EventType {
  std::string_view name, meaning;
  EventKind kind;
  /// Exactly what it does, in the words of docs/model.md; for the documentation.
  std::string_view effect;
  std::span<const EventField> fields;
  /// One event of this type as a person would write it, without the leading dash. Run as a test.
  std::string_view example;
  /// `make_event` of its class.
  std::unique_ptr<Event> (*make)();
  /// Common fields that it cannot do without: `issuer`, or `issuer targets`.
  std::string_view needs = {};
  /// Common fields that a measure has only if its type says so: `targets` (at whom it is aimed), or `places` (they are
  /// where it acts, be it at home), and `fdpr`. What it needs it has.
  std::string_view uses = {};

  [[nodiscard]] bool needs_field(std::string_view word) const { return needs.find(word) != std::string_view::npos; }
  [[nodiscard]] bool has_use(std::string_view word) const {
    return needs_field(word) || uses.find(word) != std::string_view::npos;
  }
};

/// The fields that every event may have.
[[nodiscard]] std::span<const EventField> common_event_fields();
/// Every type, by name.
[[nodiscard]] std::span<const EventType* const> event_types();
[[nodiscard]] const EventType* find_event_type(std::string_view name);

/// `China`, `China and Southeast Asia`: nations and regions as they were named, for sentences.
[[nodiscard]] std::string nation_list(const WorldData& data, const NationList& nations);

}  // namespace chokepoint
