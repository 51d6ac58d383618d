// Reading maps by the tables of their keys.
#include "engine/base/form.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>

namespace chokepoint::config {
namespace {

std::string_view default_of(const Key& key) { return key.fallback == "required" ? std::string_view{} : key.fallback; }

std::string names_of(const Form& form) {
  std::vector<std::string_view> names;
  for (const Key& key : form.keys) names.push_back(key.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

const Key* Form::find(std::string_view key) const {
  const auto at = std::ranges::find(keys, key, &Key::name);
  return at == keys.end() ? nullptr : &*at;
}

FormReader::FormReader(const Node& node, const Form& form, Mistakes& mistakes, std::string what)
    : form_(form), map_(node, what.empty() ? std::string(form.what) : std::move(what), mistakes) {}

const Key& FormReader::known(std::string_view key, [[maybe_unused]] std::initializer_list<Holds> kinds) {
  const Key* found = form_.find(key);
  assert(found && "every key that is read stands in the table of its form");
  assert((kinds.size() == 0 || std::ranges::find(kinds, found->holds) != kinds.end()) &&
         "a key is read as what it holds");
  asked_.push_back(found->name);
  return *found;
}

const Node* FormReader::find(std::string_view key) { return value(known(key, {})); }

const Node* FormReader::value(const Key& key) {
  if (key.fallback != "required" || std::ranges::find(missing_, key.name) != missing_.end()) return map_.find(key.name);
  const Node* found = map_.require(key.name);
  if (!found) missing_.push_back(key.name);  // told once
  return found;
}

double FormReader::number(std::string_view key) {
  return optional_number(key).value_or(parse_number(default_of(*form_.find(key))).value_or(0));
}

std::optional<double> FormReader::optional_number(std::string_view key) {
  const Key& k = known(key, {Holds::number});
  return value(k) ? map_.optional_number(key, k.range) : std::nullopt;
}

int FormReader::integer(std::string_view key) {
  const Key& k = known(key, {Holds::integer, Holds::points});
  const int fallback = static_cast<int>(parse_number(default_of(k)).value_or(0));
  return value(k) ? map_.integer(key, fallback, static_cast<int>(k.range.low), static_cast<int>(k.range.high))
                  : fallback;
}

bool FormReader::boolean(std::string_view key) {
  const Key& k = known(key, {Holds::boolean});
  const bool fallback = k.fallback == "true";
  return value(k) ? map_.boolean(key, fallback) : fallback;
}

std::string FormReader::text(std::string_view key) {
  const Key& k = known(key, {Holds::text, Holds::metric});
  const std::string fallback(default_of(k));
  return value(k) ? map_.text(key, fallback) : fallback;
}

std::string FormReader::choice(std::string_view key) {
  const Key& k = known(key, {Holds::choice});
  const std::string fallback(default_of(k));
  return value(k) ? map_.choice(key, fallback, k.words) : fallback;
}

std::vector<std::string> FormReader::choices(std::string_view key) {
  const Key& k = known(key, {Holds::choices});
  const Node* list = value(k);
  std::vector<std::string> out = map_.words(key);
  if (out.empty()) return {std::string(default_of(k))};
  for (std::size_t i = 0; i < out.size(); ++i)
    if (std::ranges::find(k.words, out[i]) == k.words.end())
      mistakes().add(
          i < list->items.size() ? list->items[i].place() : list->place(),
          fmt::format("'{}' is not one of the {} of this {}{}", out[i], key, map_.what(), suggestion(out[i], k.words)));
  return out;
}

std::vector<std::string> FormReader::words(std::string_view key) {
  return value(known(key, {Holds::words, Holds::months, Holds::parameters})) ? map_.words(key)
                                                                             : std::vector<std::string>{};
}

std::optional<Month> FormReader::month(std::string_view key) {
  const Key& k = known(key, {Holds::month});
  const std::optional<Month> said = value(k) ? map_.month(key) : std::nullopt;
  return said ? said : Month::parse(default_of(k));
}

bool FormReader::section(std::string_view key, const std::function<void(FormReader&)>& read) {
  const Key& k = known(key, {Holds::map});
  const Node* found = value(k);
  if (!found) return false;
  FormReader inner(*found, *k.form, mistakes());
  if (found->kind != Node::Kind::map) return true;
  read(inner);
  inner.finish();
  return true;
}

void FormReader::each(std::string_view key, const std::function<void(FormReader&)>& read) {
  const Key& k = known(key, {Holds::list});
  const Node* found = value(k);
  if (!found) return;
  if (found->kind != Node::Kind::sequence || static_cast<double>(found->items.size()) < k.range.low)
    return mistake(key, fmt::format("'{}' should be a list of {{{}}}, found {}", key, names_of(*k.form),
                                    found->kind == Node::Kind::sequence ? "an empty list" : found->describe()));
  if (static_cast<double>(found->items.size()) > k.range.high)
    return mistake(key, fmt::format("'{}' lists {} maps; at most {} are read", key, found->items.size(), k.range.high));
  for (const Node& item : found->items) {
    FormReader inner(item, *k.form, mistakes());
    if (item.kind != Node::Kind::map) continue;
    read(inner);
    inner.finish();
  }
}

void FormReader::each_named(std::string_view key, const std::function<void(const Node::Entry&, FormReader&)>& read) {
  const Key& k = known(key, {Holds::named});
  const Node* found = value(k);
  if (!found) return;
  if (found->kind != Node::Kind::map)
    return mistake(key, fmt::format("'{}' should be a map of names to {{{}}}, found {}", key, names_of(*k.form),
                                    found->describe()));
  if (static_cast<double>(found->entries.size()) > k.range.high)
    return mistake(key,
                   fmt::format("'{}' holds {} names; at most {} are read", key, found->entries.size(), k.range.high));
  for (const Node::Entry& entry : found->entries) {
    FormReader inner(entry.value, *k.form, mistakes(), fmt::format("{} '{}'", k.form->what, entry.key));
    if (entry.value.kind != Node::Kind::map) continue;
    read(entry, inner);
    inner.finish();
  }
}

std::vector<std::string_view> FormReader::check_groups() {
  std::vector<std::string_view> told;
  for (const KeyGroup& group : form_.groups) {
    std::vector<std::string_view> found;
    for (const std::string_view key : group.keys)
      if (node().find(key)) found.push_back(key);
    if (found.size() >= group.least && found.size() <= group.most) continue;
    const std::string_view how_many = group.least == group.most ? "exactly" : group.least == 0 ? "at most" : "at least";
    mistake(found.empty() ? std::string_view{} : found.back(),
            fmt::format("{} should have {} one of {}{}", map_.what(), how_many, fmt::join(group.keys, ", "),
                        found.empty() ? "" : fmt::format(", found {}", fmt::join(found, " and "))));
    told.insert(told.end(), group.keys.begin(), group.keys.end());
  }
  return told;
}

void FormReader::finish() {
  if (node().kind != Node::Kind::map) return;
  const std::vector<std::string_view> told = check_groups();
  const auto among = [](const std::vector<std::string_view>& keys, std::string_view key) {
    return std::ranges::find(keys, key) != keys.end();
  };
  for (const Key& key : form_.keys)
    if (map_.find(key.name) && !among(asked_, key.name) && !among(told, key.name))
      mistake(key.name, fmt::format("'{}' does not go with what else stands in this {}", key.name, map_.what()));
  map_.finish();
}

}  // namespace chokepoint::config
