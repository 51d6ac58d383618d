// Parameter sets: read, drawn, written into a run.
#include "analysis/runs/parameter_sets.hpp"

#include "analysis/runs/ensemble.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace parameter_sets_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::string refused(const std::string& text, const ParameterTable& table) {
  const TemporaryFolder folder;
  Mistakes mistakes;
  (void)ParameterSets::read(folder.write("sets.csv", text), table, mistakes);
  try {
    mistakes.throw_if_any();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "read";
}

ParameterSets read(const std::string& text, const ParameterTable& table) {
  const TemporaryFolder folder;
  Mistakes mistakes;
  ParameterSets out = ParameterSets::read(folder.write("sets.csv", text), table, mistakes);
  mistakes.throw_if_any();
  return out;
}

}  // namespace

TEST_CASE("parameter sets: two replicates share a row, rows come round", "[unit]") {
  const Scenario scenario = shipped("history", "2018-01");
  const ParameterSets sets =
      read("# a comment\nchips.price,adoption.imitation\n32,0.04\n40,0.05\n", scenario.initial->table);
  REQUIRE(sets.rows() == 2);
  const auto price = [&](std::size_t replicate) { return sets.parameters(scenario, replicate).chips_price; };
  CHECK(price(0) == 32);
  CHECK(price(1) == 32);
  CHECK(price(2) == 40);
  CHECK(price(4) == 32);
  CHECK(sets.parameters(scenario, 3).adoption_imitation == 0.05);
  CHECK(sets.parameters(scenario, 3).adoption_innovation == scenario.initial->parameters.adoption_innovation);
  CHECK(ParameterSets().parameters(scenario, 3).chips_price == scenario.initial->parameters.chips_price);
}

TEST_CASE("parameter sets: what a person sets stays", "[unit]") {
  const Scenario scenario = shipped("history", "2018-01", {override_of("parameters.chips.price", "35")});
  const ParameterSets sets = read("chips.price,adoption.imitation\n32,0.04\n", scenario.initial->table);
  CHECK(sets.parameters(scenario, 0).chips_price == 35);
  CHECK(sets.parameters(scenario, 0).adoption_imitation == 0.04);
}

TEST_CASE("parameter sets: every mistake with its place", "[unit]") {
  const Scenario scenario = shipped("history", "2018-01");
  const std::string told =
      refused("# head\nchips.prise,adoption.imitation\n20,high\n30,7\n31,\n", scenario.initial->table);
  CHECK(has(told, "sets.csv:2:1"));
  CHECK(has(told, "did you mean 'chips.price'?"));
  CHECK(has(told, "sets.csv:3:4"));
  CHECK(has(told, "should be a number, found 'high'"));
  CHECK(has(told, "sets.csv:4:4"));
  CHECK(has(told, "'adoption.imitation' is 7, outside its range [0.03, 0.09]"));
  CHECK(has(told, "sets.csv:5:1"));
  CHECK(has(told, "the set lacks a value of 'adoption.imitation'"));
  CHECK(has(refused("chips.price\n", scenario.initial->table), "holds no parameter set"));
}

TEST_CASE("parameter sets: a run under a set is the run of a scenario that says the same", "[unit]") {
  // The level of algorithms at the start is a parameter too, and a shock moves parameters relative to the set's values.
  const std::string shock =
      "events:\n  - {id: s, type: parameter_shock, parameter: chips.price, op: multiply, value: 1.1, start: 2017-06, "
      "duration: 6}\n";
  const Scenario plain = variant("history", shock, "2019-06");
  const Scenario said = variant(
      "history", "overrides: {parameters.chips.price: 32, parameters.research.initial_level: -5}\n" + shock, "2019-06");
  const ParameterSets sets = read("chips.price,research.initial_level\n32,-5\n", plain.initial->table);
  const Parameters parameters = sets.parameters(plain, 0);
  const Layout layout(*plain.initial->world.data);
  const auto hash = [&](const Scenario& scenario, const Parameters* p) {
    return measure_run(scenario, agents::monthly_schedule(), layout, 1, 0, p).hash;
  };
  CHECK(hash(plain, &parameters) == hash(said, nullptr));
  CHECK(hash(plain, &parameters) != hash(plain, nullptr));
}

TEST_CASE("parameter sets: priors stay in their ranges and quantiles have an inverse", "[unit]") {
  const Scenario scenario = shipped("history", "2018-01");
  for (const ParameterEntry& entry : scenario.initial->table.entries()) {
    INFO(entry.name);
    for (const double share : {0.0, 0.01, 0.3, 0.5, 0.77, 0.99, 1.0}) {
      const double x = entry.quantile(share);
      CHECK(x >= entry.low);
      CHECK(x <= entry.high);
      if (entry.prior != Prior::fixed && entry.low < entry.high)
        CHECK(entry.share_below(x) == Approx(share).margin(1e-9));
    }
  }
  ParameterEntry entry;
  entry.low = 0, entry.value = 1, entry.high = 3;
  entry.prior = Prior::triangular;
  CHECK(entry.quantile(1.0 / 3) == Approx(1));  // the rising side holds (1 - 0) / (3 - 0) of the probability
  CHECK(entry.quantile(2.0 / 3) == Approx(3 - std::sqrt(2.0)));  // sqrt((1 - 2/3) (3 - 0) (3 - 1)) below the high end
  entry.low = 1, entry.value = 2, entry.high = 100, entry.prior = Prior::log_uniform;
  CHECK(entry.quantile(0.5) == Approx(10));
  const ParameterSets few = ParameterSets::draw(scenario.initial->table, 3, 2),
                      more = ParameterSets::draw(scenario.initial->table, 3, 5);
  CHECK(std::ranges::equal(few.row(1), more.row(1)));
  CHECK(few.hash() != more.hash());
}

}  // namespace parameter_sets_test
