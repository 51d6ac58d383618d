// Numbers, columns, quoting and folding of text: small inputs, exact outputs.
#include "output/text/table.hpp"

#include <sstream>

#include "engine/base/not_told.hpp"
#include "tests/support/catch.hpp"

namespace table_test {

using namespace chokepoint;
using namespace chokepoint::output;

TEST_CASE("a band is told in the unit of its headline, with signs if asked; what is not told is a dash", "[unit]") {
  const Headline percent{"compute_share", "CN", "Share (%)", 100, 1};
  Summary s;
  s.low = 0.1, s.median = 0.25, s.high = 0.4;
  CHECK(band_text(s, percent) == "25.0 (10.0 … 40.0)");
  CHECK(band_text(s, percent, true) == "+25 (+10 … +40)");
  s.low = -0.0004, s.high = not_told;
  CHECK(band_text(s, percent, true) == "+25 (0 … –)");  // no "-0.0"
  CHECK(no_difference_text(Certainty::same) == "no run differs");
  CHECK(no_difference_text(Certainty::negligible) == "no change that matters");
  CHECK(percent_1(0.12345) == "12.3 %");
}

TEST_CASE("text is measured, filled up and cut by letters, not by bytes", "[unit]") {
  CHECK(shown_width("Übung …") == 7);
  CHECK(shown_width("") == 0);
  CHECK(padded("Ü", 3, true) == "  Ü");
  CHECK(padded("Ü", 3, false) == "Ü  ");
  CHECK(padded("wide", 3, true) == "wide");
  CHECK(cut("Übungen", 7) == "Übungen");
  CHECK(cut("Übungen", 6) == "Übung…");
  CHECK(cut("Übungen", 3) == "Übungen");  // too narrow to cut anything
  CHECK(heading("Goods", {false, 80}) == "\nGoods\n");
  CHECK(heading("Goods", {true, 80}) == "\n\033[1;36mGoods\033[0m\n");
}

TEST_CASE("words are folded at the width, later lines two further in", "[unit]") {
  CHECK(wrapped("aa bb cc", 2, 7) == "  aa bb\n    cc\n");
  CHECK(wrapped("aa bb", 0, 5) == "aa bb\n");
  CHECK(wrapped("abcdefgh ij", 0, 4) == "abcdefgh\n  ij\n");  // a word is never cut
  CHECK(wrapped("", 0, 10) == "\n");
}

TEST_CASE("a cell of a CSV file is quoted only if a reader would take it for more than one", "[unit]") {
  CHECK(csv_cell("plain text") == "plain text");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a \"b\"") == "\"a \"\"b\"\"\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
  CHECK(csv_cell("a\rb") == "\"a\rb\"");  // RFC 4180: CR ends a line as well
}

TEST_CASE("a table has its first column left, the others right, as wide as their longest cells", "[unit]") {
  CHECK(table_text({{{"", "share"}}, {{"Ümit", "1"}}, {{"b"}}}, {false, 80}) == "        share\n  Ümit      1\n  b\n");
  CHECK(table_text({{{"a", "b"}}, {{"c", "d"}}}, {true, 80}) == "\033[1m  a  b\033[0m\n  c  d\n");
  CHECK(table_text({}, {false, 80}).empty());
}

TEST_CASE("a table that is wider than the terminal cuts its names, then puts columns below each other", "[unit]") {
  const std::vector<TableRow> rows = {
      {{"", "first", "second", "third"}},
      {{"a name of thirty-one letters xyz", "1.0 (0.5 … 1.5)", "2.0 (1.5 … 2.5)", "3"}}};
  for (const std::size_t width : std::initializer_list<std::size_t>{40, 60, 80}) {
    const std::string text = table_text(rows, {false, width});
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(shown_width(line) <= width);
    for (const char* cell : {"first", "second", "third", "1.0 (0.5 … 1.5)", "2.0 (1.5 … 2.5)"})
      CHECK(text.find(cell) != std::string::npos);
  }
  CHECK(table_text(rows, {false, 66}).find("a name of thirty-one l…") != std::string::npos);
  CHECK(table_text(rows, {false, 100}).find("a name of thirty-one letters xyz  1.0") != std::string::npos);
}

TEST_CASE("lines that are too wide go on below, under their last column", "[unit]") {
  CHECK(fitted("short\n\nend", 60) == "short\n\nend\n");
  CHECK(fitted("  --out FOLDER     a folder for what comes of it", 44) ==
        "  --out FOLDER     a folder for what comes\n                   of it\n");
  CHECK(fitted("                   words that stand on the right alone", 44) ==
        "                   words that stand on the\n                   right alone\n");
  // No room under the last column: the words stand below, indented.
  CHECK(fitted("  simulate compare a b c d        what it does", 40) ==
        "  simulate compare a b c d\n      what it does\n");
  CHECK(fitted("a sentence of six words more", 16) == "a sentence of\nsix words more\n");
}

}  // namespace table_test
