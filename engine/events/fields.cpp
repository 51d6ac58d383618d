// What members of fields hold, as text: the defaults that the pages tell; and the words of a choice.
#include "engine/events/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/events/event.hpp"

namespace chokepoint {

std::vector<std::string> words_of(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

std::string member_text(const EventField& field, const FieldHolder& holder) {
  const auto text = [&]<class T>(const T& value) -> std::string {
    if constexpr (std::is_same_v<T, double>)
      return value == no_limit ? "none" : fmt::format("{}", value);
    else if constexpr (std::is_same_v<T, int> || std::is_same_v<T, bool> || std::is_same_v<T, std::string>)
      return fmt::format("{}", value);
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
      return !value.empty() && value == words_of(field.words) ? "all" : fmt::format("{}", fmt::join(value, " "));
    else
      return {};
  };
  return std::visit(
      [&]<class M>(M member) -> std::string {
        if constexpr (std::is_same_v<M, std::monostate>)
          return {};
        else
          return text(holder.*member);
      },
      field.member);
}

}  // namespace chokepoint
