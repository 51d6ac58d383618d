// Numbers, columns and tables for the terminal.
#include "output/text/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/methods/enough.hpp"

namespace chokepoint::output {

BandText band_of(const Summary& s, const Headline& h, bool sign) {
  const double median = s.median * h.scale, low = s.low * h.scale, high = s.high * h.scale;
  const auto size = [](double x) { return is_told(x) ? std::fabs(x) : 0; };
  const Writing how = Writing::of(median, std::max(size(low), size(high)), h.decimals, sign);
  return {how.digits(median, sign) + std::string(how.prefix), how.digits(low, sign), how.digits(high, sign)};
}

std::string band_text(const Summary& s, const Headline& h, bool sign) {
  const BandText band = band_of(s, h, sign);
  return fmt::format("{} ({} … {})", band.median, band.low, band.high);
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
  std::string lines = wrapped(text, 0, style.width);
  lines.pop_back();
  return style.colour ? "\n\033[1;36m" + lines + "\033[0m\n" : "\n" + lines + "\n";
}

std::string wrapped(const std::string& text, std::size_t indent, std::size_t width) {
  return folded(std::string(indent, ' '), text, indent + 2, width);
}

std::string folded(const std::string& start, const std::string& text, std::size_t hang, std::size_t width) {
  std::string out, line = start;
  bool fresh = true;  // no word of the text stands on the line
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, space - at);
    if (!fresh && shown_width(line) + 1 + shown_width(word) > width) {
      out += line + "\n";
      line = std::string(hang, ' ') + word;
    } else {
      line += (fresh ? "" : " ") + word;
    }
    fresh = false;
    at = space + 1;
  }
  return out + line + "\n";
}

namespace {

constexpr std::size_t room_for_words = 24;

/// Where the last column of a line begins: after its indentation, or after two spaces or more.
std::size_t last_column(const std::string& line) {
  const std::size_t gap = line.find_last_not_of(' ') == std::string::npos ? std::string::npos : line.rfind("  ");
  return gap == std::string::npos ? 0 : gap + 2;
}

/// One line, without its end, as lines.
std::string fitted_line(const std::string& line, std::size_t width) {
  if (shown_width(line) <= width) return line + "\n";
  const std::size_t column = last_column(line), hang = shown_width(line.substr(0, column));
  const std::string words = line.substr(column);
  if (column == 0 || hang + room_for_words <= width) return folded(line.substr(0, column), words, hang, width);
  const std::size_t indent = std::min(line.find_first_not_of(' '), column) + 4;
  std::string before = line.substr(0, column);
  before.erase(before.find_last_not_of(' ') + 1);
  return fitted_line(before, width) + folded(std::string(indent, ' '), words, indent, width);
}

}  // namespace

std::string fitted(const std::string& text, std::size_t width) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += fitted_line(text.substr(at, end - at), width);
    at = end + 1;
  }
  return out;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

namespace {

constexpr std::size_t column_gap = 2;  // before each column

std::vector<std::size_t> widths_of(const std::vector<TableRow>& rows) {
  std::vector<std::size_t> widths;
  for (const TableRow& row : rows)
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], shown_width(row.cells[c]));
    }
  return widths;
}

/// The first column and those from one to another.
std::string columns_text(const std::vector<TableRow>& rows, const std::vector<std::size_t>& widths, std::size_t from,
                         std::size_t to, const TextStyle& style) {
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& cells = rows[r].cells;
    std::string line;
    for (std::size_t c = 0; c < std::min(to, cells.size()); ++c)
      if (c == 0 || c >= from)
        line += std::string(column_gap, ' ') + padded(cut(cells[c], widths[c]), widths[c], c > 0);
    if (style.colour && r == 0) line = "\033[1m" + line + "\033[0m";
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

}  // namespace

std::string table_text(const std::vector<TableRow>& rows, const TextStyle& style) {
  std::vector<std::size_t> widths = widths_of(rows);
  if (widths.empty()) return "";
  std::size_t whole = 0, widest = 0;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    whole += column_gap + widths[c];
    if (c > 0) widest = std::max(widest, column_gap + widths[c]);
  }
  constexpr std::size_t narrowest = 20;  // of the first column, before columns go below
  const std::size_t least = std::min(narrowest, widths[0]);
  if (whole > style.width) {
    const std::size_t over = whole - style.width;
    widths[0] =
        over + least <= widths[0]
            ? widths[0] - over
            : std::max(least, std::min(widths[0],
                                       style.width > widest + column_gap ? style.width - widest - column_gap : least));
  }
  for (std::size_t c = 1; c < widths.size(); ++c)
    if (widths[0] + 2 * column_gap + widths[c] > style.width)
      widths[c] = std::max<std::size_t>(8, style.width - std::min(style.width, widths[0] + 2 * column_gap));
  std::string out;
  for (std::size_t from = 1; from < widths.size() || from == 1;) {
    std::size_t to = from, width = column_gap + widths[0];
    while (to < widths.size() && (to == from || width + column_gap + widths[to] <= style.width))
      width += column_gap + widths[to++];
    if (from > 1) out += "\n";
    out += columns_text(rows, widths, from, std::max(to, from), style);
    if (to >= widths.size()) break;
    from = to;
  }
  return out;
}

std::string percent_1(double share) { return fmt::format("{:.1f} %", 100 * share); }

}  // namespace chokepoint::output
