// Folding files into one scenario.
#include "engine/scenario/composition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::MapReader;
using config::Node;

// What a file may hold at most: beyond any use, and read in a second or two.
constexpr std::size_t longest_chain = 100, most_events = 20000, most_overrides = 5000, most_policies = 1000;

/// Whether there are more of something than are read, which is a mistake.
bool too_many(std::size_t count, std::size_t most, const char* what, const Place& place, Mistakes& mistakes) {
  if (count > most) mistakes.add(place, fmt::format("found {} {}; at most {} are read", count, what, most));
  return count > most;
}

bool has_tag(const Node& event, const std::string& tag) {
  const Node* tags = event.find("tags");
  if (!tags) return false;
  if (tags->kind == Node::Kind::scalar) return tags->scalar == tag;
  return std::ranges::any_of(tags->items, [&](const Node& item) { return item.scalar == tag; });
}

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

/// Removes the events that `without` names. A tag or id that matches nothing is a mistake. In a branch they end
/// instead.
void remove_events(const Node& without, Composition& c, Mistakes& mistakes) {
  MapReader reader(without, "without", mistakes);
  std::vector<std::string> known_ids, known_tags;
  for (const Node& event : c.events) {
    known_ids.push_back(id_of(event));
    if (const Node* tags = event.find("tags")) {
      if (tags->kind == Node::Kind::scalar) known_tags.push_back(tags->scalar);
      for (const Node& tag : tags->items) known_tags.push_back(tag.scalar);
    }
  }
  std::ranges::sort(known_tags);
  known_tags.erase(std::ranges::unique(known_tags).begin(), known_tags.end());
  const auto remove = [&](const Place& place, auto&& matches) {
    for (std::size_t e = 0; e < c.events.size();) {
      Node& event = c.events[e];
      if (!matches(event)) {
        ++e;
        continue;
      }
      c.statements.push_back({"events." + id_of(event), "removed", place, true});
      // What a branch removes is withdrawn at its month; what it added itself is gone.
      const auto own = std::ranges::find(c.branch_events, id_of(event));
      if (!c.branched_at || own != c.branch_events.end()) {
        if (own != c.branch_events.end()) c.branch_events.erase(own);
        c.events.erase(c.events.begin() + static_cast<std::ptrdiff_t>(e));
        continue;
      }
      std::erase_if(event.entries, [](const Node::Entry& entry) { return entry.key == "withdrawn"; });
      event.entries.push_back({"withdrawn", place.line, place.column, scalar_at(c.branched_at->text(), place)});
      ++e;
    }
  };
  const auto place_of = [&](const char* key, std::size_t i) {
    const Node* list = reader.find(key);
    return i < list->items.size() ? list->items[i].place() : list->place();
  };
  const auto ids = reader.words("ids"), tags = reader.words("tags");
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (std::ranges::find(known_ids, ids[i]) == known_ids.end())
      mistakes.add(place_of("ids", i),
                   fmt::format("no inherited event is called '{}'{}", ids[i], suggestion(ids[i], known_ids)));
    else
      remove(place_of("ids", i), [&](const Node& event) { return id_of(event) == ids[i]; });
  for (std::size_t i = 0; i < tags.size(); ++i)
    if (std::ranges::find(known_tags, tags[i]) == known_tags.end())
      mistakes.add(place_of("tags", i),
                   fmt::format("no inherited event has the tag '{}'{}", tags[i], suggestion(tags[i], known_tags)));
    else
      remove(place_of("tags", i), [&](const Node& event) { return has_tag(event, tags[i]); });
  reader.finish();
}

/// A branch may say nothing about the time before it.
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
    if (!id.empty()) {
      const Node* type = event.find("type");
      c.statements.push_back({"events." + id, type ? type->scalar : "", event.place(), true});
      for (const Node::Entry& entry : event.entries)
        c.statements.push_back({"events." + id + "." + entry.key,
                                short_text(entry.value),
                                {event.file ? *event.file : "", entry.value.line, entry.value.column},
                                false});
    }
    Node stands = event;
    if (c.branched_at) {
      check_branched(event, *c.branched_at, mistakes);
      c.branch_events.push_back(id);
      if (event.kind == Node::Kind::map && event.find("trigger") && !event.find("start")) {
        const Place place = event.find("trigger")->place();
        stands.entries.push_back({"start", place.line, place.column, scalar_at(c.branched_at->text(), place)});
      }
    }
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

