// What the quick reader accepts means the same in the whole language; what it does not is left to that.
#include "engine/base/plain_yaml.hpp"

#include <fstream>
#include <random>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace plain_yaml_test {

using namespace chokepoint;
using namespace chokepoint::test;
using config::Node;

namespace {

bool same(const Node& a, const Node& b) {
  const auto same_entry = [](const Node::Entry& x, const Node::Entry& y) {
    return x.key == y.key && x.line == y.line && x.column == y.column && same(x.value, y.value);
  };
  return a.kind == b.kind && a.scalar == b.scalar && a.quoted == b.quoted && a.merged == b.merged && a.line == b.line &&
         a.column == b.column && std::ranges::equal(a.items, b.items, same) &&
         std::ranges::equal(a.entries, b.entries, same_entry);
}

std::optional<Node> plainly(const std::string& text) {
  return config::read_plain_yaml(text, std::make_shared<const std::string>("t.yaml"));
}

/// Nothing, or how the two readers differ.
std::string difference(const std::string& text) {
  const auto plain = plainly(text);
  if (!plain) return "";
  Mistakes mistakes;
  const Node whole = config::parse_whole_yaml(text, "t.yaml", mistakes);
  if (mistakes.any()) return "a mistake is accepted: " + mistakes.all()[0].what;
  return same(*plain, whole) ? "" : "read differently:\n" + config::to_yaml(*plain) + "---\n" + config::to_yaml(whole);
}

std::vector<std::filesystem::path> shipped_files() {
  std::vector<std::filesystem::path> out;
  for (const char* folder : {"data", "scenarios", "studies"})
    for (const auto& file : std::filesystem::recursive_directory_iterator(source_folder() / folder))
      if (file.path().extension() == ".yaml") out.push_back(file.path());
  return out;
}

std::string text_of(const std::filesystem::path& file) {
  std::stringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("plain yaml: every file of the project is read as the whole language reads it", "[unit]") {
  std::size_t files = 0, read = 0;
  for (const auto& file : shipped_files()) {
    const std::string text = text_of(file);
    INFO(file.string());
    CHECK(difference(text).empty());
    ++files, read += plainly(text) ? 1U : 0U;
  }
  CHECK(files > 50);
  CHECK(read > files * 3 / 4);
  for (const char* large : {"data/parameters.yaml", "data/paths.yaml", "scenarios/history.yaml"}) {
    INFO(large);
    CHECK(plainly(text_of(source_folder() / large)));
  }
}

TEST_CASE("plain yaml: what it reads", "[unit]") {
  for (const char* text : {"a: 1\n", "a: 1", "a:\n  b: -1.5e-3\n  c: \"x: # y\"  # said\n",
                           "- a\n- b: 1\n  c: [1, \"x\", {d: e}]\n- 'f'\n", "a:\n- 1\n- 2\nb: c\n",
                           "# first\n\na.b-c/d: e f g # h\n", "a: [1,\n  2,\n  3]\nb: {}\nc: []\n", "  a: 1\n  b: 2\n",
                           "a: é è # ü\nb: 1\n", "a: x#y\n", "a: http://x\n", "a: b 'c' [d] {e}, f\n", "a: \"\"\n"}) {
    INFO(text);
    CHECK(plainly(text));
    CHECK(difference(text) == "");
  }
}

TEST_CASE("plain yaml: what it leaves to the whole language", "[unit]") {
  for (const char* text : {"",
                           "# nothing\n",
                           "a\n",
                           "a:\n",
                           "a: null\n",
                           "a: ~\n",
                           "a: |\n  b\n",
                           "a: >\n  b\n",
                           "a: &x 1\nb: *x\n",
                           "a: !t 1\n",
                           "a: b\n  c\n",
                           "a: \"b\n  c\"\n",
                           "a: \"\\n\"\n",
                           "a: 'b''c'\n",
                           "\ta: 1\n",
                           "a:\t1\n",
                           "a: 1\r\n",
                           "a: 1\na: 2\n",
                           "{a: 1}\n",
                           "{a: 1, a: 2}\n",
                           "a: [1, 2\n",
                           "a: [1, ]\n",
                           "a: [, 1]\n",
                           "a: [b: c]\n",
                           "a: {b}\n",
                           "? a\n",
                           "---\na: 1\n",
                           "a: 1\n...\n",
                           "%YAML 1.2\n",
                           "<<: {a: 1}\n",
                           "a: b: c\n",
                           "a: \"b\"c\n",
                           "a: \"b\"#c\n",
                           "a: 1\n b: 2\n",
                           "a:\n  b: 1\n c: 2\n",
                           "- a\nb: 1\n",
                           "a: 1\n- b\n",
                           "- - a\n",
                           "-\n  a\n",
                           "null: 1\n",
                           "a: `b`\n",
                           "a: @b\n",
                           "a: %b\n",
                           "a: - b\n",
                           "a : 1\n",
                           "\xEF\xBB\xBF"
                           "a: 1\n",
                           "a: [1 # x\n  ]\n",
                           "\"a\": 1\n"}) {
    INFO(text);
    CHECK(!plainly(text));
  }
}

TEST_CASE("plain yaml: files with slips in them are never read as what they do not say", "[unit]") {
  std::mt19937 random(1);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const std::vector<std::filesystem::path> files = shipped_files();
  const std::string slips = ":-#,[]{}'\"\n &*!|>%@`?<~\t\\ .0a";
  std::size_t read = 0;
  for (int k = 0; k < 2500; ++k) {
    std::string text = text_of(files[below(files.size())]);
    const std::size_t from = text.find('\n', below(text.size()));
    text = from == std::string::npos ? text.substr(0, 400) : text.substr(from + 1, 400);
    for (std::size_t slip = below(4); slip > 0 && !text.empty(); --slip) {
      const std::size_t at = below(text.size());
      if (below(2) == 0)
        text.erase(at, 1 + below(3));
      else
        text.insert(at, 1, slips[below(slips.size())]);
    }
    INFO(text);
    REQUIRE(difference(text) == "");
    read += plainly(text) ? 1U : 0U;
  }
  CHECK(read > 300);
}

}  // namespace plain_yaml_test
