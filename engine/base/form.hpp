// Kinds of YAML files, each declared once: its table of keys is what the reader accepts, and what schema and reference
// are made from.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/config.hpp"

namespace chokepoint::config {

struct Form;

/// What a key holds.
enum class Holds {
  number,
  integer,
  boolean,
  text,
  choice,   ///< one of the key's words
  choices,  ///< one or several of the key's words
  words,    ///< one word or a list of them
  month,
  months,          ///< months or years, one or a list
  metric,          ///< the name of a metric
  parameters,      ///< names of parameters, or `all`
  levels,          ///< a list of values of any kind
  interval,        ///< [low, high]
  peaked,          ///< [low, most likely, high]
  month_interval,  ///< [first, last]
  points,          ///< how many points, or a list of maps of factor to value
  alternatives,    ///< a map of names to lists of words
  map,             ///< a map after the key's form
  list,            ///< a list of such maps
  named,           ///< a map of names to such maps
};

struct Key {
  std::string_view name;
  Holds holds;
  std::string_view unit;
  /// As one would write it; `required`; or empty: may be left out.
  std::string_view fallback;
  std::string_view meaning;
  Range range = {};                     ///< of numbers; of a list, how many entries it has
  std::vector<std::string> words = {};  ///< of choices
  const Form* form = nullptr;           ///< of maps
};

/// The key `agent` beside a key `metric`.
[[nodiscard]] inline Key agent_key() {
  return {"agent", Holds::text, "", "", "nation, firm ... of a metric that has agents"};
}

/// At least and at most so many of some keys stand in one map.
struct KeyGroup {
  std::vector<std::string_view> keys;
  std::size_t least = 1, most = 1;
};

/// A map in a file, or a file as a whole.
struct Form {
  std::string_view what;  ///< in messages and headings: "objective"
  std::vector<Key> keys;
  std::vector<KeyGroup> groups = {};

  [[nodiscard]] const Key* find(std::string_view key) const;
};

/// Reads one map after its form: type, range, words and default of a key are those of the table, and a key that is not
/// in the table cannot be read (an assertion). `finish` reports keys that the form lacks, with the nearest, keys of the
/// form that nothing asked for, since they do not go with the others, and groups with too few or too many keys.
/// Getters return the default when the key is absent or its value is a mistake.
class FormReader {
 public:
  /// `what` names the map in messages instead of the form's own word.
  FormReader(const Node& node, const Form& form, Mistakes& mistakes, std::string what = {});

  /// The value of a key of any kind; its absence is a mistake if it is required.
  [[nodiscard]] const Node* find(std::string_view key);

  double number(std::string_view key);
  std::optional<double> optional_number(std::string_view key);
  int integer(std::string_view key);
  std::size_t count(std::string_view key) { return static_cast<std::size_t>(integer(key)); }
  bool boolean(std::string_view key);
  std::string text(std::string_view key);
  std::string choice(std::string_view key);
  std::vector<std::string> choices(std::string_view key);
  std::vector<std::string> words(std::string_view key);
  std::optional<Month> month(std::string_view key);

  /// Reads the map below a key, if it is there. Returns whether it is.
  bool section(std::string_view key, const std::function<void(FormReader&)>& read);
  /// Reads each map of a list.
  void each(std::string_view key, const std::function<void(FormReader&)>& read);
  /// Reads each map of a map of names; messages call it by the form's word and its name.
  void each_named(std::string_view key, const std::function<void(const Node::Entry&, FormReader&)>& read);

  /// Reports a mistake at a key's value (or at the map if the key is absent).
  void mistake(std::string_view key, std::string what) { map_.mistake(key, std::move(what)); }
  [[nodiscard]] Mistakes& mistakes() { return map_.mistakes(); }
  [[nodiscard]] const Node& node() const { return map_.node(); }

  void finish();

 private:
  const Key& known(std::string_view key, std::initializer_list<Holds> kinds);
  const Node* value(const Key& key);
  /// Returns the keys of the groups that are wrong.
  std::vector<std::string_view> check_groups();

  const Form& form_;
  MapReader map_;
  std::vector<std::string_view> asked_, missing_;
};

}  // namespace chokepoint::config
