// Figures read off runs that measure little else.
#include "analysis/runs/evaluator.hpp"

#include "analysis/record/targets.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace evaluator_test {

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("evaluator: figures are those of the full record, bit for bit", "[unit]") {
  const Scenario scenario = shipped("history", "2025-12");
  Mistakes mistakes;
  Watch watch(scenario);
  const auto targets =
      read_targets(config::load_csv(data_folder() / "targets.csv", mistakes), watch.layout(), mistakes);
  mistakes.throw_if_any();
  std::vector<Figure> figures;
  for (const Target& t : targets) figures.push_back({t.metric, t.agent, t.month});
  const Evaluator evaluator(scenario, agents::monthly_schedule(), figures);
  CHECK(evaluator.layout().measured().size() < watch.layout().measured().size() / 2);
  const auto found = evaluator(scenario.initial->parameters, 1, 3);
  simulation(scenario, 3, 1, &watch.recorder()).run();
  REQUIRE(found.size() == targets.size());
  for (std::size_t k = 0; k < figures.size(); ++k) {
    INFO(targets[k].id);
    CHECK(found[k] == watch.value(figures[k].metric, figures[k].agent, figures[k].month));
  }
}

TEST_CASE("evaluator: whether an event has come about is a figure too", "[unit]") {
  const Scenario scenario = variant("no_ban",
                                    "events:\n  - {id: quake, type: supply_shock, nation: TW, severity: 0.1, duration: "
                                    "2, trigger: {hazard: {per_month: 0.1}}}\n",
                                    "2018-06");
  const std::string fired(fired_figure);
  const Evaluator evaluator(scenario, agents::monthly_schedule(),
                            std::vector<Figure>{{fired, "quake", Month::of(2017, 6)},
                                                {fired, "quake", scenario.end},
                                                {fired, "no such event", scenario.end}});
  double early = 0, late = 0;
  for (std::uint64_t r = 0; r < 12; ++r) {
    Simulation s = simulation(scenario, r);
    s.run();
    const Month first = s.world().clocks[scenario.calendar->find("quake")].first;
    const auto found = evaluator(scenario.initial->parameters, 1, r);
    CHECK(found ==
          std::vector<double>{first <= Month::of(2017, 6) ? 1.0 : 0.0, first <= scenario.end ? 1.0 : 0.0, 0.0});
    early += found[0], late += found[1];
  }
  CHECK((early > 0 && early < late));
}

}  // namespace evaluator_test
