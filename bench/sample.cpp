// Forking, timing, reporting through a pipe.
#include "bench/sample.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "bench/neutral/network.hpp"
#include "engine/base/error.hpp"
#include "engine/run/parallel.hpp"

namespace chokepoint::bench {
namespace {

/// What a child tells: numbers, then text if something went wrong.
struct Told {
  std::array<double, 5> numbers{};
  std::uint64_t hash = 0;
  std::array<char, 400> error{};
};

/// Calls `work` in a child process; gives what it told.
Told in_child(const std::function<void(Told&)>& work) {
  Told told;
  int ends[2];
  const auto failed = [&](const std::string& why) {
    why.copy(told.error.data(), told.error.size() - 1);
    return told;
  };
  if (::pipe(ends) != 0) return failed(std::strerror(errno));
  const pid_t child = ::fork();
  if (child < 0) return failed(std::strerror(errno));
  if (child == 0) {
    ::close(ends[0]);
    try {
      work(told);
    } catch (const ScenarioError& error) {
      (void)failed(error.mistakes().empty() ? "the scenario is wrong" : error.mistakes().front().what);
    } catch (const std::exception& error) {
      (void)failed(error.what());
    }
    const char* at = reinterpret_cast<const char*>(&told);
    for (std::size_t left = sizeof told; left > 0;) {
      const ssize_t written = ::write(ends[1], at, left);
      if (written <= 0) break;
      at += written, left -= static_cast<std::size_t>(written);
    }
    ::_exit(0);  // nothing that the parent has begun is ended twice
  }
  ::close(ends[1]);
  char* at = reinterpret_cast<char*>(&told);
  std::size_t left = sizeof told;
  while (left > 0) {
    const ssize_t got = ::read(ends[0], at, left);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    at += got, left -= static_cast<std::size_t>(got);
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (left > 0)
    return told = {}, failed(WIFSIGNALED(status) ? std::string("ended by signal ") + ::strsignal(WTERMSIG(status))
                                                 : "ended early");
  return told;
}

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

double heap_bytes() {
  const struct mallinfo2 info = ::mallinfo2();
  return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

double peak_bytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

}  // namespace

Sample measure(const Workload& workload, int threads) {
  const Told told = in_child([&](Told& out) {
    const std::unique_ptr<Trial> trial = workload.make();
    // Workers exist and have met before the clock starts.
    for_each_run(static_cast<std::size_t>(threads) * 4, threads, [](std::size_t i) {
      volatile std::uint64_t h = i;
      for (int k = 0; k < 100'000; ++k) h = mix(h);
    });
    const double heap = heap_bytes();
    Clock::time_point begin;
    double seconds = 0;
    for_each_run(1, threads, [&](std::size_t) {  // an arena of so many threads
      begin = Clock::now();
      trial->run(threads);
      seconds = seconds_since(begin);
    });
    const auto [agents, links] = trial->size();
    out.numbers = {seconds, peak_bytes(), heap_bytes() - heap, workload.agents > 0 ? workload.agents : agents,
                   workload.links > 0 ? workload.links : links};
    out.hash = trial->hash();
  });
  return {told.numbers[0], told.hash,       told.numbers[1],  told.numbers[2],
          told.numbers[3], told.numbers[4], told.error.data()};
}

Ceilings measure_ceilings(int threads) {
  const auto parts = static_cast<std::size_t>(threads);
  const Told told = in_child([&](Told& out) {
    // Each thread works on its own third of arrays that no cache holds.
    constexpr std::size_t length = std::size_t{1} << 23;
    std::vector<std::vector<double>> a(parts), b(parts), c(parts);
    std::vector<std::vector<std::uint64_t>> tables(parts);
    constexpr std::size_t table = std::size_t{1} << 25, reads = std::size_t{1} << 22;
    for_each_run(parts, threads, [&](std::size_t t) {
      a[t].assign(length, 0.0), b[t].assign(length, 1.0), c[t].assign(length, 2.0), tables[t].assign(table, t);
    });
    double triad = 0, gather = 1e300;
    for (int turn = 0; turn < 5; ++turn) {
      auto begin = Clock::now();
      for_each_run(parts, threads, [&](std::size_t t) {
        double *x = a[t].data(), *y = b[t].data(), *z = c[t].data();
        for (int k = 0; k < 4; ++k)
#pragma omp simd
          for (std::size_t i = 0; i < length; ++i) x[i] = y[i] + 0.5 * z[i];
      });
      triad = std::max(triad, 4 * 24 * static_cast<double>(length * parts) / seconds_since(begin));
      std::vector<std::uint64_t> sums(parts);
      begin = Clock::now();
      for_each_run(parts, threads, [&](std::size_t t) {
        std::uint64_t sum = 0, at = t;
        for (std::size_t i = 0; i < reads; ++i) {
          at = at * 6364136223846793005ULL + 1442695040888963407ULL;
          sum += tables[t][at >> 39];
        }
        sums[t] = sum;
      });
      gather = std::min(gather, seconds_since(begin) / static_cast<double>(reads));
      out.hash += sums[0];
    }
    out.numbers = {triad, gather};
  });
  return {told.numbers[0], told.numbers[1]};
}

}  // namespace chokepoint::bench
