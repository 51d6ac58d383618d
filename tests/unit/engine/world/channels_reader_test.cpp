// Mistakes in the tables of hubs and of compute on offer, and in events that name hubs.
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace channels_reader_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// What is told of a world with one more row in a table.
std::string with_row(const std::string& table, const std::string& row) {
  const TemporaryFolder folder;
  std::filesystem::copy(data_folder(), folder.path() / "data", std::filesystem::copy_options::recursive);
  std::ofstream(folder.path() / "data" / "world" / (table + ".csv"), std::ios::app) << row << "\n";
  try {
    (void)shipped("baseline", "2020-12", {}, folder.path() / "data");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("hubs share all of the flow, and no more", "[unit]") {
  CHECK(has(with_row("hubs", "Atlantis,US,0.2,0.1,x,C,"), "the shares of the hubs add up to 1.200, not to 1"));
  CHECK(has(with_row("hubs", "Atlantis,XQ,0,0.1,x,C,"), "no nation is called 'XQ'"));
  CHECK(has(with_row("hubs", "Atlantis,US,0,0.99,x,C,"), "enforcement"));
  CHECK(with_row("hubs", "Atlantis,US,0,0.1,x,C,") == "read");
}

TEST_CASE("a host offers a place once, and not more than it has", "[unit]") {
  CHECK(has(with_row("cloud_offers", "Google,US,0.1,x,C,"), "duplicate offer of Google in US"));
  CHECK(has(with_row("cloud_offers", "Meta,US,0.6,x,C,\nMeta,JP,0.6,x,C,"),
            "Meta offers 1.20 of its stock, more than all"));
  CHECK(has(with_row("cloud_offers", "Gogle,JP,0.1,x,C,"), "did you mean 'Google'?"));
  CHECK(with_row("cloud_offers", "Meta,US,0.1,x,C,") == "read");
  CHECK(has(with_row("links", "Google,Baidu,cloud_rent,0.1,x,C,"), "follow from cloud_offers.csv"));
}

TEST_CASE("hub_enforcement names nations through which something is diverted", "[unit]") {
  const auto told = [](const std::string& hubs) {
    try {
      (void)variant(
          "baseline",
          "events:\n  - {id: e, type: hub_enforcement, issuer: US, level: 0.5, start: 2027-01, hubs: " + hubs + "}\n");
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  CHECK(has(told("[AFR]"), "no accelerators are diverted through"));
  CHECK(told("[AFR, TW]") == "read");
  CHECK(has(told("[TWW]"), "did you mean 'TW'?"));
}

TEST_CASE("a detection may trigger a measure", "[unit]") {
  const Scenario scenario =
      variant("baseline",
              "events:\n  - {id: answer, type: hub_enforcement, issuer: US, hubs: [SEA], level: 0.9, start: 2024-01, "
              "lead: 1, trigger: {when: {expr: \"detections[SEA] >= 1\"}}}\n",
              "2030-12");
  std::size_t at = 0;
  for (std::size_t e = 0; e < scenario.calendar->events().size(); ++e)
    if (scenario.calendar->events()[e]->header.id == "answer") at = e;
  int answered = 0;
  for (std::uint64_t replicate = 0; replicate < 8; ++replicate) {
    Watch watch(scenario);
    Simulation s = simulation(scenario, replicate, 1, &watch.recorder());
    s.run();
    const EventClock& clock = s.world().clocks[EventId{at}];
    if (clock.fired == 0) continue;
    ++answered;
    CHECK(watch.value("detections", "SEA", clock.triggered + -1) >= 1);  // seen at the end of the month before
  }
  CHECK(answered > 0);
}

}  // namespace channels_reader_test
