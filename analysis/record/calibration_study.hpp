// The file that says how parameters are calibrated.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/methods/history_matching.hpp"
#include "analysis/methods/sequential_monte_carlo.hpp"
#include "analysis/runs/evaluator.hpp"
#include "engine/base/form.hpp"

namespace chokepoint {

/// The keys of the file. Where it leaves out a section, what `CalibrationStudy` begins with holds, which is the same.
[[nodiscard]] const config::Form& calibration_form();

/// A calibration as a person asks for it.
struct CalibrationStudy {
  std::filesystem::path file;
  std::string name, scenario = "history", output, report;
  Month until = Month::of(2025, 12);  ///< targets after it set nothing
  std::vector<std::string> roles;     ///< of targets that set something: fit, hold
  std::uint64_t seed = 1;
  double model_discrepancy = 0.5;  ///< standard deviation of what the equations miss, in that of each target
  std::size_t random_runs = 32;    ///< at the point values, to measure random variation
  std::size_t trajectories = 4;    ///< of the screening
  std::size_t fitted = 30;         ///< at most so many parameters are fitted
  double importance = 0.5;  ///< least length, in error deviations of the targets, by which one prior deviation of a
                            ///< fitted parameter moves the record
  int waves = 3;
  WaveOptions wave;
  MonteCarloOptions monte_carlo;
  std::string futures = "baseline";  ///< scenario of the outcomes
  std::vector<Figure> outcomes;      ///< that a parameter must move to be drawn from its prior
  std::size_t future_trajectories = 4;
  double influence = 0.05;  ///< least share of an outcome's spread that counts
};

/// Reads a study. Unknown keys and what lies outside sense are mistakes.
[[nodiscard]] CalibrationStudy read_calibration_study(const std::filesystem::path& file, Mistakes& mistakes);

/// What must agree with the world of a scenario: metrics, agents and months of figures. Mistakes are told at the
/// study's file.
void check_figures(const CalibrationStudy& study, const Scenario& futures, Mistakes& mistakes);

}  // namespace chokepoint
