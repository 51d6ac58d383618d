// Why runs differ, and what a calibration hands on, told.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "analysis/record/calibration.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/calibration_report.hpp"
#include "output/text/why_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_results.hpp"
#include "tests/support/pairs.hpp"

namespace answers_test {

using namespace chokepoint;
using namespace chokepoint::output;
using namespace chokepoint::test;

namespace {

/// A calibration that is over: four particles of one parameter, one target that set it and one held out.
struct Fitted {
  Scenario history = three_months("history");
  CalibrationStudy study;
  std::vector<Target> targets = {target("price_h100e", 50, false), target("compute_world", 20000, true)};
  TemporaryFolder work;
  CalibrationMaker maker{"simulate calibrate small.yaml", "9.9.9"};

  static Target target(const std::string& metric, double value, bool held_out) {
    Target t;
    t.id = metric + " early", t.metric = metric, t.unit = "1", t.source = "made", t.grade = "C";
    t.month = Month{2}, t.value = value, t.deviation = 0.5, t.role = held_out ? TargetRole::hold : TargetRole::fit;
    return t;
  }
  Fitted() { study.name = "small", study.roles = {"fit"}, study.seed = 3; }
  [[nodiscard]] CalibrationSubject subject() const {
    return {study, history, history, targets, agents::monthly_schedule(), {{"data", "f00d"}}};
  }
  [[nodiscard]] Calibration calibration(std::size_t particles) const {
    CalibrationState state;
    state.inputs = {{"data", "f00d"}};
    state.random = {0.1, 0.2}, state.offset = {0, 0};
    state.importance.assign(Calibration(subject(), {}, work.path() / "none").candidates().size(), 0.25);
    state.fitted = {"chips.price"}, state.runs = 77, state.finished = true;
    for (std::size_t k = 0; k < particles; ++k) {
      state.particles.points.push_back({(static_cast<double>(k) + 0.5) / static_cast<double>(particles)});
      state.particles.outputs.push_back({k % 2 == 0 ? 1.0 : 3.0, -1.0});
    }
    state.particles.acceptance = {0.5}, state.particles.temperatures = {1}, state.particles.temperature = 1;
    state.particles.step = 1;
    write_file(work.path() / "checkpoint.json", to_json(state));
    return {subject(), {}, work.path()};
  }
};

}  // namespace

TEST_CASE("why two runs differ: the same answer in words and as JSON", "[unit]") {
  const Scenario a = three_months("open"),
                 b = three_months("shut",
                                  "  - {id: bar, type: chip_export_ban, issuer: US, targets: [CN], start: 2017-02, "
                                  "tpp_max: 1, source: made}\n");
  Found found(a, b, "compute_share", "CN", "2017-03");
  found.why.said = scenario_differences(*a.composition, *b.composition);
  found.why.samples = {{0.30, 0.20}, {0.10, 0.20}};
  found.why.explained_a = 0.30, found.why.explained_b = 0.10;
  const std::string text = why_text(found.why, {false, 100});
  CHECK(has(text, "A = open, B = shut?\n"));
  CHECK(has(text, "2 pairs of runs"));
  CHECK(has(text, "+0.100"));  // the mean of 0.2 and 0
  CHECK(has(text, "A is higher in 50 % of the pairs, lower in 0 %"));
  CHECK(has(text, "bar"));
  const auto json = parse_ordered_json(why_json(found.why), "why.json");
  CHECK((json["metric"] == "compute_share" && json["agent"] == "CN" && json["month"] == "2017-03"));
  CHECK((json["a"] == "open" && json["b"] == "shut"));
  CHECK((json["pairs"]["count"] == 2 && json["pairs"]["difference"]["mean"].get<double>() == Approx(0.1)));
  CHECK(json["explained"]["a"] == 0.3);
  CHECK(json["scenarios"]["only_b"].size() == 1);
  CHECK(json["divergence"]["rules"]["month"] == "2017-02");
  CHECK(json["divergence"]["rules"]["causes"][0]["id"] == "bar");
}

TEST_CASE("why a run does not differ from itself: nothing is explained", "[unit]") {
  const Scenario a = three_months("one"), b = three_months("two");
  Found found(a, b, "eci_gap", "", "2017-03");
  found.why.samples = {{1, 2}, {1, 2}};
  CHECK(has(why_text(found.why, {false, 100}), "Nothing differs."));
  const auto json = parse_ordered_json(why_json(found.why), "why.json");
  CHECK((json["divergence"]["rules"].is_null() && json["divergence"]["state"].is_null()));
}

TEST_CASE("parameter sets are told in the parameter's unit, under who made them", "[unit]") {
  const Fitted fitted;
  const Calibration calibration = fitted.calibration(2);
  const ParameterEntry& price = *fitted.history.initial->table.find("chips.price");
  CHECK(posterior_csv(calibration, fitted.subject(), fitted.maker) ==
        fmt::format("# Posterior parameter sets. Made by: simulate calibrate small.yaml\n"
                    "# chokepoint 9.9.9; seed 3; 2 sets, 2 distinct; fitted parameters first (1), then drawn from "
                    "priors (0)\n# f00d data\nchips.price\n{}\n{}\n",
                    price.quantile(0.25), price.quantile(0.75)));
}

TEST_CASE("the lock of a calibration holds what repeats it", "[unit]") {
  const Fitted fitted;
  const Calibration calibration = fitted.calibration(4);
  const auto json = parse_ordered_json(calibration_lock(calibration, fitted.subject(), fitted.maker), "lock.json");
  CHECK((json["command"] == fitted.maker.command && json["version"] == "9.9.9" && json["seed"] == 3));
  CHECK(json["inputs"]["data"] == "f00d");
  CHECK(json["screening"].size() == calibration.candidates().size());
  CHECK(json["screening"]["chips.price"]["importance"] == 0.25);
  CHECK_FALSE(json["screening"]["chips.price"].contains("influence"));
  CHECK((json["monte_carlo"]["particles"] == 4 && json["monte_carlo"]["distinct"] == 4 && json["runs"] == 77));
}

TEST_CASE("the page of a calibration: targets apart by role, widths only of enough sets", "[unit]") {
  const Fitted fitted;
  const std::string few = calibration_page(fitted.calibration(4), fitted.subject(), fitted.maker);
  CHECK(has(few, "Not told: 4 distinct sets are too few: 20 are needed.\n"));
  const Calibration calibration = fitted.calibration(20);
  const std::string page = calibration_page(calibration, fitted.subject(), fitted.maker);
  // z is 1 and 3 by turns: mean 2; the record's 50 and two deviations of 0.5.
  CHECK(has(page, "| price_h100e early | 2017-03 | 50 | 51 | +2.00 | 1.03 | 0.10 | 1 |\n"));
  CHECK(has(page, "1 targets: rms z 1.00; |z| < 2 for 1 of 1.\n"));  // held out: z of -1
  CHECK(page.find("price_h100e early") < page.find("## Targets held out"));
  CHECK(page.find("compute_world early") > page.find("## Targets held out"));
  CHECK(has(page, "| `chips.price` |"));
  CHECK(has(page, "No pair of fitted parameters is correlated beyond 0.5.\n"));
  const std::string picture = widths_picture(calibration, fitted.subject());
  CHECK((picture.starts_with("<svg ") && picture.ends_with("</svg>\n")));
  CHECK(has(picture, ">chips.price</text>"));
}

}  // namespace answers_test
