// A study at work in its folder: what is to be done, and the workers who do it.
#pragma once

#include <filesystem>
#include <optional>
#include <set>

#include "analysis/sweep/pending_runs.hpp"
#include "analysis/sweep/trial.hpp"
#include "app/sweep/command.hpp"

namespace chokepoint::app {

/// Files of a study's folder.
struct SweepFiles {
  std::filesystem::path folder;
  [[nodiscard]] std::filesystem::path lock() const { return folder / "study.lock.json"; }
  [[nodiscard]] std::filesystem::path study() const { return folder / "study.yaml"; }
  [[nodiscard]] std::filesystem::path logs() const { return folder / "logs"; }
  [[nodiscard]] std::filesystem::path results() const { return folder / "results"; }
};

/// The plan that a folder was made for. Throws ScenarioError if there is none.
[[nodiscard]] PlanSpec locked_plan(const SweepFiles& files);

class SweepSession {
 public:
  /// Reads the study and its folder. A folder with runs that are none of this study's, because the study or the model
  /// has changed since, is a mistake, unless they are asked to be left aside. Throws ScenarioError.
  explicit SweepSession(const SweepOptions& options);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const SweepFiles& files() const { return files_; }
  [[nodiscard]] const PendingRuns& pending() const { return pending_; }
  [[nodiscard]] const std::filesystem::path& study_file() const { return study_.file; }
  [[nodiscard]] SweepTrial& trial() { return trial_; }
  /// Writes the lock; runs that were lost get their record. Call once, before any run.
  void open();
  /// Workers for this study. The session must outlive them.
  [[nodiscard]] WorkerPool workers(std::size_t count);

 private:
  void check_changes() const;
  [[nodiscard]] std::string label() const;

  const SweepOptions& options_;
  SweepStudy study_;
  Plan plan_;
  SweepFiles files_;
  SweepTrial trial_;
  PendingRuns pending_;
  std::string header_;
};

/// Arranges that SIGINT, SIGTERM and SIGUSR1 ask for a stop (`interrupted`); a second one ends the program.
void stop_on_signals();
/// The exit code that tells which signal asked: 130 for SIGINT, else 75, "try again".
[[nodiscard]] int stopped_code();

}  // namespace chokepoint::app
