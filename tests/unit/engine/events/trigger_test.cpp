// When triggered events happen, on the real world with random variation and metrics.
#include "engine/events/trigger.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace trigger_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

struct Seen {
  std::vector<Month> starts;  ///< each month in which a new activation began
  EventClock last;
};

/// Runs the baseline with one guidance event `e` of this trigger (and more events) and looks at its clock each month.
Seen run(const std::string& trigger, const std::string& fields = "duration: 2", const std::string& more = "",
         const std::string& until = "2022-12", std::uint64_t seed = 1) {
  const Scenario scenario = variant("baseline",
                                    "events:\n  - {id: e, type: import_guidance, issuer: CN, strength: 0.3, " + fields +
                                        ", trigger: " + trigger + "}\n" + more,
                                    until);
  Watch watch(scenario);
  Simulation s = simulation(scenario, 0, seed, &watch.recorder());
  const EventId e = scenario.calendar->find("e");
  Seen out;
  int fired = 0;
  while (!s.done()) {
    s.step();
    out.last = s.world().clocks[e];
    if (out.last.fired == fired) continue;
    fired = out.last.fired;
    out.starts.push_back(out.last.start);
  }
  return out;
}
std::vector<std::string> texts(const std::vector<Month>& months) {
  std::vector<std::string> out;
  for (const Month m : months) out.push_back(m.text());
  return out;
}
using Months = std::vector<std::string>;

}  // namespace

TEST_CASE("trigger: on a date, in a window, every so often", "[unit]") {
  CHECK(texts(run("{date: 2018-05}").starts) == Months{"2018-05"});
  CHECK(texts(run("{window: {from: 2019-01, until: 2019-06}}").starts) == Months{"2019-01"});
  CHECK(texts(run("{every: {months: 12, from: 2020-03, until: 2022-03}}").starts) ==
        Months{"2020-03", "2021-03", "2022-03"});
  CHECK(texts(run("{every: 24}").starts) == Months{"2017-01", "2019-01", "2021-01"});
  CHECK(texts(run("{every: {months: 2, from: 2020-01, until: 2020-12}}", "duration: 5").starts) ==
        Months{"2020-01", "2020-07"});  // never while it is in force
}

TEST_CASE("trigger: `start` says from when it may fire, `lead` puts announcement before start", "[unit]") {
  CHECK(texts(run("{date: 2018-05}", "start: 2019-02").starts) == Months{"2019-02"});
  const Seen led = run("{date: 2018-05}", "lead: 4, duration: 3");
  CHECK(led.last.announced.text() == "2018-05");
  CHECK(led.last.start.text() == "2018-09");
  CHECK(led.last.end.text() == "2018-12");
  CHECK(texts(run("{date: 2018-05}", "end: 2018-05").starts).empty());  // over before it began
}

TEST_CASE("trigger: after another event's start or end", "[unit]") {
  const std::string other =
      "  - {id: o, type: import_guidance, issuer: CN, strength: 0.1, start: 2019-01, end: 2019-06}\n";
  CHECK(texts(run("{after: {event: o, months: 7}}", "duration: 2", other).starts) == Months{"2019-08"});
  CHECK(texts(run("{after: {event: o, months: 1, of: end}}", "duration: 2", other).starts) == Months{"2019-07"});
  CHECK(texts(run("{after: o}", "duration: 2", other).starts) == Months{"2019-01"});
  // The end of a supply shock is its end, not that of its recovery.
  const std::string shock =
      "  - {id: o, type: supply_shock, nation: TW, severity: 0.2, start: 2019-01, duration: 3, recovery: 6}\n";
  CHECK(texts(run("{after: {event: o, of: end}}", "duration: 2", shock).starts) == Months{"2019-04"});
  CHECK(texts(run("{after: {event: o, prob: 0}}", "duration: 2", other).starts).empty());
  // After an event that itself waits: at the earliest in the month after it fired.
  const std::string waits =
      "  - {id: o, type: import_guidance, issuer: CN, strength: 0.1, duration: 1, trigger: {date: 2020-02}}\n";
  CHECK(texts(run("{after: o}", "duration: 2", waits).starts) == Months{"2020-03"});
  CHECK(texts(run("{after: {event: o, months: 3}}", "duration: 2", waits).starts) == Months{"2020-05"});
  // ... whatever its id, and never after what did not come about.
  const std::string first =
      "  - {id: a, type: import_guidance, issuer: CN, strength: 0.1, duration: 1, trigger: {date: 2020-02}}\n";
  CHECK(texts(run("{after: a}", "duration: 2", first).starts) == Months{"2020-03"});
  const std::string gone =
      "  - {id: o, type: import_guidance, issuer: CN, strength: 0.1, start: 2020-02, withdrawn: 2019-06}\n";
  CHECK(texts(run("{after: o}", "duration: 2", gone).starts).empty());
  CHECK(texts(run("{after: {event: o, of: end}}", "duration: 2", gone).starts).empty());
}