bool is_government(std::string_view path) { return path.starts_with("governments."); }

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

/// `world` of a scenario file: overrides of what the world is made of.
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

/// `without`, `overrides`, `governments` and `events` of a scenario or policy file.
void read_changes(MapReader& top, Composition& c, Mistakes& mistakes) {
  if (const Node* without = top.find("without")) remove_events(*without, c, mistakes);
  if (const Node* events = top.find("events")) add_events(*events, c, mistakes);
  if (const Node* governments = top.find("governments")) read_governments(*governments, c, mistakes);
  if (const Node* overrides = top.find("overrides")) {
    if (overrides->kind != Node::Kind::map && overrides->kind != Node::Kind::null)
      mistakes.add(overrides->place(),
                   fmt::format("'overrides' should be a map of path and value, found {}", overrides->describe()));
    std::vector<Override> changes;
    collect_overrides(*overrides, "", changes);
    if (too_many(changes.size(), most_overrides, "overrides", overrides->place(), mistakes)) changes.clear();
    for (const Override& change : changes) {
      const auto of_own = [&](const std::string& id) { return change.path.starts_with("events." + id + "."); };
      if (c.branched_at && std::ranges::none_of(c.branch_events, of_own))
        mistakes.add(change.place,
                     "a branch cannot override: that would change history too; use an event (parameter_shock)");
      else
        apply_override(c, change, mistakes);
    }
  }
}

void add_policies(const Node& list, const fs::path& file, Composition& c, Mistakes& mistakes) {
  if (list.kind != Node::Kind::sequence && list.kind != Node::Kind::null)
    mistakes.add(list.place(), fmt::format("'policies' should be a list of files, found {}", list.describe()));
  if (too_many(list.items.size(), most_policies, "policies", list.place(), mistakes)) return;
  for (const Node& item : list.items) {
    if (item.kind != Node::Kind::scalar)
      mistakes.add(item.place(), fmt::format("a policy should be a file, found {}", item.describe()));
    else if (const auto path = named_file(c, file, item.scalar, NamedAs::policy, item.place(), mistakes))
      add_policy(c, *path, item.place(), mistakes);
  }
}

/// What a record of a run says of the scenario that was run: how it is called. All else in it is for whoever runs it
/// again.
void read_record(const Node& record, Composition& c, Mistakes& mistakes) {
  if (record.kind != Node::Kind::map) {
    mistakes.add(record.place(), fmt::format("'record' should be a map, found {}", record.describe()));
    return;
  }
  if (const Node* member = record.find("member")) c.member = member->scalar;
  if (const Node* data = record.find("data_folder")) c.on_top.data = data->scalar;
  if (const Node* policies = record.find("policies"))
    for (const Node& policy : policies->items) c.on_top.policies.push_back(policy.scalar);
  if (const Node* in_use = record.find("policies_in_use"))
    for (const Node& policy : in_use->items) c.policies.push_back({policy.scalar, {}, {}, policy.place()});
  if (const Node* overrides = record.find("overrides"))
    for (const Node::Entry& entry : overrides->entries) c.on_top.overrides[entry.key] = entry.value.scalar;
}

Composition fold(const fs::path& file, const fs::path& library, std::vector<fs::path> chain, Mistakes& mistakes);

