// CSV as people and spreadsheets write it: cells with their places become maps.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "engine/base/config.hpp"

namespace chokepoint::config {
namespace {

struct Cell {
  std::string text;
  int line, column;  // of its first character
};

/// Takes rows from a text, one after the other.
class RowReader {
 public:
  explicit RowReader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] bool at_comment() const { return next_is('#'); }
  /// False if the last row ended with the file, inside a quote.
  [[nodiscard]] bool quotes_closed() const { return !quoted_; }

  void skip_line() {
    while (!done() && take() != '\n') continue;
  }

  std::vector<Cell> take_row() {
    std::vector<Cell> cells(1, Cell{"", line_, column_});
    while (!done()) {
      const char c = take();
      if (c == '"' && quoted_ && next_is('"'))
        cells.back().text += take();
      else if (c == '"')
        quoted_ = !quoted_;
      else if (quoted_)
        cells.back().text += c;
      else if (c == ',')
        cells.push_back({"", line_, column_});
      else if (c == '\n')
        break;
      else if (c != '\r')
        cells.back().text += c;
    }
    return cells;
  }

 private:
  [[nodiscard]] bool next_is(char c) const { return !done() && text_[at_] == c; }
  char take() {
    const char c = text_[at_++];
    const bool inside_character = (static_cast<unsigned char>(c) & 0xC0) == 0x80;  // UTF-8; columns count characters
    if (c == '\n')
      ++line_, column_ = 1;
    else if (!inside_character)
      ++column_;
    return c;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
  bool quoted_ = false;
};

Node row_of(std::vector<Cell> cells, const std::vector<std::string>& header,
            const std::shared_ptr<const std::string>& file) {
  const auto make = [&](Node::Kind kind, const Cell& at) {
    Node node;
    node.kind = kind;
    node.file = file;
    node.line = at.line;
    node.column = at.column;
    return node;
  };
  Node row = make(Node::Kind::map, cells[0]);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].text.empty()) continue;
    Node value = make(Node::Kind::scalar, cells[i]);
    value.scalar = std::move(cells[i].text);
    row.entries.push_back({header[i], value.line, value.column, std::move(value)});
  }
  return row;
}

/// What is wrong with a first row whose columns something else than a comma parts.
std::optional<std::string> wrong_separator(const std::vector<Cell>& cells) {
  const std::size_t other = cells.size() == 1 ? cells[0].text.find_first_of(";\t") : std::string::npos;
  if (other == std::string::npos) return std::nullopt;
  return fmt::format("columns are parted by {} here: a comma should stand between them",
                     cells[0].text[other] == ';' ? "';'" : "tabs");
}

}  // namespace

Node load_csv(const std::filesystem::path& path, Mistakes& mistakes) {
  Node table;
  table.kind = Node::Kind::sequence;
  table.file = std::make_shared<const std::string>(path.string());
  const auto text = read_file(path, mistakes);
  if (!text) return table;

  const auto mistake = [&](const Cell& at, std::string what) {
    mistakes.add({path.string(), at.line, at.column}, std::move(what));
  };
  std::vector<std::string> header;
  std::unordered_set<std::string> named;
  RowReader reader(*text);
  while (!reader.done()) {
    if (reader.at_comment()) {
      reader.skip_line();
      continue;
    }
    std::vector<Cell> cells = reader.take_row();
    if (!reader.quotes_closed()) mistake(cells[0], "a quote is opened and never closed");
    if (cells.size() == 1 && cells[0].text.empty()) continue;
    if (header.empty()) {
      if (const auto wrong = wrong_separator(cells)) {
        mistake(cells[0], *wrong);
        return table;
      }
      for (const Cell& cell : cells) {
        if (!named.insert(cell.text).second) mistake(cell, fmt::format("duplicate column '{}'", cell.text));
        header.push_back(cell.text);
        table.entries.push_back({cell.text, cell.line, cell.column, {}});
      }
    } else if (cells.size() != header.size()) {
      mistake(cells[0], fmt::format("{} cells, but {} columns are named", cells.size(), header.size()));
    } else {
      table.items.push_back(row_of(std::move(cells), header, table.file));
    }
  }
  return table;
}

}  // namespace chokepoint::config
