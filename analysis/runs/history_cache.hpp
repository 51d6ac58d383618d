// Runs that stand where others part from them, kept for those that come later.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <set>
#include <vector>

#include "engine/measure/single_run.hpp"

namespace chokepoint {

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
  using Begin = std::function<std::unique_ptr<SingleRun>()>;

  /// The trunk's run at the end of the month before `month`; what is not there is run. The reference holds until the
  /// next call.
  const SingleRun& before(Month month, const Trunk& trunk, const RunSetting& setting, const Begin& begin);
  /// Runs a scenario to the end of a month. If others may branch off it, keeps what it is at each month at which some
  /// have parted from one.
  std::unique_ptr<SingleRun> run(const Trunk& trunk, const RunSetting& setting, Month last, bool keeps,
                                 const Begin& begin);

  /// Months run.
  [[nodiscard]] std::size_t months_run() const { return months_run_; }

 private:
  struct Kept {
    std::uint64_t trunk;
    RunSetting setting;
    Month next;  ///< that the run would simulate next
    std::unique_ptr<SingleRun> run;
  };
  void keep(const Trunk& trunk, const RunSetting& setting, std::unique_ptr<SingleRun> run);
  void advance(SingleRun& run, Month last);

  std::size_t most_bytes_, months_run_ = 0;
  std::list<Kept> kept_;      ///< latest first
  std::set<Month> partings_;  ///< months from which on others have differed
};

}  // namespace chokepoint
