// The one file that knows yaml-cpp: its parser's events become our nodes, each with its place.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

#include "engine/base/config.hpp"
#include "engine/base/plain_yaml.hpp"

namespace chokepoint::config {
namespace {

constexpr int deepest_nesting = 64;
constexpr std::size_t most_nodes = 2'000'000;  // aliases may unfold a small file into a vast one

struct TooLarge {};

/// Builds the tree bottom-up. A map's children arrive as key, value, key, value.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::shared_ptr<const std::string> file, Mistakes& mistakes)
      : file_(std::move(file)), mistakes_(mistakes) {}

  Node root;
  bool seen = false;

  /// Marks what merge keys name among the file's own keys: it stands there for them alone.
  void mark_merged() {
    for (Node::Entry& entry : root.entries)
      entry.value.merged = merged_.contains({entry.value.line, entry.value.column});
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { put(make(mark, Node::Kind::null), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node = make(mark, Node::Kind::scalar);
    node.scalar = value;
    node.quoted = tag == "!";
    if (!node.quoted && (value == "null" || value == "~")) node.kind = Node::Kind::null;
    put(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto at = anchors_.find(anchor);
    if (at == anchors_.end()) {
      mistakes_.add(place(mark), "an alias stands inside the value it names");
      put(make(mark, Node::Kind::null), 0);
      return;
    }
    count(size_of(at->second));
    put(at->second, 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(make(mark, Node::Kind::sequence), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(make(mark, Node::Kind::map), anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor;
    Node key;
    bool has_key = false;
    std::vector<Node> merges;                    ///< what merge keys name
    std::unordered_map<std::string, int> lines;  ///< of keys, once there are many
  };

  Place place(const YAML::Mark& mark) const { return {*file_, mark.line + 1, mark.column + 1}; }
  Node make(const YAML::Mark& mark, Node::Kind kind) {
    count(1);
    Node node;
    node.kind = kind;
    node.file = file_;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }
  void count(std::size_t more) {
    nodes_ += more;
    if (nodes_ > most_nodes) throw TooLarge{};
  }
  static std::size_t size_of(const Node& node) {
    std::size_t size = 1;
    for (const Node& item : node.items) size += size_of(item);
    for (const Node::Entry& entry : node.entries) size += 1 + size_of(entry.value);
    return size;
  }
  void open(Node node, YAML::anchor_t anchor) {
    if (open_.size() >= deepest_nesting) throw TooLarge{};  // also ends yaml-cpp's recursion before the stack does
    open_.push_back({std::move(node), anchor, {}, false, {}, {}});
  }
  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    for (const Node& merged : done.merges) merge(merged, done.node);
    put(std::move(done.node), done.anchor);
  }
  /// Adds the keys of a map, or of a list of maps, that `into` has not: so that only the merge key itself is told.
  void merge(const Node& from, Node& into) {
    for (const Node& item : from.items) merge(item, into);
    if (from.kind != Node::Kind::map) return;
    merged_.insert({from.line, from.column});
    for (const Node::Entry& entry : from.entries)
      if (!into.find(entry.key)) {
        count(1 + size_of(entry.value));
        into.entries.push_back(entry);
      }
  }
  /// Line of a key that stands already, or 0.
  static int line_of(Open& map, const std::string& key) {
    constexpr std::size_t few = 16;
    const std::vector<Node::Entry>& entries = map.node.entries;
    if (entries.size() < few) {
      const auto at = std::ranges::find(entries, key, &Node::Entry::key);
      return at == entries.end() ? 0 : at->line;
    }
    for (std::size_t e = map.lines.size(); e < entries.size(); ++e) map.lines.emplace(entries[e].key, entries[e].line);
    const auto at = map.lines.find(key);
    return at == map.lines.end() ? 0 : at->second;
  }
  void put(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) {
      count(size_of(node));
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      root = std::move(node);
      seen = true;
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      if (node.kind != Node::Kind::scalar) {
        mistakes_.add(node.place(), fmt::format("a key should be a word, found {}", node.describe()));
        node.scalar = "?";
      }
      parent.key = std::move(node);
      parent.has_key = true;
    } else {
      parent.has_key = false;
      // yaml-cpp places an absent value at whatever comes after it.
      if (node.kind == Node::Kind::null && node.line > parent.key.line)
        node.line = parent.key.line, node.column = parent.key.column;
      if (parent.key.scalar == "<<" && !parent.key.quoted) {
        mistakes_.add(parent.key.place(), "YAML's merge key '<<' is not read: write its keys out here");
        parent.merges.push_back(std::move(node));
      } else if (const int before = line_of(parent, parent.key.scalar); before > 0)
        mistakes_.add(parent.key.place(),
                      fmt::format("duplicate key '{}' (first at line {})", parent.key.scalar, before));
      else
        parent.node.entries.push_back({parent.key.scalar, parent.key.line, parent.key.column, std::move(node)});
    }
  }

  std::shared_ptr<const std::string> file_;
  Mistakes& mistakes_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Node> anchors_;
  std::set<std::pair<int, int>> merged_;  ///< line and column of what merge keys name
  std::size_t nodes_ = 0;
};

/// The first tab in the indentation of the lines up to the one where reading broke, or nothing.
std::optional<Place> tab_in_indentation(const std::string& text, const std::string& name, int last_line) {
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; number <= last_line && std::getline(lines, line); ++number) {
    const std::size_t tab = line.find('\t'), letter = line.find_first_not_of(" \t\r");
    if (tab < letter && letter != std::string::npos && line[letter] != '#')
      return Place{name, number, static_cast<int>(tab) + 1};
  }
  return std::nullopt;
}

/// What yaml-cpp says, for a person.
std::string broken(const std::string& said) {
  static constexpr std::pair<std::string_view, std::string_view> sentences[] = {
      {"illegal map value",
       "a ':' stands where no value can: keys of one map begin below each other, and a text with ': ' in it needs "
       "quotes"},
      {"end of map flow not found", "a '{' is never closed, or a comma is missing before this"},
      {"end of sequence flow not found", "a '[' is never closed, or a comma is missing before this"},
      {"end of map not found", "this should begin below the keys above it, as a key with ':'"},
      {"end of sequence not found", "this should begin with '- ', below the items above it"},
      {"illegal EOF in scalar", "a quote is opened and never closed"},
      {"unknown token", "a text that begins with this sign needs quotes"},
      {"illegal block entry", "'- ' begins a list where none can stand"},
      {"illegal flow end", "this closes nothing that was opened"},
      {"the referenced anchor is not defined", "this alias ('*') names no anchor ('&') above it"},
  };
  for (const auto& [theirs, ours] : sentences)
    if (said.starts_with(theirs)) return std::string(ours);
  return said;
}

}  // namespace

Node parse_yaml(const std::string& text, const std::string& name, Mistakes& mistakes) {
  if (auto plain = read_plain_yaml(text, std::make_shared<const std::string>(name))) return std::move(*plain);
  return parse_whole_yaml(text, name, mistakes);
}

Node parse_whole_yaml(const std::string& text, const std::string& name, Mistakes& mistakes) {
  const std::size_t mistakes_before = mistakes.count();
  TreeBuilder builder(std::make_shared<const std::string>(name), mistakes);
  try {
    // yaml-cpp closes an open quote by itself at a newline that ends the file, so the file ends in a comment instead.
    std::istringstream in(text + (text.ends_with('\n') ? "#" : "\n#"));
    YAML::Parser parser(in);
    if (parser.HandleNextDocument(builder)) {
      TreeBuilder second(std::make_shared<const std::string>(name), mistakes);
      if (parser.HandleNextDocument(second))
        mistakes.add({name, second.root.line, second.root.column}, "a second document stands in the file; one is read");
    }
  } catch (const YAML::Exception& error) {
    if (const auto tab = tab_in_indentation(text, name, error.mark.line + 1))
      mistakes.add(*tab, "a tab stands in the indentation: YAML takes spaces only");
    else
      mistakes.add({name, error.mark.line + 1, error.mark.column + 1}, "broken YAML: " + broken(error.msg));
  } catch (const TooLarge&) {
    mistakes.add({name}, fmt::format("nests deeper than {} levels or unfolds into more than {} values", deepest_nesting,
                                     most_nodes));
  }
  builder.mark_merged();
  if (!builder.root.file) builder.root.file = std::make_shared<const std::string>(name);
  if (!builder.seen && mistakes.count() == mistakes_before) mistakes.add({name}, "is empty");
  return std::move(builder.root);
}

Node load_yaml(const std::filesystem::path& path, Mistakes& mistakes) {
  const auto text = read_file(path, mistakes);
  if (!text) {
    Node nothing;
    nothing.file = std::make_shared<const std::string>(path.string());
    return nothing;
  }
  return parse_yaml(*text, path.string(), mistakes);
}

}  // namespace chokepoint::config
