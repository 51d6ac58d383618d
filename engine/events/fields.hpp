// Descriptions of what one may write: from them events are read, editors complete, and the documentation is made.
#pragma once

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
  nation,
  nations,
  firm,
  firms,
  companies,  ///< AI firms, designers or foundries
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

/// Whether a member of type T can hold what a field of this kind holds.
template <class T>
[[nodiscard]] constexpr bool suits(FieldKind kind) {
  const auto is = [kind](auto... kinds) { return ((kind == kinds) || ...); };
  using enum FieldKind;
  if constexpr (std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>) return is(number);
  if constexpr (std::is_same_v<T, int>) return is(integer);
  if constexpr (std::is_same_v<T, bool>) return is(boolean);
  if constexpr (std::is_same_v<T, std::string>) return is(text, choice, event);
  if constexpr (std::is_same_v<T, std::vector<std::string>>) return is(choices, words, companies, events);
  if constexpr (std::is_same_v<T, Month> || std::is_same_v<T, std::optional<Month>>) return is(month);
  if constexpr (std::is_same_v<T, NationList>) return is(nation, nations);
  if constexpr (std::is_same_v<T, FirmId>) return is(firm);
  if constexpr (std::is_same_v<T, std::vector<FirmId>>) return is(firms);
  if constexpr (std::is_same_v<T, DesignerId>) return is(designer);
  if constexpr (std::is_same_v<T, ChipId>) return is(chip);
  if constexpr (std::is_same_v<T, VertexId>) return is(supplier);
  if constexpr (std::is_same_v<T, std::vector<MaterialId>>) return is(materials);
  if constexpr (std::is_same_v<T, ParameterName>) return is(parameter);
  if constexpr (std::is_same_v<T, NumbersBy<FirmId>>) return is(by_firm);
  if constexpr (std::is_same_v<T, NumbersBy<ToolmakerId>>) return is(by_toolmaker);
  if constexpr (std::is_same_v<T, Ramp>) return is(ramp);
  if constexpr (std::is_same_v<T, std::optional<Trigger>>) return is(trigger);
  return false;
}

/// A field that may be left out: its member then keeps what its initialiser says. Does not compile where the member
/// cannot hold what the kind says.
template <class Holder, class T>
[[nodiscard]] consteval EventField field(T Holder::*member, std::string_view name, FieldKind kind,
                                         std::string_view unit, std::string_view meaning, config::Range range = {},
                                         std::string_view words = {}) {
  if (!suits<T>(kind)) throw "the field's member cannot hold what its kind says";
  return {
      name, kind, unit, meaning, range, words, false, static_cast<T FieldHolder::*>(member), [](const EventField& f) {
        return member_text(f, Holder{});
      }};
}

/// A field that every event of the type must have.
template <class Holder, class T>
[[nodiscard]] consteval EventField required_field(T Holder::*member, std::string_view name, FieldKind kind,
                                                  std::string_view unit, std::string_view meaning,
                                                  config::Range range = {}, std::string_view words = {}) {
  EventField out = field(member, name, kind, unit, meaning, range, words);
  out.required = true;
  return out;
}

/// What names in an event may refer to.
struct EventContext {
  const WorldData& data;
  const ParameterTable& parameters;
  const MetricCatalogue* metrics = nullptr;  ///< for triggers; without it, conditions on metrics are mistakes
};

/// `a`, `b`, ...: the words of a choice.
[[nodiscard]] std::vector<std::string> words_of(std::string_view words);

}  // namespace chokepoint
