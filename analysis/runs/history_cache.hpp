// Runs that stand where others part from them, kept for those that come later.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "engine/measure/recorder.hpp"

namespace chokepoint {

/// A run under way and what has been measured of it.
class RunSoFar {
 public:
  RunSoFar(const Scenario& scenario, std::span<const Phase> phases, std::shared_ptr<const Layout> layout,
           std::uint64_t seed, std::uint64_t replicate, const Parameters& parameters);
  /// The same run so far, going on under a scenario that parts from its own in the next month or later.
  RunSoFar(const RunSoFar& trunk, const Scenario& scenario);
  RunSoFar(const RunSoFar&) = delete;
  RunSoFar& operator=(const RunSoFar&) = delete;

  /// Runs up to and including a month, or to its end if that comes first.
  void run_to(Month last);
  [[nodiscard]] const Simulation& simulation() const { return simulation_; }
  [[nodiscard]] const Recorder& recorder() const { return recorder_; }

 private:
  std::shared_ptr<const Layout> layout_;
  Recorder recorder_;
  Simulation simulation_;
};

/// What decides a run beside its scenario: the seed is one for all.
struct RunSetting {
  std::uint64_t replicate = 0;
  std::vector<double> parameters;  ///< those that differ between runs of a replicate
  friend bool operator==(const RunSetting&, const RunSetting&) = default;
};

/// A scenario from which others part. Numbers tell trunks apart and are never used again.
struct Trunk {
  std::uint64_t number = 0;
  const Scenario* scenario = nullptr;
};

/// Histories of scenarios from which others part, by scenario, setting and month; those used last, as many as fit in
/// the memory given. For one thread.
class HistoryCache {
 public:
  explicit HistoryCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Makes a run of the trunk, which may have come some way.
  using Begin = std::function<std::unique_ptr<RunSoFar>()>;

  /// The trunk's run at the end of the month before `month`; what is not there is run. The reference holds until the
  /// next call.
  const RunSoFar& before(Month month, const Trunk& trunk, const RunSetting& setting, const Begin& begin);
  /// Runs a scenario to the end of a month. If others may branch off it, keeps what it is at each month at which some
  /// have parted from one.
  std::unique_ptr<RunSoFar> run(const Trunk& trunk, const RunSetting& setting, Month last, bool keeps,
                                const Begin& begin);

  [[nodiscard]] std::size_t kept() const { return kept_.size(); }
  /// Months run.
  [[nodiscard]] std::size_t months_run() const { return months_run_; }

 private:
  struct Kept {
    std::uint64_t trunk;
    RunSetting setting;
    Month next;  ///< that the run would simulate next
    std::unique_ptr<RunSoFar> run;
  };
  void keep(const Trunk& trunk, const RunSetting& setting, std::unique_ptr<RunSoFar> run);
  void advance(RunSoFar& run, Month last);

  std::size_t most_bytes_, months_run_ = 0;
  std::list<Kept> kept_;      ///< latest first
  std::set<Month> partings_;  ///< months from which on others have differed
};

}  // namespace chokepoint
