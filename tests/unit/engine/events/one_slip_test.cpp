// One slip in an event is one mistake: told at the slip, once, with nothing that follows from it.
#include "engine/events/event_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace one_slip_test {

using namespace chokepoint;
using namespace chokepoint::test;
using config::Node;

namespace {

/// The world that events are read in; built once.
struct World {
  Scenario scenario = shipped("baseline", "2018-12");
  const WorldData& data = *scenario.initial->world.data;
  MetricCatalogue metrics = metric_catalogue(data);
  EventContext context{data, scenario.initial->table, &metrics};
};

const World& world() {
  static const World made;
  return made;
}

std::vector<Mistake> mistakes_of(const Node& event) {
  Mistakes mistakes;
  (void)read_event(event, world().context, mistakes);
  return {mistakes.all().begin(), mistakes.all().end()};
}

Node parsed(const std::string& text) {
  Mistakes mistakes;
  Node node = config::parse_yaml(text, "event.yaml", mistakes);
  for (const Mistake& m : mistakes.all()) UNSCOPED_INFO(m.text());
  REQUIRE_FALSE(mistakes.any());
  return node;
}

/// Values that no field takes, or hardly one.
const std::vector<std::string> wrong_values = {
    "[nowhere, elsewhere]", "[[US]]", "{a: 1}", "~",          "''",     "'1600'", "3 months", "35,5",
    "nowhere at all",       "-7",     "1e30",   "yes please", "2027-13"};

}  // namespace

TEST_CASE("a wrong value of any field of any type of event is told once at most, at the value", "[unit]") {
  std::size_t told = 0;
  for (const EventType* type : event_types()) {
    const Node whole = parsed(std::string(type->example) + "\n");
    REQUIRE(mistakes_of(whole).empty());
    std::vector<std::string> fields;
    for (const EventField& f : type->fields) fields.emplace_back(f.name);
    for (const EventField& f : common_event_fields()) fields.emplace_back(f.name);
    for (const std::string& field : fields) {
      if (!whole.find(field) || field == "type") continue;  // another field that stands there too is not this slip
      for (const std::string& value : wrong_values) {
        Node slip = whole;
        Node wrong = parsed(std::string(100, '\n') + field + ": " + value + "\n").entries[0].value;
        const Place place = wrong.place();
        *slip.find(field) = wrong;
        const std::vector<Mistake> found = mistakes_of(slip);
        std::string all;
        for (const Mistake& m : found) all += m.text() + "\n";
        INFO(type->name << "." << field << ": " << value << "\n" << all);
        CHECK(found.size() <= (value.starts_with("[") || value.starts_with("{") ? 2 : 1));  // each item may be one
        for (const Mistake& m : found) {
          CHECK(m.place.line == place.line);
          CHECK(m.what.find("''") == std::string::npos);
          CHECK(m.what.find("did you mean 'AE'") == std::string::npos);
        }
        told += found.size();
      }
    }
  }
  CHECK(told > 1000);
}

TEST_CASE("a field that is needed and missing is told once, by its name", "[unit]") {
  for (const EventType* type : event_types()) {
    const Node whole = parsed(std::string(type->example) + "\n");
    for (const Node::Entry& entry : whole.entries) {
      if (entry.key == "type") continue;
      Node without = whole;
      std::erase_if(without.entries, [&](const Node::Entry& e) { return e.key == entry.key; });
      const std::vector<Mistake> found = mistakes_of(without);
      std::string all;
      for (const Mistake& m : found) all += m.text() + "\n";
      INFO(type->name << " without " << entry.key << "\n" << all);
      CHECK(found.size() <= 1);
      if (found.size() == 1) CHECK(found[0].what.find(entry.key) != std::string::npos);
    }
  }
}

TEST_CASE("slips of a person's habits are named", "[unit]") {
  const std::string head = "id: x\ntype: chip_export_ban\ntargets: [CN]\nstart: 2027-01\n";
  const auto told = [](const std::string& text) {
    std::string out;
    for (const Mistake& m : mistakes_of(parsed(text))) out += m.text() + "\n";
    return out;
  };
  CHECK(told(head + "issuer: US\ntpp_max: '1600'\n") ==
        "event.yaml:6:10: 'tpp_max' should be a number, found '1600' in quotes: write it without them\n");
  CHECK(told(head + "issuer: [US, EU]\ntpp_max: 1600\n").empty());
  CHECK(told(head + "issuer: foreign\ntpp_max: 1600\n") ==
        "event.yaml:5:9: no nation or region is called 'foreign' (see: simulate list nations)\n");
  CHECK(told("id: x\ntype: supply_shock\nnation: TW\nstart: 2027-01\nduration: 3 weeks\n") ==
        "event.yaml:5:11: 'duration' should be a number, found '3 weeks': write 3, without the unit\n");
  CHECK(told("id: x\ntype: supply_shock\nnation: [TW, KR]\nstart: 2027-01\nduration: 3\n").empty());
}

TEST_CASE("the example of each type takes nations by what they are called", "[unit]") {
  const std::pair<const char*, const char*> others[] = {
      {"US", "United States"}, {"US", "USA"},    {"US", "united states of america"}, {"CN", "China"},
      {"CN", "PRC"},           {"TW", "Taiwan"}, {"EU", "European Union"},           {"KR", "South Korea"}};
  for (const auto& [id, name] : others) {
    Mistakes mistakes;
    const Node by_id = parsed("id: x\ntype: chip_export_ban\nissuer: " + std::string(id) +
                              "\ntargets: [IR, RU]\nfdpr: true\nstart: 2027-01\ntpp_max: 1600\n");
    Node by_name = by_id;
    by_name.find("issuer")->scalar = name;
    const auto one = read_event(by_id, world().context, mistakes),
               other = read_event(by_name, world().context, mistakes);
    INFO(name);
    for (const Mistake& m : mistakes.all()) INFO(m.text());
    REQUIRE_FALSE(mistakes.any());
    CHECK(one->describe(world().data) == other->describe(world().data));
  }
  Mistakes mistakes;
  (void)read_event(
      parsed("id: x\ntype: chip_export_ban\nissuer: US\ntargets: [CN, China]\nstart: 2027-01\ntpp_max: 1600\n"),
      world().context, mistakes);
  REQUIRE(mistakes.count() == 1);
  CHECK(mistakes.all()[0].text() == "event.yaml:4:15: duplicate 'China'");
}

}  // namespace one_slip_test
