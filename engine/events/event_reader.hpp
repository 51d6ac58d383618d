// Reading events from what a person wrote.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/events/event.hpp"

namespace chokepoint {

/// Reads the fields of one event by their descriptions: range, default and words come from the table of fields. Names
/// are resolved, and a wrong one is a mistake with the nearest right one.
class EventReader {
 public:
  EventReader(const config::Node& node, const EventContext& context, Mistakes& mistakes);

  const WorldData& data;
  const ParameterTable& parameters;

  /// The type that the event names, or null (a mistake).
  [[nodiscard]] const EventType* type();
  /// Reads what all events share. A missing id or start, or an end before the start, is a mistake.
  [[nodiscard]] EventHeader header();

  [[nodiscard]] bool has(std::string_view key);
  double number(std::string_view key);
  int integer(std::string_view key);
  bool boolean(std::string_view key);
  std::string text(std::string_view key);
  std::string choice(std::string_view key);
  std::vector<std::string> choices(std::string_view key);
  std::vector<std::string> words(std::string_view key);
  std::optional<Month> month(std::string_view key);
  NationList nation(std::string_view key);   ///< one nation, or the members of one region
  NationList nations(std::string_view key);  ///< nations and regions; the word `foreign` stands for all but the issuer
  FirmId firm(std::string_view key);
  std::vector<FirmId> firms(std::string_view key);
  DesignerId designer(std::string_view key);
  ChipId chip(std::string_view key);
  /// Any supplier: designer, foundry, memory maker, toolmaker or other seller of goods.
  VertexId supplier(std::string_view key);
  MaterialId material(std::string_view key);
  std::vector<MaterialId> materials(std::string_view key);
  /// Byte offset of a parameter, and its name.
  std::pair<std::size_t, std::string> parameter(std::string_view key);
  /// A map of names (of the field's kind) to numbers in the field's range.
  std::vector<std::pair<std::size_t, double>> numbers_by_firm(std::string_view key);
  std::vector<std::pair<ToolmakerId, double>> numbers_by_toolmaker(std::string_view key);

  /// Finds a word in a list of names; a mistake at `place` names `kind` and the nearest.
  std::optional<std::size_t> find_name(const std::string& word, const std::vector<std::string>& names,
                                       std::string_view kind, const Place& place);
  /// Reports a mistake at a key's value (or at the event if the key is absent).
  void mistake(std::string_view key, std::string what) { map_.mistake(key, std::move(what)); }
  [[nodiscard]] Mistakes& mistakes() { return map_.mistakes(); }
  /// Reports every key that no getter asked for.
  void finish() { map_.finish(); }
  void require_targets(const EventHeader& header);
  /// Leaves those who take the measure out of the nations that it is aimed at: a member of a region without a word; who
  /// is named by itself, or if no one is left, is a mistake at `key`.
  void leave_out_takers(std::string_view key, const EventHeader& header, NationList& aimed_at);
  /// That one of these nations has what the event is about: `what` completes "France has no ...".
  void require_some(std::string_view key, const NationList& nations, std::string_view what,
                    const std::function<bool(NationId)>& has);
  void require_issuer(const EventHeader& header);
  /// Whom `fdpr` binds: all foreign sellers, or those whose goods hold the issuer's own, so that it must have some.
  enum class Foreign { all, with_own_content };
  /// That someone who takes the measure is home to a seller of what it stops; not where it binds foreign sellers, or
  /// allies may join.
  void require_seller(const EventHeader& header, std::string_view what, const std::function<bool(NationId)>& sells,
                      Foreign foreign = Foreign::all);
  [[nodiscard]] Place place_of(std::string_view key) const;

 private:
  const EventField& field(std::string_view key, FieldKind kind) const;
  void check_common_fields(const EventHeader& header);
  /// The value of a field, or null if it is absent or is a mistake already told (absent though required).
  const config::Node* value(const EventField& field);
  /// The one word that a field names something by; nothing (a mistake, unless the field is absent) if it holds another
  /// thing.
  std::optional<std::string> word(const config::Node* value, std::string_view key, std::string_view kind);
  NationList listed(const config::Node& value, const std::vector<std::string>& words);
  std::vector<std::pair<std::size_t, double>> numbers(std::string_view key, FieldKind kind,
                                                      const std::vector<std::string>& names, std::string_view what);

  const EventContext& context_;
  config::MapReader map_;
  const EventType* type_ = nullptr;
  NationList issuers_;
};

/// Reads one event of any type, or nothing if its type is unknown.
[[nodiscard]] std::unique_ptr<Event> read_event(const config::Node& node, const EventContext& context,
                                                Mistakes& mistakes);

}  // namespace chokepoint
