// What came about in which run, and results under a condition on it.
#include "analysis/compare/condition.hpp"

#include <map>

#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace condition_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

const char* const events = R"(events:
  - {id: quake, type: supply_shock, nation: TW, severity: 0.1, duration: 2, trigger: {hazard: {per_month: 0.05, from: 2017-03}}}
  - {id: again, type: supply_shock, nation: KR, severity: 0.1, duration: 2, trigger: {hazard: {per_month: 0.4, once: false}}}
  - {id: answer, type: import_guidance, issuer: CN, strength: 0.3, lead: 3, duration: 4, trigger: {after: quake}}
  - {id: dated, type: import_guidance, issuer: CN, strength: 0.3, start: 2017-06, end: 2017-09}
)";

Ensemble runs_of(const Scenario& scenario, std::size_t runs) {
  const Layout layout(*scenario.initial->world.data);
  Ensemble out;
  out.scenario = &scenario;
  for (std::size_t r = 0; r < runs; ++r) out.add(measure_run(scenario, agents::monthly_schedule(), layout, 1, r));
  return out;
}

std::string told(const std::string& text, const Scenario& scenario) {
  const Scenario* all[] = {&scenario};
  try {
    (void)Condition::parse(text, all);
  } catch (const ScenarioError& error) {
    REQUIRE(error.mistakes().size() == 1);
    CHECK(error.mistakes()[0].place.file == "--given");
    return error.mistakes()[0].what;
  }
  return "";
}

}  // namespace

TEST_CASE("fired: each coming about is kept with its months, as the clocks tell them month by month", "[unit]") {
  const Scenario scenario = variant("no_ban", events, "2018-06");
  const Layout layout(*scenario.initial->world.data);
  std::size_t most = 0, answers = 0, cut_short = 0;
  for (std::uint64_t r = 0; r < 8; ++r) {
    Watch watch(scenario);
    Simulation s = simulation(scenario, r, 1, &watch.recorder());
    std::map<std::pair<std::string, int>, EventClock>
        seen;  // by event and number of the firing: the clock as it was last
    while (!s.done()) {
      s.step();
      for (const EventId e : s.world().clocks.ids())
        if (const auto& event = scenario.calendar->events()[e.index()];
            event->header.trigger && s.world().clocks[e].fired > 0)
          seen[{event->header.id, s.world().clocks[e].fired}] = s.world().clocks[e];
    }
    const Measured run = measure_run(scenario, agents::monthly_schedule(), layout, 1, r);
    std::map<std::string, int> times;
    REQUIRE(run.fired.size() == seen.size());
    Month before{0};
    for (const Firing& firing : run.fired) {
      const std::string& id = scenario.calendar->events()[firing.event.index()]->header.id;
      const EventClock& clock = seen.at({id, ++times[id]});
      CHECK((firing.announced == clock.announced && firing.start == clock.start && firing.end == clock.end));
      CHECK(firing.announced >= before);
      before = firing.announced;
      CHECK(firing.began(scenario.end) == (firing.start <= scenario.end));
      if (id != "answer") continue;
      ++answers, cut_short += firing.began(scenario.end) ? 0U : 1U;
      CHECK(firing.start == firing.announced + 3);
    }
    most = std::max(most, static_cast<std::size_t>(times["again"]));
  }
  CHECK(most > 2);
  CHECK(answers > cut_short);
}

