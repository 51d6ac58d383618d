// From the text of a path to its kind and its parts.
#include "engine/world/override_path.hpp"

#include "engine/world/table_reader.hpp"

namespace chokepoint {
namespace {

using Kind = std::variant<UnknownPath, ParameterPath, CellPath, EventPath, GovernmentPath, PopulationPath, TimePath>;

/// What stands before and behind the last dot; all before it if there is none.
std::pair<std::string, std::string> parted(const std::string& text) {
  const std::size_t last = text.rfind('.');
  if (last == std::string::npos) return {text, ""};
  return {text.substr(0, last), text.substr(last + 1)};
}

Kind kind_of(const std::string& text) {
  const std::size_t dot = text.find('.');
  const std::string head = text.substr(0, dot);
  if (dot == std::string::npos) return UnknownPath{head};
  const std::string rest = text.substr(dot + 1), with_dot = head + ".";
  if (with_dot == ParameterPath::head) return ParameterPath{rest};
  if (with_dot == GovernmentPath::head) return GovernmentPath{rest};
  if (with_dot == TimePath::head) return TimePath{rest};
  if (with_dot == PopulationPath::head) {
    const std::size_t second = rest.find('.');
    return PopulationPath{rest.substr(0, second), second == std::string::npos ? "" : rest.substr(second + 1)};
  }
  auto [first, last] = parted(rest);
  if (with_dot == EventPath::head) return EventPath{std::move(first), std::move(last)};
  if (key_columns().contains(head)) return CellPath{head, std::move(first), std::move(last)};
  return UnknownPath{head};
}

}  // namespace

OverridePath::OverridePath(std::string text) : text_(std::move(text)), what_(kind_of(text_)) {}

std::string OverridePath::short_text() const { return as<EventPath>() ? text_.substr(EventPath::head.size()) : text_; }

}  // namespace chokepoint
