// simulate-mpi STUDY [options of `simulate sweep run`]: a batch study in one MPI job.
//
// Rank 0 asks `simulate sweep pending` what is left and hands out chunks of run numbers; every other rank drives one
// `simulate sweep serve`, which writes its own logs. No run is done inside a rank: what a run does to its process ends
// no job. If a rank or its helper dies the job is aborted; the same command goes on with what is left.
#include <fmt/format.h>
#include <mpi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <optional>

#include "app/mpi/helper.hpp"

namespace chokepoint::mpi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int tag_work = 1, tag_report = 2;
constexpr double wanted_chunk = 0.2;  ///< seconds of work
constexpr std::size_t largest_chunk = 5000;
constexpr useconds_t nap = 200;  ///< microseconds: waiting ranks must not take a core from those that work

volatile std::sig_atomic_t stop_asked = 0;

double seconds_since(Clock::time_point then) { return std::chrono::duration<double>(Clock::now() - then).count(); }

/// Runs first ... first + count - 1.
struct Range {
  std::uint64_t first, count;
};

/// What a worker reports: runs done well and badly, seconds it took; `idle` when it first asks, `stopped` when it will
/// do no more.
struct Report {
  enum Kind : std::uint64_t { idle, done, stopped } kind;
  std::uint64_t ok, failed, nanoseconds;
};

struct Options {
  std::vector<std::string> words;  ///< for simulate
  double watchdog = 3600;          ///< seconds without a word from anyone, after which the job is aborted
};

Options options_from(int argc, char** argv) {
  Options out;
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k];
    if (word == "--watchdog" && k + 1 < argc)
      out.watchdog = std::strtod(argv[++k], nullptr);
    else
      out.words.push_back(word);
  }
  return out;
}

std::vector<std::string> simulate_sweep(const char* verb, const Options& options) {
  std::vector<std::string> out = {simulate_beside(), "sweep", verb};
  out.insert(out.end(), options.words.begin(), options.words.end());
  return out;
}

/// Ranks that the launcher says there are; 1 if it says nothing.
int ranks_expected() {
  int out = 1;
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"})
    if (const char* said = std::getenv(name)) out = std::max(out, std::atoi(said));
  return out;
}

/// Whether a message has come from anyone; naps if not.
bool came(int tag, MPI_Status& status) {
  int flag = 0;
  MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &flag, &status);
  if (!flag) ::usleep(nap);
  return flag != 0;
}

/// What is left, from `simulate sweep pending`. Nothing if it refuses, having said why.
std::optional<std::deque<Range>> pending(const Options& options, int& code) {
  Helper helper(simulate_sweep("pending", options));
  std::deque<Range> out;
  for (std::string line; helper.hear(line, -1) == Helper::Answer::line;) {
    Range range{};
    if (std::sscanf(line.c_str(), "%lu %lu", &range.first, &range.count) == 2) out.push_back(range);
  }
  code = helper.finish();
  if (code != 0) return std::nullopt;
  return out;
}

/// The next so many runs, as `3-17,20`.
std::string chunk_from(std::deque<Range>& left, std::size_t count) {
  std::string out;
  while (count > 0 && !left.empty()) {
    Range& range = left.front();
    const std::uint64_t taken = std::min<std::uint64_t>(range.count, count);
    out += fmt::format("{}{}-{}", out.empty() ? "" : ",", range.first, range.first + taken - 1);
    range.first += taken, range.count -= taken, count -= taken;
    if (range.count == 0) left.pop_front();
  }
  return out;
}

/// What was handed out and what came of it.
struct Progress {
  std::uint64_t total = 0, handed = 0, ok = 0, failed = 0, nanoseconds = 0;
  bool stopped = false;

  void add(const Report& report) {
    ok += report.ok, failed += report.failed, nanoseconds += report.nanoseconds;
    stopped = stopped || stop_asked || report.kind == Report::stopped;
  }
  /// Runs of the next chunk: some seconds' work, and less towards the end, so that no rank is waited for.
  [[nodiscard]] std::uint64_t next_chunk(int ranks) const {
    const double run =
        ok + failed == 0 ? wanted_chunk : 1e-9 * static_cast<double>(nanoseconds) / static_cast<double>(ok + failed);
    const std::uint64_t share =
        std::max<std::uint64_t>(1, (total - handed) / (4 * static_cast<std::uint64_t>(ranks - 1)));
    const auto fit = static_cast<std::uint64_t>(
        std::clamp(wanted_chunk / std::max(run, 1e-9), 1.0, static_cast<double>(largest_chunk)));
    return std::min({share, fit, total - handed});
  }
};

