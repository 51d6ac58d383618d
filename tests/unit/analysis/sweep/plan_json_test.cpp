// Locks of studies that were edited: refused with what is wrong, or plans that can be gone through; never a hang.
#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

#include "analysis/sweep/plan.hpp"
#include "tests/support/catch.hpp"

namespace plan_json_test {

using namespace chokepoint;
using nlohmann::json;

namespace {

Factor uniform(const std::string& name, std::size_t input) {
  return {name, "parameters." + name, FactorKind::real, {Distribution::Shape::uniform, 0, 1, 0, 0}, {}, input, false};
}

PlanSpec study(PlanDesign::Kind kind) {
  PlanSpec spec;
  spec.name = "study";
  spec.replicates = 2;
  spec.alternatives = {{"a", {1, 2}, {true, true}}, {"b", {3, 4}, {true, false}}};
  spec.factors = {uniform("x", 0), uniform("y", 1)};
  if (kind == PlanDesign::Kind::grid)
    for (Factor& factor : spec.factors) factor.levels = {{"0.1", 0.1, {}}, {"0.2", 0.2, {}}, {"0.3", 0.3, {}}};
  spec.design.kind = kind;
  if (kind == PlanDesign::Kind::list)
    spec.design.listed = {{0.1, 0.2}, {0.3, 0.4}};
  else if (kind != PlanDesign::Kind::grid)
    spec.design.points = 8;
  if (kind == PlanDesign::Kind::sobol) spec.correlations = {{0, 1, 0.3}};
  spec.outputs = {{"gap", "", "", "gap", "", 5}};
  spec.cases = {{"far", 0, false, true, 1}};
  spec.objectives = {{0, true}};
  return spec;
}

/// Every place in a document where a number, text, list or truth stands.
void each_value(json& node, const std::function<void(json&)>& visit) {
  if (node.is_structured())
    for (json& child : node) each_value(child, visit);
  visit(node);
}

}  // namespace

TEST_CASE("a lock with one value edited is refused, or is a plan that can be gone through", "[unit]") {
  const auto begin = std::chrono::steady_clock::now();
  std::size_t refused = 0, kept = 0;
  for (const auto kind : {PlanDesign::Kind::grid, PlanDesign::Kind::list, PlanDesign::Kind::sobol,
                          PlanDesign::Kind::saltelli, PlanDesign::Kind::morris}) {
    json lock = json::parse(to_json(study(kind)));
    std::size_t places = 0;
    each_value(lock, [&](json&) { ++places; });
    for (std::size_t place = 0; place < places; ++place)
      for (const char* wrong : {"-1", "0", "1", "1000000000000", "18446744073709551615", "1e300", "0.5", "null", "true",
                                "\"x\"", "[]", "{}", "[[1]]"}) {
        json edited = lock;
        std::size_t at = 0;
        each_value(edited, [&](json& value) {
          if (at++ == place) value = json::parse(wrong);
        });
        INFO("place " << place << " = " << wrong);
        try {
          const Plan plan(plan_from_json(edited.dump()));
          REQUIRE(plan.runs() <= most_runs);
          PlanWalk walk(plan);
          for (const std::size_t index : {std::size_t{0}, plan.runs() / 2, plan.runs() - 1})
            if (plan.runs() > 0) (void)walk.at(index);
          ++kept;
        } catch (const std::exception& error) {
          CHECK(std::string(error.what()).size() > 3);
          ++refused;
        }
      }
  }
  CHECK(refused > 2000);
  CHECK(kept > 100);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(120));
}

TEST_CASE("a lock of too many runs says so", "[unit]") {
  for (const char* replicates : {"1000000000000", "-1", "18446744073709551615"}) {
    json lock = json::parse(to_json(study(PlanDesign::Kind::grid)));
    lock["replicates"] = json::parse(replicates);
    CHECK_THROWS_WITH(plan_from_json(lock.dump()), std::string("'replicates' is ") + replicates +
                                                       ", but must be a whole number from 1 to 100000000");
  }
  json lock = json::parse(to_json(study(PlanDesign::Kind::grid)));
  lock["replicates"] = 50000000;
  CHECK_THROWS_WITH(plan_from_json(lock.dump()), "a study has at most 100000000 runs, and this would be 9e+08");
}

TEST_CASE("a lock goes to text and back", "[unit]") {
  for (const auto kind : {PlanDesign::Kind::grid, PlanDesign::Kind::list, PlanDesign::Kind::sobol,
                          PlanDesign::Kind::saltelli, PlanDesign::Kind::morris})
    CHECK(to_json(plan_from_json(to_json(study(kind)))) == to_json(study(kind)));
}

}  // namespace plan_json_test
