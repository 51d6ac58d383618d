// Inheritance of scenarios, and the check of everything.
#include "engine/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::MapReader;
using config::Node;

/// A scenario file with what it inherits folded in: the nearest file wins, events are replaced by id.
struct Folded {
  std::string name, question;
  std::optional<fs::path> compare_to;
  std::optional<Month> start, end;
  Place end_place;
  std::vector<Override> overrides;
  std::vector<Node> events;
  std::vector<std::string> files;
};

std::string id_of(const Node& event) {
  const Node* id = event.find("id");
  return id ? id->scalar : std::string{};
}

bool has_tag(const Node& event, const std::string& tag) {
  const Node* tags = event.find("tags");
  if (!tags) return false;
  if (tags->kind == Node::Kind::scalar) return tags->scalar == tag;
  return std::ranges::any_of(tags->items, [&](const Node& item) { return item.scalar == tag; });
}

void collect_overrides(const Node& node, const std::string& prefix, std::vector<Override>& out) {
  for (const Node::Entry& entry : node.entries) {
    const std::string path = prefix.empty() ? entry.key : prefix + "." + entry.key;
    if (entry.value.kind == Node::Kind::map) collect_overrides(entry.value, path, out);
    else out.push_back({path, entry.value, entry.value.place()});
  }
}

/// Removes the events that `without` names. A tag or id that matches nothing is a mistake.
void remove_events(const Node& without, std::vector<Node>& events, Mistakes& mistakes) {
  MapReader reader(without, "without", mistakes);
  std::vector<std::string> known_ids, known_tags;
  for (const Node& event : events) {
    known_ids.push_back(id_of(event));
    if (const Node* tags = event.find("tags"))
      for (const Node& tag : tags->items) known_tags.push_back(tag.scalar);
  }
  std::ranges::sort(known_tags);
  known_tags.erase(std::ranges::unique(known_tags).begin(), known_tags.end());
  for (const std::string& id : reader.words("ids"))
    if (std::erase_if(events, [&](const Node& event) { return id_of(event) == id; }) == 0)
      reader.mistake("ids", fmt::format("no inherited event is called '{}'{}", id, suggestion(id, known_ids)));
  for (const std::string& tag : reader.words("tags"))
    if (std::ranges::find(known_tags, tag) == known_tags.end()) reader.mistake("tags", fmt::format("no inherited event has the tag '{}'{}", tag, suggestion(tag, known_tags)));
    else std::erase_if(events, [&](const Node& event) { return has_tag(event, tag); });
  reader.finish();
}

void add_events(const Node& list, std::vector<Node>& events, Mistakes& mistakes) {
  if (list.kind == Node::Kind::null) return;
  if (list.kind != Node::Kind::sequence) {
    mistakes.add(list.place(), fmt::format("'events' should be a list, found {}", list.describe()));
    return;
  }
  std::set<std::string> own;
  for (const Node& event : list.items) {
    const std::string id = id_of(event);
    const bool again = !id.empty() && !own.insert(id).second;
    if (again) mistakes.add(event.place(), fmt::format("event '{}' stands twice", id));
    const auto inherited = id.empty() || again ? events.end() : std::ranges::find_if(events, [&](const Node& e) { return id_of(e) == id; });
    if (inherited != events.end()) *inherited = event;
    else events.push_back(event);
  }
}

