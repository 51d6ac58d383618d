// Worker processes against runs that crash, throw, hang and eat memory: all other runs are done, each fault is told.
#include "engine/batch/worker_pool.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <numeric>
#include <thread>

#include "engine/base/file.hpp"
#include "engine/batch/run_index.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace worker_pool_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

std::atomic<bool> go_on = false;
const std::function<void(const PoolProgress&)> unwatched = [](const PoolProgress&) {};

ContentKey key_of(std::uint64_t index) { return ContentHash().add(index).key(); }
TrialResult square(std::uint64_t index) { return {{static_cast<double>(index * index)}, {}}; }

std::vector<std::uint64_t> first(std::size_t count) {
  std::vector<std::uint64_t> out(count);
  std::iota(out.begin(), out.end(), std::uint64_t{0});
  return out;
}

PoolOptions options(const TemporaryFolder& folder, std::size_t workers) {
  PoolOptions out;
  out.folder = folder.path(), out.label = "test", out.header = "{}", out.workers = workers;
  return out;
}

/// How a run ended and why; "nothing" if no record tells.
std::string told(const RunIndex& run_index, std::uint64_t index) {
  const RunIndexEntry* entry = run_index.find(key_of(index));
  if (!entry || !entry->ended) return "nothing";
  LogReader reader(run_index.file(*entry), entry->offset);
  reader.next();
  const RunRecord r = reader.record();
  if (r.status == RunStatus::ok) return r.outputs == square(index).outputs ? "ok" : "wrong";
  return run_status_names()[static_cast<std::size_t>(r.status)] + ": " + r.reason;
}

/// Eats memory that is touched, so that the limit is met and not the system's.
void eat() {
  std::vector<std::vector<char>> all;
  for (;;) all.emplace_back(std::size_t{1} << 24, 'x');
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // address space is not what it seems
#else
constexpr bool sanitized = false;
#endif

}  // namespace

TEST_CASE("worker pool: every run once, on any number of workers, again with the same workers", "[unit]") {
  for (const std::size_t workers : {1U, 2U, 5U}) {
    const TemporaryFolder folder;
    {
      WorkerPool pool({key_of, square}, options(folder, workers));
      PoolProgress seen;
      CHECK(pool.run(first(1000), go_on, [&](const PoolProgress& p) { seen = p; }) == WorkerPool::End::finished);
      CHECK(seen.ok == 1000);
      const std::vector<std::uint64_t> more = {1000, 1001, 1002};
      CHECK(pool.run(more, go_on, [&](const PoolProgress& p) { seen = p; }) == WorkerPool::End::finished);
      CHECK(seen.ok == 3);
      CHECK(pool.run({}, go_on, unwatched) == WorkerPool::End::finished);
    }
    const RunIndex run_index(folder.path());
    for (std::uint64_t i = 0; i < 1003; ++i) REQUIRE(told(run_index, i) == "ok");
    CHECK(run_index.repeats().empty());
  }
}

