// Waiting and listening.
#include "python/binding/watched.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "app/common/run_settings.hpp"

namespace chokepoint::python {
namespace {

constexpr std::chrono::milliseconds look_every{50};

/// Work under way in a thread.
class Work {
 public:
  Work(Watch& watch, const std::function<void(Watch&)>& work) : thread_([this, &watch, &work] { run(watch, work); }) {}
  ~Work() {
    if (thread_.joinable()) thread_.join();
  }
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  /// Whether it ends within a moment.
  bool ends() {
    std::unique_lock lock(mutex_);
    return signal_.wait_for(lock, look_every, [this] { return over_; });
  }
  void join() { thread_.join(); }
  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  void run(Watch& watch, const std::function<void(Watch&)>& work) {
    try {
      work(watch);
    } catch (...) {
      thrown_ = std::current_exception();
    }
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    signal_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable signal_;
  bool over_ = false;
  std::exception_ptr thrown_;
  std::thread thread_;  // last: it uses the others
};

/// Looks for signals and tells progress. Throws what Python does.
void look(const py::object& progress, const Watch& watch, std::size_t& told) {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
  const std::size_t done = watch.done, of = watch.of;
  if (progress.is_none() || of == 0 || done == told) return;
  told = done;
  progress(done, of);
}

}  // namespace

RunSettings Watch::settings(const app::RunOptions& options) {
  RunSettings out = app::run_settings(options);
  out.stop = &stop;
  out.progress = [this](const std::string&) {
    return [this](std::size_t now, std::size_t all) { of = all, done = now; };
  };
  return out;
}

void watched(const py::object& progress, const std::function<void(Watch&)>& work) {
  Watch watch;
  std::size_t told = 0;
  std::optional<py::error_already_set> stopped;
  Work under_way(watch, work);
  const auto ends = [&] {
    const py::gil_scoped_release free;
    return under_way.ends();
  };
  while (!ends()) {
    if (stopped) continue;
    try {
      look(progress, watch, told);
    } catch (py::error_already_set& error) {
      stopped.emplace(error);
      watch.stop = true;
    }
  }
  {
    const py::gil_scoped_release free;
    under_way.join();
  }
  if (stopped) throw py::error_already_set(*stopped);
  under_way.rethrow();
  look(progress, watch, told);
}

}  // namespace chokepoint::python
