// Figures read off runs that measure little else.
#include "output/evaluator.hpp"

#include "output/fit.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("evaluator: figures are those of the full record, bit for bit", "[unit]") {
  const Scenario scenario = shipped("history", "2025-12");
  Mistakes mistakes;
  Watch watch(scenario);
  const auto targets = output::read_targets(config::load_csv(data_folder() / "targets.csv", mistakes), watch.layout(), mistakes);
  mistakes.throw_if_any();
  std::vector<output::Figure> figures;
  for (const output::Target& t : targets) figures.push_back({t.metric, t.agent, t.month});
  const output::Evaluator evaluator(scenario, agents::monthly_schedule(), figures);
  CHECK(evaluator.layout().measured().size() < watch.layout().measured().size() / 2);
  const auto found = evaluator(scenario.initial->parameters, 1, 3);
  simulation(scenario, 3, 1, &watch.recorder()).run();
  REQUIRE(found.size() == targets.size());
  for (std::size_t k = 0; k < figures.size(); ++k) {
    INFO(targets[k].id);
    CHECK(found[k] == watch.value(figures[k].metric, figures[k].agent, figures[k].month));
  }
}
