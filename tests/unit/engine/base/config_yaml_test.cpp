// YAML as people write it, and as nobody should: places, duplicates, quotes, aliases, bombs, broken files.
#include <chrono>

#include "engine/base/config.hpp"
#include "tests/support/catch.hpp"

namespace config_yaml_test {

using namespace chokepoint;
using config::MapReader;
using config::Node;

namespace {

Node parse(const std::string& text, Mistakes& mistakes) { return config::parse_yaml(text, "f.yaml", mistakes); }

Node parse_well(const std::string& text) {
  Mistakes mistakes;
  Node node = parse(text, mistakes);
  for (const Mistake& m : mistakes.all()) UNSCOPED_INFO(m.text());
  CHECK_FALSE(mistakes.any());
  return node;
}

/// All mistakes of a text, one a line.
std::string told(const std::string& text) {
  Mistakes mistakes;
  (void)parse(text, mistakes);
  std::string out;
  for (const Mistake& m : mistakes.all()) out += m.text() + "\n";
  return out;
}

std::string at(const Node& node) { return std::to_string(node.line) + ":" + std::to_string(node.column); }

}  // namespace

TEST_CASE("yaml: places in block and flow style", "[unit]") {
  const Node block = parse_well("a: 1\nb:\n  - x\n  -  y\nc:\n  d: {e: 5,  f: [g, h]}\n");
  CHECK(at(*block.find("a")) == "1:4");
  CHECK(at(block.find("b")->items.at(0)) == "3:5");
  CHECK(at(block.find("b")->items.at(1)) == "4:6");
  CHECK(at(*block.find("c")->find("d")) == "6:6");
  CHECK(at(*block.find("c")->find("d")->find("e")) == "6:10");
  const Node& f = *block.find("c")->find("d")->find("f");
  CHECK(at(f) == "6:17");
  CHECK(at(f.items.at(1)) == "6:21");
  const Node::Entry& key = block.find("c")->find("d")->entries.at(1);
  CHECK((key.key == "f" && key.line == 6 && key.column == 14));
  CHECK(block.find("a")->place().text() == "f.yaml:1:4");
}

TEST_CASE("yaml: a duplicate key is told where it stands again, with the line of the first", "[unit]") {
  CHECK(told("a: 1\nb: 2\na: 3\n") == "f.yaml:3:1: duplicate key 'a' (first at line 1)\n");
  CHECK(told("x: {a: 1, b: 2, a: 3}\n") == "f.yaml:1:17: duplicate key 'a' (first at line 1)\n");
  CHECK(told("a:\n  b: 1\nc: 2\na: 3\n") == "f.yaml:4:1: duplicate key 'a' (first at line 1)\n");
  CHECK(told("\"a\": 1\na: 2\n") == "f.yaml:2:1: duplicate key 'a' (first at line 1)\n");
  CHECK(told("a: {k: 1}\nb: {k: 1}\n").empty());
}

TEST_CASE("yaml: unknown keys are told at the key, with the nearest known one", "[unit]") {
  Mistakes mistakes;
  const Node node = parse("severty: 1\nend: 2\nzzzzzzzzz: 3\n", mistakes);
  MapReader reader(node, "event", mistakes);
  (void)reader.number("severity", 1);
  (void)reader.number("end", 1);
  reader.finish();
  REQUIRE(mistakes.count() == 2);
  CHECK(mistakes.all()[0].text() == "f.yaml:1:1: unknown key 'severty' in event (did you mean 'severity'?)");
  CHECK(mistakes.all()[1].text() == "f.yaml:3:1: unknown key 'zzzzzzzzz' in event (known: severity, end)");
}

TEST_CASE("yaml: what is a number and what is not", "[unit]") {
  for (const char* right : {"0", "-0", "1", "-1.5", "+2", "1e5", "1E-3", ".5", "5.", "007"}) {
    INFO(right);
    CHECK(config::parse_number(right).has_value());
  }
  for (const char* wrong :
       {"",      "+",        "-",    "nan",   "NaN",   ".nan",  "inf",    "-inf",    "+inf", ".inf",
        "-.Inf", "infinity", "0x10", "0X1p3", "1_000", "1,000", "1 ",     " 1",      "1e",   "1e999",
        "--1",   "++1",      "+-1",  "1.2.3", "1e5x",  "true",  "NAN(1)", "\xD9\xA1"}) {
    INFO(wrong);
    CHECK_FALSE(config::parse_number(wrong).has_value());
  }
  CHECK_FALSE(config::parse_number(std::string_view("1\0", 2)).has_value());
  for (const char* wrong :
       {"\"5\"", "'5'", "nan", ".nan", "inf", ".inf", "0x10", "1e999", "[5]", "{a: 5}", "~", "", "on"}) {
    INFO(wrong);
    Mistakes mistakes;
    const Node node = parse(std::string("a: ") + wrong + "\n", mistakes);
    MapReader reader(node, "thing", mistakes);
    CHECK(reader.number("a", 7) == 7);
    REQUIRE(mistakes.count() == 1);
    CHECK(mistakes.all()[0].what.find("'a' should be a number, found ") == 0);
    CHECK(mistakes.all()[0].place.line == 1);
  }
}

TEST_CASE("yaml: ranges, whole numbers, booleans, months, words and choices", "[unit]") {
  Mistakes mistakes;
  const Node node = parse(
      "half: 0.5\nneg: -1\nbig: 1e300\nyes: yes\nmonth: 2024-02-30\nquoted: \"2024-02\"\nword: a\nlist: [a, "
      "[b]]\nscope: lab\n",
      mistakes);
  MapReader reader(node, "thing", mistakes);
  CHECK(reader.integer("half", 3, 0, 10) == 3);
  CHECK(reader.number("neg", 4, config::not_negative) == 4);
  CHECK(reader.integer("big", 5, 0, 10) == 5);
  CHECK(reader.boolean("yes", true));
  CHECK_FALSE(reader.month("month"));
  CHECK(reader.month("quoted") == Month::of(2024, 2));
  CHECK(reader.words("word") == std::vector<std::string>{"a"});
  CHECK(reader.words("list") == std::vector<std::string>{"a"});
  CHECK(reader.choice("scope", "use", {"labs", "use"}) == "use");
  reader.finish();
  std::string all;
  for (const Mistake& m : mistakes.all()) all += m.text() + "\n";
  CHECK(all ==
        "f.yaml:1:7: 'half' should be a whole number, found '0.5'\n"
        "f.yaml:2:6: 'neg' is -1, but must be at least 0\n"
        "f.yaml:3:6: 'big' is 1e300, but must lie between 0 and 10\n"
        "f.yaml:4:6: 'yes' should be true or false, found 'yes': write true\n"
        "f.yaml:5:8: 'month' should be a month like 2026-01 or a day like 2026-01-15, found '2024-02-30'\n"
        "f.yaml:8:11: 'list' should list words, found a list\n"
        "f.yaml:9:8: 'lab' is not a valid scope of this thing (did you mean 'labs'?)\n");
}

TEST_CASE("yaml: aliases stand for what they name", "[unit]") {
  const Node node = parse_well("a: &x {k: [1, 2]}\nb: *x\n");
  CHECK(node.find("b")->find("k")->items.at(1).scalar == "2");
  CHECK(told("a: &x [1, *x]\n").find("alias") != std::string::npos);
  CHECK_FALSE(told("a: *nobody\n").empty());
}

TEST_CASE("yaml: bombs are refused fast and without a crash", "[unit]") {
  const auto begin = std::chrono::steady_clock::now();
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) laughs += std::string(k ? ", " : "") + "*a" + std::to_string(i - 1);
    laughs += "]\n";
  }
  CHECK(told(laughs).find("unfolds into more than") != std::string::npos);
  const std::string many(100000, '[');
  CHECK_FALSE(told(many).empty());
  CHECK_FALSE(told(std::string(100000, '{')).empty());
  CHECK_FALSE(told("#" + std::string(100000, ']') + "\n" + many).empty());  // closers in a comment do not arm the bomb
  std::string dashes, questions, nested;
  for (int i = 0; i < 20000; ++i) dashes += "- ", questions += "? ";
  for (int i = 0; i < 300; ++i) nested += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK_FALSE(told(dashes).empty());
  CHECK_FALSE(told(questions).empty());
  CHECK_FALSE(told(nested).empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("yaml: sixty deep is read, and brackets in text and comments are only text", "[unit]") {
  CHECK(told(std::string(60, '[') + "1" + std::string(60, ']')).empty());
  CHECK_FALSE(told(std::string(70, '[') + "1" + std::string(70, ']')).empty());
  CHECK(told("# " + std::string(300, '[') + "\na: 1\n").empty());
  CHECK(told("a: \"" + std::string(300, '{') + "\"\n").empty());
}

TEST_CASE("yaml: files that are broken, empty or double", "[unit]") {
  CHECK(told("") == "f.yaml: is empty\n");
  CHECK(told("# only a comment\n") == "f.yaml: is empty\n");
  CHECK(told("a: 1\n---\nb: 2\n") == "f.yaml:3:1: a second document stands in the file; one is read\n");
  CHECK(told("---\na: 1\n...\n").empty());
  CHECK(told("a:\n\tb: 1\n").find("f.yaml:2:") == 0);
  CHECK(told("a: [1, 2\nb: 3\n").find("broken YAML") != std::string::npos);
  CHECK(told("a: \"open\n").find("broken YAML") != std::string::npos);
  CHECK(told("a: 1\n b: 2\n").find("f.yaml:2:") == 0);
  CHECK(told("? [a, b]\n: 1\n") == "f.yaml:1:3: a key should be a word, found a list\n");
  CHECK(told("~: 1\n") == "f.yaml:1:1: a key should be a word, found nothing\n");
}

TEST_CASE("yaml: a tab in the indentation is what is told, wherever it stands", "[unit]") {
  const std::string wanted = "a tab stands in the indentation: YAML takes spaces only\n";
  CHECK(told("a:\n\tb: 1\n") == "f.yaml:2:1: " + wanted);
  CHECK(told("a:\n  b: 1\n \tc: 2\n") == "f.yaml:3:2: " + wanted);
  CHECK(told("events:\n\t- {id: x}\n") == "f.yaml:2:1: " + wanted);
  CHECK(told("events:\n  - id: x\n\t  type: y\n") == "f.yaml:3:1: " + wanted);
  CHECK(told("a: 1\t# after a value\nb:\t2\n").empty());
  CHECK(told("a: |\n  text\n  \twith a tab\n").empty());
}

TEST_CASE("yaml: a merge key is one mistake, and its keys count as written", "[unit]") {
  const std::string once = "f.yaml:2:5: YAML's merge key '<<' is not read: write its keys out here\n";
  CHECK(told("base: &b {issuer: US, targets: [CN]}\nx: {<<: *b, start: 2027-01}\n") == once);
  Mistakes mistakes;
  const Node node = config::parse_yaml(
      "base: &b {issuer: US, start: 2026-01}\nx: {<<: *b, start: 2027-01}\ny: {<<: [*b, {end: 2030-01}]}\n", "f.yaml",
      mistakes);
  CHECK(mistakes.count() == 2);
  CHECK(node.find("x")->find("issuer")->scalar == "US");
  CHECK(node.find("x")->find("start")->scalar == "2027-01");
  CHECK(node.find("y")->find("end")->scalar == "2030-01");
  config::MapReader reader(node, "file", mistakes);
  (void)reader.find("x"), (void)reader.find("y");
  reader.finish();
  CHECK(mistakes.count() == 2);             // `base` stands there for the merge alone
  CHECK(told("x: {\"<<\": 1}\n").empty());  // quoted, it is a word
}

TEST_CASE("yaml: what is broken is told in plain words", "[unit]") {
  const std::pair<const char*, const char*> cases[] = {{"a: b: c\n", "a ':' stands where no value can"},
                                                       {"a: {b: 1\n", "'{' is never closed"},
                                                       {"a: [b, c\n", "'[' is never closed"},
                                                       {"a: \"b\n", "a quote is opened and never closed"},
                                                       {"a: @b\n", "needs quotes"},
                                                       {"a: ]\n", "closes nothing"},
                                                       {"a: *b\n", "names no anchor"}};
  for (const auto& [text, wanted] : cases) {
    const std::string said = told(text);
    INFO(text << said);
    CHECK(said.find(wanted) != std::string::npos);
    CHECK(std::ranges::count(said, '\n') == 1);
  }
}

TEST_CASE("yaml: a map of a hundred thousand keys is read at once, and doubles among them are found", "[unit]") {
  std::string text;
  for (int k = 0; k < 100000; ++k) text += "key" + std::to_string(k) + ": " + std::to_string(k) + "\n";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(told(text).empty());
  CHECK(told(text + "key77777: 1\n") == "f.yaml:100001:1: duplicate key 'key77777' (first at line 77778)\n");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

TEST_CASE("yaml: an empty file is told even after other mistakes", "[unit]") {
  Mistakes mistakes;
  mistakes.add({"other.yaml", 1, 1}, "something");
  (void)config::parse_yaml("", "empty.yaml", mistakes);
  REQUIRE(mistakes.count() == 2);
  CHECK(mistakes.all()[1].text() == "empty.yaml: is empty");
}

TEST_CASE("yaml: CRLF and a byte order mark change nothing", "[unit]") {
  const Node crlf = parse_well("a: 1\r\nb:\r\n  - x\r\n");
  CHECK(crlf.find("a")->scalar == "1");
  CHECK(at(crlf.find("b")->items.at(0)) == "3:5");
  const Node bom = parse_well(
      "\xEF\xBB\xBF"
      "a: 1\nb: 2\n");
  CHECK(bom.find("a")->scalar == "1");
  CHECK(bom.find("b")->scalar == "2");
}

TEST_CASE("yaml: text keeps its letters", "[unit]") {
  const Node node = parse_well("a: Zürich 東京\nb: \"tab\\tquote\\\"\"\nc: 'it''s'\nd: |\n  two\n  lines\n");
  CHECK(node.find("a")->scalar == "Zürich 東京");
  CHECK(node.find("b")->scalar == "tab\tquote\"");
  CHECK(node.find("c")->scalar == "it's");
  CHECK(node.find("d")->scalar == "two\nlines\n");
  CHECK(node.find("c")->quoted);
  CHECK(node.find("d")->quoted);
  CHECK_FALSE(node.find("a")->quoted);
}

}  // namespace config_yaml_test
