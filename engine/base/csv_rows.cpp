// CSV as people and spreadsheets write it.
#include "engine/base/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

namespace chokepoint::config {
namespace {

/// What is wrong with a first row whose columns something else than a comma parts.
std::optional<std::string> wrong_separator(const std::vector<CsvCell>& cells) {
  const std::size_t other = cells.size() == 1 ? cells[0].text.find_first_of(";\t") : std::string::npos;
  if (other == std::string::npos) return std::nullopt;
  return fmt::format("columns are parted by {} here: a comma should stand between them",
                     cells[0].text[other] == ';' ? "';'" : "tabs");
}

/// Columns count characters: bytes inside one of UTF-8 don't.
constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

CsvRows::CsvRows(std::string_view text, std::string name, Mistakes& mistakes)
    : text_(text), name_(std::move(name)), mistakes_(mistakes) {
  if (take_any(header_)) check_header();
}

void CsvRows::check_header() {
  if (const auto wrong = wrong_separator(header_)) {
    mistake(header_[0], *wrong);
    header_.clear();
    at_ = text_.size();
    return;
  }
  std::unordered_set<std::string> named;
  for (const CsvCell& cell : header_)
    if (!named.insert(cell.text).second) mistake(cell, fmt::format("duplicate column '{}'", cell.text));
}

bool CsvRows::next(std::vector<CsvCell>& cells) {
  while (take_any(cells)) {
    if (cells.size() == header_.size()) return true;
    mistake(cells[0], fmt::format("{} cells, but {} columns are named", cells.size(), header_.size()));
  }
  return false;
}

/// The next row that is not empty.
bool CsvRows::take_any(std::vector<CsvCell>& cells) {
  for (skip_comments(); !done(); skip_comments()) {
    take_row(cells);
    if (unclosed_) mistake(cells[0], "a quote is opened and never closed");
    if (cells.size() > 1 || !cells[0].text.empty()) return true;
  }
  cells.clear();
  return false;
}

void CsvRows::skip_comments() {
  while (next_is('#')) {
    at_ = std::min(text_.find('\n', at_), text_.size());
    if (!done()) ++at_, ++line_;
    column_ = 1;
  }
}

void CsvRows::take_row(std::vector<CsvCell>& cells) {
  std::size_t count = 0;
  const auto open = [&]() -> std::string& {
    if (count == cells.size()) cells.emplace_back();
    CsvCell& cell = cells[count++];
    cell.text.clear(), cell.line = line_, cell.column = column_;
    return cell.text;
  };
  for (std::string* text = &open(); !done();) {
    take_until_special(*text);
    if (done()) break;
    const char c = text_[at_];
    advance(1);
    if (c == '\n') break;
    if (c == '"')
      take_quoted(*text);
    else if (c == ',')
      text = &open();
  }
  cells.resize(count);
}

/// What stands there up to a quote, a comma or the end of a line; a return that ends one is no part of it.
void CsvRows::take_until_special(std::string& into) {
  constexpr auto special = [] {
    std::array<bool, 256> is{};
    for (const char c : {',', '"', '\n', '\r'}) is[static_cast<unsigned char>(c)] = true;
    return is;
  }();
  std::size_t end = at_;
  int columns = 0;
  for (; end < text_.size() && !special[static_cast<unsigned char>(text_[end])]; ++end)
    columns += begins_character(text_[end]) ? 1 : 0;
  into.append(text_, at_, end - at_);
  at_ = end, column_ += columns;
}

/// Up to the closing quote; a doubled quote stands for one.
void CsvRows::take_quoted(std::string& into) {
  for (;;) {
    const std::size_t end = text_.find('"', at_);
    if (end == std::string_view::npos) {
      into.append(text_, at_);
      advance(text_.size() - at_);
      unclosed_ = true;
      return;
    }
    into.append(text_, at_, end - at_);
    advance(end + 1 - at_);
    if (!next_is('"')) return;
    into += '"';
    advance(1);
  }
}

void CsvRows::advance(std::size_t bytes) {
  for (const std::size_t to = at_ + bytes; at_ < to; ++at_) {
    if (text_[at_] == '\n')
      ++line_, column_ = 1;
    else if (begins_character(text_[at_]))
      ++column_;
  }
}

void CsvRows::mistake(const CsvCell& at, std::string what) {
  mistakes_.add({name_, at.line, at.column}, std::move(what));
}

}  // namespace chokepoint::config
