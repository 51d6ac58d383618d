// Files with one thing in them changed, made from the table of their keys: for tests of what readers and schemas
// refuse.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/form.hpp"
#include "tests/support/catch.hpp"

namespace chokepoint::test {

using config::Form;
using config::Holds;
using config::Key;
using config::Node;

/// What a key does not hold, as one would write it.
inline std::vector<std::string> wrong_values(const Key& key) {
  std::vector<std::string> out;
  switch (key.holds) {
    case Holds::integer:
      out = {"soon", "\"1\"", "[1]", "{a: 1}", "~", "1.5"};
      break;
    case Holds::number:
      out = {"soon", "\"1\"", "[1]", "{a: 1}", "~"};
      break;
    case Holds::boolean:
      out = {"maybe", "yes", "\"true\"", "3", "[true]", "{a: 1}", "~"};
      break;
    case Holds::text:
      out = {"[a]", "{a: 1}", "~"};
      break;
    case Holds::choice:
    case Holds::metric:
      out = {"nonesuch", "[nonesuch]", "{a: 1}", "~"};
      break;
    case Holds::choices:
      out = {"nonesuch", "[[fit]]", "{a: 1}", "~"};
      break;
    case Holds::words:
      out = {"{a: 1}", "[[a]]", "~"};
      break;
    case Holds::month:
      out = {"soon", "2026-13", "2017", "[2018-01]", "{a: 1}", "~"};
      break;
    case Holds::months:
      out = {"soon", "[[2018-01]]", "{a: 1}", "~"};
      break;
    case Holds::parameters:
      out = {"nonesuch", "[nonesuch]", "{a: 1}", "~"};
      break;
    case Holds::levels:
      out = {"5", "[]", "{a: 1}", "~"};
      break;
    case Holds::interval:
      out = {"5", "[1]", "[1, 2, 3]", "[a, b]", "{a: 1}", "~"};
      break;
    case Holds::peaked:
      out = {"5", "[1, 2]", "[a, b, c]", "{a: 1}", "~"};
      break;
    case Holds::month_interval:
      out = {"5", "[2022-01]", "[a, b]", "{a: 1}", "~"};
      break;
    case Holds::points:
      out = {"soon", "0", "[]", "{a: 1}", "~"};
      break;
    case Holds::alternatives:
      out = {"5", "[a]", "{}", "{a: {b: 1}}", "~"};
      break;
    case Holds::map:
      out = {"5", "[a]", "~"};
      break;
    case Holds::list:
      out = {"5", "[5]", "{a: 1}", "~"};
      break;
    case Holds::named:
      out = {"5", "[a]", "{a: 5}", "~"};
      break;
  }
  if (key.holds != Holds::number && key.holds != Holds::integer) return out;
  if (std::isfinite(key.range.low)) out.push_back(fmt::format("{}", key.range.low - 1));
  if (std::isfinite(key.range.high)) out.push_back(fmt::format("{:.0f}", std::floor(key.range.high) + 1));
  return out;
}

/// One thing changed in a file.
struct Change {
  std::string what;
  Node root;
  bool wrong = true;  ///< to be refused by both
};

/// Makes files that each differ from a good one in one thing, once for every key of every form.
class Changes {
 public:
  explicit Changes(const std::string& text) {
    Mistakes mistakes;
    root_ = config::parse_yaml(text, "whole.yaml", mistakes);
    REQUIRE_FALSE(mistakes.any());
  }
  /// `seen` holds the keys that were changed before, and those that are now.
  std::vector<Change> make(const Form& form, std::set<std::pair<const Form*, std::string_view>>& seen) {
    seen_ = &seen;
    walk(form, root_);
    return std::move(out_);
  }

 private:
  static Node value_of(const std::string& text) {
    Mistakes mistakes;
    return config::parse_yaml("v: " + text + "\n", "value", mistakes).entries[0].value;
  }
  void add(std::string what, bool wrong = true) { out_.push_back({std::move(what), root_, wrong}); }

  void walk(const Form& form, Node& map) {
    if (seen_->insert({&form, ""}).second) {
      map.entries.push_back({"nonesuch", 0, 0, value_of("1")});
      add(fmt::format("{} with a key 'nonesuch'", form.what));
      map.entries.pop_back();
    }
    for (std::size_t e = 0; e < map.entries.size(); ++e) {
      const Key* key = form.find(map.entries[e].key);
      REQUIRE(key);
      if (seen_->insert({&form, key->name}).second) change(form, *key, map, e);
      Node& value = map.entries[e].value;
      if (key->holds == Holds::map) walk(*key->form, value);
      if (key->holds == Holds::list)
        for (Node& item : value.items) walk(*key->form, item);
      if (key->holds == Holds::named)
        for (Node::Entry& entry : value.entries) walk(*key->form, entry.value);
    }
  }

  void change(const Form& form, const Key& key, Node& map, std::size_t e) {
    const std::vector<Node::Entry> before = map.entries;
    for (const std::string& value : wrong_values(key)) {
      map.entries[e].value = value_of(value);
      add(fmt::format("{}.{}: {}", form.what, key.name, value));
      map.entries = before;
    }
    map.entries[e].key += "_x";
    add(fmt::format("{}.{} misspelt", form.what, key.name));
    map.entries = before;
    map.entries.erase(map.entries.begin() + static_cast<std::ptrdiff_t>(e));
    add(fmt::format("{} without {}", form.what, key.name), key.fallback == "required");
    map.entries = before;
    for (const config::KeyGroup& group : form.groups)  // two that exclude each other
      if (group.most == 1 && std::ranges::find(group.keys, key.name) != group.keys.end())
        for (const std::string_view other : group.keys) {
          if (map.find(other)) continue;
          map.entries.push_back({std::string(other), 0, 0, map.entries[e].value});
          add(fmt::format("{} with {} and {}", form.what, key.name, other));
          map.entries = before;
        }
  }

  Node root_;
  std::vector<Change> out_;
  std::set<std::pair<const Form*, std::string_view>>* seen_ = nullptr;
};

}  // namespace chokepoint::test
