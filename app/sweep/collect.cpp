// simulate sweep collect, status
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/common/terminal.hpp"
#include "app/sweep/session.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/study_results.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

constexpr int code_incomplete = 3;
/// A log to which nothing was added for so long is not at work.
constexpr std::uint64_t silence = 120000;

/// Runs a second that a log's workers have done lately.
double rate_of(const LogSummary& log, std::uint64_t now) {
  const std::size_t done = log.ok + log.failed;
  if (done < 2 || log.last + silence < now) return 0;
  return static_cast<double>(done) /
         std::max(1e-3,
                  1e-3 * static_cast<double>(std::max(log.last, now - std::min(now, std::uint64_t{1000})) - log.first));
}

struct Standing {
  PendingRuns pending;
  std::vector<LogSummary> logs;
  double rate = 0;
  [[nodiscard]] std::size_t left() const { return pending.todo.size() + pending.lost.size(); }
};

Standing standing_of(const Plan& plan, const SweepFiles& files) {
  const RunIndex run_index(files.logs());
  ProgressBar bar("reading");
  Standing out{
      pending_runs(plan, run_index, {}, {}, [&](std::size_t done, std::size_t total) { bar.show(done, total); }),
      run_index.logs()};
  const std::uint64_t now = now_milliseconds();
  for (const LogSummary& log : out.logs) out.rate += rate_of(log, now);
  return out;
}

nlohmann::ordered_json status_json(const Plan& plan, const Standing& now) {
  using nlohmann::ordered_json;
  ordered_json logs = ordered_json::array();
  for (const LogSummary& log : now.logs)
    logs.push_back({{"log", log.name},
                    {"ok", log.ok},
                    {"failed", log.failed},
                    {"rate", rate_of(log, now_milliseconds())},
                    {"skipped_bytes", log.skipped}});
  ordered_json out = {{"study", plan.spec().name}, {"runs", now.pending.total},
                      {"ok", now.pending.ok},      {"failed", now.pending.failed},
                      {"left", now.left()},        {"rate", now.rate},
                      {"seconds_left", nullptr},   {"logs", logs}};
  if (now.rate > 0) out["seconds_left"] = static_cast<double>(now.left()) / now.rate;
  return out;
}

void show_status(const Plan& plan, const Standing& now) {
  const PendingRuns& a = now.pending;
  fmt::print("{}: {} of {} runs recorded ({:.0f} %), {} failed, {} left", plan.spec().name, a.ok + a.failed, a.total,
             a.total ? 100.0 * static_cast<double>(a.ok + a.failed) / static_cast<double>(a.total) : 100.0, a.failed,
             now.left());
  if (now.rate > 0 && now.left() > 0)
    fmt::print("; {:.1f} runs a second, {:.0f} s left", now.rate, static_cast<double>(now.left()) / now.rate);
  fmt::print("\n");
  std::vector<output::TableRow> rows = {{{"log", "ok", "failed", "runs/s", "last"}}};
  const std::uint64_t clock = now_milliseconds();
  for (const LogSummary& log : now.logs)
    rows.push_back({{log.name, fmt::format("{}", log.ok), fmt::format("{}", log.failed),
                     rate_of(log, clock) > 0 ? fmt::format("{:.1f}", rate_of(log, clock)) : "-",
                     log.last == 0 ? "-" : fmt::format("{} s ago", (clock - std::min(clock, log.last)) / 1000)}});
  if (rows.size() > 42) {
    fmt::print("  {} logs; --json lists each\n", now.logs.size());
  } else if (rows.size() > 1) {
    fmt::print("{}\n", output::table_text(rows, {}));
  }
  std::fflush(stdout);
}

}  // namespace

int sweep_status(const SweepOptions& options) {
  const SweepFiles files{options.study};
  for (;;) {
    const Plan plan(locked_plan(files));
    const Standing now = standing_of(plan, files);
    if (options.json)
      fmt::print("{}\n", json_text(status_json(plan, now), options.watch > 0 ? -1 : 1));
    else
      show_status(plan, now);
    std::fflush(stdout);
    if (options.watch == 0 || now.left() == 0) return 0;
    for (int tenth = 0; tenth < options.watch * 10; ++tenth) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      if (interrupted) return 130;
    }
  }
}

int sweep_collect(const SweepOptions& options) {
  const SweepFiles files{options.study};
  const Plan plan(locked_plan(files));
  ProgressBar bar("collecting");
  const output::Collected found =
      output::collect_sweep(plan, RunIndex(files.logs()), files.results(), [&](std::size_t done, std::size_t total) {
        if (interrupted) throw Interrupted{};
        bar.show(done, total);
      });
  bar.hide();
  for (const std::string& warning : found.warnings) fmt::print(stderr, "warning: {}\n", warning);
  if (!options.quiet) {
    fmt::print("{}: {} runs, {} well, {} failed, {} missing\n", plan.spec().name, found.runs, found.ok, found.failed,
               found.missing);
    fmt::print("digest {}\n", found.digest);
    std::string names;
    for (const std::string& file : found.files) names += (names.empty() ? "" : ", ") + file;
    fmt::print("Files: {} in {}\n", names, files.results().string());
  }
  if (found.missing == 0) return 0;
  std::string numbers;
  for (const std::uint64_t index : found.first_missing)
    numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", index);
  fmt::print(stderr, "{} runs are missing (first: {}); `{} sweep run` with the same study and folder does them\n",
             found.missing, numbers, typed_name());
  return code_incomplete;
}

}  // namespace chokepoint::app
