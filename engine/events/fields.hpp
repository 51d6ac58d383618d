// Descriptions of what one may write: from them events are read, editors complete, and the documentation is made.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/base/ids.hpp"
#include "engine/world/parameters.hpp"
#include "engine/world/regions.hpp"

namespace chokepoint {

struct WorldData;
struct Ramp;
class MetricCatalogue;
class Trigger;

/// What a field holds: decides how it is read, checked and completed.
enum class FieldKind {
  number,
  integer,
  boolean,
  text,
  choice,   ///< one of the field's words
  choices,  ///< a list of the field's words
  words,    ///< a list of any words
  month,
  nations,
  firm,
  firms,
  companies,  ///< AI firms, designers, and what else makes or sells
  designer,
  chip,
  supplier,  ///< designer, foundry, memory maker, toolmaker or other seller of goods
  materials,
  parameter,
  event,         ///< id of another event
  events,        ///< ids of other events, or `tag:NAME`
  by_firm,       ///< map of AI firms to numbers
  by_toolmaker,  ///< map of toolmakers to numbers
  ramp,
  trigger,
};

/// A parameter of the equations that a field names.
struct ParameterName {
  std::string name;
  std::size_t offset = 0;  ///< in bytes, in Parameters
};

template <class I>
using NumbersBy = std::vector<std::pair<I, double>>;

/// What has members that a table of fields fills: an event, or the header that every event has.
struct FieldHolder {};

/// The member that a field fills; none: what reads the event fills it.
using FieldMember =
    std::variant<std::monostate, double FieldHolder::*, std::optional<double> FieldHolder::*, int FieldHolder::*,
                 bool FieldHolder::*, std::string FieldHolder::*, std::vector<std::string> FieldHolder::*,
                 Month FieldHolder::*, std::optional<Month> FieldHolder::*, NationList FieldHolder::*,
                 FirmId FieldHolder::*, std::vector<FirmId> FieldHolder::*, DesignerId FieldHolder::*,
                 ChipId FieldHolder::*, VertexId FieldHolder::*, std::vector<MaterialId> FieldHolder::*,
                 ParameterName FieldHolder::*, NumbersBy<FirmId> FieldHolder::*, NumbersBy<ToolmakerId> FieldHolder::*,
                 Ramp FieldHolder::*, std::optional<Trigger> FieldHolder::*>;

/// One field. Its default is what its member holds in a new event.
struct EventField {
  std::string_view name;
  FieldKind kind;
  std::string_view unit;
  std::string_view meaning;
  config::Range range = {};
  std::string_view words = {};  ///< of a choice, parted by spaces
  bool required = false;
  FieldMember member = {};
  std::string (*default_of)(const EventField&) = nullptr;

  /// The default as one would write it; `none`: no limit; empty: required, or it may be left out.
  [[nodiscard]] std::string fallback() const { return required || !default_of ? std::string{} : default_of(*this); }
};

/// What the field's member of `holder` holds, as one would write it.
[[nodiscard]] std::string member_text(const EventField& field, const FieldHolder& holder);

/// What a member of type T holds, if its field does not say otherwise; none for a type that holds no field.
template <class T>
[[nodiscard]] constexpr std::optional<FieldKind> kind_of() {
  using enum FieldKind;
  if constexpr (std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>) return number;
  if constexpr (std::is_same_v<T, int>) return integer;
  if constexpr (std::is_same_v<T, bool>) return boolean;
  if constexpr (std::is_same_v<T, std::string>) return text;
  if constexpr (std::is_same_v<T, std::vector<std::string>>) return words;
  if constexpr (std::is_same_v<T, Month> || std::is_same_v<T, std::optional<Month>>) return month;
  if constexpr (std::is_same_v<T, NationList>) return nations;
  if constexpr (std::is_same_v<T, FirmId>) return firm;
  if constexpr (std::is_same_v<T, std::vector<FirmId>>) return firms;
  if constexpr (std::is_same_v<T, DesignerId>) return designer;
  if constexpr (std::is_same_v<T, ChipId>) return chip;
  if constexpr (std::is_same_v<T, VertexId>) return supplier;
  if constexpr (std::is_same_v<T, std::vector<MaterialId>>) return materials;
  if constexpr (std::is_same_v<T, ParameterName>) return parameter;
  if constexpr (std::is_same_v<T, NumbersBy<FirmId>>) return by_firm;
  if constexpr (std::is_same_v<T, NumbersBy<ToolmakerId>>) return by_toolmaker;
  if constexpr (std::is_same_v<T, Ramp>) return ramp;
  if constexpr (std::is_same_v<T, std::optional<Trigger>>) return trigger;
  return std::nullopt;
}

/// Whether a member of type T can hold what a field of this kind holds.
template <class T>
[[nodiscard]] constexpr bool suits(FieldKind kind) {
  using enum FieldKind;
  if (kind == choice || kind == event) return kind_of<T>() == text;
  if (kind == choices || kind == companies || kind == events) return kind_of<T>() == words;
  return kind_of<T>() == kind;
}

/// A field that may be left out: its member then keeps what its initialiser says. Does not compile where the member
/// cannot hold what the kind says.
template <class Holder, class T>
[[nodiscard]] consteval EventField field(T Holder::*member, std::string_view name, FieldKind kind,
                                         std::string_view unit, std::string_view meaning, config::Range range = {},
                                         std::string_view words = {}) {
  if (!suits<T>(kind)) throw "the field's member cannot hold what its kind says";
  const auto default_of = [](const EventField& f) { return member_text(f, Holder{}); };
  return {name, kind, unit, meaning, range, words, false, static_cast<T FieldHolder::*>(member), default_of};
}

/// The same, of the kind that the member's type tells.
template <class Holder, class T>
[[nodiscard]] consteval EventField field(T Holder::*member, std::string_view name, std::string_view unit,
                                         std::string_view meaning, config::Range range = {}) {
  return field(member, name, kind_of<T>().value(), unit, meaning, range);
}

/// A field that every event of the type must have.
[[nodiscard]] consteval EventField required(EventField field) {
  field.required = true;
  return field;
}

/// Groups of nations that a scenario defines for itself, by name.
using Blocs = std::map<std::string, NationList, std::less<>>;

/// What names in an event may refer to.
struct EventContext {
  const WorldData& data;
  const ParameterTable& parameters;
  const MetricCatalogue* metrics = nullptr;  ///< for triggers; without it, conditions on metrics are mistakes
  const Blocs* blocs = nullptr;
};

/// `a`, `b`, ...: the words of a choice.
[[nodiscard]] std::vector<std::string> words_of(std::string_view words);

}  // namespace chokepoint
