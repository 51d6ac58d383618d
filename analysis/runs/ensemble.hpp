// The measured runs of a scenario, and paired comparison with another.
#pragma once

#include <memory>
#include <vector>

#include "analysis/methods/paired_difference.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "engine/base/hash.hpp"
#include "engine/markets/chokepoints.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/run/run_observer.hpp"

namespace chokepoint {

struct IdleEvents;
struct Measured;

/// One coming about of an event whose course depends on the run: the months that its clock says.
struct Firing {
  EventId event;
  Month announced, start, end;  ///< the end: first month without it; not after the start: it was called off before

  /// Whether it came into force in a run that ends in `last`.
  [[nodiscard]] bool began(Month last) const { return start < end && start <= last; }
  /// Whether it, or its announcement, was over by then.
  [[nodiscard]] bool ended(Month last) const { return end <= last; }
  friend bool operator==(const Firing&, const Firing&) = default;
};

/// The runs that a result rests on: all, or those in which a condition holds (see `Condition`).
struct Selection {
  std::string condition;  ///< empty: all
  std::size_t of = 0;     ///< runs made
  [[nodiscard]] bool is_part() const { return !condition.empty(); }
};

/// All runs of one scenario, replicate by replicate; or some of them.
struct Ensemble {
  const Scenario* scenario = nullptr;
  std::vector<KeptRecord> records;
  std::vector<std::uint64_t> hashes;    ///< of each run's states at the ends of its years
  std::vector<Chokepoint> chokepoints;  ///< of the first replicate, see `Measured`
  std::vector<std::vector<Month>>
      starts;  ///< by event of the calendar: the first start in each run in which it has come about
  std::vector<std::vector<Month>> firsts;  ///< by run, then event: its first start, or EventClock::never
  std::vector<std::vector<Firing>> fired;  ///< by run: what came about that need not have, in order of time
  std::vector<std::size_t> replicates;     ///< by run, its number; empty: all, in order

  /// The number of a run: what its random numbers and its parameter set depend on.
  [[nodiscard]] std::size_t replicate(std::size_t run) const { return replicates.empty() ? run : replicates[run]; }
  /// The same of some of its runs. The hash stays that of all.
  [[nodiscard]] Ensemble only(std::span<const std::size_t> runs) const;
  /// Of all runs made: equal if every state was.
  [[nodiscard]] std::uint64_t hash() const;
  /// Adds the next replicate.
  void add(Measured&& run);

  /// Values of one series in one month, one a replicate.
  [[nodiscard]] std::vector<double> values(std::size_t month, std::size_t series) const;
};

/// Where the parameters of runs come from, for the record.
struct ParameterSource {
  std::string name = "point";  ///< `point`, `prior`, or the file's name
  std::size_t sets = 0;        ///< 0: point values
  std::uint64_t hash = 0;      ///< of names and values
  /// Runs that share a set.
  [[nodiscard]] std::size_t group() const { return sets > 0 ? replicates_per_set : 1; }
};

/// How a person asked for a result, for its record.
struct Asked {
  std::string command;               ///< makes the result again
  std::string file;                  ///< the scenario's, told so that another of its name is known from it
  std::string commit = "unknown";    ///< of the program's sources
  std::string parameters = "point";  ///< `point`, `prior`, `posterior` or a file of sets
  std::vector<std::string> metrics;  ///< in series.csv and members.csv; empty: all
  bool members = false;              ///< whether members.csv is written
};

/// What a command of the front door runs and reports.
struct Results {
  std::shared_ptr<const IdleEvents> idle;  ///< what of the scenario has no effect; none if that was not asked
  std::shared_ptr<const Layout> layout;
  std::shared_ptr<const Ensemble> main;
  std::shared_ptr<const Ensemble> other;  ///< the scenario compared with: same seeds, run by run; may be none
  std::uint64_t seed = 1;
  std::string version;
  ParameterSource parameters;
  Selection selection = {};
  Asked asked;

  /// Which runs share a parameter set.
  [[nodiscard]] Clusters clusters() const;
  [[nodiscard]] std::size_t months() const { return main->records.empty() ? 0 : main->records[0].months(); }
  /// Differences main - other of one series in one month, paired by replicate.
  [[nodiscard]] std::vector<double> differences(std::size_t month, std::size_t series) const;
  /// The same with its errors and odds, less than what counts for the metric being none.
  [[nodiscard]] PairedDifference difference(std::size_t month, std::size_t series) const;
};

/// What other makes of base in one series, run by run; less than what counts for its metric is none.
[[nodiscard]] PairedDifference compare_series(const Series& series, const std::vector<double>& base,
                                              const std::vector<double>& other, const Clusters& clusters);

/// The month whose network the report looks at.
inline constexpr Month chokepoint_month = Month::of(2025, 12);

/// What is kept of one replicate.
struct Measured {
  KeptRecord record;
  std::uint64_t hash;
  std::vector<Chokepoint> chokepoints;         ///< of December 2025, or of the last month if earlier; where asked for
  std::vector<Month> starts;                   ///< by event: its first start, or EventClock::never
  std::vector<Firing> fired = {};              ///< what came about that need not have, in order of time
  std::unique_ptr<RunObserver> observer = {};  ///< who looked at it, if anyone did
};

/// Which runs of an ensemble share a parameter set: as many at a time as `source` says, unless only some of the runs
/// are there.
[[nodiscard]] Clusters clusters_of(const Ensemble& ensemble, const ParameterSource& source);

/// A replicate under way, with its record and the hash of its states so far. Copies are branches.
class MeasuredRun {
 public:
  MeasuredRun(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed,
              std::uint64_t replicate, std::size_t months, const Parameters* parameters = nullptr);
  /// The same run so far, going on under a scenario that branches off in the next month.
  MeasuredRun(const MeasuredRun& trunk, const Scenario& branch);
  MeasuredRun(const MeasuredRun&) = delete;
  MeasuredRun& operator=(const MeasuredRun&) = delete;

  /// Who looks at it from now on, if anyone does.
  void observe(std::unique_ptr<RunObserver> observer) { observer_ = std::move(observer); }
  /// Looks at the network in `chokepoint_month`, which is dear: for reports that tell of it. So do its branches.
  void look_at_network() { looks_at_network_ = true; }
  /// Runs up to and including a month.
  void run_to(Month last);
  /// Runs to the end and gives what is kept.
  [[nodiscard]] Measured finish();

 private:
  void look();
  void note_firings();

  const Scenario* scenario_;
  std::uint64_t replicate_;
  Recorder recorder_;
  Simulation simulation_;
  StateHash hash_;
  bool looks_at_network_ = false;
  std::vector<Chokepoint> weak_points_;
  /// An event that comes about in some runs only, or ends at random.
  struct Watched {
    EventId event;
    int seen = 0;            ///< times that it has fired
    std::size_t latest = 0;  ///< its place in `firings_`, once it has
  };
  std::vector<Watched> watched_;
  std::vector<Firing> firings_;
  std::unique_ptr<RunObserver> observer_;
};

/// Simulates and measures one replicate; `parameters` as for a Simulation.
[[nodiscard]] Measured measure_run(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout,
                                   std::uint64_t seed, std::uint64_t replicate, const Parameters* parameters = nullptr);

}  // namespace chokepoint
