// Reading events from what a person wrote.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/events/event.hpp"

namespace chokepoint {

/// Reads one event by the descriptions of its fields: each goes into its member, or leaves there the default. Names are
/// resolved, and a wrong one is a mistake with the nearest right one. Then the event's own `check` asks it what stands
/// in the file, and tells it what is wrong.
class EventReader {
 public:
  EventReader(const config::Node& node, const EventContext& context, Mistakes& mistakes);

  const WorldData& data;
  const ParameterTable& parameters;

  /// Reads the whole event, its header first; nothing if its type is unknown.
  [[nodiscard]] std::unique_ptr<Event> event();

  [[nodiscard]] const EventHeader& header() const { return header_; }
  /// Whether a key is there.
  [[nodiscard]] bool has(std::string_view key);
  /// Whether the value of a field is a mistake already told.
  [[nodiscard]] bool is_wrong(std::string_view key) const;
  [[nodiscard]] Place place_of(std::string_view key) const;
  /// Reports a mistake at a key's value (or at the event if the key is absent).
  void mistake(std::string_view key, std::string what) { map_.mistake(key, std::move(what)); }

  /// Whether a nation is home to something.
  using Home = std::function<bool(const WorldData&, NationId)>;
  /// Leaves those who take the measure out of the nations that it is aimed at: a member of a region without a word; who
  /// is named by itself, or if no one is left, is a mistake at `key`.
  void leave_out_takers(std::string_view key, NationList& aimed_at);
  /// That one of these nations has what the event is about: `what` completes "France has no ...".
  void require_some(std::string_view key, const NationList& nations, std::string_view what, const Home& has);
  void require_issuer();
  void require_targets();
  /// Whom `fdpr` binds: all foreign sellers, or those whose goods hold the issuer's own, so that it must have some.
  enum class Foreign { all, with_own_content };
  /// That someone who takes the measure is home to a seller of what it stops; not where it binds foreign sellers, or
  /// allies may join.
  void require_seller(std::string_view what, const Home& sells, Foreign foreign = Foreign::all);

 private:
  using Words = std::vector<std::string>;

  [[nodiscard]] const EventType* read_type();
  void read_fields(std::span<const EventField> fields, FieldHolder& into);
  void read_allied();
  void check_header();
  void check_dates();
  void check_kind();
  void check_instrument();
  void check_allies();
  void check_uses();

  /// The value of a field, or null if it is absent or is a mistake already told (absent though required).
  const config::Node* value(const EventField& field);

  // A field of each kind of member: a value that is absent or wrong leaves the member as it is.
  void read(const EventField& field, double& into);
  void read(const EventField& field, std::optional<double>& into);
  void read(const EventField& field, int& into);
  void read(const EventField& field, bool& into);
  void read(const EventField& field, std::string& into);
  void read(const EventField& field, Words& into);
  void read(const EventField& field, Month& into);
  void read(const EventField& field, std::optional<Month>& into);
  void read(const EventField& field, Ramp& into);
  void read(const EventField& field, std::optional<Trigger>& into);
  void read(const EventField& field, NationList& into);
  void read(const EventField& field, FirmId& into);
  void read(const EventField& field, std::vector<FirmId>& into);
  void read(const EventField& field, DesignerId& into);
  void read(const EventField& field, ChipId& into);
  void read(const EventField& field, VertexId& into);
  void read(const EventField& field, std::vector<MaterialId>& into);
  void read(const EventField& field, ParameterName& into);
  void read(const EventField& field, NumbersBy<FirmId>& into);
  void read(const EventField& field, NumbersBy<ToolmakerId>& into);

  [[nodiscard]] std::optional<double> number(const EventField& field, const config::Node& said);
  [[nodiscard]] Words choices(const EventField& field, const config::Node& list);
  [[nodiscard]] Words words(std::string_view key, const config::Node& list);
  [[nodiscard]] std::string one_event(const EventField& field, const config::Node& list);

  /// Finds a word in a list of names; a mistake at `place` names `kind` and the nearest.
  std::optional<std::size_t> find_name(const std::string& word, const Words& names, std::string_view kind,
                                       const Place& place);
  /// The one word that a field names something by; nothing (a mistake, unless the field is absent) if it holds another
  /// thing.
  std::optional<std::string> word(const config::Node* value, std::string_view key, std::string_view kind);
  template <class I>
  std::vector<I> several(const config::Node& value, const Words& list, const Words& names, std::string_view kind);
  template <class I>
  NumbersBy<I> numbers(const EventField& field, const Words& names, std::string_view what);
  NationList listed(const config::Node& value, const Words& words);
  NationList several_nations(const EventField& field, const config::Node& value);

  const EventContext& context_;
  config::MapReader map_;
  const EventType* type_ = nullptr;
  EventHeader header_;
  std::vector<std::string_view> wrong_;  ///< fields whose values are mistakes
};

/// Reads one event of any type, or nothing if its type is unknown.
[[nodiscard]] std::unique_ptr<Event> read_event(const config::Node& node, const EventContext& context,
                                                Mistakes& mistakes);

}  // namespace chokepoint
