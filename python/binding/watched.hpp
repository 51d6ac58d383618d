// How Python waits for work in C++: without its lock, listening for Ctrl-C, telling how far it is.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <cstddef>
#include <functional>

#include "analysis/runs/runner.hpp"
#include "app/common/options.hpp"

namespace chokepoint::python {

namespace py = pybind11;

/// What work says of itself while Python waits, and whether it should stop.
struct Watch {
  std::atomic<bool> stop = false;
  std::atomic<std::size_t> done = 0, of = 0;

  /// Settings of the program for these options, told to Python instead of to a terminal. The watch must outlive them.
  [[nodiscard]] RunSettings settings(const app::RunOptions& options);
};

/// Does work in a thread of its own while the calling thread, which must hold Python's lock, lets it go and looks for
/// signals twenty times a second. `progress`: None, or called with runs done and to do. An interrupt, or an exception
/// of `progress`, stops the work at the next run and is thrown once it has ended; else what the work throws is.
void watched(const py::object& progress, const std::function<void(Watch&)>& work);

}  // namespace chokepoint::python
