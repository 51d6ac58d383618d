// A calibration ends with the same bits however it is run, and says what is wrong with its files.
#include "analysis/record/calibration.hpp"

#include <cmath>

#include "analysis/runs/interrupted.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "output/text/calibration_report.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace calibration_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

Target target(const std::string& metric, const std::string& agent, const std::string& month, double value,
              bool held_out = false) {
  Target t;
  t.id = metric + " " + month, t.metric = metric, t.agent = agent, t.unit = "1", t.source = "test", t.grade = "C";
  t.month = *Month::parse(month), t.value = value, t.deviation = 0.3, t.logarithmic = true,
  t.role = held_out ? TargetRole::hold : TargetRole::fit;
  return t;
}

/// A small calibration on two years of history.
struct Small {
  explicit Small(CalibrationStudy how = quick()) : study(std::move(how)) {}

  static CalibrationStudy quick() {
    CalibrationStudy study;
    study.name = "small", study.file = "small.yaml", study.roles = {"fit"};
    study.random_runs = 3, study.trajectories = 1, study.fitted = 3, study.waves = 1, study.future_trajectories = 1;
    study.wave.points = 20, study.monte_carlo.particles = 40, study.monte_carlo.moves = 2;
    study.outcomes = {{"compute_share", "CN", Month::of(2018, 12)}};
    return study;
  }

  CalibrationStudy study;
  Scenario history = shipped("history", "2018-12");
  // The model's own figures are near 1 and 3 times these, so that the price and the pace of investment must move.
  std::vector<Target> targets = {target("compute_world", "", "2018-12", 20000),
                                 target("price_h100e", "", "2018-06", 50),
                                 target("compute_added_12m", "", "2018-12", 9000, true)};

  CalibrationSubject subject(const std::string& of_data = "1") const {
    return {study, history, history, targets, agents::monthly_schedule(), {{"data", of_data}}};
  }

  /// The parameter sets made in a work folder; stops after so many batches of runs, if asked, and gives nothing.
  std::string run(const std::filesystem::path& work, int threads, int stop_after = -1) const {
    std::atomic<bool> stop = false;
    CalibrationWatch watch;
    watch.threads = threads;
    watch.stop = &stop;
    watch.say = [](const std::string&) {};
    watch.progress = [&](std::size_t done, std::size_t total) { stop = stop || (done == total && --stop_after == 0); };
    Calibration calibration(subject(), watch, work);
    try {
      calibration.run();
    } catch (const Interrupted&) {
      return {};
    }
    return output::posterior_csv(calibration, subject(), {"test", "0"});
  }
};

