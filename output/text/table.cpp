// Numbers, columns and tables for the terminal.
#include "output/text/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/methods/enough.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint::output {

std::string band_text(const Summary& s, const Headline& h, bool sign) {
  return fmt::format("{} ({} … {})", number_text(s.median, h, sign), number_text(s.low, h, sign),
                     number_text(s.high, h, sign));
}

std::string_view no_difference_text(Certainty certainty) {
  return certainty == Certainty::same ? "no run differs" : "no change that matters";
}

std::size_t shown_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string fill(width > shown_width(text) ? width - shown_width(text) : 0, ' ');
  return right ? fill + text : text + fill;
}

std::string cut(const std::string& text, std::size_t width) {
  if (shown_width(text) <= width || width < 4) return text;
  std::string out;
  std::size_t shown = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++shown > width - 1) break;
    out += c;
  }
  return out + "…";
}

std::string heading(const std::string& text, const TextStyle& style) {
  return style.colour ? "\n\033[1;36m" + text + "\033[0m\n" : "\n" + text + "\n";
}

std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  std::string out, line(indent, ' ');
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t space = std::min(text.find(' ', start), text.size());
    const std::string word = text.substr(start, space - start);
    const bool fresh = line.find_first_not_of(' ') == std::string::npos;
    if (!fresh && shown_width(line) + 1 + shown_width(word) > width) {
      out += line + "\n";
      line = std::string(indent + 2, ' ') + word;
    } else {
      line += (fresh ? "" : " ") + word;
    }
    start = space + 1;
  }
  return out + line + "\n";
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string table_text(const std::vector<TableRow>& rows, const TextStyle& style) {
  std::vector<std::size_t> widths;
  for (const TableRow& row : rows)
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], shown_width(row.cells[c]));
    }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c) line += "  " + padded(rows[r].cells[c], widths[c], c > 0);
    if (style.colour && r == 0) line = "\033[1m" + line + "\033[0m";
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string percent_1(double share) { return fmt::format("{:.1f} %", 100 * share); }

}  // namespace chokepoint::output