TEST_CASE("condition: chooses the runs in which it holds, and only these are told of", "[unit]") {
  const Scenario scenario = variant("no_ban", events, "2018-12"), plain = shipped("no_ban", "2018-12");
  const Ensemble with = runs_of(scenario, 16), without = runs_of(plain, 16);
  const Scenario* both[] = {&plain, &scenario};
  const Ensemble* measured[] = {&without, &with};
  const auto chosen = [&](const std::string& text) { return Condition::parse(text, both).runs(measured); };
  const EventId quake = scenario.calendar->find("quake");
  std::vector<std::size_t> hit, early, spared, all;
  for (std::size_t r = 0; r < 16; ++r) {
    all.push_back(r);
    (with.firsts[r][quake.index()] < EventClock::never ? hit : spared).push_back(r);
    if (with.firsts[r][quake.index()] <= Month::of(2017, 12)) early.push_back(r);
  }
  REQUIRE((!hit.empty() && !spared.empty() && early.size() < hit.size() && !early.empty()));
  CHECK(chosen("fired(quake)") == hit);
  CHECK(chosen(" not  fired( quake ) ") == spared);
  CHECK(chosen("not not fired(quake)") == hit);
  CHECK(chosen("fired(quake, 2017-12)") == early);
  CHECK(chosen("fired(quake, 2017)") == early);
  CHECK(chosen("fired(quake) and not fired(quake, 2017)").size() == hit.size() - early.size());
  CHECK(chosen("fired(quake) or not fired(quake)") == all);
  CHECK(chosen("fired(quake) and not fired(quake)").empty());
  CHECK(chosen("fired(again) and (fired(quake, 2017) or not fired(quake))").size() == early.size() + spared.size());

  const Ensemble part = with.only(hit);
  CHECK(part.hash() == with.hash());
  CHECK(part.starts[quake.index()].size() == hit.size());
  const std::vector<double> values = with.values(20, 0), kept = part.values(20, 0);
  REQUIRE(kept.size() == hit.size());
  for (std::size_t k = 0; k < hit.size(); ++k) {
    CHECK(part.replicate(k) == hit[k]);
    CHECK(kept[k] == values[hit[k]]);
    CHECK(part.fired[k] == with.fired[hit[k]]);
  }
  CHECK(clusters_of(with, {"point", 0, 0}).of.empty());
  const std::vector<std::size_t> sets = clusters_of(part, {"prior", 8, 0}).of;
  for (std::size_t k = 0; k < hit.size(); ++k) CHECK(sets[k] == hit[k] / 2);
}

TEST_CASE("condition: too few runs are refused, with how many would do", "[unit]") {
  const Scenario scenario = variant("no_ban", events, "2017-12");
  const std::vector<std::shared_ptr<const Ensemble>> ensembles{std::make_shared<Ensemble>(runs_of(scenario, 12))};
  const Scenario* all[] = {&scenario};
  const auto said = [&](const std::string& text) -> std::string {
    try {
      (void)only_where(Condition::parse(text, all), ensembles);
    } catch (const OutputError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(said("fired(again)").empty());
  CHECK(said("not fired(again)").find("in none of 12 runs") != std::string::npos);
  const std::string few = said("fired(quake)");
  CHECK(few.find("of 12 runs, and at least 10 are needed") != std::string::npos);
  CHECK(few.find("--runs ") != std::string::npos);
}

TEST_CASE("condition: what is wrong is told with its place and the nearest thing that would do", "[unit]") {
  const Scenario scenario = variant("no_ban", events, "2017-12");
  const auto has = [&](const std::string& text, const std::string& what) {
    INFO(text);
    const std::string said = told(text, scenario);
    INFO(said);
    CHECK(said.find(what) != std::string::npos);
  };
  CHECK(told("fired(quake)", scenario).empty());
  has("fired(quak)", "no event with a trigger is called 'quak' (did you mean 'quake'?)");
  has("fired(dated)", "'dated' has a date and occurs in every run");
  has("fired(quake", "letter 12: expected ')', found 'the end'");
  has("fire(quake)", "letter 1: expected fired(EVENT), found 'fire'");
  has("fired(quake, soon)", "'soon' should be a month like 2028-06 or a year");
  has("fired(quake) fired(again)", "letter 14: 'fired' was not expected here");
  has("fired(quake) and", "expected fired(EVENT), found 'the end'");
  has("", "found 'the end'");
  has(std::string(2000, '('), "at most 1000");
  has(std::string(100, '('), "nests deeper than 32");
  has("fired(quake) & fired(again)", "'&' was not expected here");
  const Scenario plain = variant("no_ban", "", "2017-12");
  CHECK(told("fired(quake)", plain).find("none here waits for a trigger") != std::string::npos);
}

}  // namespace condition_test
