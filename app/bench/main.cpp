// simulate-bench: fixed workloads timed in turns, beside what the machine can do at most.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <thread>

#include "app/bench/results.hpp"
#include "app/bench/workloads.hpp"
#include "app/common/machine.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/options.hpp"
#include "app/common/program.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

struct BenchOptions {
  std::vector<std::string> only;
  std::vector<int> threads;  ///< empty: 1, 2, 4 ... and all cores
  int repeat = 5;
  bool quick = false, check = false, json = false, list = false, quiet = false;
  std::string write, data;
};

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

/// Where the timings are made, and all that are to be made.
BenchResults with_workloads(const std::vector<bench::Workload>& workloads, const std::vector<int>& threads) {
  BenchResults out;
  out.cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  out.processor = processor_name();
  out.compiler = compiler_name();
  out.version = CHOKEPOINT_VERSION;
  for (const bench::Workload& w : workloads)
    for (const int t : threads) out.timings.push_back({&w, t, {}, {}});
  return out;
}

/// The machine's ceilings, then every workload once a turn, so that a slow minute falls on all alike.
void measure_in_turns(BenchResults& results, const std::vector<int>& threads, bool quiet) {
  ProgressBar bar("measuring");
  const std::size_t total = results.timings.size() * static_cast<std::size_t>(results.repeat) + threads.size();
  std::size_t done = 0;
  const auto step = [&] {
    if (interrupted) throw Interrupted{};
    if (!quiet) bar.show(done, total);
    ++done;
  };
  for (const int t : threads) step(), results.ceilings.emplace_back(t, bench::measure_ceilings(t));
  for (int turn = 0; turn < results.repeat; ++turn)
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
}

/// A workload whose result was not the same each time; null: none.
const bench::Workload* unsteady(const BenchResults& results) {
  for (const Timing& timing : results.timings)
    for (const bench::Sample& s : timing.samples)
      if (const Timing* one = results.alone(timing); s.hash != (one ? one : &timing)->samples.front().hash)
        return timing.workload;
  return nullptr;
}

void take_options(CLI::App& app, BenchOptions& o) {
  app.set_version_flag("--version", std::string("chokepoint ") + CHOKEPOINT_VERSION);
  app.add_option("--only", o.only, "These workloads alone")
      ->type_name("WORKLOAD,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  whole_number(app.add_option("--repeat", o.repeat, "Timings of each"), 1, 1000)->capture_default_str();
  thread_count(
      app.add_option("--threads", o.threads, "Numbers of threads, as 1,2,4 (default: 1, 2, 4 ... and all cores)"))
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--quick", o.quick, "Ensembles a tenth as long");
  app.add_flag("--check", o.check, "Compare results at 1, 2 and 7 threads and measure nothing");
  app.add_flag("--list", o.list, "List the workloads");
  app.add_flag("--json", o.json, "Print the figures as JSON");
  app.add_flag("--quiet", o.quiet, "Print nothing but errors");
  app.add_option("--write", o.write, "Also write them as a page, as docs/performance.md")->type_name("FILE");
  app.add_option("--data", o.data, "Folder of the world's data")->type_name("FOLDER");
  app.footer(R"(Examples:
  simulate-bench --quick                              all workloads, some minutes
  simulate-bench --only neutral_10000,world_run       these alone
  simulate-bench --check                              the same results at 1, 2 and 7 threads?
  simulate-bench --json > bench.json
  simulate-bench --write docs/performance.md          the page of the documentation
)");
}

int measure(const std::vector<bench::Workload>& workloads, const BenchOptions& o, std::string command) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const std::vector<int> threads = o.threads.empty() ? thread_counts(cores) : o.threads;
  BenchResults results = with_workloads(workloads, threads);
  results.command = std::move(command);
  results.repeat = o.repeat;
  measure_in_turns(results, threads, o.quiet);
  if (const bench::Workload* w = unsteady(results)) {
    fmt::print(stderr, "{}: results differ between timings\n", w->name);
    return 1;
  }
  if (o.json)
    fmt::print("{}", results.json());
  else if (!o.quiet)
    fmt::print("{}", results.text());
  if (!o.write.empty()) write_text(o.write, results.page() + sections_of(o.write));
  return 0;
}

int run_command_line(int argc, char** argv) {
  CLI::App app{"Measures the speed of chokepoint: fixed workloads, timed in turns", "simulate-bench"};
  BenchOptions options;
  take_options(app, options);
  if (const std::optional<int> ended = parse_command_line(app, argc, argv)) return *ended;
  const std::vector<bench::Workload> workloads = chosen_workloads(options);
  if (options.list) {
    for (const bench::Workload& w : workloads) fmt::print("{:<22} {}\n", w.name, w.what);
    return 0;
  }
  return options.check ? check(workloads) : measure(workloads, options, as_typed("simulate-bench", argc, argv));
}

}  // namespace
}  // namespace chokepoint::app

int main(int argc, char** argv) {
  using namespace chokepoint::app;
  return run_program([&] { return run_command_line(argc, argv); });
}
