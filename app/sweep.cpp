// simulate sweep
#include "app/sweep.hpp"

#include <fmt/format.h>
#include <sched.h>

#include "agents/schedule.hpp"
#include "app/ensemble.hpp"
#include "app/places.hpp"

namespace chokepoint::app {

namespace fs = std::filesystem;

std::size_t usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
}

fs::path sweep_folder(const SweepOptions& options, const std::string& name) { return options.out.empty() ? fs::path("results") / "sweeps" / name : fs::path(options.out); }

output::SweepStudy load_sweep(const SweepOptions& options) {
  RunOptions run;
  run.data = options.data;
  output::SweepSources sources;
  sources.options = scenario_options(run);
  sources.scenario_file = scenario_file;
  sources.policy_file = policy_file;
  sources.sets = [run](const std::string& source, std::size_t replicates, std::uint64_t seed, const Scenario& scenario) {
    RunOptions asked = run;
    asked.parameters = source, asked.runs = replicates, asked.seed = seed;
    return parameter_sets(asked, scenario);
  };
  fs::path file = options.study;
  std::error_code error;
  if (!fs::exists(file, error))
    for (const fs::path& candidate : {home_folder() / "studies" / file, home_folder() / "studies" / (options.study + ".yaml")})
      if (fs::is_regular_file(candidate, error)) file = candidate;
  return output::read_sweep_study(file, sources);
}

SweepCommand::SweepCommand(CLI::App& app)
    : command_(app.add_subcommand("sweep", "Batch studies: thousands of runs on one machine or a cluster, as a study file says")), options_(std::make_shared<SweepOptions>()) {
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
}

int SweepCommand::run() {
  for (const Verb& verb : verbs_)
    if (verb.command->parsed()) return verb.does(*options_);
  return 2;
}

}  // namespace chokepoint::app
