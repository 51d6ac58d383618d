// What is measured each month: one row per metric. To add a metric, add a row to its family in metrics/.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/markets/closed_links.hpp"
#include "engine/markets/leaderboard.hpp"
#include "engine/measure/display.hpp"
#include "engine/run/simulation.hpp"

namespace chokepoint {

/// Over what a metric is defined: the world as a whole, or each agent of a kind, or each good.
enum class Dimension { world, nation, firm, designer, foundry, good, traded_good, supplier };

/// How a metric of nations is told for a region, from its members' values: their sum, the highest or lowest, or the
/// mean weighted by users, by GDP or by accelerators in place (plain if all weights are 0).
enum class Aggregate { none, sum, highest, lowest, by_users, by_gdp, by_compute };

class Observation;

/// The smallest difference that counts, in the metric's unit: the larger of `least` and `share` of the level.
struct Smallest {
  double least = 0, share = 0;
  std::string_view why;  ///< a judgement
  [[nodiscard]] double at(double level) const { return std::max(least, share * std::fabs(level)); }
  /// `0.1 ECI`, `0.1 % of the level, at least 1 H100e`.
  [[nodiscard]] std::string text(std::string_view unit) const;
};

struct Metric {
  std::string_view name, unit;
  Smallest counts;
  std::string_view meaning;
  Dimension of = Dimension::world;
  /// Value for agent `agent` (0 for the world). Reads only: being watched never changes anyone.
  double (*value)(const Observation&, std::size_t agent) = nullptr;
  /// Metrics that stand earlier in the table and whose record the function reads (see Observation::past).
  std::array<std::string_view, 2> from = {};
  /// Of nations: what regions report. With `none` they don't.
  Aggregate members = Aggregate::none;
  /// How it is told to a person; without a label it goes by its name and unit.
  Display display = {};
};

/// What the model leaves out of a metric, or holds fixed: why runs may not differ in it whatever a scenario says. ""
/// for most.
[[nodiscard]] std::string_view not_modelled(const Metric& metric);

/// The table of all metrics.
[[nodiscard]] std::span<const Metric> metrics();
/// The row of a name, or null.
[[nodiscard]] const Metric* find_metric(std::string_view name);
[[nodiscard]] std::vector<std::string> metric_names();

/// One time series: a metric and the agent it is of.
struct Series {
  const Metric* metric = nullptr;
  std::size_t agent = 0;
  std::string agent_name;  ///< empty for the world
  RegionId region;         ///< of a region's: the agent is the region
};

/// All series of a world, in the order of the table and of names.
class Layout {
 public:
  /// All series are measured; or, where `metrics` names some, those of these and of what they read. The numbers of the
  /// series are the same.
  explicit Layout(const WorldData& data, const std::vector<std::string>& metrics = {});
  [[nodiscard]] std::span<const Series> series() const { return series_; }
  /// The series that a recorder measures, in order. Others stay 0.
  [[nodiscard]] std::span<const std::size_t> measured() const { return measured_; }
  /// Whether a metric is measured.
  [[nodiscard]] bool measures(const Metric& metric) const;
  /// First series of a metric; its agents follow.
  [[nodiscard]] std::size_t first(const Metric& metric) const {
    return first_[static_cast<std::size_t>(&metric - table_)];
  }
  /// The series of a metric by name and agent's name ("" for the world; a nation or region also by what else it is
  /// called); npos if there is none.
  [[nodiscard]] std::size_t find(std::string_view metric, std::string_view agent = {}) const;
  /// First series of the metrics that a metric's `from` names.
  [[nodiscard]] const std::array<std::size_t, 2>& sources(const Metric& metric) const {
    return sources_[static_cast<std::size_t>(&metric - table_)];
  }
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  std::vector<Series> series_;
  std::vector<std::size_t> first_, measured_;
  std::vector<std::array<std::size_t, 2>> sources_;
  const Metric* table_ = metrics().data();
  std::vector<std::string> ids_, labels_;  ///< of nations and regions
};

/// The series that conditions in a scenario may name, as `Layout` numbers them.
[[nodiscard]] MetricCatalogue metric_catalogue(const WorldData& data);

/// The measured values of one run under way: months of a series side by side, because sums over months read them so.
class Record {
 public:
  Record() = default;
  Record(std::size_t series, std::size_t months) : series_(series), months_(months), values_(series * months) {}
  [[nodiscard]] double& at(std::size_t month, std::size_t series) { return values_[series * months_ + month]; }
  [[nodiscard]] double at(std::size_t month, std::size_t series) const { return values_[series * months_ + month]; }
  [[nodiscard]] std::span<const double> of(std::size_t series) const {
    return std::span(values_).subspan(series * months_, months_);
  }
  [[nodiscard]] std::size_t series() const { return series_; }
  [[nodiscard]] std::size_t months() const { return months_; }

