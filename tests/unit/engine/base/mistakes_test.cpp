// What is told of many mistakes, and of texts that are no numbers.
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace mistakes_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::vector<Mistake> thrown(Mistakes mistakes, std::size_t* count = nullptr) {
  try {
    mistakes.throw_if_any();
  } catch (const ScenarioError& error) {
    if (count) *count = error.count();
    return {error.mistakes().begin(), error.mistakes().end()};
  }
  return {};
}

/// What is said of a map {x: TEXT} whose x should be a number in a range.
std::string of_number(const std::string& text, config::Range range = config::any_number) {
  Mistakes mistakes;
  const config::Node node = config::parse_yaml("x: " + text + "\n", "f", mistakes);
  config::MapReader reader(node, "map", mistakes);
  (void)reader.number("x", 0, range);
  reader.finish();
  REQUIRE(mistakes.count() == 1);
  return mistakes.all()[0].what;
}

}  // namespace

TEST_CASE("a mistake that stands in line after line is told once, with how often", "[unit]") {
  Mistakes mistakes;
  for (int line = 2; line <= 1001; ++line)
    for (const char* column : {"a", "b", "c"})
      mistakes.add({"points.csv", line, 1}, std::string("'") + column + "' is no factor");
  std::size_t count = 0;
  const auto told = thrown(mistakes, &count);
  REQUIRE(told.size() == 3);
  CHECK(count == 3000);
  CHECK(told[0].text() == "points.csv:2:1: 'a' is no factor (and 999 more like this, to line 1001)");
}

TEST_CASE("of many mistakes of one kind the first few are told, and how many more there are", "[unit]") {
  Mistakes mistakes;
  for (int line = 1; line <= 500; ++line)
    mistakes.add({"f.csv", line, 3},
                 "'x" + std::to_string(line) + "' should be a number, found '" + std::to_string(line) + " kg'");
  mistakes.add({"f.csv", 600, 1}, "another kind");
  mistakes.add({"g.csv", 1, 1}, "'x1' should be a number, found '1 kg'");
  std::size_t count = 0;
  const auto told = thrown(mistakes, &count);
  REQUIRE(told.size() == 7);
  CHECK(count == 502);
  CHECK(told[4].what == "'x5' should be a number, found '5 kg' (and 495 more of this kind, to line 500)");
  CHECK(told[5].what == "another kind");
}

TEST_CASE("a dozen mistakes of one kind are all told", "[unit]") {
  Mistakes mistakes;
  for (int line = 1; line <= 12; ++line)
    mistakes.add({"f.yaml", line, 1}, "no nation is called 'X" + std::to_string(line) + "'");
  CHECK(thrown(mistakes).size() == 12);
}

TEST_CASE("nothing is near to nothing, nor to a word that shares no letter", "[unit]") {
  const std::vector<std::string> nations = {"AE", "US", "CN"};
  CHECK(nearest("", nations).empty());
  CHECK(nearest("XX", nations).empty());
  CHECK(nearest("UX", nations) == "US");
  CHECK(nearest("CNX", nations) == "CN");
}

TEST_CASE("a text that is no number is told with what was meant", "[unit]") {
  const std::pair<const char*, const char*> cases[] = {
      {"'1600'", "found '1600' in quotes: write it without them"},
      {"3 months", ": write 3, without the unit"},
      {"16GB", ": write 16, without the unit"},
      {"35,5", ": write 35.5, with a point"},
      {"1,600", ": write 1600 or 1.6, without a comma"},
      {"1 600 000", ": write 1600000"},
      {"1_600", ": write 1600"},
      {"1.600.000", ": write 1600000"},
      {"1,600,000", ": write 1600000"},
      {"30k", ": write 30000"},
      {"$35", ": write 35, without the unit"},
      {"-3 points", ": write -3, without the unit"},
  };
  for (const auto& [text, wanted] : cases) {
    INFO(text);
    const std::string said = of_number(text);
    INFO(said);
    CHECK(said.ends_with(wanted));
    CHECK(said.starts_with("'x' should be a number, found "));
  }
  CHECK(of_number("35 %", config::share).ends_with(": write 0.35"));
  CHECK(of_number("35%").ends_with(": write 35"));
  for (const char* text :
       {"many", "2027-01", "1-2", "0x10", ".inf", "nan", "1e400", "''", "12 + 3", "1,2,3", "--3", "'3 or 4'"}) {
    INFO(text);
    CHECK(of_number(text).find("write") == std::string::npos);
  }
}

TEST_CASE("a text that is no month, truth or list is told with what was meant", "[unit]") {
  const auto told = [](const std::string& text, auto&& read) {
    Mistakes mistakes;
    const config::Node node = config::parse_yaml("x: " + text + "\n", "f", mistakes);
    config::MapReader reader(node, "map", mistakes);
    read(reader);
    REQUIRE(mistakes.count() == 1);
    return mistakes.all()[0].what;
  };
  const auto month = [&](const std::string& text) {
    return told(text, [](config::MapReader& r) { (void)r.month("x"); });
  };
  for (const char* text : {"2027/01", "January 2027", "Jan 2027", "01/2027", "1.2027", "2027 1"}) {
    INFO(text);
    CHECK(month(text).ends_with(": write 2027-01"));
  }
  CHECK(month("2027").ends_with(": write the month too, as 2027-01"));
  CHECK(month("October 2026").ends_with(": write 2026-10"));
  for (const char* text : {"soon", "2027-13", "1/1/2027", "12", "Q1 2027", "[2027-01]", "0", "99999", "May"}) {
    INFO(text);
    CHECK(month(text).find("write") == std::string::npos);
  }
  const auto truth = [&](const std::string& text) {
    return told(text, [](config::MapReader& r) { (void)r.boolean("x", false); });
  };
  CHECK(truth("yes").ends_with("found 'yes': write true"));
  CHECK(truth("off").ends_with("found 'off': write false"));
  CHECK(truth("maybe").ends_with("found 'maybe'"));
}

}  // namespace mistakes_test
