// simulate sweep
#include "app/sweep/command.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>

#include "agents/schedule.hpp"
#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
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

class SweepCommand final : public Command {
 public:
  explicit SweepCommand(const Program& program)
      : Command(program, "sweep", "Batch studies: thousands of runs on one machine or a cluster, as a study file says",
                R"(Examples:
  simulate sweep plan studies/ban_strength.yaml       how many runs, what they would cost
  simulate sweep run my_study.yaml --out study        the same command goes on after anything
  simulate sweep status study
  simulate sweep collect study                        runs.csv, failures.csv, series.nc
  simulate sweep analyse study                        what it found
)") {
    command().require_subcommand(1);
    takes_study(verb("plan", "Say how many runs there are, what they would cost, and show the first",
                     R"(Examples:
  simulate sweep plan my_study.yaml
  simulate sweep plan studies/sensitivity_screening.yaml
)",
                     sweep_plan));
    add_submit();
    add_run();
    add_collect();
    add_analyse();
    add_status();
    add_replay();
  }

  int run() override {
    for (const Verb& verb : verbs_)
      if (verb.command->parsed()) return verb.does(options_);
    return 2;
  }

 private:
  struct Verb {
    CLI::App* command;
    int (*does)(const SweepOptions&);
  };

  CLI::App& verb(const char* name, const char* meaning, std::string_view examples, int (*does)(const SweepOptions&)) {
    CLI::App* const made = command().add_subcommand(name, meaning);
    give_examples(*made, examples);
    verbs_.push_back({made, does});
    return *made;
  }

  void takes_study(CLI::App& c) {
    c.add_option("study", options_.study, "Study file, or the name of a shipped one")->required()->type_name("STUDY");
    c.add_option("--data", options_.data, "Folder of the world's data")->type_name("FOLDER");
  }

  void takes_folder(CLI::App& c) {
    c.add_option("folder", options_.study, "Folder of the study")->required()->type_name("FOLDER");
  }

  /// What makes runs, here or elsewhere.
  void works(CLI::App& c) {
    SweepOptions& o = options_;
    takes_study(c);
    c.add_option("--out", o.out, "Folder of the study (default: results/sweeps/NAME)")->type_name("FOLDER");
    c.add_flag("--force-new", o.force_new,
               "Go on although recorded runs are none of this study any more; they are left aside");
    any_number(c.add_option("--time-limit", o.seconds, "Seconds a run may take (default: as the study says, else 600)"),
               0, 1e9);
    whole_number(c.add_option("--memory-limit", o.megabytes,
                              "Megabytes a worker may use beyond what it begins with (default: as the study says)"),
                 0, 100000000);
    c.add_option("--on-error", o.on_error, "continue, fail-fast or stop-after=N")->capture_default_str();
    c.add_option("--retry", o.retry, "Do runs again that ended so: failed, crashed, timeout, memory, lost, all")
        ->delimiter(',')
        ->type_name("END,...");
    whole_number(c.add_option("--workers", o.workers, "Worker processes (default: all cores; the result is the same)"),
                 1, 1024);
    c.add_option("--shard", o.shard, "Only this part of the runs, as 0/8")->type_name("I/N");
  }

  void add_submit() {
    SweepOptions& o = options_;
    CLI::App& c =
        verb("submit", "Write and submit the jobs of a study: an array of shards or one MPI job, then a collector",
             R"(Examples:
  simulate sweep submit my_study.yaml --out study --print
  simulate sweep submit my_study.yaml --out study --shards 64 --time 04:00:00 --print
  simulate sweep submit my_study.yaml --out study --mpi 128 --nodes 4 --print
)",
             sweep_submit);
    works(c);
    one_of(c.add_option("--engine", o.engine, "What queues the jobs"), {"slurm"})->capture_default_str();
    whole_number(c.add_option("--shards", o.shards, "Tasks of the array"), 1, 100000)->capture_default_str();
    whole_number(c.add_option("--mpi", o.mpi, "One MPI job of N ranks instead of an array"), 2, 100000);
    whole_number(c.add_option("--nodes", o.nodes, "Of the MPI job"), 1, 100000);
    c.add_option("--partition", o.partition, "Partition");
    c.add_option("--time", o.time,
                 "Time limit of a job, as Slurm takes it; a task that is stopped by it goes back to the queue");
    c.add_flag("--print", o.print, "Show the jobs, write and submit nothing");
  }

  void add_run() {
    CLI::App& c = verb("run", "Run what is left of a study; the same command goes on after anything",
                       R"(Examples:
  simulate sweep run my_study.yaml --out study        all cores; the same command goes on after anything
  simulate sweep run my_study.yaml --out study --workers 2 --on-error stop-after=10
  simulate sweep run my_study.yaml --out study --retry failed,timeout
  simulate sweep run my_study.yaml --out study --shard 0/8
)",
                       sweep_run);
    works(c);
    c.add_flag("--quiet", options_.quiet, "Print nothing but errors");
    for (CLI::App* driven :
         {&verb("pending", "Print which runs are left: for drivers", "", sweep_pending),
          &verb("serve", "Do the runs whose numbers come on standard input: for drivers", "", sweep_serve)}) {
      works(*driven);
      driven->group("");
    }
  }

  void add_collect() {
    CLI::App& c = verb("collect", "Write runs.csv, failures.csv, series.nc and provenance.json from the logs",
                       R"(Examples:
  simulate sweep collect study
  simulate sweep collect study --quiet
)",
                       sweep_collect);
    takes_folder(c);
    c.add_flag("--quiet", options_.quiet, "Print nothing but errors");
  }

  void add_analyse() {
    CLI::App& c =
        verb("analyse", "Say what a study found: spreads, sensitivity, where something happens, which choice is robust",
             R"(Examples:
  simulate sweep analyse study
  simulate sweep analyse study --questions my_study.yaml
  simulate sweep analyse study --resamples 200 --json
)",
             sweep_analyse);
    takes_folder(c);
    c.add_option("--questions", options_.questions,
                 "Study file whose cases and objectives are asked instead of those it was run with")
        ->type_name("STUDY");
    whole_number(c.add_option("--resamples", options_.resamples, "Of each bootstrap"), 0, 100000)
        ->capture_default_str();
    c.add_flag("--json", options_.json, "As JSON");
  }

  void add_status() {
    CLI::App& c = verb("status", "Say where a study stands, from its logs, on any machine, while it runs",
                       R"(Examples:
  simulate sweep status study
  simulate sweep status study --json
)",
                       sweep_status);
    takes_folder(c);
    c.add_flag("--json", options_.json, "As JSON");
    whole_number(c.add_option("--watch", options_.watch, "Repeat every N seconds until all is done"), 1, 3600)
        ->expected(0, 1)
        ->default_str("2");
  }

  void add_replay() {
    CLI::App& c = verb("replay", "Do one run again, alone, in this process",
                       R"(Examples:
  simulate sweep replay my_study.yaml --out study --run 5
)",
                       sweep_replay);
    takes_study(c);
    c.add_option("--out", options_.out, "Folder of the study (default: results/sweeps/NAME)")->type_name("FOLDER");
    whole_number(c.add_option("--run", options_.run_id, "Number of the run"), 0, static_cast<std::int64_t>(most_runs))
        ->required();
  }

  SweepOptions options_;
  std::vector<Verb> verbs_;
};

template std::unique_ptr<Command> make_command<SweepCommand>(const Program&);

}  // namespace chokepoint::app
