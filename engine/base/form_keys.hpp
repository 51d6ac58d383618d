// Keys that are more than a name and a kind, for tables of keys.
#pragma once

#include <utility>

#include "engine/base/form.hpp"

namespace chokepoint::config {

/// A number from `low` to `high`.
[[nodiscard]] inline Key with_range(std::string_view name, Holds holds, std::string_view unit,
                                    std::string_view fallback, std::string_view meaning, double low, double high) {
  return {name, holds, unit, fallback, meaning, {low, high}};
}

/// One of some words, or several.
[[nodiscard]] inline Key with_words(std::string_view name, Holds holds, std::string_view fallback,
                                    std::string_view meaning, std::vector<std::string> words) {
  return {name, holds, "", fallback, meaning, any_number, std::move(words)};
}

/// A map after a form, or several: how many, the range says.
[[nodiscard]] inline Key with_form(std::string_view name, Holds holds, std::string_view fallback,
                                   std::string_view meaning, const Form& form, Range entries = any_number) {
  return {name, holds, "", fallback, meaning, entries, {}, &form};
}

}  // namespace chokepoint::config
