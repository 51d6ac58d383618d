// What the recipes in docs/how_to/add_*.md add, at work: this program holds the event type and the metrics that they
// tell how to write.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/compare/comparison.hpp"
#include "engine/events/event.hpp"
#include "output/files/comparison_files.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"
#include "tests/support/runs.hpp"

using namespace chokepoint;
using namespace chokepoint::test;

TEST_CASE("the event of the recipe is a type like any other, and does what it says", "[recipes]") {
  const EventType* type = find_event_type("port_strike");
  REQUIRE(type != nullptr);
  const auto with = [](const std::string& lost) {  // and further fields
    return variant("baseline",
                   "events:\n  - {id: kr-strike, type: port_strike, issuer: KR, lost: " + lost +
                       ", start: 2024-03, duration: 2, source: test}\n",
                   "2024-12");
  };
  const Scenario half = with("0.5"), none = with("0");
  const FoundryId samsung = half.initial->world.data->foundries.find<FoundryId>("Samsung");
  REQUIRE(samsung.exists());
  const auto capacity = [&](const Scenario& scenario, Month month) {
    double out = 0;
    simulation(scenario).run([&](const Simulation& s) {
      if (s.world().month == month) out = s.regimes().capacity[s.world().data->vertex(samsung)];
    });
    return out;
  };
  CHECK(capacity(half, Month::of(2024, 3)) == Approx(0.5 * capacity(none, Month::of(2024, 3))));
  CHECK(capacity(half, Month::of(2024, 5)) == capacity(none, Month::of(2024, 5)));
  CHECK(hash_of(half) != hash_of(none));
  CHECK(hash_of(with("0.5, by_air: 0")) == hash_of(half));
  const Scenario by_air = with("0.8, by_air: 0.25");
  CHECK(capacity(by_air, Month::of(2024, 3)) == Approx(0.4 * capacity(none, Month::of(2024, 3))));
  CHECK_THROWS_AS(with("0.5, by_air: 2"), ScenarioError);
  CHECK(half.calendar->events()[half.calendar->find("kr-strike").index()]->describe(*half.initial->world.data) ==
        "a strike in South Korea holds back 50 % of its foundries' output");
  // The example in the language's page is good.
  std::string indented = "  - " + std::string(type->example);
  for (std::size_t at = 0; (at = indented.find('\n', at)) != std::string::npos; at += 5)
    indented.replace(at, 1, "\n    ");
  CHECK(variant("baseline", "events:\n" + indented + "\n").calendar->find("kr-strike").exists());
}

TEST_CASE("the metrics of the recipe measure what they say", "[recipes]") {
  const Metric* stock = find_metric("chip_inventory");
  REQUIRE(stock != nullptr);
  CHECK(stock->counts.at(1e6) == 1000);
  const Scenario scenario = shipped("baseline", "2024-12");
  Watch watch(scenario);
  Simulation run = simulation(scenario, 0, 1, &watch.recorder());
  run.run({});
  const DesignerId nvidia = scenario.initial->world.data->designers.find<DesignerId>("NVIDIA");
  CHECK(watch.value("chip_inventory", "NVIDIA", scenario.end) == run.world().designers.inventory[nvidia]);
  double made = 0;
  for (int m = 0; m < 12; ++m) made += watch.value("chips_made", "NVIDIA", scenario.end - m);
  CHECK(watch.value("chips_made_12m", "NVIDIA", scenario.end) == Approx(made));
  CHECK(made > 0);
}

TEST_CASE("the column of the recipe stands in both files, and is what is left of the others", "[recipes]") {
  const Scenario a = shipped("no_ban", "2023-12"), b = shipped("chip_ban", "2023-12");
  const Results results = results_of(a, b, 2);
  const Comparison comparison(results);
  const ComparisonFindings found(comparison, shown_as("eci_gap", ""), a.end);
  std::istringstream lines(output::comparison_csv(found));
  std::string head, line;
  std::getline(lines, head);
  CHECK(head.ends_with(",counts_from,probability_neither,kind"));
  while (std::getline(lines, line)) CHECK(std::ranges::count(line, ',') == std::ranges::count(head, ','));
  const auto json = output::comparison_json(found);
  const auto& change = json["metrics"][0]["difference"].begin()->begin().value();
  CHECK(change["probability_neither"].get<double>() ==
        Approx(1 - change["probability_more"].get<double>() - change["probability_less"].get<double>()));
}

TEST_CASE("the parameter of the recipe is an entry like any other", "[recipes]") {
  Mistakes mistakes;
  const ParameterTable table(
      config::load_yaml(std::filesystem::path(CHOKEPOINT_RECIPES) / "data" / "parameters.yaml", mistakes), mistakes);
  CHECK_FALSE(mistakes.any());
  REQUIRE(table.find("energy.answer") != nullptr);
  CHECK(table.find("energy.answer")->value == 0.01);
}
