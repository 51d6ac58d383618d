// Rows of a CSV file, one at a time: for tables too large to be kept as values that know their places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"

namespace chokepoint::config {

struct CsvCell {
  std::string text;
  int line, column;  ///< of its first character
};

/// Takes rows from a text (RFC 4180; `#` starts a comment line; the first row names the columns). Rows of one empty
/// cell are left out; rows with a wrong number of cells are mistakes, and left out too.
class CsvRows {
 public:
  CsvRows(std::string_view text, std::string name, Mistakes& mistakes);

  /// The first row; none if the text holds no row, or one whose columns something else than a comma parts.
  [[nodiscard]] const std::vector<CsvCell>& header() const { return header_; }
  /// Takes the next row. False after the last.
  bool next(std::vector<CsvCell>& cells);

 private:
  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] bool next_is(char c) const { return !done() && text_[at_] == c; }
  void skip_comments();
  void take_row(std::vector<CsvCell>& cells);
  void take_quoted(std::string& into);
  void take_until_special(std::string& into);
  void advance(std::size_t bytes);
  bool take_any(std::vector<CsvCell>& cells);
  void check_header();
  void mistake(const CsvCell& at, std::string what);

  std::string_view text_;
  std::string name_;
  Mistakes& mistakes_;
  std::vector<CsvCell> header_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
  bool unclosed_ = false;  ///< the text ends inside a quote
};

}  // namespace chokepoint::config