TEST_CASE("trigger: conditions see last month's metrics and may have to last", "[unit]") {
  const Scenario plain = shipped("baseline", "2022-12");
  Watch watch(plain);
  simulation(plain, 0, 1, &watch.recorder()).run();
  Month crossed{0};
  while (watch.value("ai_capex_12m", "US", crossed) <= 10) crossed = crossed + 1;
  CHECK(run("{when: \"ai_capex_12m[US] > 10\"}").starts[0] == crossed + 1);
  CHECK(run("{when: {expr: \"ai_capex_12m[US] > 10\", for_months: 4}}").starts[0] == crossed + 4);
  CHECK(run("{when: \"eci_us < 0\"}").starts.empty());
  const Seen again = run("{when: {expr: \"ai_capex_12m[US] > 10\", once: false, cooldown: 6}}");
  REQUIRE(again.starts.size() >= 3);
  CHECK(again.starts[1] - again.starts[0] == 6);
  CHECK(run("{when: {expr: \"ai_capex_12m[US] > 10\", once: false}}").starts[1] - crossed - 1 ==
        2);  // as soon as it is over
}

TEST_CASE("trigger: random numbers are keyed by the event, so other events shift nothing", "[unit]") {
  std::size_t fired = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Seen seen = run("{hazard: {per_month: 0.03, from: 2018-01}}", "duration: 2", "", "2020-12", seed);
    fired += seen.starts.size();
    if (seed > 8) continue;
    const Seen beside = run("{hazard: {per_month: 0.03, from: 2018-01}}", "duration: 2",
                            "  - {id: a, type: note, text: x, trigger: {hazard: 0.5}}\n", "2020-12", seed);
    CHECK(seen.starts == beside.starts);
  }
  // 36 months: 1 - 0.97^36 = 0.666 of runs, 40 of 60; three standard deviations are 11.
  CHECK(fired >= 29);
  CHECK(fired <= 51);
  std::size_t chosen = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed)
    chosen += run("{all: [{date: 2017-03}, {prob: 0.3}]}", "duration: 2", "", "2017-04", seed).starts.size();
  CHECK(chosen >= 8);  // 18 expected, standard deviation 3.5
  CHECK(chosen <= 28);
}

TEST_CASE("trigger: outcomes of one draw exclude each other", "[unit]") {
  std::size_t first = 0, second = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Scenario scenario =
        variant("baseline",
                "events:\n"
                "  - {id: a, type: note, text: x, trigger: {prob: 0.3, from: 2017-02, until: 2017-05, draw: fork}}\n"
                "  - {id: b, type: note, text: y, trigger: {prob: {prob: 0.5, draw: fork}}}\n",
                "2017-06");
    Simulation s = simulation(scenario, 0, seed);
    while (!s.done()) s.step();
    const auto fired = [&](const char* id) { return s.world().clocks[scenario.calendar->find(id)].fired; };
    CHECK(fired("a") + fired("b") <= 1);
    first += static_cast<std::size_t>(fired("a")), second += static_cast<std::size_t>(fired("b"));
  }
  // 18 and 30 of 60 expected, standard deviations 3.5 and 3.9.
  CHECK((first >= 8 && first <= 28));
  CHECK((second >= 18 && second <= 42));
}

TEST_CASE("trigger: an event raises the hazard of another once it has begun", "[unit]") {
  const std::string
      quake = "  - {id: quake, type: investment_boom, shift: -0.1, start: 2018-06}\n",
      rule = "  - {id: rule, type: import_guidance, issuer: CN, strength: 0.1, start: 2018-06, end: 2018-09}\n";
  const auto starts = [&](const char* by, const std::string& more, std::uint64_t seed) {
    return run(std::string("{hazard: {per_month: 0.5, raised_by: {") + by + "}, once: false}}", "duration: 1", more,
               "2019-06", seed)
        .starts;
  };
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    // A shock ends it for good, a measure while it is in force; from the month after the start on.
    for (const Month m : starts("quake: 0", quake, seed)) CHECK(m <= Month::of(2018, 6));
    for (const Month m : starts("rule: 0", rule, seed)) CHECK((m <= Month::of(2018, 6) || m >= Month::of(2018, 9)));
  }
  // Twice one half is certain: each of the twelve months that follow.
  CHECK(starts("quake: 2", quake, 1).back() == Month::of(2019, 6));
  CHECK(std::ranges::count_if(starts("quake: 2", quake, 1), [](Month m) { return m > Month::of(2018, 6); }) == 12);
}

TEST_CASE("trigger: a probability over a window: so often in all, each month alike", "[unit]") {
  std::size_t fired = 0, early = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    const Seen seen = run("{prob: 0.5, from: 2018-01, until: 2018-12}", "duration: 2", "", "2019-12", seed);
    CHECK(seen.starts ==
          run("{prob: {prob: 0.5, from: 2018-01, until: 2018-12}}", "duration: 2", "", "2019-12", seed).starts);
    REQUIRE(seen.starts.size() <= 1);
    if (seen.starts.empty()) continue;
    const Month start = seen.starts[0];
    CHECK((start >= Month::of(2018, 1) && start <= Month::of(2018, 12)));
    ++fired, early += start <= Month::of(2018, 6) ? 1U : 0U;
  }
  CHECK((fired >= 44 && fired <= 76));                    // 60 expected, standard deviation 5.5
  CHECK((early >= fired / 4 && early <= 3 * fired / 4));  // half of them
  CHECK(run("{prob: 0, from: 2018-01, until: 2018-12}").starts.empty());
}