std::string refused(const std::string& text) {
  const TemporaryFolder folder;
  Mistakes mistakes;
  (void)read_calibration_study(folder.write("study.yaml", text), mistakes);
  try {
    mistakes.throw_if_any();
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("calibration: the same sets at 1, 2 and 3 threads and after being stopped", "[unit]") {
  const Small small;
  const TemporaryFolder one, two, three, broken;
  const std::string whole = small.run(one.path(), 1);
  REQUIRE_FALSE(whole.empty());
  CHECK(small.run(two.path(), 2) == whole);
  CHECK(small.run(three.path(), 3) == whole);
  int stops = 0;
  std::string pieces;
  while (pieces.empty() && stops < 100) pieces = small.run(broken.path(), 2, 4), ++stops;  // four batches at a time
  CHECK(stops > 1);
  CHECK(pieces == whole);
  CHECK(small.run(broken.path(), 2) == whole);  // finished: nothing is left to do
}

TEST_CASE("calibration: what moves record and outcomes is fitted before what moves the record alone", "[unit]") {
  CalibrationStudy one = Small::quick();
  one.fitted = 1;
  const Small small(one);
  const TemporaryFolder folder;
  CalibrationWatch watch;
  watch.say = [](const std::string&) {};
  Calibration calibration(small.subject(), watch, folder.path());
  const CalibrationState& state = calibration.run();
  const auto& candidates = calibration.candidates();
  const auto is_fitted = [&](std::size_t k) {
    return std::ranges::find(state.fitted, candidates[k]->name) != state.fitted.end();
  };
  const auto moves_both = [&](std::size_t k) {
    return state.importance[k] >= small.study.importance && state.influence[k] >= small.study.influence;
  };
  std::size_t left_out = 0, of_record_alone = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    left_out += moves_both(k) && !is_fitted(k) ? 1U : 0U;
    of_record_alone += is_fitted(k) && !moves_both(k) ? 1U : 0U;
  }
  CHECK(state.fitted.size() == small.study.fitted);
  CHECK((left_out == 0 || of_record_alone == 0));
}

TEST_CASE("calibration: its sets are read again and lie in the ranges", "[unit]") {
  const Small small;
  const TemporaryFolder folder;
  const std::string text = small.run(folder.path(), 0);
  Mistakes mistakes;
  const ParameterSets sets =
      ParameterSets::read(folder.write("posterior.csv", text), small.history.initial->table, mistakes);
  mistakes.throw_if_any();
  CHECK(sets.rows() == 40);
  CHECK(sets.names().size() >= 3);
}

TEST_CASE("calibration: a deviation that is no number counts as the farthest", "[unit]") {
  Small small;
  small.targets.push_back(target("compute_world", "", "2018-12", std::nan(""), true));
  const TemporaryFolder folder;
  (void)small.run(folder.path(), 1, 1);
  const CalibrationState state = state_from_json(*read_bytes(folder.path() / "checkpoint.json"));
  REQUIRE(state.random.size() == small.targets.size());
  for (const double deviation : state.random) CHECK(std::isfinite(deviation));
  for (const double offset : state.offset) CHECK(std::isfinite(offset));
}

TEST_CASE("calibration: targets of other roles and later months set nothing", "[unit]") {
  Small small;
  const TemporaryFolder folder;
  const auto sets = [&] {
    const Calibration calibration(small.subject(), {}, folder.path());
    std::string out;
    for (const Target& t : small.targets) out += calibration.sets(t) ? '1' : '0';
    return out;
  };
  CHECK(sets() == "110");
  small.study.until = Month::of(2018, 6);
  CHECK(sets() == "010");
  small.study.roles = {"fit", "hold"}, small.study.until = Month::of(2025, 12);
  CHECK(sets() == "111");
}

TEST_CASE("calibration: a checkpoint of other data is refused", "[unit]") {
  const Small small;
  const TemporaryFolder folder;
  (void)small.run(folder.path(), 2, 1);
  try {
    const Calibration other(small.subject("2"), {}, folder.path());
    FAIL("taken");
  } catch (const ScenarioError& error) {
    CHECK(has(error.what(), "was made before 'data' changed"));
  }
  folder.write("checkpoint.json", "{");
  CHECK_THROWS_AS(Calibration(small.subject(), {}, folder.path()), ScenarioError);
}

TEST_CASE("calibration: a state comes back from its text bit for bit", "[unit]") {
  CalibrationState state;
  state.random = {0.1, 1.0 / 3};
  state.particles.points = {{1e-300, 0.1 + 0.2}};
  state.waves.push_back({0.5, 3, Box(2)});
  state.box = Box(2);
  const std::string text = to_json(state);
  CHECK(to_json(state_from_json(text)) == text);
  CHECK(state_from_json(text).particles.points == state.particles.points);
}

TEST_CASE("calibration: every mistake of a study with its place", "[unit]") {
  CHECK(refused("output: x.csv\n") == "read");
  const std::string told = refused(
      "sceneario: history\nroles: [fit, keep]\nuntil: 2026-03\nwaves: {count: -1, point: 3}\nfutures:\n  outcomes:\n   "
      " - {metric: eci_gab, month: 2030-12}\n");
  CHECK(has(told, "study.yaml:1:1"));
  CHECK(has(told, "did you mean 'scenario'?"));
  CHECK(has(told, "'keep' is not one of the roles of this calibration"));
  CHECK(has(told, "the record ends in 2025-12"));
  CHECK(has(told, "did you mean 'points'?"));
  CHECK(has(told, "study.yaml:7"));
  CHECK(has(told, "did you mean 'eci_gap'?"));
  CHECK(has(told, "output"));
}

}  // namespace calibration_test
