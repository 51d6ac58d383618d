// Reading studies.
#include "analysis/record/calibration_study.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
namespace {

using config::MapReader;

std::size_t count(MapReader& map, std::string_view key, std::size_t fallback, int low, int high) { return static_cast<std::size_t>(map.integer(key, static_cast<int>(fallback), low, high)); }

/// Reads a map below a key, if it is there.
template <class Read>
void section(MapReader& map, std::string_view key, Read&& read) {
  const config::Node* node = map.find(key);
  if (!node) return;
  MapReader inner(*node, std::string(key), map.mistakes());
  read(inner);
  inner.finish();
}

void read_outcomes(MapReader& map, CalibrationStudy& study) {
  const config::Node* list = map.find("outcomes");
  if (!list) return;
  if (list->kind != config::Node::Kind::sequence) return map.mistake("outcomes", fmt::format("'outcomes' should be a list of {{metric, agent, month}}, found {}", list->describe()));
  for (const config::Node& item : list->items) {
    MapReader row(item, "outcome", map.mistakes());
    Figure figure{row.required_text("metric"), row.text("agent"), row.month("month").value_or(Month::of(2030, 12))};
    if (!find_metric(figure.metric)) row.mistake("metric", fmt::format("no metric is called '{}'{}", figure.metric, suggestion(figure.metric, metric_names())));
    else study.outcomes.push_back(std::move(figure));
    row.finish();
  }
}

}  // namespace

CalibrationStudy read_calibration_study(const std::filesystem::path& file, Mistakes& mistakes) {
  CalibrationStudy study;
  study.file = file;
  const config::Node root = config::load_yaml(file, mistakes);
  if (root.kind == config::Node::Kind::null) return study;
  MapReader top(root, "calibration", mistakes);
  study.name = file.stem().string();
  study.scenario = top.text("scenario", study.scenario);
  study.until = top.month("until").value_or(study.until);
  if (study.until > Month::of(2025, 12)) top.mistake("until", "the record ends in 2025-12");
  study.roles = top.words("roles");
  if (study.roles.empty()) study.roles = {"fit"};
  for (const std::string& role : study.roles)
    if (role != "fit" && role != "hold") top.mistake("roles", fmt::format("'{}' is no role of a target (known: fit, hold)", role));
  study.seed = count(top, "seed", 1, 0, 2000000000);
  study.model_discrepancy = top.number("model_discrepancy", study.model_discrepancy, {0, 10});
  study.luck_runs = count(top, "luck_runs", study.luck_runs, 2, 10000);
  section(top, "screening", [&](MapReader& map) {
    study.trajectories = count(map, "trajectories", study.trajectories, 1, 1000);
    study.fitted = count(map, "fitted", study.fitted, 1, 200);
    study.importance = map.number("importance", study.importance, {0, 1000});
  });
  section(top, "waves", [&](MapReader& map) {
    study.waves = map.integer("count", study.waves, 0, 50);
    study.wave.points = count(map, "points", study.wave.points, 20, 1000000);
    study.wave.cutoff = map.number("cutoff", study.wave.cutoff, {0.1, 100});
  });
  section(top, "monte_carlo", [&](MapReader& map) {
    study.monte_carlo.particles = count(map, "particles", study.monte_carlo.particles, 20, 1000000);
    study.monte_carlo.moves = map.integer("moves", study.monte_carlo.moves, 1, 100);
    study.monte_carlo.kept = map.number("kept", study.monte_carlo.kept, {0.1, 0.99});
  });
  section(top, "futures", [&](MapReader& map) {
    study.futures = map.text("scenario", study.futures);
    study.future_trajectories = count(map, "trajectories", study.future_trajectories, 1, 1000);
    study.influence = map.number("influence", study.influence, {0, 1});
    read_outcomes(map, study);
  });
  study.output = top.required_text("output");
  study.report = top.text("report");
  top.finish();
  study.wave.seed = study.monte_carlo.seed = study.seed;
  return study;
}

void check_figures(const CalibrationStudy& study, const Scenario& futures, Mistakes& mistakes) {
  const Layout layout(*futures.initial->world.data, {"eci_gap"});
  for (const Figure& figure : study.outcomes) {
    if (layout.find(figure.metric, figure.agent) == Layout::npos)
      mistakes.add({study.file.string()}, fmt::format("metric '{}' has no agent '{}'", figure.metric, figure.agent));
    if (figure.month > futures.end) mistakes.add({study.file.string()}, fmt::format("scenario '{}' ends before {}", futures.name(), figure.month.text()));
  }
}

}  // namespace chokepoint
