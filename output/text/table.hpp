// Numbers, columns and tables for the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/methods/paired_difference.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/measure/display.hpp"

namespace chokepoint::output {

struct TextStyle {
  bool colour = false;
  std::size_t width = 100;  ///< columns of the terminal
};

/// Three numbers that are read together, with one prefix for all, which the median bears.
struct BandText {
  std::string median, low, high;
};
[[nodiscard]] BandText band_of(const Summary& summary, const Headline& headline, bool sign);
/// `median (low … high)`.
[[nodiscard]] std::string band_text(const Summary& summary, const Headline& headline, bool sign = false);

/// In place of a difference that does not matter: `no run differs` or `no change that matters`.
[[nodiscard]] std::string_view no_difference_text(Certainty certainty);

/// Columns that a UTF-8 text without double-width letters takes.
[[nodiscard]] std::size_t shown_width(const std::string& text);
[[nodiscard]] std::string padded(const std::string& text, std::size_t width, bool right);
/// The text, cut with an ellipsis if it is wider.
[[nodiscard]] std::string cut(const std::string& text, std::size_t width);

/// A heading with an empty line before it.
[[nodiscard]] std::string heading(const std::string& text, const TextStyle& style);
/// Words in lines of a width, each line indented, later ones by two more; ends with a line end.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t indent, std::size_t width);
/// The same after what stands at the beginning of the first line; later lines are indented by `hang`.
[[nodiscard]] std::string folded(const std::string& start, const std::string& text, std::size_t hang,
                                 std::size_t width);
/// Lines that are wider than the width go on below, under the last column of the line that leaves room for words.
[[nodiscard]] std::string fitted(const std::string& text, std::size_t width);
/// A cell of a CSV file, quoted if it must be (RFC 4180).
[[nodiscard]] std::string csv_cell(const std::string& text);

struct TableRow {
  std::vector<std::string> cells;
};
/// A table with the first column left, the others right; columns as wide as their longest cell. Where the terminal is
/// narrower the first column is cut, and columns that do not fit stand below, again with the first.
[[nodiscard]] std::string table_text(const std::vector<TableRow>& rows, const TextStyle& style);

/// A share as a percentage with one decimal.
[[nodiscard]] std::string percent_1(double share);

}  // namespace chokepoint::output
