// simulate sweep run, serve, pending, replay
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iostream>

#include "app/common/terminal.hpp"
#include "app/sweep/session.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"
#include "output/text/table.hpp"

namespace chokepoint::app {
namespace {

/// Runs with failures that were asked to stop the study.
constexpr int code_failures = 4;

int told(const SweepSession& session, WorkerPool::End end, const PoolProgress& done, bool quiet) {
  const PendingRuns& pending = session.pending();
  const std::size_t failed = pending.failed + pending.lost.size() + done.failed,
                    recorded = pending.ok + done.ok + failed;
  const std::string folder = session.files().folder.string();
  if (!quiet || end != WorkerPool::End::finished) {
    fmt::print("{}: {} of {} runs recorded", session.plan().spec().name, recorded, pending.total);
    if (failed > 0) fmt::print(", {} of them failed", failed);
    fmt::print(" in {}\n", folder);
  }
  if (end == WorkerPool::End::stopped) {
    fmt::print(stderr, "stopped; the same command goes on\n");
    return stopped_code();
  }
  if (end == WorkerPool::End::failures) {
    fmt::print(
        stderr,
        "stopped after {} failed runs, as --on-error asks; the same command goes on without them, --retry with them\n",
        done.failed);
    return code_failures;
  }
  if (!quiet && recorded == pending.total) fmt::print("Next: {} sweep collect {}\n", typed_name(), folder);
  return 0;
}

/// `3-17,20` becomes numbers below `limit`.
std::vector<std::uint64_t> numbers_in(std::string_view text, std::uint64_t limit) {
  std::vector<std::uint64_t> out;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    std::uint64_t first = 0, last = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), first);
    if (error != std::errc{}) continue;
    last = first;
    if (end != part.data() + part.size() && *end == '-') std::from_chars(end + 1, part.data() + part.size(), last);
    for (std::uint64_t n = first; n < limit && n <= last; ++n) out.push_back(n);
  }
  return out;
}

}  // namespace

int sweep_run(const SweepOptions& options) {
  stop_on_signals();
  SweepSession session(options);
  session.open();
  ProgressBar bar(session.plan().spec().name);
  PoolProgress done;
  WorkerPool pool = session.workers(options.workers);
  const std::vector<std::uint64_t>& todo = session.pending().todo;
  WorkerPool::End end = WorkerPool::End::finished;
  try {
    end = pool.run(todo, interrupted, [&](const PoolProgress& now) {
      done = now;
      if (!options.quiet) bar.show(now.done(), todo.size());
    });
  } catch (const LogError& error) {
    throw OutputError(fmt::format("{}; what was recorded before stays, the same command goes on", error.what()));
  }
  bar.hide();
  return told(session, end, done, options.quiet);
}

int sweep_pending(const SweepOptions& options) {
  SweepSession session(options);
  session.open();
  const std::vector<std::uint64_t>& todo = session.pending().todo;
  for (std::size_t k = 0; k < todo.size();) {
    std::size_t last = k;
    while (last + 1 < todo.size() && todo[last + 1] == todo[last] + 1) ++last;
    fmt::print("{} {}\n", todo[k], last - k + 1);
    k = last + 1;
  }
  return 0;
}

int sweep_serve(const SweepOptions& options) {
  stop_on_signals();
  SweepSession session(options);
  session.open();
  WorkerPool pool = session.workers(std::max<std::size_t>(1, options.workers));
  for (std::string line; std::getline(std::cin, line);) {
    PoolProgress done;
    try {
      const WorkerPool::End end =
          pool.run(numbers_in(line, session.plan().runs()), interrupted, [&](const PoolProgress& now) { done = now; });
      fmt::print("{} {} {}\n", end == WorkerPool::End::finished ? "done" : "stopped", done.ok, done.failed);
    } catch (const LogError& error) {
      throw OutputError(error.what());
    }
    std::fflush(stdout);
  }
  return 0;
}

namespace {

/// The number of a run as typed.
std::uint64_t run_number(const std::string& typed, const Plan& plan) {
  const auto number = config::parse_number(typed);
  if (!number || *number < 0 || *number >= static_cast<double>(plan.runs()) || *number != std::floor(*number))
    throw ScenarioError(
        {{{"--run"}, fmt::format("'{}' should be the number of a run, 0 ... {}", typed, plan.runs() - 1)}});
  return static_cast<std::uint64_t>(*number);
}

}  // namespace

int sweep_replay(const SweepOptions& options) {
  SweepOptions again = options;
  again.force_new =
      true;  // a run that is no longer of the study may be asked for by no number, so that nothing is mixed
  SweepSession session(again);
  const Plan& plan = session.plan();
  const std::uint64_t index = run_number(options.run_id, plan);
  PlanWalk walk(plan);
  const PlanWalk::Step step = walk.at(index);
  const PlanSpec& spec = plan.spec();
  fmt::print("run {}: scenario {}, replicate {}, seed {}\n", index, spec.alternatives[step.run.alternative].name,
             step.run.replicate, spec.seed);
  for (std::size_t f = 0; f < spec.factors.size(); ++f)
    fmt::print("  {} = {}\n", spec.factors[f].name, spec.factors[f].text(walk.values()[f]));
  const RunIndex run_index(session.files().logs());
  const RunIndexEntry* entry = run_index.find(step.key);
  RunRecord recorded;
  if (entry && entry->ended) {
    LogReader reader(run_index.file(*entry), entry->offset);
    if (reader.next() == LogReader::Kind::end) recorded = reader.record();
    fmt::print("recorded: {}{}\n", run_status_names()[static_cast<std::size_t>(recorded.status)],
               recorded.reason.empty() ? "" : ", " + recorded.reason);
  } else {
    fmt::print("not recorded\n");
  }
  std::fflush(stdout);
  const TrialResult result = session.trial()(index);  // in this process: a debugger sees what a worker would
  fmt::print("now:\n");
  for (std::size_t k = 0; k < result.outputs.size(); ++k)
    fmt::print("  {} = {}\n", spec.outputs[k].name, result.outputs[k]);
  if (!entry || !entry->ended || recorded.status != RunStatus::ok) return 0;
  const bool same = recorded.outputs == result.outputs && recorded.series == result.series;
  fmt::print("{}\n", same ? "the same as recorded" : "NOT the same as recorded");
  return same ? 0 : 1;
}

}  // namespace chokepoint::app