/// A scenario whose file is read.
Composition fold(const Node& root, const fs::path& file, const fs::path& library, std::vector<fs::path> chain,
                 Mistakes& mistakes) {
  Composition c;
  c.file = file;
  c.library = library;
  c.files.push_back(file.string());
  MapReader top(root, "scenario file", mistakes);
  const Node* head = top.require("scenario");
  chain.push_back(fs::weakly_canonical(file));
  if (head) {
    MapReader reader(*head, "scenario", mistakes);
    const std::string parent = reader.text("extends");
    if (!parent.empty()) {
      const auto path = named_file(c, file, parent, NamedAs::scenario, reader.find("extends")->place(), mistakes);
      if (path && std::ranges::find(chain, fs::weakly_canonical(*path)) != chain.end())
        reader.mistake("extends", fmt::format("'{}' extends itself in a circle", parent));
      else if (path && chain.size() >= longest_chain)
        reader.mistake("extends", fmt::format("more than {} files extend one another", longest_chain));
      else if (path) {
        c = fold(*path, library, chain, mistakes);
        c.inherited = c.files;
        c.files.insert(c.files.begin(), file.string());
        c.file = file;
        c.compare_to.reset();
        c.question.clear(), c.asked_by.clear(), c.sources.clear();  // it asks something else
        c.on_top = {}, c.member.clear();
        c.axes.clear();
        c.branch.reset();
      }
    }
    const auto say = [&](const char* key, const std::string& value) {
      if (const Node* node = reader.find(key))
        c.statements.push_back({std::string("scenario.") + key, value, node->place(), false});
    };
    c.name = reader.required_text("name");
    if (const Node* name = reader.find("name"); name && name->kind == Node::Kind::scalar)
      if (const std::string wrong = wrong_name(c.name); !wrong.empty())
        reader.mistake("name", fmt::format("'{}' {}", c.name, wrong));
    c.question = reader.text("question");
    c.asked_by = reader.words("asked_by");
    c.sources = reader.words("sources");
    if (const auto start = reader.month("start")) c.start = start;
    if (const auto end = reader.month("end")) {
      c.end = end;
      c.end_place = reader.find("end")->place();
      say("end", end->text());
    }
    say("name", c.name), say("question", c.question), say("extends", parent);
    if (const std::string other = reader.text("compare_to"); !other.empty()) {
      c.compare_to = named_file(c, file, other, NamedAs::scenario, reader.find("compare_to")->place(), mistakes);
      say("compare_to", other);
    }
    if (c.start && *c.start != Month{0})
      reader.mistake("start",
                     fmt::format("the world begins in {}; a scenario starts there (events act from any later month)",
                                 Month{0}.text()));
    reader.finish();
  }
  if (const Node* record = top.find("record")) {
    read_record(*record, c, mistakes);
    c.inherited = c.files;  // written out by the program: what was said by which file is not known any more
  }
  if (const Node* world = top.find("world")) read_world(*world, c, mistakes);
  if (const Node* policies = top.find("policies")) add_policies(*policies, file, c, mistakes);
  read_changes(top, c, mistakes);
  read_axes(top, file, c, mistakes);
  top.finish();
  return c;
}

Composition fold(const fs::path& file, const fs::path& library, std::vector<fs::path> chain, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const Node root = config::load_yaml(file, mistakes);
  if (mistakes.count() == before || !root.entries.empty()) return fold(root, file, library, std::move(chain), mistakes);
  Composition nothing;
  nothing.file = file, nothing.library = library, nothing.files = {file.string()};
  return nothing;
}

}  // namespace

std::string OnTop::text() const {
  std::string out;
  for (const std::string& policy : policies) out += " + " + policy;
  for (const auto& [path, value] : overrides) {
    constexpr std::string_view parameters = "parameters.";
    out += fmt::format(" + {} = {}", path.starts_with(parameters) ? path.substr(parameters.size()) : path, value);
  }
  return data.empty() ? out : out + " + data = " + data;
}

bool OnTop::changes_rules() const {
  const auto of_rules = [](const auto& said) { return said.first.starts_with("events.") || is_government(said.first); };
  return !policies.empty() || std::ranges::any_of(overrides, of_rules);
}

void add_policy(Composition& c, const fs::path& file, const Place& named_at, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const Node root = config::load_yaml(file, mistakes);
  if (std::ranges::find(c.files, file.string()) == c.files.end()) c.files.push_back(file.string());
  if (mistakes.count() > before && root.entries.empty()) return;
  MapReader top(root, "policy file", mistakes);
  const Node* head = top.require("policy");
  PolicyUse use;
  use.place = named_at;
  if (head) {
    MapReader reader(*head, "policy", mistakes);
    use.name = reader.required_text("name");
    (void)reader.required_text("summary");
    (void)reader.text("source");
    use.needs = reader.words("requires");
    use.conflicts = reader.words("conflicts_with");
    reader.finish();
  }
  if (!use.name.empty() && std::ranges::find(c.policies, use.name, &PolicyUse::name) != c.policies.end()) {
    mistakes.add(named_at, fmt::format("policy '{}' is in use already", use.name));
    return;
  }
  c.statements.push_back({"policies." + use.name, file.string(), named_at, false});
  read_changes(top, c, mistakes);
  top.finish();
  c.policies.push_back(std::move(use));
}

