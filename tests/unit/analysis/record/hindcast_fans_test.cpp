// Fans by pencil: two members, one figure known, two foretold.
#include "analysis/record/hindcast_fans.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/page/hindcasts_page.hpp"
#include "tests/support/catch.hpp"

namespace hindcast_fans_test {

using namespace chokepoint;

namespace {

Target figure(int year, double value) {
  Target t;
  t.id = "compute of the world", t.metric = "compute_world", t.month = Month::of(year, 12);
  t.value = value, t.deviation = 0.5, t.scale = 1e-6, t.logarithmic = true;
  return t;
}

/// Known of 2022; the model holds 2 of 2023 and 4 of 2024, one as far ahead as another and asked for twice.
OriginRuns runs_of(const std::vector<Target>& targets) {
  OriginRuns out;
  out.origin = Month::of(2022, 12);
  out.asked = {{&targets[1], 12}, {&targets[2], 24}, {&targets[1], 6}};
  for (const auto& [target, months] : out.asked) {
    const double held = target == &targets[1] ? 2e6 : 4e6;
    out.posterior.later.push_back({target, target->month, {held, held}});
  }
  return out;
}

}  // namespace

TEST_CASE("a fan is one of a series and an origin: quantiles with the figure's error, simple methods beside",
          "[unit]") {
  const std::vector<Target> targets = {figure(2022, 1), figure(2023, 3), figure(2024, 4)};
  const auto fans = fans_from(runs_of(targets), targets, {.discrepancy = 0, .memory = 12, .coupling = 0}, 1);
  REQUIRE(fans.size() == 1);
  CHECK(fans[0].record.size() == 3);
  REQUIRE(fans[0].foretold.size() == 2);
  const Foretold& first = fans[0].foretold[0];
  CHECK(first.target == &targets[1]);
  // Of the logarithm a normal law round log 2 with the figure's deviation of 0.5.
  CHECK(first.model[2] == Approx(2).epsilon(1e-6));
  CHECK(first.model[4] == Approx(2 * std::exp(0.5 * 1.6448536)).epsilon(1e-6));
  CHECK(first.model[1] == Approx(2 * std::exp(-0.5 * 0.6744898)).epsilon(1e-6));
  // One figure has no step: every simple method stays.
  for (const double simple : first.simple) CHECK(simple == Approx(1));
}

TEST_CASE("the best simple method of a family is that with the least mean loss", "[unit]") {
  const Target compute = figure(2023, 1);
  Target money = compute;
  money.metric = "ai_capex_12m";
  const auto hindcast = [](const Target& of, double last, double drift) {
    Hindcast out;
    out.target = &of;
    out.losses.fill(9);
    out.losses[static_cast<std::size_t>(Forecaster::last)] = last;
    out.losses[static_cast<std::size_t>(Forecaster::drift)] = drift;
    return out;
  };
  const std::vector<Hindcast> all = {hindcast(compute, 1, 3), hindcast(compute, 2, 1), hindcast(money, 5, 1)};
  CHECK(simple_forecasters[best_simple(all, "compute")] == Forecaster::last);
  CHECK(simple_forecasters[best_simple(all, "money")] == Forecaster::drift);
}

TEST_CASE("the page of hindcasts has each fan in its family, in a unit without a prefix", "[unit]") {
  const std::vector<Target> targets = {figure(2022, 1), figure(2023, 3), figure(2024, 4)};
  const OriginRuns runs = runs_of(targets);
  Validation v;
  for (const auto& [target, months] : runs.asked)
    v.hindcasts.push_back(score(targets, *target, runs.origin, months, {.free = {2e6}, .assimilated = {2e6}}));
  v.families = family_scores(v.hindcasts);
  const auto page = nlohmann::json::parse(
      output::hindcasts_page_json(v, fans_from(runs, targets, {}, 1), {"0", "simulate validate", "", 2, 1}));
  REQUIRE(page["hindcasts"].size() == 1);
  CHECK(page["hindcasts"][0]["name"] == "compute");
  const auto& fan = page["hindcasts"][0]["fans"].at(0);
  CHECK(fan["title"] == "Compute of the world");
  CHECK(fan["origin"] == "2022-12");
  CHECK(fan["record"][1]["value"] == 3e6);
  CHECK(fan["months"].size() == 2);
  CHECK(fan["p50"].size() == fan["months"].size());
  CHECK(fan["simple"].size() == fan["months"].size());
  CHECK(page["findings"][0]["rows"].size() == 3);  // 6, 12 and 24 months
  CHECK(page["provenance"]["commands"][0]["command"] == "simulate validate");
}

}  // namespace hindcast_fans_test
