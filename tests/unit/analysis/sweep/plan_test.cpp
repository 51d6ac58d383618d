// Plans: numbers of runs, what keys depend on, factors, locks.
#include "analysis/sweep/plan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/methods/statistics.hpp"
#include "engine/base/month.hpp"
#include "tests/support/catch.hpp"

namespace plan_test {

using namespace chokepoint;

namespace {

Factor number(const std::string& name, std::size_t input,
              Distribution distribution = {Distribution::Shape::uniform, 0, 1, 0, 0}) {
  return {name, "parameters." + name, FactorKind::real, distribution, {}, input, false};
}
Factor steps(const std::string& name, std::size_t input, const std::vector<std::string>& labels) {
  Factor out{name, "parameters." + name, FactorKind::real, {}, {}, input, false};
  for (const std::string& label : labels) out.levels.push_back({label, std::stod(label), {}});
  return out;
}

PlanSpec small(PlanDesign::Kind kind = PlanDesign::Kind::sobol) {
  PlanSpec spec;
  spec.name = "small";
  spec.replicates = 3;
  spec.alternatives = {{"a", {1, 2}, {true, true}}, {"b", {3, 4}, {true, false}}};
  spec.factors = {number("x", 0), number("y", 1)};
  spec.design.kind = kind;
  spec.design.points = 16;
  spec.outputs = {{"gap", "", "", "gap", "", 5}};
  return spec;
}

std::vector<ContentKey> keys_of(const Plan& plan) {
  std::vector<ContentKey> out;
  PlanWalk walk(plan);
  for (std::size_t i = 0; i < plan.runs(); ++i) out.push_back(walk.at(i).key);
  return out;
}

bool contains_all(const std::vector<ContentKey>& more, const std::vector<ContentKey>& fewer) {
  const std::set<ContentKey> all(more.begin(), more.end());
  return std::ranges::all_of(fewer, [&](const ContentKey& key) { return all.contains(key); });
}

}  // namespace

TEST_CASE("plan: replicates turn fastest, then alternatives, then points; numbers and runs are one to one", "[unit]") {
  const Plan plan(small());
  CHECK(plan.runs() == 16 * 2 * 3);
  for (std::size_t i = 0; i < plan.runs(); ++i) CHECK(plan.index(plan.run(i)) == i);
  const PlannedRun run = plan.run(7);
  CHECK((run.point == 1 && run.alternative == 0 && run.replicate == 1));
}

TEST_CASE("plan: more points, more replicates, more levels and other designs keep the keys there were", "[unit]") {
  const auto keys = keys_of(Plan(small()));
  PlanSpec more = small();
  more.design.points = 64, more.replicates = 5;
  CHECK(contains_all(keys_of(Plan(more)), keys));
  PlanSpec grid = small(PlanDesign::Kind::grid), finer = grid;
  grid.factors = {steps("x", 0, {"0", "1"}), steps("y", 1, {"0", "0.5"})};
  finer.factors = {steps("x", 0, {"0", "0.25", "1"}), steps("y", 1, {"0", "0.5", "0.75"})};
  CHECK(contains_all(keys_of(Plan(finer)), keys_of(Plan(grid))));
  PlanSpec listed = small(PlanDesign::Kind::list);
  listed.design.listed = {{1, 0.5}};
  CHECK(contains_all(keys_of(Plan(finer)), keys_of(Plan(listed))));
}

TEST_CASE(
    "plan: keys differ with model, seed, scenario, outputs, sets, and with factors only where a scenario takes them",
    "[unit]") {
  const auto keys = keys_of(Plan(small()));
  const auto changed = [&](auto&& change) {
    PlanSpec spec = small();
    change(spec);
    const auto others = keys_of(Plan(spec));
    return std::ranges::none_of(others,
                                [&](const ContentKey& key) { return std::ranges::find(keys, key) != keys.end(); });
  };
  CHECK(changed([](PlanSpec& s) { s.model = {9, 9}; }));
  CHECK(changed([](PlanSpec& s) { s.seed = 2; }));
  CHECK(changed([](PlanSpec& s) { s.alternatives[0].content = {5, 5}, s.alternatives[1].content = {6, 6}; }));
  CHECK(changed([](PlanSpec& s) { s.outputs[0].month = 6; }));
  CHECK(changed([](PlanSpec& s) { s.set_rows = {1, 2, 3}; }));
  CHECK_FALSE(changed([](PlanSpec& s) { s.name = "other", s.question = "?"; }));
  PlanSpec blind = small();
  blind.alternatives[1].takes = {false, false};
  const auto repeated = keys_of(Plan(blind));
  CHECK(std::set(repeated.begin(), repeated.end()).size() == 16 * 3 + 3);
}

TEST_CASE("plan: a lock gives the same plan back, to the bit", "[unit]") {
  PlanSpec spec = small();
  spec.factors[0].distribution = {Distribution::Shape::log_normal, 0, std::numeric_limits<double>::infinity(), 1.0 / 3,
                                  0.7};
  spec.factors.push_back(steps("z", 2, {"0.1", "0.30000000000000004"}));
  for (Alternative& a : spec.alternatives) a.takes.push_back(true);
  spec.correlations = {{0, 1, 0.4}};
  spec.constraints = {"x < y"};
  spec.set_rows = {0xfedcba9876543210ULL, 7};
  const PlanSpec back = plan_from_json(to_json(spec));
  CHECK(keys_of(Plan(back)) == keys_of(Plan(spec)));
  CHECK(to_json(back) == to_json(spec));
  CHECK_THROWS(plan_from_json("{}"));
}

TEST_CASE("plan: a grid is every combination, groups step together, the last factor turns fastest", "[unit]") {
  PlanSpec spec = small(PlanDesign::Kind::grid);
  spec.factors = {steps("x", 0, {"0", "1"}), steps("y", 1, {"0", "5", "9"}), steps("z", 1, {"1", "2", "3"})};
  for (Alternative& a : spec.alternatives) a.takes = {true, true, true};
  const Plan plan(spec);
  CHECK(plan.points() == 6);
  CHECK(plan.values(4) == std::vector<double>{1, 1, 1});
}

TEST_CASE("plan: constraints leave points out, correlations hold by rank", "[unit]") {
  PlanSpec spec = small();
  spec.constraints = {"x + y < 1"};
  spec.design.points = 1024;
  const Plan plan(spec);
  std::size_t allowed = 0;
  for (std::size_t p = 0; p < plan.points(); ++p) allowed += plan.allows(plan.values(p));
  CHECK(std::abs(static_cast<double>(allowed) - 512) < 16);
  spec.constraints.clear();
  spec.correlations = {{0, 1, 0.6}};
  const Plan correlated(spec);
  double product = 0;  // of uniform distributions: covariance is rank / 12
  for (std::size_t p = 0; p < 1024; ++p) {
    const auto v = correlated.values(p);
    product += (v[0] - 0.5) * (v[1] - 0.5) / 1024;
  }
  CHECK(std::abs(product * 12 - 0.6) < 0.02);
}

TEST_CASE("factors: whole numbers and months have equal shares, their ends too", "[unit]") {
  Factor whole{"n", "parameters.n", FactorKind::integer, {Distribution::Shape::uniform, 1, 3, 0, 0}, {}, 0, false};
  CHECK(whole.value(0.1) == 1);
  CHECK(whole.value(0.5) == 2);
  CHECK(whole.value(0.99) == 3);
  Factor month{"m",
               "events.e.start",
               FactorKind::month,
               {Distribution::Shape::uniform, static_cast<double>(Month::of(2022, 1).index),
                static_cast<double>(Month::of(2022, 12).index), 0, 0},
               {},
               0,
               false};
  CHECK(month.text(month.value(0.5)) == "2022-07");
}

}  // namespace plan_test
