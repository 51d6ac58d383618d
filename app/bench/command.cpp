// Timing in turns, checking results, telling them.
#include "app/bench/command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <thread>

#include "app/bench/machine.hpp"
#include "app/bench/results.hpp"
#include "app/bench/workloads.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/options.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

std::vector<bench::Workload> chosen_workloads(const BenchOptions& options) {
  std::vector<bench::Workload> all = all_workloads(options.data, options.quick), out;
  std::vector<std::string> known;
  for (const bench::Workload& w : all) known.push_back(w.name);
  Mistakes mistakes;
  for (const std::string& name : options.only)
    if (std::ranges::find(known, name) == known.end())
      mistakes.add({"--only"}, fmt::format("no workload is called '{}'{}", name, suggestion(name, known)));
  mistakes.throw_if_any();
  for (bench::Workload& w : all)
    if (options.only.empty() || std::ranges::find(options.only, w.name) != options.only.end())
      out.push_back(std::move(w));
  return out;
}

/// 1, 2, 4 ... and all cores.
std::vector<int> thread_counts(int cores) {
  std::set<int> counts = {cores};
  for (int t = 1; t < cores; t *= 2) counts.insert(t);
  return {counts.begin(), counts.end()};
}

/// Whether each workload has the same result at 1, 2 and 7 threads.
int check(const std::vector<bench::Workload>& workloads) {
  ProgressBar bar("checking");
  int wrong = 0;
  std::size_t done = 0;
  for (const bench::Workload& w : workloads) {
    std::vector<bench::Sample> samples;
    for (const int threads : {1, 2, 7}) {
      if (interrupted) throw Interrupted{};
      bar.show(done++, workloads.size() * 3);
      samples.push_back(bench::measure(w, threads));
    }
    bar.hide();
    const bool left_out = std::ranges::any_of(samples, [](const bench::Sample& s) { return !s.error.empty(); });
    const bool same = !left_out && samples[0].hash == samples[1].hash && samples[0].hash == samples[2].hash;
    if (left_out)
      fmt::print("{:<22} left out: {}\n", w.name, samples[0].error);
    else
      fmt::print("{:<22} {:016x} {}\n", w.name, samples[0].hash,
                 same ? "at 1, 2 and 7 threads"
                      : fmt::format("but {:016x} at 2 and {:016x} at 7 threads", samples[1].hash, samples[2].hash));
    std::fflush(stdout);
    if (!left_out && !same) wrong = 1;
  }
  return wrong;
}

}  // namespace

BenchCommand::BenchCommand(CLI::App& app, std::string command)
    : command_(app.add_subcommand("bench", "Measure speed: fixed workloads, timed in turns")),
      options_(std::make_shared<BenchOptions>()) {
  BenchOptions& o = *options_;
  o.command = std::move(command);
  command_->add_option("--only", o.only, "These workloads alone")
      ->type_name("WORKLOAD,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  whole_number(command_->add_option("--repeat", o.repeat, "Timings of each"), 1, 1000)->capture_default_str();
  thread_count(
      command_->add_option("--threads", o.threads, "Numbers of threads, as 1,2,4 (default: 1, 2, 4 ... and all cores)"))
      ->delimiter(',')
      ->allow_extra_args(false);
  command_->add_flag("--quick", o.quick, "Ensembles a tenth as long");
  command_->add_flag("--check", o.check, "Compare results at 1, 2 and 7 threads and measure nothing");
  command_->add_flag("--list", o.list, "List the workloads");
  command_->add_flag("--json", o.json, "Print the figures as JSON");
  command_->add_flag("--quiet", o.quiet, "Print nothing but errors");
  command_->add_option("--write", o.write, "Also write them as a page, as docs/performance.md")->type_name("FILE");
  command_->add_option("--data", o.data, "Folder of the world's data")->type_name("FOLDER");
}

bool BenchCommand::parsed() const { return command_->parsed(); }

int BenchCommand::run() {
  const BenchOptions& o = *options_;
  const std::vector<bench::Workload> workloads = chosen_workloads(o);
  if (o.list) {
    for (const bench::Workload& w : workloads) fmt::print("{:<22} {}\n", w.name, w.what);
    return 0;
  }
  if (o.check) return check(workloads);

  BenchResults results;
  results.cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const std::vector<int> threads = o.threads.empty() ? thread_counts(results.cores) : o.threads;
  results.processor = processor_name();
  results.compiler = compiler_name();
  results.version = CHOKEPOINT_VERSION;
  results.command = o.command;
  results.repeat = o.repeat;
  for (const bench::Workload& w : workloads)
    for (const int t : threads) results.timings.push_back({&w, t, {}, {}});

  ProgressBar bar("measuring");
  const std::size_t total = results.timings.size() * static_cast<std::size_t>(o.repeat) + threads.size();
  std::size_t done = 0;
  const auto step = [&] {
    if (interrupted) throw Interrupted{};
    if (!o.quiet) bar.show(done, total);
    ++done;
  };
  for (const int t : threads) step(), results.ceilings.emplace_back(t, bench::measure_ceilings(t));
  for (int turn = 0; turn < o.repeat; ++turn)
    for (Timing& timing : results.timings) {
      step();
      if (!timing.error.empty()) continue;
      bench::Sample sample = bench::measure(*timing.workload, timing.threads);
      if (!sample.error.empty())
        timing.error = sample.error;
      else
        timing.samples.push_back(std::move(sample));
    }
  bar.hide();
  for (Timing& timing : results.timings)
    for (const bench::Sample& s : timing.samples)
      if (const Timing* one = results.alone(timing); s.hash != (one ? one : &timing)->samples.front().hash) {
        fmt::print(stderr, "{}: results differ between timings\n", timing.workload->name);
        return 1;
      }
  if (o.json)
    fmt::print("{}", results.json());
  else if (!o.quiet)
    fmt::print("{}", results.text());
  if (!o.write.empty()) write_text(o.write, results.page());
  return 0;
}

}  // namespace chokepoint::app
