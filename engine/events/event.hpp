// What may happen: measures, which persist while in force, and shocks, which strike once.
//
// To add a type: one file `engine/events/<name>.cpp` that defines its EventType, and its name in event_types.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// The fields that every event has.
struct EventHeader {
  std::string id, type, source, note;
  NationId issuer;
  std::vector<NationId> targets;
  std::optional<Month> announce;  ///< known, not yet in force: buyers hoard
  Month start;
  std::optional<Month> end;       ///< first month without it
  double severity = 1;            ///< 0: no effect at all
  std::optional<double> enforcement;
  int priority = 0;               ///< lower acts first; ties by id
  std::vector<std::string> tags;
  Place place;
};

/// What an event may look at when it acts.
struct EventView {
  const World& world;
  const WorldData& data;
  Month month;
};

class Event {
 public:
  EventHeader header;

  virtual ~Event() = default;

  /// Adds the event's rules to a rule book, every month from start until end.
  virtual void in_force(const EventView&, Regimes&) const {}
  /// Adds what follows from its announcement, every month from announce until start.
  virtual void announced(const EventView&, Regimes&) const {}
  /// Changes the state once, in the month of its start.
  virtual void strike(World&) const {}
  /// Changes parameters, every month in force, on top of what earlier events made of them.
  virtual void adjust(Parameters&, Month) const {}
  /// Whether its rules differ from month to month while in force.
  [[nodiscard]] virtual bool varies() const { return false; }
  /// One sentence for a person, without dates.
  [[nodiscard]] virtual std::string describe(const WorldData& data) const = 0;

  [[nodiscard]] bool is_announced(Month m) const { return header.severity > 0 && header.announce && *header.announce <= m && m < header.start; }
  [[nodiscard]] bool is_in_force(Month m) const { return header.severity > 0 && header.start <= m && (!header.end || m < *header.end); }
};

/// Reads the fields of one event; names are resolved, and a wrong one is a mistake with the nearest right one.
class EventReader : public config::MapReader {
 public:
  EventReader(const config::Node& node, const WorldData& data, const ParameterTable& parameters, Mistakes& mistakes);

  /// Reads what all events share. A missing id, type or start, or an end before the start, is a mistake.
  [[nodiscard]] EventHeader header();

  const WorldData& data;
  const ParameterTable& parameters;

  NationId nation(std::string_view key, bool required);
  std::vector<NationId> nations(std::string_view key);
  FirmId firm(std::string_view key);
  DesignerId designer(std::string_view key);
  ChipId chip(std::string_view key);
  /// Any supplier: designer, foundry, memory maker or toolmaker.
  VertexId supplier(std::string_view key);
  /// Finds a word in a list of names; a mistake at `place` names `kind` and the nearest.
  std::optional<std::size_t> find_name(const std::string& word, const Names& names, std::string_view kind, const Place& place);
  void require_targets(const EventHeader& header);
  void require_issuer(const EventHeader& header);
};

/// A field of an event type, for `simulate list events` and the documentation.
struct EventField {
  std::string_view name, unit, fallback, meaning;
};

struct EventType {
  std::string_view name, meaning;
  std::span<const EventField> fields;
  /// Reads the fields of its own; the header is already read.
  std::unique_ptr<Event> (*read)(EventReader& reader, const EventHeader& header);
};

/// The fields that every event may have.
[[nodiscard]] std::span<const EventField> common_event_fields();
/// Every type, by name.
[[nodiscard]] std::span<const EventType* const> event_types();

/// Reads one event of any type, or nothing if its type is unknown.
[[nodiscard]] std::unique_ptr<Event> read_event(const config::Node& node, const WorldData& data, const ParameterTable& parameters, Mistakes& mistakes);

/// `China`, `China and Korea`: names of nations for sentences.
[[nodiscard]] std::string nation_list(const WorldData& data, const std::vector<NationId>& nations);

}  // namespace chokepoint
