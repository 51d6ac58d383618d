// `governments`: what may be said, and what is said of mistakes.
#include "engine/scenario/governments.hpp"

#include "engine/events/statecraft.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace governments_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {
/// All that is wrong with a scenario, as one text.
std::string wrong_with(const std::string& body) {
  try {
    (void)variant("history", body);
    return "";
  } catch (const ScenarioError& error) {
    std::string out;
    for (const Mistake& m : error.mistakes()) out += m.what + "\n";
    return out;
  }
}
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("modes of government", "[unit]") {
  const Scenario s =
      variant("history", "governments: {US: rule, CN: hybrid, NL: scripted, default: hybrid, switch_date: 2026-01}\n");
  const auto from = [&](const char* n) { return s.agent_from[called<NationId>(s.initial->world.data->nations, n)]; };
  CHECK(from("US") == Month{0});
  CHECK(from("CN") == Month::of(2026, 1));
  CHECK(from("NL") == EventClock::never);
  CHECK(from("JP") == Month::of(2026, 1));
  CHECK(government_mode(from("US")) == "rule");
  CHECK(government_mode(from("JP")) == "hybrid from 2026-01");
  CHECK(government_mode(from("NL")) == "scripted");
}

TEST_CASE("overrides reach the modes of government", "[unit]") {
  const Scenario s = shipped("policy_agents", "2017-12", {override_of("governments.US", "scripted")});
  CHECK(s.agent_from[called<NationId>(s.initial->world.data->nations, "US")] == EventClock::never);
  CHECK(s.agent_from[called<NationId>(s.initial->world.data->nations, "CN")] == Month{0});
}

TEST_CASE("mistakes about governments teach", "[unit]") {
  CHECK(says(wrong_with("governments: {Atlantis: rule}\n"), "no nation or region is called 'Atlantis'"));
  CHECK(says(wrong_with("governments: {US: hybird, switch_date: 2026-01}\n"), "did you mean 'hybrid'?"));
  CHECK(says(wrong_with("governments: {EU: rule, EUR: hybrid, switch_date: 2026-01}\n"),
             "DE is rule as part of EU and hybrid as part of EUR: say which, by 'DE: ...'"));
  CHECK(says(wrong_with("governments: {US: hybrid}\n"), "'hybrid' needs a 'switch_date'"));
  CHECK(says(wrong_with("governments: {US: hybrid, switch_date: soon}\n"), "'switch_date' should be a month"));
  const std::string tariff = "events:\n  - {id: t, type: tariff, rate: 0.1, ";
  CHECK(says(wrong_with(tariff + "targets: [CN], trigger: {policy: {kind: restrict}}}\n"), "needs an 'issuer'"));
  CHECK(says(wrong_with(tariff + "issuer: US, targets: [CN], trigger: {policy: {kind: restrikt}}}\n"), "restrict"));
  CHECK(
      says(wrong_with(
               "events:\n  - {id: t, type: treaty, issuer: US, parties: [US, CN], trigger: {policy: {kind: truce}}}\n"),
           "needs 'targets'"));
}

TEST_CASE("every rung of the ladder is a type of event", "[unit]") {
  for (const PolicyTraits& traits : ladder_of_escalation()) {
    const EventType* type = find_event_type(traits.type);
    REQUIRE(type);
    CHECK(type->kind == EventKind::measure);
  }
}

}  // namespace governments_test
