// What is found in a batch study, by pencil.
#include "analysis/sweep/findings.hpp"

#include <cmath>
#include <limits>

#include "analysis/methods/enough.hpp"
#include "output/text/study_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text.hpp"

namespace findings_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Points of one uncertain factor and one lever, listed one by one.
PlanSpec listed(std::vector<std::vector<double>> points) {
  PlanSpec out;
  out.name = "listed";
  out.alternatives = {{"plain", {1, 2}, {true, true}}};
  out.factors = {{"x", "parameters.x", FactorKind::real, {Distribution::Shape::uniform, 0, 1, 0, 0}, {}, 0, false},
                 {"answer", "", FactorKind::choice, {}, {{"none", 0, {1, 1}}, {"all", 1, {2, 2}}}, 1, true}};
  out.design.kind = PlanDesign::Kind::list;
  out.design.listed = std::move(points);
  out.outputs = {{"gap", "ECI", "a gap", "gap", "", 5}};
  return out;
}

/// Results of one run a point, which are the values themselves.
SweepTable table_of(const PlanSpec& spec, const std::vector<double>& values) {
  SweepTable out;
  out.quantities = {{"gap", "ECI", 0, 0, false}};
  out.values = {values};
  out.random = {not_told};
  out.counts_from = {0};
  out.worth.assign(spec.objectives.size(), values);
  out.ok = values.size();
  return out;
}

}  // namespace

TEST_CASE("robust choices: by the greatest regret, in the output's own sign", "[unit]") {
  PlanSpec spec = listed({{0.1, 0}, {0.1, 1}, {0.9, 0}, {0.9, 1}});
  spec.objectives = {{0, true}, {0, false}};
  const Plan plan(spec);
  const SweepTable table = table_of(spec, {1, 3, 5, 4});
  // High: `none` stays behind by 2 at 0.1, `all` by 1 at 0.9. Low: `none` by 1 at 0.9, `all` by 2 at 0.1.
  const auto high = robust_choices(plan, table, 0), low = robust_choices(plan, table, 1);
  REQUIRE((high && low));
  CHECK((high->states == 2 && high->dropped == 0 && high->high && !low->high));
  REQUIRE(high->choices.size() == 2);
  CHECK(high->choices[0].name == "plain, answer all");
  CHECK(high->choices[0].worth.greatest_regret == 1);
  CHECK(high->choices[1].worth.greatest_regret == 2);
  CHECK((high->choices[0].worth.mean == 3.5 && high->choices[0].worth.worst == 3));
  CHECK(low->choices[0].name == "plain, answer none");
  CHECK((low->choices[0].worth.mean == 3 && low->choices[0].worth.worst == 5));  // the worst of what should be low
  CHECK(low->choices[0].worth.greatest_regret == 1);
  CHECK_FALSE(high->alike);
  CHECK(high->reason.starts_with("worst tenth and 90 % regret: 2 states are too few"));
}

TEST_CASE("robust choices: states that not all choices have are left out; one choice is none", "[unit]") {
  PlanSpec spec = listed({{0.1, 0}, {0.1, 1}, {0.9, 0}});
  spec.objectives = {{0, true}};
  const auto found = robust_choices(Plan(spec), table_of(spec, {1, 1, 5}), 0);
  REQUIRE(found);
  CHECK((found->states == 1 && found->dropped == 1));
  CHECK(found->alike);
  PlanSpec alone = listed({{0.1, 0}, {0.9, 0}});
  alone.objectives = {{0, true}};
  CHECK_FALSE(robust_choices(Plan(alone), table_of(alone, {1, 5}), 0));
}

TEST_CASE("spreads: over the points that have a value, with reasons for what is not told", "[unit]") {
  const PlanSpec spec = listed({{0.1, 0}, {0.2, 0}, {0.3, 0}, {0.4, 0}});
  const SweepFindings found = find_in_sweep(Plan(spec), table_of(spec, {1, 2, nothing, 6}));
  REQUIRE(found.spreads.size() == 1);
  const QuantitySpread& s = found.spreads[0];
  CHECK((s.points == 3 && s.values.mean == 3 && s.values.median == 2));
  CHECK(s.deviation == Approx(std::sqrt(7)));  // (4 + 1 + 9) / 2
  CHECK((!is_told(s.values.low) && !is_told(s.random)));
  CHECK(s.reason ==
        "5 % and 95 %: 3 points are too few: 20 are needed; random variation: one replicate does not show it");
  CHECK(found.inputs == std::vector<std::string>{"x", "answer"});
  CHECK((found.sobol.empty() && found.morris.empty() && found.cases.empty() && found.robustness.empty()));
  const QuantitySpread none =
      find_in_sweep(Plan(spec), table_of(spec, {nothing, nothing, nothing, nothing})).spreads[0];
  CHECK((none.points == 0 && !is_told(none.values.mean)));
  CHECK(none.reason.starts_with("no point has it"));
  CHECK(has(output::sweep_text(found, output::StudyNames(spec, nullptr)),
            "# listed\n\ngap, June 2017: 2.00 ECI in the median of 3 points.\n\n4 points, 4 runs.\n"));
}

TEST_CASE("indices in order: the strongest first, noise last, noise seen", "[unit]") {
  SobolFinding found;
  found.indices.total = {{0.1, 0, 0.2}, {7, 6, 8}, {0.6, 0.5, 0.7}};
  found.indices.first = {{0.1, 0, 0.2}, {0.1, 0, 0.2}, {0.6, 0.5, 0.7}};
  REQUIRE(is_noise(found.indices.total[1]));
  CHECK(found.by_total() == std::vector<std::size_t>{2, 0, 1});
  CHECK(found.has_noise());
  found.indices.total[1] = {0.3, 0.2, 0.4};
  CHECK(found.by_total() == std::vector<std::size_t>{2, 1, 0});
  CHECK_FALSE(found.has_noise());
  MorrisFinding effects;
  effects.effects.inputs = {{1, {1, 0, 2}, 0}, {-3, {3, 2, 4}, 0}};
  CHECK(effects.by_magnitude() == std::vector<std::size_t>{1, 0});
}

}  // namespace findings_test
