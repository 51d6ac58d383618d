// The supervisor: hands out chunks of runs, watches workers by the memory they share, replaces those that die.
#include "engine/batch/worker_pool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>

#include "engine/batch/worker_process.hpp"

namespace chokepoint {
namespace {

using worker::Bench;
using worker::largest_chunk;

constexpr double wanted_chunk = 0.1;  ///< seconds of work
constexpr int longest_look = 50;      ///< milliseconds between looks at clocks and progress

/// Memory that parent and children share.
template <class T>
T* shared_memory() {
  void* const at = ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED)
    throw std::runtime_error(fmt::format("no memory to share with workers: {}", std::strerror(errno)));
  return new (at) T();
}

/// The end of what a dead worker had to say.
std::string stderr_tail(int file) {
  char text[400];
  const off_t size = ::lseek(file, 0, SEEK_END);
  const ssize_t got = ::pread(file, text, sizeof text, std::max<off_t>(0, size - static_cast<off_t>(sizeof text)));
  std::string out(text, static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  std::ranges::replace(out, '\n', ' ');
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string exit_reason(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return fmt::format("killed by signal {} ({}){}", signal, ::strsignal(signal),
                       signal == SIGKILL ? ", perhaps for want of memory" : "");
  }
  return fmt::format("the process ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace

struct WorkerPool::Workers {
  struct Slot {
    pid_t process = 0;
    int socket = -1, words = -1;
    Bench* bench = nullptr;
    std::vector<std::uint64_t> chunk;  ///< empty: idle
    bool overdue = false;              ///< killed for taking too long
    std::filesystem::path log;
  };
  Trial trial;
  PoolOptions options;
  worker::Board* board;
  std::vector<Slot> slots;
  std::unique_ptr<LogWriter> own_log;  ///< of runs whose worker could not record them
  std::deque<std::uint64_t> queue;
  std::string unwritable;  ///< why a log cannot be written
  std::size_t left = 0, base_ok = 0, base_failed = 0;

  Workers(Trial what, PoolOptions how)
      : trial(std::move(what)), options(std::move(how)), board(shared_memory<worker::Board>()), slots(options.workers) {
    std::filesystem::create_directories(options.folder);
    for (std::size_t s = 0; s < slots.size(); ++s) {
      slots[s].bench = shared_memory<Bench>();
      slots[s].words = ::memfd_create("words", MFD_CLOEXEC);
      slots[s].log = options.folder / fmt::format("{}.{}.log", options.label, s);
    }
  }
  ~Workers() {
    for (Slot& slot : slots) {
      if (slot.process > 0) terminate(slot);
      if (slot.words >= 0) ::close(slot.words);
      ::munmap(slot.bench, sizeof(Bench));
    }
    ::munmap(board, sizeof(worker::Board));
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  static void terminate(Slot& slot) {
    ::close(slot.socket);
    ::kill(slot.process, SIGKILL);
    ::waitpid(slot.process, nullptr, 0);
    slot.process = 0;
  }

  void spawn(Slot& slot) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
      throw std::runtime_error(fmt::format("no socket for a worker: {}", std::strerror(errno)));
    (void)::ftruncate(slot.words, 0);
    slot.bench->begun = 0, slot.bench->position = 0;
    slot.overdue = false;
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error(fmt::format("no process for a worker: {}", std::strerror(errno)));
    if (child == 0) {
      ::close(pair[0]);
      for (const Slot& other : slots)
        if (other.process > 0) ::close(other.socket);
      worker::work({trial, options, *board, *slot.bench, pair[1], slot.words, parent, slot.log});
    }
    ::close(pair[1]);
    slot.process = child, slot.socket = pair[0];
  }

  [[nodiscard]] double seconds_of_run() const {
    double total = 0;
    std::size_t runs = 0;
    for (const Slot& slot : slots)
      total += static_cast<double>(slot.bench->spent) * 1e-9, runs += slot.bench->ok + slot.bench->failed;
    return runs == 0 ? wanted_chunk : total / static_cast<double>(runs);
  }

  void hand_out(Slot& slot) {
    const double fit = wanted_chunk / std::max(seconds_of_run(), 1e-9);
    const std::size_t share = std::max<std::size_t>(1, queue.size() / (4 * slots.size()));
    const std::size_t count = std::min(
        {queue.size(), share, static_cast<std::size_t>(std::clamp(fit, 1.0, static_cast<double>(largest_chunk)))});
    if (count == 0) return;
    slot.chunk.assign(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(count));
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(count));
    if (slot.process == 0) spawn(slot);
    slot.bench->position = 0;
    if (::send(slot.socket, slot.chunk.data(), count * sizeof(std::uint64_t), MSG_NOSIGNAL) < 0) reap(slot);
  }

  /// Runs of a chunk that are behind a worker; what is left of it goes back to the front of the queue.
  void complete(Slot& slot, std::size_t done) {
    left -= done;
    queue.insert(queue.begin(), slot.chunk.begin() + static_cast<std::ptrdiff_t>(done), slot.chunk.end());
    slot.chunk.clear();
  }

  /// Whether it could be written.
  bool record(Slot& slot, std::uint64_t index, RunStatus status, const std::string& reason, std::uint64_t begun) {
    RunRecord out;
    out.key = trial.key(index), out.index = index, out.status = status, out.reason = reason;
    out.seconds = static_cast<double>(worker::clock_now() - begun) * 1e-9;
    out.kilobytes = slot.bench->kilobytes, out.ended = now_milliseconds();
    try {
      if (!own_log)
        own_log = std::make_unique<LogWriter>(options.folder / (options.label + ".supervisor.log"), options.header);
      own_log->end(out);
    } catch (const LogError& error) {
      fail(error.what());
      return false;
    }
    return true;
  }

  /// A log cannot be written: the other workers may end what they are at.
  void fail(const std::string& why) {
    unwritable = why;
    board->stop = true;
  }

  /// A worker has died or left.
  void reap(Slot& slot) {
    int status = 0;
    ::close(slot.socket);
    ::waitpid(slot.process, &status, 0);
    slot.process = 0;
    const std::uint64_t begun = slot.bench->begun;
    std::size_t done = slot.bench->position;
    const bool cannot_write = WIFEXITED(status) && WEXITSTATUS(status) == worker::cannot_write;
    if (cannot_write) fail(stderr_tail(slot.words));
    if (!cannot_write && begun != 0 && done < slot.chunk.size()) {
      std::string reason = slot.overdue ? fmt::format("took longer than {} s", options.seconds) : exit_reason(status);
      if (const std::string words = stderr_tail(slot.words); !words.empty() && !slot.overdue) reason += ": " + words;
      if (record(slot, slot.chunk[done], slot.overdue ? RunStatus::timeout : RunStatus::crashed, reason, begun)) {
        ++done, ++slot.bench->failed;
        if (++board->failures >= options.failures && options.failures > 0) board->stop = true;
      }
    }
    complete(slot, done);
  }

  void look_at_clocks() {
    if (options.seconds <= 0) return;
    for (Slot& slot : slots) {
      const std::uint64_t begun = slot.process > 0 ? slot.bench->begun.load() : 0;
      if (begun == 0 || slot.overdue || static_cast<double>(worker::clock_now() - begun) * 1e-9 < options.seconds)
        continue;
      slot.overdue = true;
      ::kill(slot.process, SIGKILL);
    }
  }

  void wait_for_news() {
    std::vector<pollfd> watched;
    std::vector<Slot*> whose;
    for (Slot& slot : slots)
      if (slot.process > 0) watched.push_back({slot.socket, POLLIN, 0}), whose.push_back(&slot);
    if (::poll(watched.data(), watched.size(), longest_look) <= 0) return;
    for (std::size_t w = 0; w < watched.size(); ++w) {
      if (watched[w].revents == 0) continue;
      char news = 0;
      if (::recv(whose[w]->socket, &news, 1, 0) == 1)
        complete(*whose[w], whose[w]->bench->position);
      else
        reap(*whose[w]);
    }
  }

  [[nodiscard]] PoolProgress progress() const {
    PoolProgress out;
    for (const Slot& slot : slots) out.ok += slot.bench->ok, out.failed += slot.bench->failed;
    out.ok -= base_ok, out.failed -= base_failed;
    return out;
  }

  [[nodiscard]] bool idle() const {
    return std::ranges::all_of(slots, [](const Slot& slot) { return slot.chunk.empty(); });
  }

  /// After the grace: runs under way are given up, and said to be.
  void give_up() {
    for (Slot& slot : slots) {
      if (slot.chunk.empty()) continue;
      ::kill(slot.process, SIGKILL);
      ::close(slot.socket);
      ::waitpid(slot.process, nullptr, 0);
      slot.process = 0;
      const std::size_t done = slot.bench->position;
      if (slot.bench->begun != 0 && done < slot.chunk.size())
        record(slot, slot.chunk[done], RunStatus::stopped, "the study was stopped", slot.bench->begun);
      complete(slot, done);
    }
  }
};

WorkerPool::WorkerPool(Trial trial, PoolOptions options)
    : workers_(std::make_unique<Workers>(std::move(trial), std::move(options))) {}
WorkerPool::~WorkerPool() = default;

WorkerPool::End WorkerPool::run(std::span<const std::uint64_t> indices, const std::atomic<bool>& stop,
                                const std::function<void(const PoolProgress&)>& progress) {
  Workers& workers = *workers_;
  workers.queue.assign(indices.begin(), indices.end());
  workers.left = indices.size();
  workers.board->stop = false;
  workers.base_ok = workers.base_failed = 0;
  const PoolProgress before = workers.progress();
  workers.base_ok = before.ok, workers.base_failed = before.failed;
  std::uint64_t stopped_at = 0;
  while (workers.left > 0) {
    if (stop) workers.board->stop = true;
    if (!workers.unwritable.empty() && workers.idle()) throw LogError(workers.unwritable);
    const bool stopping = workers.board->stop;
    if (!stopping)
      for (Workers::Slot& slot : workers.slots)
        if (slot.chunk.empty() && !workers.queue.empty()) workers.hand_out(slot);
    if (stopping && workers.idle()) break;
    if (stopping && stopped_at == 0) stopped_at = worker::clock_now();
    if (stopping && static_cast<double>(worker::clock_now() - stopped_at) * 1e-9 > workers.options.grace)
      workers.give_up();
    else
      workers.wait_for_news();
    workers.look_at_clocks();
    progress(workers.progress());
  }
  if (workers.left == 0) return End::finished;
  return stop ? End::stopped : End::failures;
}

}  // namespace chokepoint
