// Files that people write, as values that know file, line and column. YAML and CSV both become the same `Node`.
//
// yaml-cpp stays behind this door. Duplicate keys are mistakes (yaml-cpp accepts them silently).
#pragma once

#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/month.hpp"

namespace chokepoint::config {

/// One value of a file: nothing, a scalar, a sequence or a map in the order written.
class Node {
 public:
  enum class Kind { null, scalar, sequence, map };
  struct Entry;

  Kind kind = Kind::null;
  std::string scalar;          ///< text of a scalar
  bool quoted = false;         ///< a quoted scalar is text, never a number
  bool merged = false;         ///< named by a merge key, which is a mistake of its own
  std::vector<Node> items;     ///< of a sequence
  std::vector<Entry> entries;  ///< of a map; keys are unique
  std::shared_ptr<const std::string> file;
  int line = 0, column = 0;

  [[nodiscard]] Place place() const { return {file ? *file : std::string{}, line, column}; }
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);

  /// `a map`, `a list`, `nothing`, or the scalar in quotes: for error sentences.
  [[nodiscard]] std::string describe() const;
};

struct Node::Entry {
  std::string key;
  int line = 0, column = 0;
  Node value;
};

/// Reads one YAML document. Syntax errors, duplicate keys, keys that are no scalars, and files that nest or unfold
/// through aliases beyond any use go to `mistakes`; what could be read is returned. A missing file is a mistake too.
[[nodiscard]] Node load_yaml(const std::filesystem::path& path, Mistakes& mistakes);

/// The same from text; `name` stands for the file in messages.
[[nodiscard]] Node parse_yaml(const std::string& text, const std::string& name, Mistakes& mistakes);

/// Reads a CSV file (RFC 4180, first row names the columns, `#` starts a comment line) as a sequence of maps.
/// Empty cells are left out. Rows with a wrong number of cells are mistakes. The sequence's `entries` are the columns'
/// names.
[[nodiscard]] Node load_csv(const std::filesystem::path& path, Mistakes& mistakes);

/// The same from text; `name` stands for the file in messages.
[[nodiscard]] Node parse_csv(std::string_view text, const std::string& name, Mistakes& mistakes);

/// The text of a UTF-8 file without its byte order mark, or a mistake: the nearest file that is there, or the line and
/// column (both count characters) where the text is no longer UTF-8.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path, Mistakes& mistakes);

/// A finite number in C notation, nothing else.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// Writes a node as YAML again (used for resolved inputs).
[[nodiscard]] std::string to_yaml(const Node& node, int indent = 0);

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
inline constexpr Range any_number{};
inline constexpr Range not_negative{0.0, std::numeric_limits<double>::infinity()};
inline constexpr Range share{0.0, 1.0};

/// `found '35,5': write 35.5, with a point`: what stands where a number is wanted, and what was meant if that can be
/// told.
[[nodiscard]] std::string found_instead(const Node& value, const Range& range);

/// Reads the keys of one map. Each typed getter names a key that may stand there; `finish` reports every other key as
/// unknown, with the nearest known one. Getters return the fallback when the key is absent or its value is a mistake.
class MapReader {
 public:
  /// `what` names the thing in messages: "event", "scenario", "row". A node that is no map is a mistake.
  MapReader(const Node& node, std::string what, Mistakes& mistakes);

  [[nodiscard]] const Node* find(std::string_view key);
  [[nodiscard]] const Node* require(std::string_view key);

  double number(std::string_view key, double fallback, Range range = any_number);
  double required_number(std::string_view key, Range range = any_number);
  std::optional<double> optional_number(std::string_view key, Range range = any_number);
  int integer(std::string_view key, int fallback, int low, int high);
  bool boolean(std::string_view key, bool fallback);
  std::string text(std::string_view key, std::string fallback = {});
  std::string required_text(std::string_view key);
  std::optional<Month> month(std::string_view key);
  /// A list of words; one word alone counts as a list of one. Lists longer than any use are mistakes.
  std::vector<std::string> words(std::string_view key);
  /// One of the words given; anything else is a mistake.
  std::string choice(std::string_view key, std::string fallback, const std::vector<std::string>& choices);

  /// Reports a mistake at a key's value (or at the map if the key is absent).
  void mistake(std::string_view key, std::string what);

  [[nodiscard]] const Node& node() const { return node_; }
  [[nodiscard]] Mistakes& mistakes() { return mistakes_; }
  [[nodiscard]] const std::string& what() const { return what_; }

  /// Reports every key that no getter asked for.
  void finish();

 private:
  std::optional<double> checked_number(const Node& value, std::string_view key, Range range);

  const Node& node_;
  std::string what_;
  Mistakes& mistakes_;
  std::vector<std::string> known_;
};

}  // namespace chokepoint::config
