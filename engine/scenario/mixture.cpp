// Differences in parts, and mixing them.
#include "engine/scenario/mixture.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace chokepoint {
namespace {

using config::Node;

/// All that a composition says of data, governments and events, by key.
std::map<std::string, std::string> texts_of(const Composition& c) {
  std::map<std::string, std::string> out;
  for (const Override& change : c.overrides) out[change.path.text()] = config::to_yaml(change.value);
  for (const Override& said : c.governments) out[said.path.text()] = config::to_yaml(said.value);
  for (const Node& event : c.events) out["events." + id_of(event)] = config::to_yaml(event);
  return out;
}

/// The policy in use that says a key last, or nothing.
std::string policy_of(const Composition& c, const std::string& key) {
  std::map<std::string, std::string> by_file;
  for (const Statement& s : c.statements)
    if (s.key.starts_with("policies.")) by_file[s.value] = s.key.substr(9);
  const Statement* last = nullptr;
  for (const Statement& s : c.statements)
    if (s.key == key || s.key.starts_with(key + ".")) last = &s;
  if (!last) return "";
  const auto at = by_file.find(last->place.file);
  return at == by_file.end() ? "" : at->second;
}

/// The first tag of an event, or nothing.
std::string tag_of(const Composition& c, const std::string& key) {
  for (const Node& event : c.events) {
    if ("events." + id_of(event) != key) continue;
    const Node* tags = event.find("tags");
    return !tags                              ? ""
           : tags->kind == Node::Kind::scalar ? tags->scalar
           : tags->items.empty()              ? ""
                                              : tags->items[0].scalar;
  }
  return "";
}

std::string name_of(const Composition& from, const Composition& to, const std::string& key, PartsBy by) {
  const OverridePath path = key;
  if (path.as<GovernmentPath>()) return "governments";  // who decides by itself makes sense only as a whole
  const auto either = [&](auto&& name) {
    const std::string of_to = name(to, key);
    return of_to.empty() ? name(from, key) : of_to;
  };
  if (by == PartsBy::policy)
    if (const std::string policy = either(policy_of); !policy.empty()) return policy;
  if (by != PartsBy::event)
    if (const std::string tag = either(tag_of); !tag.empty()) return tag;
  return path.short_text();
}

/// Entries of a list whose keys are not taken, then those of the other whose keys are.
template <class T, class KeyOf>
std::vector<T> mixed(const std::vector<T>& from, const std::vector<T>& to, const std::set<std::string>& taken,
                     KeyOf&& key_of) {
  std::vector<T> out;
  for (const T& item : from)
    if (!taken.contains(key_of(item))) out.push_back(item);
  for (const T& item : to)
    if (taken.contains(key_of(item))) out.push_back(item);
  return out;
}

}  // namespace

Mixture::Mixture(ScenarioLoader& loader, const Scenario& from, const Scenario& to, PartsBy by)
    : loader_(loader), from_(from.composition), to_(to.composition) {
  const auto left = texts_of(*from_), right = texts_of(*to_);
  std::set<std::string> keys;
  for (const auto* side : {&left, &right})
    for (const auto& [key, text] : *side) {
      const auto a = left.find(key), b = right.find(key);
      if (a == left.end() || b == right.end() || a->second != b->second) keys.insert(key);
    }
  for (const std::string& key : keys) {
    const std::string name = name_of(*from_, *to_, key, by);
    const auto at = std::ranges::find(parts_, name, &Part::name);
    (at == parts_.end() ? parts_.emplace_back(Part{name, {}}) : *at).keys.push_back(key);
  }
}

Scenario Mixture::scenario(std::uint64_t taken, Mistakes& mistakes) const {
  std::set<std::string> keys;
  std::string names;
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    if ((taken >> p & 1) == 0) continue;
    keys.insert(parts_[p].keys.begin(), parts_[p].keys.end());
    names += (names.empty() ? "with " : " and ") + parts_[p].name;
  }
  Composition mix = *from_;
  const auto path_of = [](const Override& o) { return o.path.text(); };
  mix.overrides = mixed(from_->overrides, to_->overrides, keys, path_of);
  mix.governments = mixed(from_->governments, to_->governments, keys, path_of);
  mix.events = mixed(from_->events, to_->events, keys, [](const Node& e) { return "events." + id_of(e); });
  mix.member = names;
  mix.branched_at.reset();
  auto out = loader_.finish(std::move(mix), mistakes);
  return out ? std::move(*out) : Scenario{};
}

}  // namespace chokepoint