void check_policies(const Composition& c, Mistakes& mistakes) {
  std::vector<std::string> names;
  for (const PolicyUse& use : c.policies) names.push_back(use.name);
  for (const PolicyUse& use : c.policies) {
    for (const std::string& need : use.needs)
      if (std::ranges::find(names, need) == names.end())
        mistakes.add(use.place,
                     fmt::format("policy '{}' requires '{}', which is not among the policies here", use.name, need));
    for (const std::string& other : use.conflicts)
      if (std::ranges::find(names, other) != names.end())
        mistakes.add(use.place, fmt::format("policy '{}' conflicts with '{}': use one of them", use.name, other));
  }
}

std::string short_text(const Node& node) {
  if (node.kind == Node::Kind::scalar) return node.scalar;
  if (node.kind == Node::Kind::null) return "nothing";
  std::string out;
  for (const Node& item : node.items) out += (out.empty() ? "[" : ", ") + short_text(item);
  for (const Node::Entry& entry : node.entries)
    out += (out.empty() ? "{" : ", ") + entry.key + ": " + short_text(entry.value);
  return out.empty() ? (node.kind == Node::Kind::sequence ? "[]" : "{}")
                     : out + (node.kind == Node::Kind::sequence ? "]" : "}");
}

std::string wrong_name(const std::string& name) {
  constexpr std::size_t longest = 100;
  if (name.empty()) return "should not be empty";
  if (name.size() > longest) return fmt::format("should have at most {} letters", longest);
  if (name[0] == '.') return "should not begin with a dot: it names a folder";
  for (const char c : name)
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 32 || c == 127)
      return "should have no slash or control character: it names a folder";
  return "";
}

std::optional<fs::path> named_file(const Composition& c, const fs::path& file, const std::string& word, NamedAs as,
                                   const Place& place, Mistakes& mistakes) {
  std::vector<fs::path> folders = {file.parent_path()};
  if (!c.library.empty()) folders.push_back(c.library);
  // A scenario and a policy may have one name: of policies those of the library go before its scenarios.
  if (const auto library = std::ranges::find(folders, c.library); as == NamedAs::policy && library != folders.end())
    folders.insert(library, c.library / "policies");
  const std::string with_ending = fs::path(word).extension() == ".yaml" ? word : word + ".yaml";
  std::error_code error;
  for (const fs::path& folder : folders)
    for (const std::string& name : {word, with_ending})
      if (fs::is_regular_file(folder / name, error)) return folder / name;
  std::vector<std::string> there;
  bool is_folder = false;
  for (const fs::path& folder : folders) {
    is_folder = is_folder || fs::is_directory(folder / word, error);
    for (fs::directory_iterator it((folder / with_ending).parent_path(), error), end; !error && it != end;
         it.increment(error))
      if (it->path().extension() == ".yaml" && it->path() != file) there.push_back(it->path().filename().string());
  }
  std::ranges::sort(there);
  there.erase(std::ranges::unique(there).begin(), there.end());
  const std::string near = suggestion(fs::path(with_ending).filename().string(), there);
  mistakes.add(place, fmt::format("'{}': {}", word, is_folder ? "is a folder, not a file" : "no such file" + near));
  return std::nullopt;
}

std::string id_of(const Node& event) {
  const Node* id = event.find("id");
  return id ? id->scalar : std::string{};
}

bool names_missing_event(const Composition& c, const std::string& path) {
  if (!is_event_field(path)) return false;
  return std::ranges::find(c.events, id_in(path), id_of) == c.events.end();
}

void apply_override(Composition& c, const Override& change, Mistakes& mistakes) {
  if (!is_event_field(change.path)) {
    if (change.path.starts_with("events.")) {
      mistakes.add(change.place, fmt::format("'{}' should go on to a field: events.ID.FIELD", change.path));
      return;
    }
    c.statements.push_back({change.path, short_text(change.value), change.place, false});
    auto& said = is_government(change.path) ? c.governments : c.overrides;
    std::erase_if(said, [&](const Override& o) { return o.path == change.path; });
    said.push_back(change);
    return;
  }
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

Composition compose(const fs::path& file, const fs::path& library, Mistakes& mistakes) {
  return fold(file, library, {}, mistakes);
}

Composition compose(const Node& root, const fs::path& file, const fs::path& library, Mistakes& mistakes) {
  return fold(root, file, library, {}, mistakes);
}

}  // namespace chokepoint