/// Waits for the report of any rank; silence for too long ends the job.
MPI_Status wait_for_report(double watchdog) {
  const Clock::time_point since = Clock::now();
  MPI_Status status;
  while (!came(tag_report, status))
    if (seconds_since(since) > watchdog) {
      fmt::print(stderr, "no word from any rank for {:.0f} s; the job is aborted, the same command goes on\n",
                 watchdog);
      MPI_Abort(MPI_COMM_WORLD, 76);
    }
  return status;
}

/// Rank 0: guided self-scheduling. Returns the exit code of the job.
int lead(int ranks, const Options& options) {
  int code = 0;
  auto left = pending(options, code);
  if (!left) left.emplace();
  Progress progress;
  for (const Range& range : *left) progress.total += range.count;
  for (int at_work = ranks - 1; at_work > 0;) {
    const MPI_Status status = wait_for_report(options.watchdog);
    Report report{};
    MPI_Recv(&report, sizeof report, MPI_BYTE, status.MPI_SOURCE, tag_report, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    progress.add(report);
    std::string chunk;
    if (!progress.stopped && !left->empty()) {
      const std::uint64_t count = progress.next_chunk(ranks);
      progress.handed += count, chunk = chunk_from(*left, count);
    }
    if (chunk.empty()) --at_work;
    MPI_Send(chunk.data(), static_cast<int>(chunk.size()), MPI_CHAR, status.MPI_SOURCE, tag_work, MPI_COMM_WORLD);
  }
  if (code != 0) return code;
  const std::uint64_t recorded = progress.ok + progress.failed;
  fmt::print("{} of {} runs that were left are recorded, {} of them failed; {} ranks\n", recorded, progress.total,
             progress.failed, ranks);
  if (recorded == progress.total) return 0;
  fmt::print(stderr, "stopped; the same command goes on\n");
  return 75;
}

[[noreturn]] void abort_with(const char* why) {
  fmt::print(stderr, "{}; the job is aborted, the same command goes on\n", why);
  MPI_Abort(MPI_COMM_WORLD, 77);
  std::abort();
}

/// Every other rank: asks, has the chunk done, reports.
void follow(const Options& options) {
  std::optional<Helper> helper;
  Report report{Report::idle, 0, 0, 0};
  for (;;) {
    MPI_Send(&report, sizeof report, MPI_BYTE, 0, tag_report, MPI_COMM_WORLD);
    MPI_Status status;
    while (!came(tag_work, status)) {
    }
    int size = 0;
    MPI_Get_count(&status, MPI_CHAR, &size);
    std::string chunk(static_cast<std::size_t>(size), ' ');
    MPI_Recv(chunk.data(), size, MPI_CHAR, 0, tag_work, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (chunk.empty()) break;
    if (!helper) helper.emplace(simulate_sweep("serve", options));
    const Clock::time_point begun = Clock::now();
    helper->tell(chunk);
    std::string line;
    if (helper->hear(line, -1) == Helper::Answer::gone) abort_with("a worker ended before its work");
    char word[16] = "";
    report = {Report::done, 0, 0, static_cast<std::uint64_t>(1e9 * seconds_since(begun))};
    if (std::sscanf(line.c_str(), "%15s %lu %lu", word, &report.ok, &report.failed) != 3)
      abort_with("a worker said what is no answer");
    if (std::string(word) == "stopped") report.kind = Report::stopped;
  }
  if (helper && helper->finish() != 0) abort_with("a worker could not end well");
}

/// A job of one rank is the command itself.
int run_alone(const Options& options) {
  // A launcher of another MPI starts many worlds of one rank each: each would do all the work.
  if (ranks_expected() > 1) {
    fmt::print(stderr,
               "the launcher speaks of {} ranks but this program sees itself alone: launcher and MPI library do not "
               "fit (with Slurm try srun --mpi=pmix)\n",
               ranks_expected());
    return 2;
  }
  std::vector<std::string> command = simulate_sweep("run", options);
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  ::execv(words[0], words.data());
  fmt::print(stderr, "cannot start {}\n", command[0]);
  return 1;
}

}  // namespace
}  // namespace chokepoint::mpi

int main(int argc, char** argv) {
  using namespace chokepoint::mpi;
  for (const int signal : {SIGTERM, SIGUSR1}) std::signal(signal, [](int) { stop_asked = 1; });
  std::signal(SIGPIPE, SIG_IGN);
  const Options options = options_from(argc, argv);
  if (options.words.empty() || options.words[0] == "--help") {
    fmt::print("usage: mpirun -n RANKS simulate-mpi STUDY [--watchdog SECONDS] [options of `simulate sweep run`]\n");
    return 2;
  }
  MPI_Init(&argc, &argv);
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (ranks == 1) {
    MPI_Finalize();
    return run_alone(options);
  }
  int code = 0;
  try {
    if (rank == 0)
      code = lead(ranks, options);
    else
      follow(options);
  } catch (const std::exception& error) {
    abort_with(error.what());
  }
  MPI_Finalize();
  return code;
}
