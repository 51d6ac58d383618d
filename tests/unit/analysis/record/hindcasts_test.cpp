// Hindcasts by pencil.
#include "analysis/record/hindcasts.hpp"

#include <cmath>

#include "analysis/record/known_events.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace hindcasts_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Target figure(const char* metric, int year, double value) {
  Target t;
  t.metric = metric;
  t.month = Month::of(year, 12);
  t.value = value;
  t.deviation = 0.5;
  t.logarithmic = true;
  return t;
}

}  // namespace

TEST_CASE("what is predicted: figures a year on of series of which something was known", "[unit]") {
  std::vector<Target> targets = {figure("a", 2021, 1), figure("a", 2022, 2), figure("a", 2023, 4), figure("b", 2023, 1),
                                 figure("a", 2025, 9)};
  targets.push_back(figure("a", 2023, 5));
  targets.back().month = Month::of(2023, 11);  // two months from the horizon or less, but not the nearest
  const auto asked = to_predict(targets, Month::of(2022, 12), 12);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0]->value == 4);
  CHECK(known_before(targets, targets[2], Month::of(2022, 12)).size() == 2);
}

TEST_CASE("a hindcast is scored in the figure's standard deviations", "[unit]") {
  const std::vector<Target> targets = {figure("a", 2021, 1), figure("a", 2022, std::exp(1)),
                                       figure("a", 2023, std::exp(2))};
  const Hindcast right = score(targets, targets[2], Month::of(2022, 12), 12, {.free = {std::exp(2), std::exp(2)}});
  CHECK(right.z == Approx(0).margin(1e-12));
  CHECK(right.pit == Approx(0.5));
  CHECK(right.covered());
  CHECK(right.model ==
        Approx(0.233695).epsilon(
            1e-4));  // two members alike are one normal law: mean distance sqrt(2/pi), less half of 2/sqrt(pi)
  // Persistence: mean 2 in deviations, one past step of 2 a year: a normal law of deviation sqrt(4 + 1) that is 2 off.
  const double u = 2 / std::sqrt(5.0), phi = std::exp(-u * u / 2) / std::sqrt(2 * 3.14159265358979),
               Phi = 0.5 * std::erfc(-u / std::sqrt(2.0));
  CHECK(right.still == Approx(std::sqrt(5.0) * (u * (2 * Phi - 1) + 2 * phi - 1 / std::sqrt(3.14159265358979))));
  CHECK_FALSE(right.trend);  // two figures make no trend with a spread
  const Hindcast wrong = score(targets, targets[2], Month::of(2022, 12), 12, {.free = {1, 1}});
  CHECK(wrong.z == Approx(-4));
  CHECK_FALSE(wrong.covered());
  CHECK(wrong.model > right.model);
  // Simple methods: the last stays with the spread of steps; a drift of 2 a year, one step of three kept, is 2/3 up,
  // and so better here than no drift; damped it is less.
  CHECK(right.loss(Forecaster::last) == right.still);
  CHECK(right.loss(Forecaster::drift) < right.loss(Forecaster::damped));
  CHECK(right.loss(Forecaster::damped) < right.loss(Forecaster::last));
  CHECK(right.loss(Forecaster::assimilated) == 0);  // not asked
}

TEST_CASE("what was known at an origin: neither later events nor later ends", "[unit]") {
  const TemporaryFolder folder;
  const auto file = folder.write("x.yaml", R"(scenario: {name: x}
events:
  - {id: early, type: note, start: 2020-03-04, text: a}
  - {id: ends, type: tariff, issuer: US, targets: [CN], rate: 0.1, start: 2021-01, end: 2023-06}
  - {id: ended, type: tariff, issuer: US, targets: [CN], rate: 0.1, start: 2021-01, end: 2022-06}
  - {id: announced, type: tariff, issuer: US, targets: [CN], rate: 0.1, announce: 2022-11, start: 2023-02}
  - {id: late, type: note, start: 2023-01, text: b}
  - {id: by_itself, type: note, trigger: {hazard: {per_month: 0.01, from: 2023-06}}, text: c}
)");
  ScenarioLoader loader(options());
  const Composition known = known_until(loader.compositions(file).at(0), Month::of(2022, 12));
  std::vector<std::string> ids, ending;
  for (const config::Node& event : known.events) {
    ids.push_back(event.find("id")->scalar);
    if (event.find("end")) ending.push_back(ids.back());
  }
  CHECK(ids == std::vector<std::string>{"early", "ends", "ended", "announced", "by_itself"});
  CHECK(ending == std::vector<std::string>{"ended"});
}

}  // namespace hindcasts_test
