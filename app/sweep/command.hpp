// The commands of batch studies: `simulate sweep VERB`.
#pragma once

#include <filesystem>
#include <string>

#include "analysis/sweep/study.hpp"
#include "app/common/command.hpp"

namespace chokepoint::app {

/// What a person typed.
struct SweepOptions {
  std::string study, out, data, shard, on_error = "continue", engine = "slurm", run_id;
  std::vector<std::string> retry;
  std::size_t workers = 0, shards = 8;
  double seconds = -1;
  int megabytes = -1, mpi = 0, nodes = 0, watch = 0;
  bool quiet = false, json = false, force_new = false, print = false;
  std::string time, partition, questions;
  std::size_t resamples = 500;
};

/// A study as the program finds it. Throws ScenarioError.
[[nodiscard]] SweepStudy load_sweep(const SweepOptions& options);
/// Cores that this program may use.
[[nodiscard]] std::size_t usable_cores();
/// The folder of a study: what was typed, else results/sweeps/NAME.
[[nodiscard]] std::filesystem::path sweep_folder(const SweepOptions& options, const std::string& name);

int sweep_plan(const SweepOptions& options);
/// Runs what is left of a study, or of a shard of it.
int sweep_run(const SweepOptions& options);
/// For drivers on other machines: `sweep_pending` prints what is left, a first number and a count a line; `sweep_serve`
/// reads lines of numbers (`3-17,20`), runs them, and answers each with `done OK FAILED` or `stopped OK FAILED`.
int sweep_pending(const SweepOptions& options);
int sweep_serve(const SweepOptions& options);
/// Writes the tables of a study's folder; 3 if runs are missing.
int sweep_collect(const SweepOptions& options);
/// Says where a study stands, from its logs alone.
int sweep_status(const SweepOptions& options);
/// Says what a study found.
int sweep_analyse(const SweepOptions& options);
/// Writes the jobs of a study for a cluster, and submits them.
int sweep_submit(const SweepOptions& options);
/// Does one run again, in this process.
int sweep_replay(const SweepOptions& options);

}  // namespace chokepoint::app
