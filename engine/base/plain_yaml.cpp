// By indentation, line by line. On any doubt the reader gives up: what it accepts means the same in all of YAML.
#include "engine/base/plain_yaml.hpp"

#include <algorithm>
#include <unordered_set>

namespace chokepoint::config {
namespace {

/// Takes the rest of the language to read.
struct NotPlain {};

void require(bool plain) {
  if (!plain) throw NotPlain{};
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool stands_for_nothing(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

/// A text without quotes, as a scalar or a key: nothing in it means anything to YAML.
void require_plain_text(std::string_view text) {
  require(!stands_for_nothing(text) && text.size() < 900);
  const char first = text.front();
  require(is_letter_or_digit(first) || is_one_of(first, "._+(/") ||
          (first == '-' && text.size() > 1 && (is_letter_or_digit(text[1]) || text[1] == '.')));
}

class PlainYaml {
 public:
  PlainYaml(std::string_view text, std::shared_ptr<const std::string> file) : text_(text), file_(std::move(file)) {}

  [[nodiscard]] Node read() {
    require(next_line() && !text_.starts_with("\xEF\xBB\xBF"));
    Node root = block();
    require(at_ == text_.size());
    return root;
  }

 private:
  static constexpr int deepest = 40;

  [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  [[nodiscard]] char after() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\n'; }
  [[nodiscard]] std::size_t indent() const { return at_ - line_start_; }
  [[nodiscard]] bool at_item() const { return here() == '-' && after() == ' '; }

  [[nodiscard]] Node make(Node::Kind kind) const {
    Node node;
    node.kind = kind;
    node.file = file_;
    node.line = line_;
    node.column = static_cast<int>(indent()) + 1;
    return node;
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  /// To the end of the line: nothing but a comment may stand there.
  void end_line() {
    const std::size_t before = at_;
    skip_spaces();
    if (at_ < text_.size() && text_[at_] == '#' && (at_ > before || indent() == 0))
      at_ = std::min(text_.find('\n', at_), text_.size());
    require(at_ == text_.size() || text_[at_] == '\n');
  }
  /// From the end of a line to what stands first on the next line that holds anything. False at the end of the text.
  bool next_line() {
    for (;;) {
      skip_spaces();
      if (here() == '#') at_ = std::min(text_.find('\n', at_), text_.size());
      if (at_ == text_.size()) return false;
      if (text_[at_] != '\n') break;
      line_start_ = ++at_, ++line_;
    }
    const std::string_view rest = text_.substr(at_, 3);
    require(rest != "---" && rest != "..." && !is_one_of(rest[0], "%\t"));
    return true;
  }

  Node block() {
    require(++depth_ < deepest);
    Node out = at_item() ? list() : map();
    --depth_;
    return out;
  }

  Node list() {
    Node out = make(Node::Kind::sequence);
    const std::size_t from = indent();
    do {
      ++at_;
      skip_spaces();
      require(!at_item());
      if (has_key()) {
        out.items.push_back(block());
      } else {
        out.items.push_back(value(from));
        end_line();
        next_line();
      }
    } while (goes_on(from) && at_item());
    return out;
  }

  Node map() {
    Node out = make(Node::Kind::map);
    const std::size_t from = indent();
    std::unordered_set<std::string_view> known;
    do {
      require(has_key() && !at_item());
      const int line = line_, column = static_cast<int>(indent()) + 1;
      const std::string_view key = text_.substr(at_, key_end() - at_);
      require(known.insert(key).second);
      at_ += key.size() + 1;
      skip_spaces();
      out.entries.push_back({std::string(key), line, column, map_value(from)});
    } while (goes_on(from));
    return out;
  }

  /// On the line of the key, or below it.
  Node map_value(std::size_t from) {
    if (here() == '#' || here() == '\n') {
      end_line();
      require(next_line() && (indent() > from || (indent() == from && at_item())));
      return block();
    }
    Node out = value(from);
    end_line();
    next_line();
    return out;
  }

  /// Whether the block that began at an indentation goes on here.
  [[nodiscard]] bool goes_on(std::size_t from) const {
    if (at_ == text_.size() || indent() < from) return false;
    require(indent() == from);
    return true;
  }

  /// The colon behind the key that stands here; npos if none does.
  [[nodiscard]] std::size_t key_end() const {
    std::size_t end = at_;
    while (end < text_.size() && (is_letter_or_digit(text_[end]) || is_one_of(text_[end], "_.-+/() "))) ++end;
    const bool ends = end + 1 >= text_.size() || text_[end + 1] == ' ' || text_[end + 1] == '\n';
    return end > at_ && end < text_.size() && text_[end] == ':' && ends ? end : std::string_view::npos;
  }
  [[nodiscard]] bool has_key() const {
    const std::size_t end = key_end();
    if (end == std::string_view::npos) return false;
    require_plain_text(text_.substr(at_, end - at_));
    require(text_[end - 1] != ' ');
    return true;
  }

  /// What begins and, but for flow collections, ends on this line.
  Node value(std::size_t from) {
    if (here() == '"' || here() == '\'') return quoted();
    if (here() == '[' || here() == '{') return flow(from);
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != '\n' && !(text_[end] == '#' && text_[end - 1] == ' ')) {
      require(text_[end] != ':' || (end + 1 < text_.size() && text_[end + 1] != ' ' && text_[end + 1] != '\n'));
      ++end;
    }
    return plain(end);
  }

  /// A scalar without quotes, up to the spaces before `end`.
  Node plain(std::size_t end) {
    Node out = make(Node::Kind::scalar);
    while (end > at_ && text_[end - 1] == ' ') --end;
    out.scalar = text_.substr(at_, end - at_);
    require_plain_text(out.scalar);
    at_ = end;
    return out;
  }

  Node quoted() {
    Node out = make(Node::Kind::scalar);
    out.quoted = true;
    const char quote = here();
    const std::size_t end = std::min(text_.find(quote, at_ + 1), text_.size());
    out.scalar = text_.substr(at_ + 1, end - at_ - 1);
    require(end < text_.size() && out.scalar.find_first_of("\\\n") == std::string::npos);
    at_ = end + 1;
    require(here() != quote);  // a doubled quote stands for one
    return out;
  }

  /// Spaces and, as long as they lead on below the block, ends of lines.
  void skip_flow_space(std::size_t from) {
    skip_spaces();
    while (here() == '\n' && at_ < text_.size()) {
      line_start_ = ++at_, ++line_;
      skip_spaces();
      require(here() == '\n' || indent() > from);
    }
  }

  Node flow(std::size_t from) {
    require(++depth_ < deepest);
    const bool is_map = here() == '{';
    const char close = is_map ? '}' : ']';
    Node out = make(is_map ? Node::Kind::map : Node::Kind::sequence);
    std::unordered_set<std::string_view> known;
    ++at_;
    skip_flow_space(from);
    while (here() != close) {
      if (is_map)
        flow_entry(out, known, from);
      else
        out.items.push_back(flow_value(from));
      skip_flow_space(from);
      if (here() == close) break;
      require(here() == ',');
      ++at_;
      skip_flow_space(from);
      require(here() != close);
    }
    ++at_;
    --depth_;
    return out;
  }

  void flow_entry(Node& map, std::unordered_set<std::string_view>& known, std::size_t from) {
    require(has_key());
    const std::string_view key = text_.substr(at_, key_end() - at_);
    require(known.insert(key).second);
    Node::Entry entry{std::string(key), line_, static_cast<int>(indent()) + 1, {}};
    at_ += key.size() + 1;
    skip_flow_space(from);
    entry.value = flow_value(from);
    map.entries.push_back(std::move(entry));
  }

  Node flow_value(std::size_t from) {
    if (here() == '"' || here() == '\'') return quoted();
    if (here() == '[' || here() == '{') return flow(from);
    std::size_t end = at_;
    while (end < text_.size() && !is_one_of(text_[end], ",]}\n")) {
      require(!is_one_of(text_[end], "[{#:&*!|>'\"%@`?"));
      ++end;
    }
    return plain(end);
  }

  std::string_view text_;
  std::shared_ptr<const std::string> file_;
  std::size_t at_ = 0, line_start_ = 0;
  int line_ = 1, depth_ = 0;
};

/// Letters below a space other than ends of lines: tabs, returns, what no one writes.
bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

}  // namespace

std::optional<Node> read_plain_yaml(std::string_view text, std::shared_ptr<const std::string> file) {
  if (has_control(text)) return std::nullopt;
  try {
    return PlainYaml(text, std::move(file)).read();
  } catch (const NotPlain&) {
    return std::nullopt;
  }
}

}  // namespace chokepoint::config
