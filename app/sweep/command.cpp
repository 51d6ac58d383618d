// simulate sweep
#include "app/sweep/command.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>

#include "agents/schedule.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {

namespace fs = std::filesystem;

std::size_t usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
}

fs::path sweep_folder(const SweepOptions& options, const std::string& name) {
  return options.out.empty() ? fs::path("results") / "sweeps" / name : fs::path(options.out);
}

SweepStudy load_sweep(const SweepOptions& options) {
  RunOptions run;
  run.data = options.data;
  SweepSources sources;
  sources.options = scenario_options(run);
  sources.options.data_label.clear();  // a study is known by its data, not by where they stand
  sources.scenario_file = scenario_file;
  sources.policy_file = policy_file;
  sources.sets = [run](const std::string& source, std::size_t replicates, std::uint64_t seed,
                       const Scenario& scenario) {
    RunOptions asked = run;
    asked.parameters = source, asked.runs = replicates, asked.seed = seed;
    return parameter_sets(asked, scenario);
  };
  ProgressBar bar("checking");
  sources.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  fs::path file = options.study;
  std::error_code error;
  if (!fs::exists(file, error))
    for (const fs::path& candidate :
         {home_folder() / "studies" / file, home_folder() / "studies" / (options.study + ".yaml")})
      if (fs::is_regular_file(candidate, error)) file = candidate;
  return read_sweep_study(file, sources);
}

SweepCommand::SweepCommand(CLI::App& app)
    : command_(app.add_subcommand(
          "sweep", "Batch studies: thousands of runs on one machine or a cluster, as a study file says")),
      options_(std::make_shared<SweepOptions>()) {
  SweepOptions& o = *options_;
  command_->require_subcommand(1);
  const auto verb = [&](const char* name, const char* meaning, int (*does)(const SweepOptions&)) {
    CLI::App* const made = command_->add_subcommand(name, meaning);
    verbs_.push_back({made, does});
    return made;
  };
  const auto takes_study = [&](CLI::App* c) {
    c->add_option("study", o.study, "Study file, or the name of a shipped one")->required()->type_name("STUDY");
    c->add_option("--data", o.data, "Folder of the world's data")->type_name("FOLDER");
  };
  CLI::App* plan = verb("plan", "Say how many runs there are, what they would cost, and show the first", sweep_plan);
  takes_study(plan);
  const auto works = [&](CLI::App* c) {
    takes_study(c);
    c->add_option("--out", o.out, "Folder of the study (default: results/sweeps/NAME)")->type_name("FOLDER");
    c->add_flag("--force-new", o.force_new,
                "Go on although recorded runs are none of this study any more; they are left aside");
    any_number(
        c->add_option("--time-limit", o.seconds, "Seconds a run may take (default: as the study says, else 600)"), 0,
        1e9);
    whole_number(c->add_option("--memory-limit", o.megabytes,
                               "Megabytes a worker may use beyond what it begins with (default: as the study says)"),
                 0, 100000000);
    c->add_option("--on-error", o.on_error, "continue, fail-fast or stop-after=N")->capture_default_str();
    c->add_option("--retry", o.retry, "Do runs again that ended so: failed, crashed, timeout, memory, lost, all")
        ->delimiter(',')
        ->type_name("END,...");
    whole_number(c->add_option("--workers", o.workers, "Worker processes (default: all cores; the result is the same)"),
                 1, 1024);
    c->add_option("--shard", o.shard, "Only this part of the runs, as 0/8")->type_name("I/N");
  };
  CLI::App* submit =
      verb("submit", "Write and submit the jobs of a study: an array of shards or one MPI job, then a collector",
           sweep_submit);
  works(submit);
  one_of(submit->add_option("--engine", o.engine, "What queues the jobs"), {"slurm"})->capture_default_str();
  whole_number(submit->add_option("--shards", o.shards, "Tasks of the array"), 1, 100000)->capture_default_str();
  whole_number(submit->add_option("--mpi", o.mpi, "One MPI job of N ranks instead of an array"), 2, 100000);
  whole_number(submit->add_option("--nodes", o.nodes, "Of the MPI job"), 1, 100000);
  submit->add_option("--partition", o.partition, "Partition");
  submit->add_option("--time", o.time,
                     "Time limit of a job, as Slurm takes it; a task that is stopped by it goes back to the queue");
  submit->add_flag("--print", o.print, "Show the jobs, write and submit nothing");
  CLI::App* run = verb("run", "Run what is left of a study; the same command goes on after anything", sweep_run);
  works(run);
  run->add_flag("--quiet", o.quiet, "Print nothing but errors");
  for (CLI::App* driven :
       {verb("pending", "Print which runs are left: for drivers", sweep_pending),
        verb("serve", "Do the runs whose numbers come on standard input: for drivers", sweep_serve)}) {
    works(driven);
    driven->group("");
  }
  const auto takes_folder = [&](CLI::App* c) {
    c->add_option("folder", o.study, "Folder of the study")->required()->type_name("FOLDER");
  };
  CLI::App* collect =
      verb("collect", "Write runs.csv, failures.csv, series.nc and provenance.json from the logs", sweep_collect);
  takes_folder(collect);
  collect->add_flag("--quiet", o.quiet, "Print nothing but errors");
  CLI::App* analyse =
      verb("analyse", "Say what a study found: spreads, sensitivity, where something happens, which choice is robust",
           sweep_analyse);
  takes_folder(analyse);
  analyse
      ->add_option("--questions", o.questions,
                   "Study file whose cases and objectives are asked instead of those it was run with")
      ->type_name("STUDY");
  whole_number(analyse->add_option("--resamples", o.resamples, "Of each bootstrap"), 0, 100000)->capture_default_str();
  analyse->add_flag("--json", o.json, "As JSON");
  CLI::App* status =
      verb("status", "Say where a study stands, from its logs, on any machine, while it runs", sweep_status);
  takes_folder(status);
  status->add_flag("--json", o.json, "As JSON");
  whole_number(status->add_option("--watch", o.watch, "Repeat every N seconds until all is done"), 1, 3600)
      ->expected(0, 1)
      ->default_str("2");
  CLI::App* replay = verb("replay", "Do one run again, alone, in this process", sweep_replay);
  takes_study(replay);
  replay->add_option("--out", o.out, "Folder of the study (default: results/sweeps/NAME)")->type_name("FOLDER");
  whole_number(replay->add_option("--run", o.run_id, "Number of the run"), 0, static_cast<std::int64_t>(most_runs))
      ->required();
}

bool SweepCommand::parsed() const { return command_->parsed(); }

int SweepCommand::run() {
  for (const Verb& verb : verbs_)
    if (verb.command->parsed()) return verb.does(*options_);
  return 2;
}

}  // namespace chokepoint::app
