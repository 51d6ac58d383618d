// Reading studies.
#include "analysis/record/calibration_study.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/named_series.hpp"
#include "engine/base/form_keys.hpp"

namespace chokepoint {
namespace {

using config::agent_key;
using config::Form;
using config::FormReader;
using config::Holds;
using config::with_form;
using config::with_range;
using config::with_words;

const Form& screening_form() {
  static const Form form = {
      "screening",
      {{"trajectories", Holds::integer, "", "4", "Morris trajectories over all parameters", {1, 1000}},
       {"fitted", Holds::integer, "", "30", "at most this many parameters are fitted", {1, 200}},
       with_range("importance", Holds::number, "error deviations of the targets", "0.5",
                  "a parameter is fitted if one prior deviation of it moves the record by as much", 0, 1000)}};
  return form;
}

const Form& waves_form() {
  static const Form form = {
      "waves",
      {{"count", Holds::integer, "", "3", "waves of history matching", {0, 50}},
       {"points", Holds::integer, "", "500", "runs in a wave", {20, 1000000}},
       {"cutoff", Holds::number, "", "3", "implausibility beyond which a point is ruled out", {0.1, 100}}}};
  return form;
}

const Form& monte_carlo_form() {
  static const Form form = {
      "monte_carlo",
      {{"particles", Holds::integer, "", "1000", "parameter sets that come out", {20, 1000000}},
       {"moves", Holds::integer, "", "6", "Markov chain moves at each temperature, at most", {1, 100}},
       with_range("kept", Holds::number, "share", "0.5",
                  "effective sample size that is kept from one temperature to the next", 0.1, 0.99)}};
  return form;
}

const Form& outcome_form() {
  static const Form form = {"outcome",
                            {{"metric", Holds::metric, "", "required", "a metric of a run"},
                             agent_key(),
                             {"month", Holds::month, "", "2030-12", "when"}}};
  return form;
}

const Form& futures_form() {
  static const Form form = {
      "futures",
      {{"scenario", Holds::text, "", "baseline", "scenario of the outcomes"},
       with_range("trajectories", Holds::integer, "", "4",
                  "Morris trajectories over the parameters that the record does not inform", 1, 1000),
       with_range("influence", Holds::number, "share of an outcome's spread", "0.05",
                  "a parameter is drawn from its prior if one prior deviation of it moves an outcome by as much", 0, 1),
       with_form("outcomes", Holds::list, "", "outcomes that decide which parameters matter for the future",
                 outcome_form())}};
  return form;
}

void read_outcomes(FormReader& map, CalibrationStudy& study) {
  map.each("outcomes", [&](FormReader& row) {
    Figure figure{row.text("metric"), row.text("agent"), *row.month("month")};
    if (find_metric(figure.metric))
      study.outcomes.push_back(std::move(figure));
    else if (!figure.metric.empty())
      row.mistake("metric", unknown_metric(figure.metric));
  });
}

}  // namespace

const Form& calibration_form() {
  static const Form form = {
      "calibration",
      {{"scenario", Holds::text, "", "history", "scenario of the record"},
       {"until", Holds::month, "", "2025-12", "targets after it set nothing; not after 2025-12, where the record ends"},
       with_words("roles", Holds::choices, "fit", "which targets of data/targets.csv set parameters",
                  {target_role_names.begin(), target_role_names.end()}),
       {"seed", Holds::integer, "", "1", "seed of all random numbers", {0, 2000000000}},
       with_range("model_discrepancy", Holds::number, "standard deviations of each target", "0.5",
                  "what the equations miss (judgement)", 0, 10),
       {"random_runs", Holds::integer, "", "32", "runs at the point values that measure random variation", {2, 10000}},
       with_form("screening", Holds::map, "", "which parameters the record informs", screening_form()),
       with_form("waves", Holds::map, "", "history matching", waves_form()),
       with_form("monte_carlo", Holds::map, "", "sequential Monte Carlo", monte_carlo_form()),
       with_form("futures", Holds::map, "", "which other parameters are drawn from their priors", futures_form()),
       {"output", Holds::text, "", "required", "file of the parameter sets"},
       {"report", Holds::text, "", "", "Markdown page of the report"}}};
  return form;
}

namespace {

void read_stages(FormReader& top, CalibrationStudy& study) {
  top.section("screening", [&](FormReader& map) {
    study.trajectories = map.count("trajectories");
    study.fitted = map.count("fitted");
    study.importance = map.number("importance");
  });
  top.section("waves", [&](FormReader& map) {
    study.waves = map.integer("count");
    study.wave.points = map.count("points");
    study.wave.cutoff = map.number("cutoff");
  });
  top.section("monte_carlo", [&](FormReader& map) {
    study.monte_carlo.particles = map.count("particles");
    study.monte_carlo.moves = map.integer("moves");
    study.monte_carlo.kept = map.number("kept");
  });
  top.section("futures", [&](FormReader& map) {
    study.futures = map.text("scenario");
    study.future_trajectories = map.count("trajectories");
    study.influence = map.number("influence");
    read_outcomes(map, study);
  });
}

}  // namespace

CalibrationStudy read_calibration_study(const std::filesystem::path& file, Mistakes& mistakes) {
  CalibrationStudy study;
  study.file = file;
  const config::Node root = config::load_yaml(file, mistakes);
  if (root.kind == config::Node::Kind::null) return study;
  FormReader top(root, calibration_form(), mistakes);
  study.name = file.stem().string();
  study.scenario = top.text("scenario");
  study.until = *top.month("until");
  if (study.until > Month::of(2025, 12)) top.mistake("until", "the record ends in 2025-12");
  study.roles = top.choices("roles");
  study.seed = top.count("seed");
  study.model_discrepancy = top.number("model_discrepancy");
  study.random_runs = top.count("random_runs");
  read_stages(top, study);
  study.output = top.text("output");
  study.report = top.text("report");
  top.finish();
  study.wave.seed = study.monte_carlo.seed = study.seed;
  return study;
}

void check_figures(const CalibrationStudy& study, const Scenario& futures, Mistakes& mistakes) {
  const Layout layout(*futures.initial->world.data, Wanted());
  for (const Figure& figure : study.outcomes) {
    if (layout.find(figure.metric, figure.agent) == Layout::npos)
      mistakes.add({study.file.string()}, unknown_agent(figure));
    if (figure.month > futures.end)
      mistakes.add({study.file.string()},
                   fmt::format("scenario '{}' ends before {}", futures.name(), figure.month.text()));
  }
}

}  // namespace chokepoint
