// What a file says besides its events: overrides, governments, the world.
#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr std::size_t most_overrides = 5000;

void collect_overrides(const Node& node, const std::string& prefix, std::vector<Override>& out) {
  for (const Node::Entry& entry : node.entries) {
    const OverridePath path = prefix.empty() ? entry.key : prefix + "." + entry.key;
    const bool whole = path.event_field() || path.as<TimePath>();  // a path however deep its value
    if (entry.value.kind == Node::Kind::map && !whole)
      collect_overrides(entry.value, path.text(), out);
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
    const EventPath* event = change.path.event_field();
    const bool of_own = event && std::ranges::find(c.branch_events, event->id) != c.branch_events.end();
    if (c.branched_at && !of_own)
      mistakes.add(change.place,
                   "a branch cannot override: that would change history too; use an event (parameter_shock)");
    else
      apply_override(c, change, mistakes);
  }
}

/// What a file calls a group of nations holds for all that is read after it.
void read_blocs(const Node& map, Composition& c, Mistakes& mistakes) {
  if (map.kind != Node::Kind::map && map.kind != Node::Kind::null)
    mistakes.add(map.place(), fmt::format("'blocs' should be a map of names to nations, as {{quad: [US, JP, IN, AU]}}, "
                                          "found {}",
                                          map.describe()));
  for (const Node::Entry& entry : map.entries) {
    c.statements.push_back({"blocs." + entry.key, short_text(entry.value), entry.value.place(), false});
    c.blocs[entry.key] = entry.value;
  }
}

/// An override of what is no event's field.
void override_data(Composition& c, const Override& change) {
  c.statements.push_back({change.path.text(), short_text(change.value), change.place, false});
  auto& said = change.path.as<GovernmentPath>() ? c.governments : c.overrides;
  std::erase_if(said, [&](const Override& o) { return o.path == change.path; });
  said.push_back(change);
}

void override_event(Composition& c, const EventPath& path, const Override& change, Mistakes& mistakes) {
  const auto& [id, field] = path;
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
  c.statements.push_back({change.path.text(), short_text(change.value), change.place, false});
  std::erase_if(event->entries, [&](const Node::Entry& entry) { return entry.key == path.field; });
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
  if (const Node* blocs = top.find("blocs")) read_blocs(*blocs, c, mistakes);
  if (const Node* without = top.find("without")) remove_events(*without, c, mistakes);
  if (const Node* events = top.find("events")) add_events(*events, c, mistakes);
  if (const Node* governments = top.find("governments")) read_governments(*governments, c, mistakes);
  if (const Node* overrides = top.find("overrides")) read_overrides(*overrides, c, mistakes);
}

bool names_missing_event(const Composition& c, const OverridePath& path) {
  const EventPath* event = path.event_field();
  return event && std::ranges::find(c.events, event->id, id_of) == c.events.end();
}

void apply_override(Composition& c, const Override& change, Mistakes& mistakes) {
  if (const EventPath* event = change.path.event_field())
    override_event(c, *event, change, mistakes);
  else if (change.path.as<EventPath>())
    mistakes.add(change.place, fmt::format("'{}' should go on to a field: events.ID.FIELD", change.path.text()));
  else
    override_data(c, change);
}

}  // namespace chokepoint
