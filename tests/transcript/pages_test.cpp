// Pages made from the program's tables are what they would be made today; every example on them is read and runs.
// `CHOKEPOINT_ACCEPT=1 ./test.sh -L transcript` writes them anew.
#include <cstdlib>

#include "engine/events/event.hpp"
#include "output/reference/file_kinds.hpp"
#include "output/reference/language.hpp"
#include "output/reference/state.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace pages_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

void is_current(const std::filesystem::path& page, const std::string& now) {
  if (std::getenv("CHOKEPOINT_ACCEPT")) {
    std::ofstream(page, std::ios::binary) << now;
    return;
  }
  std::ifstream in(page, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(in), {}};
  INFO(page.string());
  CHECK((there == now));
}

}  // namespace

TEST_CASE("generated pages are current", "[transcript]") {
  is_current(source_folder() / "docs" / "scenario_language.md", output::language_page());
  is_current(source_folder() / "docs" / "file_keys.md", output::file_keys_page());
  is_current(source_folder() / "docs" / "state.md", output::state_page(agents::monthly_schedule()));
  is_current(source_folder() / "docs" / "scenarios.md", output::scenarios_page(source_folder() / "scenarios"));
}

TEST_CASE("the example of every event type is read, told and run", "[transcript]") {
  for (const EventType* type : event_types()) {
    INFO(type->name);
    std::string indented;
    for (const char c : std::string(type->example)) indented += c == '\n' ? std::string("\n    ") : std::string(1, c);
    const Scenario scenario = variant("baseline", "events:\n  - " + indented + "\n", "2027-12");
    const EventId e =
        scenario.calendar->find(std::string(type->example).substr(4, std::string(type->example).find('\n') - 4));
    REQUIRE(e.exists());
    CHECK_FALSE(scenario.calendar->events()[e.index()]->describe(*scenario.initial->world.data).empty());
    CHECK_FALSE(type->effect.empty());
    Watch watch(scenario);
    simulation(scenario, 0, 1, &watch.recorder()).run();
  }
}

}  // namespace pages_test
