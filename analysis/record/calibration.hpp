// Calibration: which parameter values the record leaves possible. Stages: random variation, screening, waves, Monte
// Carlo, futures.
//
// After each step the state is written to a work folder; the same study goes on from there, on any number of threads,
// and ends with the same bits.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/methods/history_matching.hpp"
#include "analysis/methods/sequential_monte_carlo.hpp"
#include "analysis/record/calibration_study.hpp"
#include "analysis/record/targets.hpp"

namespace chokepoint {

/// All that a calibration has found so far. Vectors by target or by parameter are empty until their stage is over.
struct CalibrationState {
  std::map<std::string, std::string> inputs;  ///< hash of each file read, and of the program
  std::vector<double> random,
      offset;  ///< by target: standard deviation by random variation, and of the seed used from the mean
  std::vector<double> importance;          ///< by candidate: by how much one prior deviation moves the record, in z
  std::vector<std::string> fitted, drawn;  ///< parameters
  std::vector<Wave> waves;
  Box box;
  Particles particles;                    ///< outputs are z by target, random variation's offset taken off
  std::vector<double> influence;          ///< by candidate: largest share of an outcome's spread
  std::map<std::string, double> seconds;  ///< by stage
  std::size_t runs = 0;
  bool finished = false;
};

[[nodiscard]] std::string to_json(const CalibrationState& state);
/// Throws if the text is not a state.
[[nodiscard]] CalibrationState state_from_json(const std::string& text);

/// What a calibration is about; outlives it.
struct CalibrationSubject {
  const CalibrationStudy& study;
  const Scenario& history;  ///< runs to the last month of any target
  const Scenario& futures;
  const std::vector<Target>& targets;
  std::span<const Phase> phases;
  std::map<std::string, std::string> inputs;  ///< see CalibrationState
};

/// How it is watched.
struct CalibrationWatch {
  int threads = 0;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< of the batch of runs under way
  std::function<void(const std::string&)> say;                        ///< a line after each step
  std::function<double()> seconds;                                    ///< a clock, for timings alone
};

class Calibration {
 public:
  /// Goes on from `work`/checkpoint.json if that is there. A checkpoint of another study or other data is a mistake:
  /// throws ScenarioError.
  Calibration(CalibrationSubject subject, CalibrationWatch watch, std::filesystem::path work);

  /// Runs what is left. Throws Interrupted; what was finished is in the work folder.
  const CalibrationState& run();

  /// Entries that may be fitted or drawn: not fixed, and not set by the scenario itself.
  [[nodiscard]] const std::vector<const ParameterEntry*>& candidates() const { return candidates_; }
  /// Whether a target sets parameters under this study.
  [[nodiscard]] bool sets(const Target& target) const;
  [[nodiscard]] const CalibrationState& state() const { return state_; }

 private:
  void measure_random_variation();
  /// Which parameters move the outcomes.
  void look_ahead();
  /// Which move the record, and of these the ones that are fitted.
  void screen();
  void choose_fitted();
  void match();
  void sample();
  /// Draws from their priors what moves the outcomes and not the record.
  void finish();
  void save(const std::string& stage, double begun);

  /// Figures of the evaluator at points whose coordinates are shares of these parameters' priors.
  [[nodiscard]] Rows evaluate(const Evaluator& evaluator, const Scenario& scenario,
                              const std::vector<const ParameterEntry*>& parameters, const Rows& points);
  /// z by target, without the random variation of the seed.
  [[nodiscard]] Rows deviations(const std::vector<const ParameterEntry*>& parameters, const Rows& points);
  [[nodiscard]] Rows run_all(std::size_t count, const std::function<std::vector<double>(std::size_t)>& run);
  [[nodiscard]] std::vector<double> setting(const std::vector<double>& by_target) const;
  [[nodiscard]] std::vector<const ParameterEntry*> entries(const std::vector<std::string>& names) const;
  /// Standard deviation of z by target that sets something: observation, model, random variation.
  [[nodiscard]] std::vector<double> error_model() const;

  CalibrationSubject subject_;
  CalibrationWatch watch_;
  std::filesystem::path work_;
  std::vector<const ParameterEntry*> candidates_;
  Evaluator record_, outlook_;
  CalibrationState state_;
};

}  // namespace chokepoint
