// CSV by RFC 4180: quotes, commas, line ends, comments, places, and what is refused.
#include "engine/base/config.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace config_csv_test {

using namespace chokepoint;
using config::Node;

namespace {

struct Loaded {
  Node table;
  std::string mistakes;  ///< `line:column: what`, one a line
};

Loaded load(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("t.csv", text);
  Mistakes mistakes;
  Loaded out{config::load_csv(file, mistakes), ""};
  for (const Mistake& m : mistakes.all())
    out.mistakes += std::to_string(m.place.line) + ":" + std::to_string(m.place.column) + ": " + m.what + "\n";
  return out;
}

std::string cell(const Node& row, const char* column) { return row.find(column) ? row.find(column)->scalar : "-"; }
std::string at(const Node& row, const char* column) {
  return std::to_string(row.find(column)->line) + ":" + std::to_string(row.find(column)->column);
}

}  // namespace

TEST_CASE("csv: cells, quotes, commas, empty cells and comments", "[unit]") {
  const Loaded t =
      load("a,b,c\n# a comment, with \"one quote\n1,\"x, y\",\"say \"\"hi\"\"\"\n,,3\n\n\"#no comment\",5,6");
  CHECK(t.mistakes.empty());
  REQUIRE(t.table.items.size() == 3);
  CHECK(cell(t.table.items[0], "b") == "x, y");
  CHECK(cell(t.table.items[0], "c") == "say \"hi\"");
  CHECK(at(t.table.items[0], "a") == "3:1");
  CHECK(at(t.table.items[0], "b") == "3:3");
  CHECK(at(t.table.items[0], "c") == "3:10");
  CHECK(cell(t.table.items[1], "a") == "-");
  CHECK(cell(t.table.items[1], "c") == "3");
  CHECK(cell(t.table.items[2], "a") == "#no comment");
  CHECK(t.table.items[2].line == 6);
  CHECK(cell(t.table.items[2], "c") == "6");
}

TEST_CASE("csv: a newline inside quotes keeps later places right", "[unit]") {
  const Loaded t = load("a,b,c\n1,\"two\nlines\",3\n4,5,6\n");
  CHECK(t.mistakes.empty());
  REQUIRE(t.table.items.size() == 2);
  CHECK(cell(t.table.items[0], "b") == "two\nlines");
  CHECK(at(t.table.items[0], "b") == "2:3");
  CHECK(at(t.table.items[0], "c") == "3:8");
  CHECK(at(t.table.items[1], "a") == "4:1");
}

TEST_CASE("csv: CRLF, a byte order mark, a missing last newline and a comment at the end", "[unit]") {
  for (const char* text : {"a,b\r\n1,2\r\n",
                           "\xEF\xBB\xBF"
                           "a,b\n1,2\n",
                           "a,b\n1,2", "a,b\n1,2\n# end", "# first\na,b\n1,2\r\n\r\n", "a,b\n\n\n1,2\n"}) {
    INFO(text);
    const Loaded t = load(text);
    CHECK(t.mistakes.empty());
    REQUIRE(t.table.items.size() == 1);
    CHECK(cell(t.table.items[0], "a") == "1");
    CHECK(cell(t.table.items[0], "b") == "2");
  }
}

TEST_CASE("csv: what is wrong is told with its line", "[unit]") {
  CHECK(load("a,b\n1,2,3\n4\n5,6\n").mistakes ==
        "2:1: 3 cells, but 2 columns are named\n3:1: 1 cells, but 2 columns are named\n");
  CHECK(load("a,b\n1,2,3\n4\n5,6\n").table.items.size() == 1);
  CHECK(load("a,b\n1,\"open\n2,3\n").mistakes.find("2:1: a quote is opened and never closed\n") == 0);
  CHECK(load("a,b,a\n1,2,3\n").mistakes == "1:5: duplicate column 'a'\n");
  CHECK(load("").table.items.empty());
  CHECK(load("a,b\n").table.items.empty());
}

TEST_CASE("csv: a missing file names the nearest one that is there", "[unit]") {
  const test::TemporaryFolder folder;
  folder.write("nations.csv", "a\n1\n");
  Mistakes mistakes;
  (void)config::load_csv(folder.path() / "nation.csv", mistakes);
  (void)config::load_csv(folder.path() / "nowhere" / "x.csv", mistakes);
  (void)config::load_csv(folder.path(), mistakes);
  REQUIRE(mistakes.count() == 3);
  CHECK(mistakes.all()[0].what == "no such file (did you mean 'nations.csv'?)");
  CHECK(mistakes.all()[1].what == "no such file");
  CHECK(mistakes.all()[2].what == "is a folder, not a file");
}

TEST_CASE("files that are not UTF-8 are refused at the byte", "[unit]") {
  CHECK(load("a,b\n1,Z\xFCrich\n").mistakes == "2:4: is not UTF-8 text\n");
  const test::TemporaryFolder folder;
  for (const std::string bad :
       {"\xFC", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE6\x9D", "\x80", "\xF0\x80\x80\x80"}) {
    const auto file = folder.write("s.yaml", "a: 1\nb: x" + bad + "\n");
    Mistakes mistakes;
    (void)config::load_yaml(file, mistakes);
    REQUIRE(mistakes.count() == 1);
    CHECK(mistakes.all()[0].text() == file.string() + ":2:5: is not UTF-8 text");
  }
  const auto file = folder.write("t.yaml", "a: \"Zürich 東京 \xF0\x9F\x98\x80\"\n");
  Mistakes mistakes;
  (void)config::load_yaml(file, mistakes);
  CHECK_FALSE(mistakes.any());
}

}  // namespace config_csv_test
