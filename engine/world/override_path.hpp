// Where a value is set: a path, read once from the text that a person writes.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <variant>

namespace chokepoint {

/// `parameters.chips.price`.
struct ParameterPath {
  static constexpr std::string_view head = "parameters.";
  std::string name;
};

/// `firms.Meta.openness`: a cell of a table of data/world/. Names of rows may have dots, names of columns have none.
struct CellPath {
  std::string table, row, column;
};

/// `events.us-2022-10.tpp_max`. The id may have dots; no field: the event as a whole.
struct EventPath {
  static constexpr std::string_view head = "events.";
  std::string id, field;
};

/// `governments.CN`, `.default`, `.switch_date`: who decides by itself.
struct GovernmentPath {
  static constexpr std::string_view head = "governments.";
  std::string key;
};

/// `world.synthesize.firms`: what the world is made of.
struct PopulationPath {
  static constexpr std::string_view head = "world.";
  std::string section, key;
};

/// `paths.hbm_imports.CN`: a time path of data/paths.yaml. Names have dots.
struct TimePath {
  static constexpr std::string_view head = "paths.";
  std::string name;
};

/// Leads nowhere.
struct UnknownPath {
  std::string head;  ///< up to the first dot
};

/// A path by its kind, with its text. What it leads to need not be there: that is told by whoever looks for it. Paths
/// of one text are one path.
class OverridePath {
 public:
  OverridePath() = default;
  OverridePath(std::string text);                                      // NOLINT(google-explicit-constructor)
  OverridePath(const char* text) : OverridePath(std::string(text)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// What it is, if it is of this kind; else nothing.
  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&what_);
  }
  /// The event's field that it leads to, if it leads to one.
  [[nodiscard]] const EventPath* event_field() const {
    const auto* event = as<EventPath>();
    return event && !event->field.empty() ? event : nullptr;
  }
  /// Its text; of an event, or a field of one, without the head that goes without saying: `us-2022-10.tpp_max`.
  [[nodiscard]] std::string short_text() const;

  friend bool operator==(const OverridePath& a, const OverridePath& b) { return a.text_ == b.text_; }
  friend auto operator<=>(const OverridePath& a, const OverridePath& b) { return a.text_.compare(b.text_) <=> 0; }

 private:
  std::string text_;
  std::variant<UnknownPath, ParameterPath, CellPath, EventPath, GovernmentPath, PopulationPath, TimePath> what_;
};

}  // namespace chokepoint
