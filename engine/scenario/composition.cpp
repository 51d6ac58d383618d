// Folding files into one scenario.
#include "engine/scenario/composition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::MapReader;
using config::Node;

constexpr std::size_t longest_chain = 100;  // of files that extend one another

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

/// The scenario that the file extends, as far as it goes on in this one; an empty one where there is none.
Composition inherit(MapReader& head, const std::string& parent, const fs::path& file, const fs::path& library,
                    const std::vector<fs::path>& chain, Mistakes& mistakes) {
  Composition c;
  c.file = file;
  c.library = library;
  c.files.push_back(file.string());
  if (parent.empty()) return c;
  const auto path = named_file(c, file, parent, NamedAs::scenario, head.find("extends")->place(), mistakes);
  if (path && std::ranges::find(chain, fs::weakly_canonical(*path)) != chain.end())
    head.mistake("extends", fmt::format("'{}' extends itself in a circle", parent));
  else if (path && chain.size() >= longest_chain)
    head.mistake("extends", fmt::format("more than {} files extend one another", longest_chain));
  else if (path) {
    c = fold(*path, library, chain, mistakes);
    c.inherited = c.files;
    c.files.insert(c.files.begin(), file.string());
    c.file = file;
    c.compare_to.reset();
    c.question.clear(), c.asked_by.clear(), c.sources.clear(), c.claims.clear();  // it asks something else
    c.on_top = {}, c.member.clear();
    c.axes.clear();
    c.branch.reset();
  }
  return c;
}

/// `scenario` of a scenario file, but for what it extends.
void read_head(MapReader& reader, const std::string& parent, const fs::path& file, Composition& c, Mistakes& mistakes) {
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
  c.claims = reader.words("claims");
  if (const Node* claims = reader.find("claims")) c.claims_place = claims->place();
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

/// A scenario whose file is read.
Composition fold(const Node& root, const fs::path& file, const fs::path& library, std::vector<fs::path> chain,
                 Mistakes& mistakes) {
  MapReader top(root, "scenario file", mistakes);
  const Node* head = top.require("scenario");
  chain.push_back(fs::weakly_canonical(file));
  Composition c;
  if (head) {
    MapReader reader(*head, "scenario", mistakes);
    const std::string parent = reader.text("extends");
    c = inherit(reader, parent, file, library, chain, mistakes);
    read_head(reader, parent, file, c, mistakes);
  } else {
    c.file = file, c.library = library, c.files = {file.string()};
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
  for (const auto& [text, value] : overrides) {
    const OverridePath path = text;
    const auto* parameter = path.as<ParameterPath>();
    out += fmt::format(" + {} = {}", parameter ? parameter->name : text, value);
  }
  return data.empty() ? out : out + " + data = " + data;
}

bool OnTop::changes_rules() const {
  const auto of_rules = [](const auto& said) {
    const OverridePath path = said.first;
    return path.as<EventPath>() || path.as<GovernmentPath>();
  };
  return !policies.empty() || std::ranges::any_of(overrides, of_rules);
}

Composition compose(const fs::path& file, const fs::path& library, Mistakes& mistakes) {
  return fold(file, library, {}, mistakes);
}

Composition compose(const Node& root, const fs::path& file, const fs::path& library, Mistakes& mistakes) {
  return fold(root, file, library, {}, mistakes);
}

}  // namespace chokepoint