TEST_CASE("worker pool: runs that crash, throw, hang, end the process or want all memory are told, and harm no other",
          "[unit]") {
  const TemporaryFolder folder;
  PoolOptions how = options(folder, 2);
  how.seconds = 2;
  how.megabytes = sanitized ? 0 : 200;
  const auto trial = [](std::uint64_t index) {
    if (index == 10) std::raise(SIGSEGV);
    if (index == 20) throw std::runtime_error("no solution");
    if (index == 30)
      for (;;) ::usleep(1000);
    if (index == 40 && !sanitized) eat();
    if (index == 50) ::_exit(3);
    if (index == 60) throw 7;
    if (index == 70) return TrialResult{{std::nan("")}, {}};
    if (index == 80) ::kill(::getpid(), SIGKILL);
    if (index == 90) {
      ::write(STDERR_FILENO, "assertion failed\n", 17);
      std::abort();
    }
    return square(index);
  };
  WorkerPool pool({key_of, trial}, how);
  PoolProgress seen;
  CHECK(pool.run(first(300), go_on, [&](const PoolProgress& p) { seen = p; }) == WorkerPool::End::finished);
  CHECK(seen.failed == (sanitized ? 8 : 9));
  const RunIndex run_index(folder.path());
  if (!sanitized) CHECK(told(run_index, 10) == "crashed: killed by signal 11 (Segmentation fault)");
  CHECK(told(run_index, 20) == "failed: no solution");
  CHECK(told(run_index, 30) == "timeout: took longer than 2 s");
  if (!sanitized) CHECK(told(run_index, 40) == "memory: needs more memory than it may use");
  CHECK(told(run_index, 50) == "crashed: the process ended with exit code 3");
  CHECK(told(run_index, 60) == "failed: threw something that is no std::exception");
  CHECK(told(run_index, 70) == "failed: output 1 is nan");
  CHECK(told(run_index, 80) == "crashed: killed by signal 9 (Killed), perhaps for want of memory");
  CHECK(told(run_index, 90) == "crashed: killed by signal 6 (Aborted): assertion failed");
  for (std::uint64_t i = 0; i < 300; ++i)
    if (i % 10 != 0 || i == 0 || i > 90) REQUIRE(told(run_index, i) == "ok");
}

TEST_CASE("worker pool: stops after N failures, and when asked, within the grace", "[unit]") {
  const TemporaryFolder folder;
  PoolOptions how = options(folder, 2);
  how.failures = 3;
  const auto fails = [](std::uint64_t index) -> TrialResult {
    if (index % 5 == 0) throw std::runtime_error("five");
    return square(index);
  };
  {
    WorkerPool pool({key_of, fails}, how);
    CHECK(pool.run(first(1000), go_on, unwatched) == WorkerPool::End::failures);
  }
  std::size_t failed = 0;
  const RunIndex after(folder.path());
  for (const LogSummary& log : after.logs()) failed += log.failed;
  CHECK((failed >= 3 && failed <= 5));

  const TemporaryFolder other;
  how = options(other, 2);
  how.grace = 0.2;
  std::atomic<bool> stop = false;
  const auto slow = [](std::uint64_t index) {
    if (index >= 50)
      for (;;) ::usleep(1000);
    return square(index);
  };
  WorkerPool pool({key_of, slow}, how);
  CHECK(pool.run(first(100), stop, [&](const PoolProgress& p) { stop = p.ok == 50; }) == WorkerPool::End::stopped);
  const RunIndex run_index(other.path());
  for (std::uint64_t i = 0; i < 50; ++i) REQUIRE(told(run_index, i) == "ok");
  for (std::uint64_t i = 50; i < 100; ++i) {
    REQUIRE(told(run_index, i) == "nothing");
    if (const RunIndexEntry* entry = run_index.find(key_of(i))) CHECK(entry->open == 0);
  }
}

TEST_CASE("worker pool: a log that cannot be written ends it; what was recorded stays, and the rest is done later",
          "[unit]") {
  const TemporaryFolder folder;
  rlimit before = {};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small = {20000, before.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string said;
  try {
    WorkerPool pool({key_of, square}, options(folder, 2));
    pool.run(first(5000), go_on, unwatched);
  } catch (const LogError& error) {
    said = error.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(said.find("cannot write ") == 0);
  CHECK(said.find(": File too large") != std::string::npos);
  const RunIndex run_index(folder.path());
  std::vector<std::uint64_t> rest;
  for (std::uint64_t i = 0; i < 5000; ++i)
    if (told(run_index, i) == "nothing") rest.push_back(i);
  CHECK((rest.size() > 4000 && rest.size() < 4900));
  for (const std::uint64_t index : rest)
    if (const RunIndexEntry* entry = run_index.find(key_of(index))) CHECK(entry->open == 0);  // not their fault
  PoolOptions how = options(folder, 2);
  how.label = "again";
  WorkerPool(Trial{key_of, square}, how).run(rest, go_on, unwatched);
  const RunIndex whole(folder.path());
  for (std::uint64_t i = 0; i < 5000; ++i) REQUIRE(told(whole, i) == "ok");
}

}  // namespace worker_pool_test
