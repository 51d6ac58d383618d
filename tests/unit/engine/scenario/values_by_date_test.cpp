// A number that changes on dates: the same as events one after the other.
#include "engine/scenario/values_by_date.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace values_by_date_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const std::string head =
    "events:\n  - {id: e, type: materials_ban, issuer: CN, targets: [US], materials: [rare_earths], source: x, ";

std::uint64_t hash(const std::string& events) {
  Simulation s = simulation(variant("no_ban", events, "2019-12"));
  s.run();
  return s.world().state_hash();
}

std::string refused(const std::string& fields) {
  try {
    (void)variant("no_ban", head + fields + "}\n", "2019-12");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("values by date: stretches, each with the value that holds then", "[unit]") {
  const Scenario s = variant(
      "no_ban", head + "start: 2018-03, duration: 12, cut: 0.5, licence_p: {2018-01: 0.1, 2018-09: 0.6}}\n", "2019-12");
  const auto events = s.calendar->events();
  const auto& first = *events[s.calendar->find("e").index()];
  const auto& second = *events[s.calendar->find("e@2018-09").index()];
  CHECK((first.header.start == Month::of(2018, 3) && first.header.end == Month::of(2018, 9)));
  CHECK((second.header.start == Month::of(2018, 9) && second.header.end == Month::of(2019, 3)));
  CHECK(second.header.announce == Month::of(2018, 3));
}

TEST_CASE("values by date: runs are those of the events written out", "[unit]") {
  const std::string by_hand =
      "events:\n"
      "  - {id: e, type: materials_ban, issuer: CN, targets: [US], materials: [rare_earths], source: x, start: "
      "2018-03, "
      "end: 2018-09, licence_p: 0.1}\n"
      "  - {id: e@2018-09, type: materials_ban, issuer: CN, targets: [US], materials: [rare_earths], source: x, "
      "announce: 2018-03, start: 2018-09, licence_p: 0.6}\n";
  const std::string constant = head + "start: 2018-03, licence_p: 0.1}\n";
  const std::uint64_t by_date = hash(head + "start: 2018-03, licence_p: {2018-03: 0.1, 2018-09: 0.6}}\n");
  CHECK(by_date == hash(by_hand));
  CHECK(by_date != hash(constant));
}

TEST_CASE("values by date: mistakes say where", "[unit]") {
  const auto has = [](const std::string& text, const char* part) {
    INFO(text);
    return text.find(part) != std::string::npos;
  };
  CHECK(has(refused("start: 2018-03, licence_p: {2018-09: 0.1}"), "has no value from 2018-03 on"));
  CHECK(has(refused("start: 2018-03, licence_p: {2018-03: 0.1, 2018-03: 0.2}"), "duplicate"));
  CHECK(has(refused("start: 2018-03, licence_p: {2018-03: 0.1, 2018-02: 0.2}"), "dates stand in order"));
  CHECK(has(refused("start: 2018-03, licence_p: {2018-03: 0.1, 2018-05: 2}"), "between 0 and 1"));
  CHECK(has(refused("trigger: {date: 2018-03}, licence_p: {2018-03: 0.1}"), "not with a trigger"));
}

}  // namespace values_by_date_test
