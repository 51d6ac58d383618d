// What `simulate-bench` found out, and its three forms: a table, JSON, a page of the documentation.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/sample.hpp"

namespace chokepoint::app {

/// A workload on so many threads.
struct Timing {
  const bench::Workload* workload;
  int threads;
  std::vector<bench::Sample> samples;  ///< without errors
  std::string error;

  [[nodiscard]] double seconds(double share) const;  ///< quantile; 0.5 is the median
  [[nodiscard]] double agent_months() const {
    return samples.front().agents * workload->months / seconds(0.5);
  }  ///< a second
  [[nodiscard]] double link_months() const {
    return samples.front().links * workload->months / seconds(0.5);
  }  ///< a second
};

struct BenchResults {
  std::vector<Timing> timings;                            ///< by workload, then by threads
  std::vector<std::pair<int, bench::Ceilings>> ceilings;  ///< by threads
  std::string processor, compiler, version, command;
  int cores = 1, repeat = 1;

  /// The same workload on one thread, or none.
  [[nodiscard]] const Timing* alone(const Timing& timing) const;
  /// More threads than one did not help: told to people.
  [[nodiscard]] std::string remark(const Timing& timing) const;
  /// Share of the machine's bandwidth that the traffic which can't be avoided takes; 0 where it is not told.
  [[nodiscard]] double share_of_triad(const Timing& timing) const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::string page() const;
};

/// What people have written below the tables of a page that is written anew: its sections, from the first on.
[[nodiscard]] std::string sections_of(const std::filesystem::path& page);

}  // namespace chokepoint::app