TEST_CASE("trigger: all, any, not", "[unit]") {
  CHECK(texts(run("{all: [{date: 2018-05}, {date: 2018-09}]}").starts) == Months{"2018-09"});
  CHECK(texts(run("{any: [{date: 2018-05}, {date: 2018-09}]}").starts) == Months{"2018-05"});
  CHECK(texts(run("{all: [{date: 2018-05}, {not: {window: {from: 2018-01, until: 2018-07}}}]}").starts) ==
        Months{"2018-08"});
}

TEST_CASE("trigger: mistakes are told in their place", "[unit]") {
  const auto refused = [](const std::string& trigger, const std::string& more = "") {
    try {
      (void)variant("baseline", "events:\n  - {id: e, type: note, text: x, trigger: " + trigger + "}\n" + more,
                    "2020-12");
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  const auto has = [](const std::string& text, const std::string& part) {
    UNSCOPED_INFO(text);
    return text.find(part) != std::string::npos;
  };
  CHECK(has(refused("{wen: \"eci_gap < 2\"}"), "did you mean 'when'?"));
  CHECK(has(refused("{date: 2020-01, prob: 0.3}"), "join them with 'all' or 'any'"));
  CHECK(has(refused("{all: []}"), "empty list"));
  CHECK(has(refused("{prob: 0.3, from: 2020-01}"), "lacks 'until'"));
  CHECK(has(refused("{prob: 0.3, from: 2020-01, until: 2019-01}"), "before it begins"));
  CHECK(has(refused("{hazard: 2}"), "between 0 and 1"));
  CHECK(has(refused("{every: 0}"), "between 1 and 1200"));
  CHECK(has(refused("{after: nothing-like-it}"), "no event is called 'nothing-like-it'"));
  CHECK(has(refused("{after: us-2022-10-chip}"), "did you mean 'us-2022-10-chips'?"));
  CHECK(has(refused("{after: e}"), "in a circle: e after e"));
  CHECK(has(refused("{after: f}",
                    "  - {id: f, type: note, text: y, trigger: {after: g}}\n  - {id: g, type: note, text: z, trigger: "
                    "{any: [{after: e}, {date: 2020-01}]}}\n"),
            "in a circle"));
  CHECK(has(refused("{window: {from: 2020-01, until: 2019-01}}"), "before it begins"));
  CHECK(has(refused("{hazard: {per_month: 0.1, from: 2020-01, until: 2019-01}}"), "before it begins"));
  CHECK(has(refused("{prob: {prob: 0.7, draw: fork}}",
                    "  - {id: f, type: note, text: y, trigger: {prob: {prob: 0.4, draw: fork}}}\n"),
            "come to 1.1 with this one"));
  CHECK(
      has(refused("{hazard: {per_month: 0.5, raised_by: {us-2022-10-chip: 2}}}"), "did you mean 'us-2022-10-chips'?"));
  CHECK(has(refused("{hazard: {per_month: 0.5, raised_by: us-2022-10-chips}}"), "a map of events to factors"));
  CHECK(has(refused("{date: {}}"), "lacks 'date'"));
  CHECK(has(refused("{when: {expr: \"eci_gpa < 2\", fr_months: 2}}"), "did you mean 'for_months'?"));
  CHECK(has(refused("{when: \"eci_gpa < 2\"}"), ":3:51: "));  // the column inside the quotes
  std::string deep = "{date: 2020-01}";
  for (int i = 0; i < 20; ++i) deep = "{not: " + deep + "}";
  CHECK(has(refused(deep), "nests deeper"));
}

TEST_CASE("trigger: the month before which it cannot hold", "[unit]") {
  const auto earliest = [](const std::string& trigger) {
    const Scenario scenario = variant(
        "baseline",
        "events:\n  - {id: e, type: import_guidance, issuer: CN, strength: 0.3, duration: 2, trigger: " + trigger +
            "}\n",
        "2018-01");
    return scenario.calendar->events()[scenario.calendar->find("e").index()]->header.trigger->earliest().text();
  };
  CHECK(earliest("{date: 2018-05}") == "2018-05");
  CHECK(earliest("{window: {from: 2019-01, until: 2019-06}}") == "2019-01");
  CHECK(earliest("{every: {months: 12, from: 2020-03}}") == "2020-03");
  CHECK(earliest("{hazard: {per_month: 0.1, from: 2021-01}}") == "2021-01");
  CHECK(earliest("{prob: 0.1, from: 2021-03, until: 2022-01}") == "2021-03");
  CHECK(earliest("{all: [{date: 2018-05}, {date: 2020-05}]}") == "2020-05");
  CHECK(earliest("{any: [{date: 2018-05}, {date: 2020-05}]}") == "2018-05");
  CHECK(earliest("{not: {date: 2018-05}}") == "2017-01");
  CHECK(earliest("{when: 'eci_gap < 2'}") == "2017-01");
}

}  // namespace trigger_test
