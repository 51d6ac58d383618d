// The measured runs of a scenario, and paired comparison with another.
#pragma once

#include <memory>
#include <vector>

#include "engine/markets/chokepoints.hpp"
#include "engine/study/statistics.hpp"
#include "output/metrics.hpp"

namespace chokepoint::output {

/// All runs of one scenario, replicate by replicate.
struct Ensemble {
  const Scenario* scenario = nullptr;
  std::vector<Record> records;
  std::vector<std::uint64_t> hashes;  ///< of each run's states at the ends of its years
  std::vector<Chokepoint> chokepoints;  ///< of the first replicate, see `Measured`

  /// Values of one series in one month, one a replicate.
  [[nodiscard]] std::vector<double> values(std::size_t month, std::size_t series) const;
};

/// What a command of the front door runs and reports.
struct Results {
  std::shared_ptr<const Layout> layout;
  Ensemble main;
  std::optional<Ensemble> other;  ///< the scenario compared with: same seeds, run by run
  std::uint64_t seed = 1;
  std::string version;

  [[nodiscard]] std::size_t months() const { return main.records.empty() ? 0 : main.records[0].months(); }
  /// Differences main - other of one series in one month, paired by replicate.
  [[nodiscard]] std::vector<double> differences(std::size_t month, std::size_t series) const;
};

/// The month whose network the report looks at.
inline constexpr Month chokepoint_month = Month::of(2025, 12);

/// Simulates and measures one replicate. Returns the record and the hash.
struct Measured {
  Record record;
  std::uint64_t hash;
  std::vector<Chokepoint> chokepoints;  ///< of December 2025, or of the last month if earlier; first replicate only
};
[[nodiscard]] Measured measure_run(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed, std::uint64_t replicate);

}  // namespace chokepoint::output