Folded fold(const fs::path& file, std::vector<fs::path> chain, Mistakes& mistakes) {
  Folded out;
  const std::size_t before = mistakes.count();
  const Node root = config::load_yaml(file, mistakes);
  out.files.push_back(file.string());
  if (mistakes.count() > before && root.entries.empty()) return out;
  MapReader top(root, "scenario file", mistakes);
  const Node* head = top.require("scenario");
  chain.push_back(fs::weakly_canonical(file));
  if (head) {
    MapReader reader(*head, "scenario", mistakes);
    const std::string parent = reader.text("extends");
    if (!parent.empty()) {
      const fs::path path = file.parent_path() / parent;
      if (std::ranges::find(chain, fs::weakly_canonical(path)) != chain.end())
        reader.mistake("extends", fmt::format("'{}' extends itself in a circle", parent));
      else if (std::error_code error; !fs::is_regular_file(path, error)) {
        Mistakes lookup;
        (void)config::read_file(path, lookup);
        reader.mistake("extends", fmt::format("'{}': {}", parent, lookup.any() ? lookup.all()[0].what : "cannot be read"));
      } else {
        Folded base = fold(path, chain, mistakes);
        base.files.insert(base.files.begin(), file.string());
        base.compare_to.reset();
        out = std::move(base);
      }
    }
    out.name = reader.required_text("name");
    out.question = reader.text("question", out.question);
    if (const auto start = reader.month("start")) out.start = start;
    if (const auto end = reader.month("end")) {
      out.end = end;
      out.end_place = reader.find("end")->place();
    }
    const std::string other = reader.text("compare_to");
    if (!other.empty()) {
      out.compare_to = file.parent_path() / other;
      Mistakes lookup;
      if (!config::read_file(*out.compare_to, lookup)) reader.mistake("compare_to", fmt::format("'{}': {}", other, lookup.all()[0].what));
    }
    if (out.start && *out.start != Month{0}) reader.mistake("start", fmt::format("the world begins in {}; a scenario starts there (events act from any later month)", Month{0}.text()));
    reader.finish();
  }
  if (const Node* without = top.find("without")) remove_events(*without, out.events, mistakes);
  if (const Node* overrides = top.find("overrides")) {
    if (overrides->kind != Node::Kind::map && overrides->kind != Node::Kind::null)
      mistakes.add(overrides->place(), fmt::format("'overrides' should be a map of path and value, found {}", overrides->describe()));
    collect_overrides(*overrides, "", out.overrides);
  }
  if (const Node* events = top.find("events")) add_events(*events, out.events, mistakes);
  top.finish();
  return out;
}

Node scalar(const std::string& text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.scalar = text;
  return node;
}

/// The scenario as one file without inheritance.
Node resolved_node(const Folded& folded, const Scenario& scenario) {
  Node head, overrides, events, root;
  head.kind = overrides.kind = root.kind = Node::Kind::map;
  events.kind = Node::Kind::sequence;
  head.entries.push_back({"name", 0, 0, scalar(folded.name)});
  if (!folded.question.empty()) head.entries.push_back({"question", 0, 0, scalar(folded.question)});
  head.entries.push_back({"start", 0, 0, scalar(Month{0}.text())});
  head.entries.push_back({"end", 0, 0, scalar(scenario.end.text())});
  for (const Override& change : scenario.overrides) overrides.entries.push_back({change.path, 0, 0, change.value});
  events.items = folded.events;
  root.entries.push_back({"scenario", 0, 0, head});
  root.entries.push_back({"overrides", 0, 0, overrides});
  root.entries.push_back({"events", 0, 0, events});
  return root;
}

}  // namespace

Scenario load_scenario(const fs::path& file, const ScenarioOptions& options) {
  Mistakes mistakes;
  Scenario scenario;
  const Folded folded = fold(file, {}, mistakes);
  scenario.name = folded.name;
  scenario.question = folded.question;
  scenario.file = file;
  scenario.compare_to = folded.compare_to;
  scenario.files = folded.files;
  scenario.overrides = folded.overrides;
  for (const Override& change : options.overrides) {
    std::erase_if(scenario.overrides, [&](const Override& o) { return o.path == change.path; });
    scenario.overrides.push_back(change);
  }

  constexpr Month latest = Month::of(2100, 12);
  scenario.end = options.until.value_or(folded.end.value_or(Month::of(2030, 12)));
  if (scenario.end < Month{0} || scenario.end > latest)
    mistakes.add(options.until ? Place{"--until"} : folded.end_place, fmt::format("the last month should lie between {} and {}, found {}", Month{0}.text(), latest.text(), scenario.end.text()));

  const std::size_t before_data = mistakes.count();
  WorldFiles files = WorldFiles::load(options.data, mistakes);
  for (const WorldFiles::File& f : files.files) scenario.data_hashes.emplace_back(f.path.filename().string(), f.hash);
  apply_overrides(files, scenario.overrides, mistakes);
  if (before_data != mistakes.count() && std::ranges::any_of(files.files, [](const auto& f) { return f.content.entries.empty() && f.content.items.empty(); }))
    mistakes.throw_if_any();
  std::shared_ptr<InitialWorld> initial = build_world(files, mistakes);

  std::vector<std::shared_ptr<const Event>> events;
  for (const Node& node : folded.events)
    if (auto event = read_event(node, *initial->world.data, initial->table, mistakes)) events.push_back(std::move(event));
  mistakes.throw_if_any();
  scenario.initial = std::move(initial);
  scenario.calendar = std::make_shared<const Calendar>(std::move(events));
  scenario.resolved = resolved_node(folded, scenario);
  return scenario;
}

}  // namespace chokepoint
