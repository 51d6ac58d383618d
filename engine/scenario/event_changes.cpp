// Events that a file removes and adds.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr std::size_t most_events = 20000;

bool has_tag(const Node& event, const std::string& tag) {
  const Node* tags = event.find("tags");
  if (!tags) return false;
  if (tags->kind == Node::Kind::scalar) return tags->scalar == tag;
  return std::ranges::any_of(tags->items, [&](const Node& item) { return item.scalar == tag; });
}

/// The tags of an event, one or a list.
std::vector<std::string> tags_of(const Node& event) {
  const Node* tags = event.find("tags");
  if (!tags) return {};
  if (tags->kind == Node::Kind::scalar) return {tags->scalar};
  std::vector<std::string> out;
  for (const Node& tag : tags->items) out.push_back(tag.scalar);
  return out;
}

/// A value that no one wrote in so many words, with the place of what it follows from.
Node scalar_at(const std::string& text, const Place& place) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.scalar = text;
  node.file = std::make_shared<const std::string>(place.file);
  node.line = place.line;
  node.column = place.column;
  return node;
}

/// What a branch removes is withdrawn at its month; what it added itself is gone.
class Removal {
 public:
  Removal(const Node& without, Composition& c, Mistakes& mistakes)
      : reader_(without, "without", mistakes), c_(c), mistakes_(mistakes) {}

  void run() {
    std::vector<std::string> known_ids, known_tags;
    for (const Node& event : c_.events) {
      known_ids.push_back(id_of(event));
      for (const std::string& tag : tags_of(event)) known_tags.push_back(tag);
    }
    std::ranges::sort(known_tags);
    known_tags.erase(std::ranges::unique(known_tags).begin(), known_tags.end());
    const auto has_id = [](const Node& event, const std::string& id) { return id_of(event) == id; };
    const auto ids = reader_.words("ids"), tags = reader_.words("tags");
    remove_each("ids", "is called", ids, known_ids, has_id);
    remove_each("tags", "has the tag", tags, known_tags, has_tag);
    reader_.finish();
  }

 private:
  template <class F>
  void remove_each(const char* key, const char* relation, const std::vector<std::string>& words,
                   const std::vector<std::string>& known, F&& matches) {
    for (std::size_t i = 0; i < words.size(); ++i)
      if (std::ranges::find(known, words[i]) == known.end())
        mistakes_.add(place_of(key, i),
                      fmt::format("no inherited event {} '{}'{}", relation, words[i], suggestion(words[i], known)));
      else
        remove(place_of(key, i), [&](const Node& event) { return matches(event, words[i]); });
  }

  template <class F>
  void remove(const Place& place, F&& matches) {
    for (std::size_t e = 0; e < c_.events.size();) {
      Node& event = c_.events[e];
      if (!matches(event)) {
        ++e;
        continue;
      }
      c_.statements.push_back({"events." + id_of(event), "removed", place, true});
      const auto own = std::ranges::find(c_.branch_events, id_of(event));
      if (!c_.branched_at || own != c_.branch_events.end()) {
        if (own != c_.branch_events.end()) c_.branch_events.erase(own);
        c_.events.erase(c_.events.begin() + static_cast<std::ptrdiff_t>(e));
        continue;
      }
      std::erase_if(event.entries, [](const Node::Entry& entry) { return entry.key == "withdrawn"; });
      event.entries.push_back({"withdrawn", place.line, place.column, scalar_at(c_.branched_at->text(), place)});
      ++e;
    }
  }

  Place place_of(const char* key, std::size_t i) {
    const Node* list = reader_.find(key);
    return i < list->items.size() ? list->items[i].place() : list->place();
  }

  MapReader reader_;
  Composition& c_;
  Mistakes& mistakes_;
};

/// Remembers who said an event, and each of its fields.
void note_event(const Node& event, const std::string& id, Composition& c) {
  const Node* type = event.find("type");
  c.statements.push_back({"events." + id, type ? type->scalar : "", event.place(), true});
  for (const Node::Entry& entry : event.entries)
    c.statements.push_back({"events." + id + "." + entry.key,
                            short_text(entry.value),
                            {event.file ? *event.file : "", entry.value.line, entry.value.column},
                            false});
}

/// The event as it stands in a branch: one that waits for a trigger does so from the branch on.
Node branch_event(const Node& event, const std::string& id, Composition& c, Mistakes& mistakes) {
  check_branched(event, *c.branched_at, mistakes);
  c.branch_events.push_back(id);
  Node stands = event;
  if (event.kind == Node::Kind::map && event.find("trigger") && !event.find("start")) {
    const Place place = event.find("trigger")->place();
    stands.entries.push_back({"start", place.line, place.column, scalar_at(c.branched_at->text(), place)});
  }
  return stands;
}

}  // namespace

void remove_events(const Node& without, Composition& c, Mistakes& mistakes) { Removal(without, c, mistakes).run(); }

void check_branched(const Node& event, Month at, Mistakes& mistakes) {
  for (const char* key : {"announce", "start"}) {
    const Node* value = event.find(key);
    const auto month = value ? Month::parse(value->scalar) : std::nullopt;
    if (month && *month < at)
      mistakes.add(value->place(),
                   fmt::format("'{}' is {}, before the branch in {}: a branch cannot change what came before it", key,
                               month->text(), at.text()));
  }
}

void add_events(const Node& list, Composition& c, Mistakes& mistakes) {
  if (list.kind == Node::Kind::null) return;
  if (list.kind != Node::Kind::sequence) {
    mistakes.add(list.place(), fmt::format("'events' should be a list, found {}", list.describe()));
    return;
  }
  if (too_many(list.items.size(), most_events, "events", list.place(), mistakes)) return;
  std::unordered_map<std::string, std::size_t> stand;  // by id: files may have thousands
  for (std::size_t e = 0; e < c.events.size(); ++e) stand.emplace(id_of(c.events[e]), e);
  std::unordered_set<std::string> own;
  for (const Node& event : list.items) {
    const std::string id = id_of(event);
    const bool again = !id.empty() && !own.insert(id).second;
    if (again) mistakes.add(event.place(), fmt::format("duplicate event '{}'", id));
    if (event.find("id") && id.empty()) mistakes.add(event.find("id")->place(), "an event's id should not be empty");
    if (!id.empty()) note_event(event, id, c);
    Node stands = c.branched_at ? branch_event(event, id, c, mistakes) : event;
    const auto inherited = id.empty() || again ? stand.end() : stand.find(id);
    if (inherited != stand.end() && c.branched_at)
      mistakes.add(
          event.place(),
          fmt::format("event '{}' is there already: a branch ends it with 'without', and gives a new one another id",
                      id));
    else if (inherited != stand.end())
      c.events[inherited->second] = std::move(stands);
    else
      c.events.push_back(std::move(stands));
  }
}

std::string id_of(const Node& event) {
  const Node* id = event.find("id");
  return id ? id->scalar : std::string{};
}

}  // namespace chokepoint
