// Tests of JSON as text, both ways.
#include "engine/base/json_text.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "tests/support/catch.hpp"

namespace json_text_test {

using namespace chokepoint;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

/// What is told of a text that is not JSON.
std::string told(const std::string& text) {
  try {
    (void)parse_json(text, "a.json");
  } catch (const ScenarioError& error) {
    REQUIRE(error.count() == 1);
    return error.mistakes()[0].text();
  }
  return "";
}

}  // namespace

TEST_CASE("JSON is written and read without loss", "[unit]") {
  const ordered_json value = {{"b", 1}, {"a", {1.5, nullptr, true, "é\n\"", ordered_json::object()}}};
  CHECK(json_text(value) == R"({"b":1,"a":[1.5,null,true,"é\n\"",{}]})");
  CHECK(json_text(json(value)) == R"({"a":[1.5,null,true,"é\n\"",{}],"b":1})");
  CHECK(json_text(ordered_json{{"x", {1}}}, 2) == "{\n  \"x\": [\n    1\n  ]\n}");
  for (const int indent : {-1, 0, 1, 4}) {
    CHECK(parse_ordered_json(json_text(value, indent), "a.json") == value);
    CHECK(parse_json(json_text(value, indent), "a.json") == json(value));
    CHECK(read_json(json_text(value, indent)) == value);
  }
}

TEST_CASE("bytes that are not UTF-8 are replaced", "[unit]") {
  CHECK(json_text(json("a\xff")) == "\"a\xEF\xBF\xBD\"");
  CHECK(json_text(ordered_json("a\xff")) == "\"a\xEF\xBF\xBD\"");
}

TEST_CASE("a text that is not JSON is told with file, line and column", "[unit]") {
  CHECK(told("").starts_with("a.json:1:1: is not JSON: syntax error"));
  CHECK(told("x").starts_with("a.json:1:1: is not JSON: syntax error"));
  CHECK(told("{\"a\": 1,\n \"b\": }").starts_with("a.json:2:7: is not JSON: syntax error"));
  CHECK(told("[1,\n\n2,\n").starts_with("a.json:4:1: is not JSON: syntax error"));
  CHECK(told("{} {}").starts_with("a.json:1:4: is not JSON: syntax error"));
  CHECK(told("[\"a\xff\"]").starts_with("a.json:1:4: is not JSON: "));
  CHECK(told("[1e999]").starts_with("a.json: is not JSON: number overflow"));
  for (const char* text : {"", "x", "{\"a\": 1", "[1e999]", "{} {}", "\xff"}) {
    CHECK_FALSE(read_json(text));
    CHECK_THROWS_AS(parse_ordered_json(text, "a.json"), ScenarioError);
  }
}

}  // namespace json_text_test
