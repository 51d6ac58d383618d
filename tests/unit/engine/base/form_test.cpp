// Maps that are read by the tables of their keys.
#include "engine/base/form.hpp"

#include "tests/support/catch.hpp"

namespace form_test {

using namespace chokepoint;
using config::Form;
using config::FormReader;
using config::Holds;

namespace {

const Form part = {"part",
                   {{"size", Holds::number, "m", "required", "how large", {1, 10}},
                    {"colour", Holds::choice, "", "red", "which", {}, {"red", "blue"}}}};
const Form whole = {"whole",
                    {{"name", Holds::text, "", "required", "its name"},
                     {"count", Holds::integer, "", "7", "how many", {0, 100}},
                     {"share", Holds::number, "", "0.25", "a share", config::share},
                     {"open", Holds::boolean, "", "true", "whether it is open"},
                     {"until", Holds::month, "", "2025-12", "when"},
                     {"roles", Holds::choices, "", "fit", "what for", {}, {"fit", "hold"}},
                     {"above", Holds::number, "", "", "either this"},
                     {"below", Holds::number, "", "", "or this"},
                     {"spare", Holds::text, "", "", "goes with open: false only"},
                     {"first", Holds::map, "", "", "a part", {}, {}, &part},
                     {"parts", Holds::list, "", "", "parts", {1, 3}, {}, &part},
                     {"called", Holds::named, "", "", "parts by name", {0, 2}, {}, &part}},
                    {{{"above", "below"}, 0, 1}}};

struct Read {
  std::string name;
  int count = 0;
  double share = 0;
  bool open = false;
  std::string until;
  std::vector<std::string> roles, parts;
  std::string mistakes;
};

Read read(const std::string& text) {
  Mistakes mistakes;
  const config::Node node = config::parse_yaml(text, "f.yaml", mistakes);
  FormReader map(node, whole, mistakes);
  Read out;
  const auto add = [&](FormReader& inner) {
    out.parts.push_back(inner.choice("colour") + (inner.number("size") > 5 ? " large" : " small"));
  };
  out.name = map.text("name"), out.count = map.integer("count"), out.share = map.number("share"),
  out.open = map.boolean("open");
  out.until = map.month("until")->text(), out.roles = map.choices("roles");
  (void)map.optional_number("above"), (void)map.optional_number("below");
  if (!out.open) (void)map.text("spare");
  map.section("first", add);
  map.each("parts", add);
  map.each_named("called", [&](const config::Node::Entry&, FormReader& inner) { add(inner); });
  map.finish();
  for (const Mistake& m : mistakes.all()) out.mistakes += m.text() + "\n";
  return out;
}

}  // namespace

TEST_CASE("forms: what is left out has the default of the table", "[unit]") {
  const Read r = read("name: x\n");
  CHECK(r.mistakes == "");
  CHECK((r.name == "x" && r.count == 7 && r.share == 0.25 && r.open && r.until == "2025-12" && r.parts.empty()));
  CHECK(r.roles == std::vector<std::string>{"fit"});
}

TEST_CASE("forms: what is said is read", "[unit]") {
  const Read r = read(
      "name: x\ncount: 3\nshare: 0.5\nopen: false\nuntil: 2024-01\nroles: [fit, hold]\nabove: 2\nspare: y\n"
      "first: {size: 9}\nparts: [{size: 1, colour: blue}, {size: 7}]\ncalled: {a: {size: 2}}\n");
  CHECK(r.mistakes == "");
  CHECK((r.count == 3 && r.share == 0.5 && !r.open && r.until == "2024-01"));
  CHECK(r.roles == std::vector<std::string>{"fit", "hold"});
  CHECK(r.parts == std::vector<std::string>{"red large", "blue small", "red large", "red small"});
}

TEST_CASE("forms: every mistake is told once, in its place", "[unit]") {
  CHECK(read("nam: x\n").mistakes ==
        "f.yaml:1:1: whole lacks 'name'\nf.yaml:1:1: unknown key 'nam' in whole (did you mean 'name'?)\n");
  CHECK(read("name: x\ncount: 101\nshare: much\nopen: perhaps\nuntil: soon\n").mistakes ==
        "f.yaml:2:8: 'count' is 101, but must lie between 0 and 100\n"
        "f.yaml:3:8: 'share' should be a number, found 'much'\n"
        "f.yaml:4:7: 'open' should be true or false, found 'perhaps'\n"
        "f.yaml:5:8: 'until' should be a month like 2026-01 or a day like 2026-01-15, found 'soon'\n");
  CHECK(read("name: x\nroles: [fit, hld]\n").mistakes ==
        "f.yaml:2:14: 'hld' is not one of the roles of this whole (did you mean 'hold'?)\n");
  CHECK(read("name: x\nabove: 1\nbelow: 2\n").mistakes ==
        "f.yaml:3:8: whole should have at most one of above, below, found above and below\n");
  CHECK(read("name: x\nspare: y\n").mistakes ==
        "f.yaml:2:8: 'spare' does not go with what else stands in this whole\n");
}

TEST_CASE("forms: maps, lists of maps and maps by name are checked as deep as they go", "[unit]") {
  CHECK(read("name: x\nfirst: 5\n").mistakes == "f.yaml:2:8: part should be a map of keys and values, found '5'\n");
  CHECK(read("name: x\nfirst: {size: 11}\n").mistakes == "f.yaml:2:15: 'size' is 11, but must lie between 1 and 10\n");
  CHECK(read("name: x\nfirst: {}\n").mistakes == "f.yaml:2:8: part lacks 'size'\n");
  CHECK(read("name: x\nparts: []\n").mistakes ==
        "f.yaml:2:8: 'parts' should be a list of {size, colour}, found an empty list\n");
  CHECK(read("name: x\nparts: {size: 1}\n").mistakes ==
        "f.yaml:2:8: 'parts' should be a list of {size, colour}, found a map\n");
  CHECK(read("name: x\nparts: [{size: 1}, {size: 1}, {size: 1}, {size: 1}]\n").mistakes ==
        "f.yaml:2:8: 'parts' lists 4 maps; at most 3 are read\n");
  CHECK(read("name: x\nparts: [{size: 1, color: red}]\n").mistakes ==
        "f.yaml:2:19: unknown key 'color' in part (did you mean 'colour'?)\n");
  CHECK(read("name: x\ncalled: [a]\n").mistakes ==
        "f.yaml:2:9: 'called' should be a map of names to {size, colour}, found a list\n");
  CHECK(read("name: x\ncalled: {a: {size: 1}, b: {}, c: {}}\n").mistakes ==
        "f.yaml:2:9: 'called' holds 3 names; at most 2 are read\n");
  CHECK(read("name: x\ncalled: {a: {colour: green}}\n").mistakes ==
        "f.yaml:2:13: part 'a' lacks 'size'\nf.yaml:2:22: 'green' is not a valid colour of this part 'a' (known: red, "
        "blue)\n");
}

}  // namespace form_test
