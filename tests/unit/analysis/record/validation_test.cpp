// Validation by pencil: what is asked of the runs, and what is made of their figures.
#include "analysis/record/validation.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "output/text/validation_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"
#include "tests/support/text.hpp"

namespace validation_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Target figure(const char* metric, int year, double value) {
  Target t;
  t.metric = metric, t.month = Month::of(year, 12), t.value = value, t.deviation = 0.5, t.logarithmic = true;
  return t;
}

/// Two scenarios whose figures a test writes down itself.
struct Made {
  Scenario history = three_months("history"), with_nothing = three_months("with_nothing");
  std::vector<Target> targets = {figure("a", 2022, 1), figure("a", 2023, 4)};
  ParameterSets posterior;
  std::size_t runs = 5;
  [[nodiscard]] ValidationInputs inputs() const {
    return {targets, history, with_nothing, {{Month::of(2022, 12), ParameterSets()}}, posterior, runs};
  }
};

using Values = std::vector<std::vector<double>>;

/// The same value of every figure in every run.
FigureSampler always(double value) {
  return [value](const Scenario&, std::span<const Figure> figures, const ParameterSets&, std::size_t runs) {
    return Values(figures.size(), std::vector<double>(runs, value));
  };
}

}  // namespace

TEST_CASE("hindcasts: each target of each horizon is asked of the runs once and scored", "[unit]") {
  const Made made;
  std::vector<std::string> asked;
  const auto sample = [&](const Scenario& scenario, std::span<const Figure> figures, const ParameterSets&,
                          std::size_t runs) {
    CHECK(&scenario == &made.history);
    for (const Figure& f : figures) asked.push_back(f.metric + " " + f.month.text());
    return Values(figures.size(), std::vector<double>(runs, 4));
  };
  const auto found = hindcasts_from(Month::of(2022, 12), ParameterSets(), made.inputs(), sample);
  REQUIRE(found.size() == 1);
  CHECK(asked == std::vector<std::string>{"a 2023-12"});
  CHECK(found[0].target == &made.targets[1]);
  CHECK((found[0].months == 12 && found[0].z == Approx(0).margin(1e-12) && found[0].covered()));
}

TEST_CASE("scores of a horizon: how many hindcasts beat the references", "[unit]") {
  HorizonScores scores;
  Hindcast good, bad;
  good.model = 1, good.still = 2, good.trend = 3, good.pit = 0.5, good.z = 1;
  bad.model = 2, bad.still = 1, bad.pit = 0.99, bad.z = 2.5;
  scores.add(good), scores.add(bad);
  CHECK((scores.all == 2 && scores.covered == 1 && scores.near == 1 && scores.beats_still == 1));
  CHECK((scores.with_trend == 1 && scores.beats_trend == 1));
  CHECK(scores.model_where_trend == std::vector<double>{1});
}

TEST_CASE("a pattern: the share of runs that show it; of too few runs it neither passes nor fails", "[unit]") {
  Made made;
  // China's share falls from 1 to 0.7 in four runs of five: enough. All other figures are the same: no pattern.
  const FigureSampler sample = [](const Scenario&, std::span<const Figure> figures, const ParameterSets&,
                                  std::size_t runs) {
    Values out(figures.size(), std::vector<double>(runs, 1));
    out[1].assign(runs, 0.7);
    out[1][0] = 1;
    return out;
  };
  const auto found = patterns_shown(made.inputs(), sample);
  REQUIRE(found.size() == record_patterns().size());
  CHECK((found[0].share == 0.8 && found[0].passes() == true));
  for (std::size_t p = 1; p < found.size(); ++p) CHECK((found[p].share == 0 && found[p].passes() == false));
  made.runs = 4;
  CHECK_FALSE(patterns_shown(made.inputs(), sample)[0].passes());
}

TEST_CASE("the placebo: a jump at the date is seen, and a scenario that does something", "[unit]") {
  const Made made;
  const auto level = [&](double at_date, double other) -> FigureSampler {
    return
        [=, &made](const Scenario& scenario, std::span<const Figure> figures, const ParameterSets&, std::size_t runs) {
          Values out;
          for (const Figure& f : figures) {
            // Growth bends by 0.1 two months before the date, and by at_date there.
            const int m = f.month - Month::of(2021, 6);
            const double bend = (m > -2 ? 0.1 * (m + 2) : 0) + (m > 0 ? at_date * m : 0);
            out.emplace_back(runs, std::exp(bend) + (&scenario == &made.with_nothing ? other : 0));
          }
          return out;
        };
  };
  const Placebo calm = placebo_of(made.inputs(), level(0.05, 0)), jump = placebo_of(made.inputs(), level(0.2, 0));
  CHECK(calm.same);
  CHECK(calm.jump == Approx(0.5));
  CHECK(calm.smooth());
  CHECK(jump.jump == Approx(2));
  CHECK_FALSE(jump.smooth());
  CHECK_FALSE(placebo_of(made.inputs(), level(0, 1e-12)).same);
  CHECK(placebo_of(made.inputs(), always(1)).jump == 0);
}

TEST_CASE("validation as a whole, told in three ways", "[unit]") {
  const Made made;
  const Validation found = validate(made.inputs(), always(4));
  CHECK((found.scenario == "history" && found.runs == 5));
  REQUIRE(found.hindcasts.size() == 1);
  CHECK(found.horizons.at(12).all == 1);
  CHECK(found.patterns.size() == record_patterns().size());
  const std::string text = output::validation_text(found, {false, 100}),
                    page = output::validation_markdown(found, "simulate validate --markdown");
  CHECK(text.starts_with("  series"));
  CHECK(has(text, "does nothing leaves every figure as it was: pass"));
  CHECK(page.starts_with("# Validation\n\nMade by `simulate validate --markdown`; do not edit.\n\nHindcasts"));
  CHECK(has(page, "| a | 2022-12 | 2023-12 | +0.00 | yes |"));
  const auto json = nlohmann::json::parse(output::validation_json(found));
  CHECK(json["hindcasts"][0]["metric"] == "a");
  CHECK((json["summary"][0]["horizon"] == 12 && json["summary"][0]["series"] == 1));
  CHECK((json["patterns"][0]["pass"] == false && json["placebo"]["same"] == true));
  Validation other = found;
  other.scenario = "history+quiet";
  CHECK(output::validation_text(other, {false, 100}).starts_with("history+quiet\n\n  series"));
}

}  // namespace validation_test
