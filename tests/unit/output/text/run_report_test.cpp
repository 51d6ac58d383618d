// The report of a run and the warnings beside it.
#include "output/text/run_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "output/text/warnings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"

namespace run_report_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

constexpr const char* events =
    "  - {id: first, type: note, issuer: US, start: 2017-02, text: made, source: made}\n"
    "  - {id: second, type: note, issuer: US, start: 2017-02, text: made, source: made}\n";

}  // namespace

TEST_CASE("the report of a run: levels, paired differences, what the bands hold", "[unit]") {
  const MadePair pair;
  Results results = pair.results();
  const std::string text = text_report(results, {false, 100});
  CHECK(text.starts_with("made — 3 runs to 2017-03, seed 7\n"));
  CHECK(has(text, "2.0 (1.1 … 2.9)"));
  CHECK(has(text, "\n  Capability gap, US less China (ECI)"));
  CHECK(has(text, "\nmade minus other (same seeds)\n"));
  CHECK(has(text, "+1.0 (+0.1 … +1.9)"));
  CHECK(has(text, "no run differs"));  // in all that was not set
  CHECK(has(text, "Few runs: "));
  CHECK(text_report(results, {false, 200})
            .ends_with("\nConditional projections: bands show random variation only (parameters at their point "
                       "values), not a forecast.\n"));
  results.parameters = {"prior", 4, 1};
  CHECK(bands_text(results) == "bands show random variation and parameter uncertainty (prior, 4 sets, 2 runs each)");
  CHECK_FALSE(has(text_report(pair.results(false), {false, 100}), "minus"));
}

TEST_CASE("what is said of an event without effect names the kind of effect and the reason", "[unit]") {
  const auto said = [](Effect effect) { return idle_sentence({EventId{0}, effect, true, "no buyer"}); };
  CHECK(said(Effect::acts) == "acts");
  CHECK(said(Effect::none) == "has no effect: no buyer");
  CHECK(said(Effect::too_late) == "has no effect: no buyer");
  CHECK(said(Effect::not_fired) == "did not fire: no buyer");
  CHECK(said(Effect::trust) == "closes nothing and moves only trust between nations: no buyer");
  CHECK(said(Effect::tension) == "closes nothing and only counts as a measure taken (restriction, tension): no buyer");
}

TEST_CASE("own events without effect are told with their place, inherited ones by number", "[unit]") {
  const Scenario scenario = three_months("idle", events);
  const EventId first = scenario.calendar->find("first"), second = scenario.calendar->find("second");
  const IdleEvents idle{true, {{first, Effect::none, true, "nothing to bar"}, {second, Effect::none, false, ""}}};
  CHECK(idle_remarks(scenario, idle, true) ==
        std::vector<std::string>{"1 inherited event has no effect in this run: second"});
  const auto rows = idle_json(scenario, idle);
  REQUIRE(rows.size() == 1);
  CHECK((rows[0]["id"] == "first" && rows[0]["effect"] == "none" && rows[0]["why"] == "nothing to bar"));
  CHECK((rows[0]["file"] == "idle.yaml" && rows[0]["line"] == 3));
  CHECK(warnings_text(scenario, idle, 200) ==
        "Warning: 'first' has no effect: nothing to bar (idle.yaml:3:5)\n"
        "Note: 1 inherited event has no effect in this run: second\n");
  CHECK(warnings_text(scenario, {}, 200).empty());
  const IdleEvents unfired{true, {{first, Effect::not_fired, true, ""}, {second, Effect::not_fired, true, ""}}};
  CHECK(idle_remarks(scenario, unfired, false).empty());
  CHECK(idle_remarks(scenario, unfired, true) ==
        std::vector<std::string>{"2 conditional events did not fire in the run tried: first, second"});
  REQUIRE(idle_remarks(scenario, {false, {}}, false).size() == 1);
  CHECK(has(idle_remarks(scenario, {false, {}}, false)[0], "was not tried"));
}

TEST_CASE("a result none of whose runs differs from what it is compared with says so", "[unit]") {
  const MadePair pair;
  Results results = pair.results();
  auto other = std::make_shared<Ensemble>(*results.other);
  CHECK(has(warnings_text(results, 200), "no run differs from other in any bit"));  // made with the same hashes
  CHECK(warnings_json(results)["remarks"].size() == 1);
  other->hashes[0] = 1;
  results.other = other;
  CHECK(warnings_text(results, 200).empty());
  CHECK(warnings_json(results)["remarks"].empty());
  CHECK(warnings_json(results)["events_without_effect"].empty());
}

TEST_CASE("a selection of runs is told, cut to the screen; all runs need no word", "[unit]") {
  CHECK(selection_text({}, 5, {false, 80}).empty());
  CHECK(selection_text({"fired(x)", 20}, 5, {false, 80}) == "Only the 5 of 20 runs in which fired(x)\n");
  CHECK(selection_text({"fired(x)", 20}, 5, {false, 12}) == "Only the 5 …\n");
}

}  // namespace run_report_test
