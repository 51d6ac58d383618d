// What the C++ peers share: reading the command line, timing, and one line of JSON.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace chokepoint::bench {

/// The most that this process has ever held.
inline double peak_memory_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

/// arguments: program, agents, steps before the checksum, seconds to time. `make(agents)` gives a model with step() and
/// checksum().
template <class Make>
int measure(const char* name, int argc, char** argv, Make&& make) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s AGENTS STEPS SECONDS\n", argv[0]);
    return 2;
  }
  const std::size_t agents = std::strtoull(argv[1], nullptr, 10), steps = std::strtoull(argv[2], nullptr, 10);
  const double seconds = std::strtod(argv[3], nullptr);
  auto model = make(agents);
  for (std::size_t t = 0; t < steps; ++t) model.step();
  const double checksum = model.checksum();
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  std::size_t done = 0;
  double elapsed = 0;
  do {
    model.step();
    ++done;
    elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  } while (elapsed < seconds);
  std::printf(
      "{\"name\": \"%s\", \"agents\": %zu, \"steps\": %zu, \"checksum\": \"%.15g\", \"timed_steps\": %zu, \"seconds\": "
      "%.9g, \"updates_per_second\": %.9g, \"memory_mib\": %.1f}\n",
      name, agents, steps, checksum, done, elapsed, static_cast<double>(agents) * static_cast<double>(done) / elapsed,
      peak_memory_mib());
  return 0;
}

}  // namespace chokepoint::bench
