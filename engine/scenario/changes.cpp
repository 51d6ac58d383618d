// What a file says besides its events: overrides, governments, the world.
#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr std::size_t most_overrides = 5000;

/// `events.ID.FIELD` is a path of its own however deep its value.
bool is_event_field(std::string_view path) { return path.starts_with("events.") && std::ranges::count(path, '.') >= 2; }

/// The ID of `events.ID.FIELD`.
std::string id_in(const std::string& path) { return path.substr(7, path.rfind('.') - 7); }

void collect_overrides(const Node& node, const std::string& prefix, std::vector<Override>& out) {
  for (const Node::Entry& entry : node.entries) {
    const std::string path = prefix.empty() ? entry.key : prefix + "." + entry.key;
    if (entry.value.kind == Node::Kind::map && !is_event_field(path))
      collect_overrides(entry.value, path, out);
    else
      out.push_back({path, entry.value, entry.value.place()});
  }
}

void read_governments(const Node& map, Composition& c, Mistakes& mistakes) {
  if (map.kind != Node::Kind::map && map.kind != Node::Kind::null)
    mistakes.add(map.place(),
                 fmt::format("'governments' should be a map of nation and mode, found {}", map.describe()));
  if (c.branched_at && !map.entries.empty()) {
    mistakes.add(map.place(),
                 "a branch cannot say who governs how: that would change history too; say it in the scenario, with a "
                 "'switch_date'");
    return;
  }
  std::vector<Override> changes;
  collect_overrides(map, "governments", changes);
  if (too_many(changes.size(), most_overrides, "governments", map.place(), mistakes)) return;
  for (const Override& change : changes) apply_override(c, change, mistakes);
}

void read_overrides(const Node& overrides, Composition& c, Mistakes& mistakes) {
  if (overrides.kind != Node::Kind::map && overrides.kind != Node::Kind::null)
    mistakes.add(overrides.place(),
                 fmt::format("'overrides' should be a map of path and value, found {}", overrides.describe()));
  std::vector<Override> changes;
  collect_overrides(overrides, "", changes);
  if (too_many(changes.size(), most_overrides, "overrides", overrides.place(), mistakes)) changes.clear();
  for (const Override& change : changes) {
    const auto of_own = [&](const std::string& id) { return change.path.starts_with("events." + id + "."); };
    if (c.branched_at && std::ranges::none_of(c.branch_events, of_own))
      mistakes.add(change.place,
                   "a branch cannot override: that would change history too; use an event (parameter_shock)");
    else
      apply_override(c, change, mistakes);
  }
}

/// An override of what is no event's field.
void override_data(Composition& c, const Override& change) {
  c.statements.push_back({change.path, short_text(change.value), change.place, false});
  auto& said = is_government(change.path) ? c.governments : c.overrides;
  std::erase_if(said, [&](const Override& o) { return o.path == change.path; });
  said.push_back(change);
}

void override_event(Composition& c, const Override& change, Mistakes& mistakes) {
  const std::string id = id_in(change.path), field = change.path.substr(change.path.rfind('.') + 1);
  const auto event = std::ranges::find(c.events, id, id_of);
  if (event == c.events.end()) {
    std::vector<std::string> known;
    for (const Node& e : c.events) known.push_back(id_of(e));
    mistakes.add(change.place,
                 fmt::format("no event is called '{}'{}", id,
                             nearest(id, known).empty() ? "" : " (did you mean '" + nearest(id, known) + "'?)"));
    return;
  }
  if (field == "id" || field == "type") {
    mistakes.add(
        change.place,
        fmt::format("the {} of an event cannot be overridden: remove it with 'without', and add another", field));
    return;
  }
  if (change.value.kind == Node::Kind::null && !event->find(field)) {
    std::vector<std::string> there;
    for (const Node::Entry& entry : event->entries) there.push_back(entry.key);
    mistakes.add(change.place,
                 fmt::format("event '{}' has no '{}' to take away{}", id, field, suggestion(field, there)));
    return;
  }
  c.statements.push_back({change.path, short_text(change.value), change.place, false});
  std::erase_if(event->entries, [&](const Node::Entry& entry) { return entry.key == field; });
  if (change.value.kind != Node::Kind::null)
    event->entries.push_back({field, change.place.line, change.place.column, change.value});
  if (c.branched_at && std::ranges::find(c.branch_events, id) != c.branch_events.end())
    check_branched(*event, *c.branched_at, mistakes);
}

}  // namespace

void read_world(const Node& map, Composition& c, Mistakes& mistakes) {
  if (map.kind != Node::Kind::map) {
    mistakes.add(map.place(),
                 fmt::format("'world' should be a map, as {{synthesize: {{firms: 10000}}}}, found {}", map.describe()));
    return;
  }
  std::vector<Override> changes;
  collect_overrides(map, "world", changes);
  if (too_many(changes.size(), most_overrides, "values", map.place(), mistakes)) return;
  for (const Override& change : changes) apply_override(c, change, mistakes);
}

void read_changes(MapReader& top, Composition& c, Mistakes& mistakes) {
  if (const Node* without = top.find("without")) remove_events(*without, c, mistakes);
  if (const Node* events = top.find("events")) add_events(*events, c, mistakes);
  if (const Node* governments = top.find("governments")) read_governments(*governments, c, mistakes);
  if (const Node* overrides = top.find("overrides")) read_overrides(*overrides, c, mistakes);
}

bool is_government(std::string_view path) { return path.starts_with("governments."); }

bool names_missing_event(const Composition& c, const std::string& path) {
  if (!is_event_field(path)) return false;
  return std::ranges::find(c.events, id_in(path), id_of) == c.events.end();
}

void apply_override(Composition& c, const Override& change, Mistakes& mistakes) {
  if (is_event_field(change.path))
    override_event(c, change, mistakes);
  else if (change.path.starts_with("events."))
    mistakes.add(change.place, fmt::format("'{}' should go on to a field: events.ID.FIELD", change.path));
  else
    override_data(c, change);
}

}  // namespace chokepoint