 private:
  std::size_t series_ = 0, months_ = 0;
  std::vector<double> values_;
};

/// What an ensemble keeps of a run that is over, for statistics: seven digits of each value, months of a series side by
/// side. A series that is 0 throughout takes no room.
class KeptRecord {
 public:
  KeptRecord() = default;
  explicit KeptRecord(const Record& record);
  [[nodiscard]] double at(std::size_t month, std::size_t series) const {
    return is_zero(series) ? 0.0 : static_cast<double>(values_[places_[series] * months_ + month]);
  }
  [[nodiscard]] std::size_t months() const { return months_; }
  /// Memory that it takes.
  [[nodiscard]] std::size_t bytes() const {
    return sizeof *this + places_.capacity() * sizeof(std::uint32_t) + values_.capacity() * sizeof(float);
  }
  [[nodiscard]] bool is_zero(std::size_t series) const { return places_[series] == nowhere; }

 private:
  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);
  std::size_t months_ = 0;
  std::vector<std::uint32_t> places_;  ///< by series: where its months stand
  std::vector<float> values_;
};

/// Sums by nation that many metrics need, made once a month.
struct NationSums {
  ByNation<double> best, raw, capex, revenue, exports, chip_revenue, rented, influence, downloads;
  ByNation<double> best_flop, best_efficiency, best_application, held;
  Table<NationId, NationId, double> usage;  ///< (market, vendor's nation): share of usage
  Table<NationId, NationId, double> chips;  ///< (buyer, designer's nation): M$ this month
  double raw_world = 0;

  ClosedLinks closed_links;                       ///< as of the last change of rules or December
  ByNation<double> rent_revenue, rented_from;     ///< earned by home hosts, M$; let from data centres there, H100e
  ByNation<double> diverted_through, detections;  ///< by the nation's hubs
  ByNation<double> restriction;                   ///< intensity of measures against the nation
  ByNation<int> bloc;             ///< -1 within the distance of allies from the US, +1 from China, else 0
  ByNation<double> self_hosting;  ///< influence that all of the nation would give by using open weights
  ByNation<double> measures;      ///< restrictions and retaliations that the nation begins this month
  double cross_bloc = 0;          ///< share of a bloc's payments that goes to the other bloc, mean of the two

  explicit NationSums(std::size_t nations = 0);
  void measure(const World& world, const Parameters& p);

 private:
  /// The sums that each month begins anew.
  [[nodiscard]] std::array<ByNation<double>*, 18> totals();
  void clear(const WorldData& data);
  void count_measures(const World& world, const Parameters& p);
  class CrossBloc;
  void set_blocs(const World& world, const Parameters& p);
  void add_channels(const World& world);
  void add_firms(const World& world, const Parameters& p, CrossBloc& payments);
  void add_model(const Firms& f, FirmId i);
  void add_chips(const World& world, CrossBloc& payments);
  void add_influence(const World& world, const Parameters& p);
};

/// Measures one run.
class Recorder : public Observer {
 public:
  Recorder(const Layout& layout, const WorldData& data, std::size_t months);
  void observe(const Simulation& simulation) override;
  [[nodiscard]] double measured(std::size_t series, Month month) const override {
    return record_.at(static_cast<std::size_t>(month.index), series);
  }
  [[nodiscard]] std::unique_ptr<Observer> clone() const override { return std::make_unique<Recorder>(*this); }
  [[nodiscard]] Record take() { return std::move(record_); }

 private:
  friend class Observation;
  void rank(const Simulation& simulation, const Observation& observation);
  void aggregate(const Series& series, std::size_t at, std::size_t month, const World& world);

  const Layout& layout_;
  bool ranks_, closes_;  ///< whether some metric measured reads the leaderboards or the closed links
  Record record_;
  Leaderboard biased_, neutral_;
  NationSums sums_;
};

/// What a metric's function may look at.
class Observation {
 public:
  Observation(const Simulation& simulation, const Recorder& recorder);

  const World& world;
  const Regimes& regimes;
  const Parameters& p;
  Month month;
  NationId us, cn;  ///< may not exist in a foreign world
  const Leaderboard& biased;
  const Leaderboard& neutral;
  const NationSums& sums;

  /// Value `months_ago` of the k-th metric named in `from`, same agent or the world; 0 before the first month.
  [[nodiscard]] double past(std::size_t k, std::size_t agent, int months_ago) const;
  /// Sum over the last `months` months, the present one included.
  [[nodiscard]] double sum(std::size_t k, std::size_t agent, int months) const;

 private:
  friend class Recorder;
  const Recorder& recorder_;
  std::array<std::size_t, 2> sources_ = {};  ///< first series of the metrics named in `from`
};

}  // namespace chokepoint
