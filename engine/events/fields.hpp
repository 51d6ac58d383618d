// Descriptions of what one may write: from them events are read, editors complete, and the documentation is made.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/config.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint {

struct WorldData;
class MetricCatalogue;

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
  material,
  materials,
  parameter,
  event,         ///< id of another event
  events,        ///< ids of other events, or `tag:NAME`
  by_firm,       ///< map of AI firms to numbers
  by_toolmaker,  ///< map of toolmakers to numbers
  ramp,
  trigger,
};

struct EventField {
  std::string_view name;
  FieldKind kind;
  std::string_view unit;
  /// As one would write it; `required`; `none`: no limit; or empty: may be left out.
  std::string_view fallback;
  std::string_view meaning;
  config::Range range = {};
  std::string_view words = {};  ///< of a choice, parted by spaces
};

/// What names in an event may refer to.
struct EventContext {
  const WorldData& data;
  const ParameterTable& parameters;
  const MetricCatalogue* metrics = nullptr;  ///< for triggers; without it, conditions on metrics are mistakes
};

/// `a`, `b`, ...: the words of a choice.
[[nodiscard]] std::vector<std::string> words_of(std::string_view words);

}  // namespace chokepoint
