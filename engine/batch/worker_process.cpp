// The worker's side of the pool.
#include "engine/batch/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <fstream>
#include <new>
#include <optional>

namespace chokepoint::worker {
namespace {

constexpr double between_syncs = 5;  ///< seconds

/// The supervisor decides when to stop; a worker that outlives it would write into a log that no one expects.
void follow(pid_t supervisor) {
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGHUP, SIGXFSZ}) std::signal(signal, SIG_IGN);
  // What the program does when it crashes itself is not for workers to do.
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL}) std::signal(signal, SIG_DFL);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(1);
  const rlimit no_core = {0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
}

void limit_memory(std::size_t megabytes) {
  if (megabytes == 0) return;
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t most =
      pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + static_cast<rlim_t>(megabytes) * 1024 * 1024;
  const rlimit limit = {most, most};
  ::setrlimit(RLIMIT_AS, &limit);
}

std::uint64_t kilobytes_used() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss);
}

RunRecord attempt(const Trial& trial, std::uint64_t index) {
  RunRecord out;
  try {
    TrialResult result = trial.run(index);
    out.outputs = std::move(result.outputs);
    out.series = std::move(result.series);
    const auto bad = std::ranges::find_if(out.outputs, [](double x) { return !std::isfinite(x); });
    if (bad != out.outputs.end())
      out.status = RunStatus::failed, out.reason = fmt::format("output {} is {}", bad - out.outputs.begin() + 1, *bad);
  } catch (const std::bad_alloc&) {
    out.status = RunStatus::memory, out.reason = "needs more memory than it may use";
  } catch (const std::exception& error) {
    out.status = RunStatus::failed, out.reason = error.what();
  } catch (...) {
    out.status = RunStatus::failed, out.reason = "threw something that is no std::exception";
  }
  return out;
}

/// One run and its records.
RunStatus do_run(const Place& place, LogWriter& log, std::uint64_t index) {
  const ContentKey key = place.trial.key(index);
  log.start(key, index);
  const std::uint64_t begun = clock_now();
  place.bench.begun = begun;
  RunRecord record = attempt(place.trial, index);
  const std::uint64_t spent = clock_now() - begun;
  record.key = key, record.index = index;
  record.seconds = static_cast<double>(spent) * 1e-9;
  record.kilobytes = kilobytes_used();
  record.ended = now_milliseconds();
  log.end(record);
  place.bench.begun = 0;
  place.bench.spent += spent;
  place.bench.kilobytes = record.kilobytes;
  ++(record.status == RunStatus::ok ? place.bench.ok : place.bench.failed);
  ++place.bench.position;
  return record.status;
}

}  // namespace

std::uint64_t clock_now() {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count());
}

void work(const Place& place) {
  follow(place.supervisor);
  ::dup2(place.words, STDERR_FILENO);
  ::fcntl(STDERR_FILENO, F_SETFL, O_APPEND);
  try {
    LogWriter log(place.log, place.options.header);
    limit_memory(place.options.megabytes);
    std::uint64_t chunk[largest_chunk];
    std::uint64_t synced = clock_now();
    for (ssize_t got = 0; (got = ::recv(place.socket, chunk, sizeof chunk, 0)) > 0;) {
      for (std::size_t k = 0; k < static_cast<std::size_t>(got) / sizeof chunk[0] && !place.board.stop; ++k) {
        const RunStatus status = do_run(place, log, chunk[k]);
        if (status != RunStatus::ok && ++place.board.failures >= place.options.failures && place.options.failures > 0)
          place.board.stop = true;
        if (status == RunStatus::memory) ::_exit(0);  // what it left behind is another's to clean up
      }
      if (static_cast<double>(clock_now() - synced) * 1e-9 > between_syncs) log.sync(), synced = clock_now();
      if (::send(place.socket, "d", 1, MSG_NOSIGNAL) != 1) break;
    }
    log.sync();
  } catch (const LogError& error) {
    fmt::print(stderr, "{}", error.what());
    std::fflush(stderr);
    ::_exit(cannot_write);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}", error.what());
    std::fflush(stderr);
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace chokepoint::worker
