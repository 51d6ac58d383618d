// Nearest words, suggestions, and the order in which mistakes are told.
#include "engine/base/error.hpp"

#include "tests/support/catch.hpp"

namespace error_test {

using namespace chokepoint;

TEST_CASE("error: the nearest word by insertions, deletions, substitutions and swaps", "[unit]") {
  const std::vector<std::string> words = {"severity", "start", "end", "targets", "chip_export_ban", "enforcement"};
  CHECK(nearest("strat", words) == "start");
  CHECK(nearest("START", words) == "start");
  CHECK(nearest("ned", words) == "end");
  CHECK(nearest("target", words) == "targets");
  CHECK(nearest("chip_exprot_bans", words) == "chip_export_ban");
  CHECK(nearest("enforcment", words) == "enforcement");
  CHECK(nearest("quantum", words).empty());
  CHECK(nearest("start", {}).empty());
  CHECK(nearest(std::string(1000000, 'x'), words).empty());
  const std::vector<std::string> two = {"abd", "abc"};
  CHECK(nearest("abx", two) == "abd");  // ties go to the first
  CHECK(nearest("abc", two) == "abc");
}

TEST_CASE("error: a suggestion is a near word, else the whole short list, else nothing", "[unit]") {
  const std::vector<std::string> few = {"tools", "servicing"};
  CHECK(suggestion("tool", few) == " (did you mean 'tools'?)");
  CHECK(suggestion("photolithography", few) == " (known: tools, servicing)");
  CHECK(suggestion("x", {}).empty());
  const std::vector<std::string> many(41, "servicing");
  CHECK(suggestion("photolithography", many).empty());
}

TEST_CASE("error: mistakes are told by file, line and column, each once", "[unit]") {
  Mistakes mistakes;
  mistakes.throw_if_any();
  mistakes.add({"b", 1, 1}, "third");
  mistakes.add({"a", 10, 2}, "second");
  mistakes.add({"a", 9, 7}, "first");
  mistakes.add({"a", 10, 2}, "second");
  mistakes.add({"a"}, "whole file");
  try {
    mistakes.throw_if_any();
    FAIL("nothing thrown");
  } catch (const ScenarioError& error) {
    CHECK(std::string(error.what()) == "a: whole file\na:9:7: first\na:10:2: second\nb:1:1: third");
    CHECK(error.mistakes().size() == 4);
  }
}

}  // namespace error_test
