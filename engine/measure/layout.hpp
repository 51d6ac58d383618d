// Which series a world has, and which of them runs measure.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/events/calendar.hpp"
#include "engine/events/expression.hpp"
#include "engine/measure/metric.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

/// One time series: a metric and the agent it is of.
struct Series {
  const Metric* metric = nullptr;
  std::size_t agent = 0;
  std::string agent_name;  ///< empty for the world
  RegionId region;         ///< of a region's: the agent is the region
};

/// The metrics that runs measure: all, or those that someone will read. What they are made of is measured too; the
/// numbers are the same.
class Wanted {
 public:
  [[nodiscard]] static Wanted all() {
    Wanted out;
    out.all_ = true;
    return out;
  }
  /// None, to begin with.
  Wanted() = default;
  Wanted(const std::vector<std::string>& metrics) : metrics_(metrics.begin(), metrics.end()) {}
  Wanted(const std::vector<std::string_view>& metrics) : metrics_(metrics.begin(), metrics.end()) {}

  Wanted& add(std::string_view metric) { return metrics_.emplace(metric), *this; }
  /// What the triggers of a scenario read: its runs need that much.
  Wanted& add(const Calendar& calendar) {
    series_.insert(calendar.series_read().begin(), calendar.series_read().end());
    return *this;
  }

 private:
  friend class Layout;
  bool all_ = false;
  std::set<std::string> metrics_;
  std::set<std::size_t> series_;  ///< as a layout numbers them
};

/// All series of a world, in the order of the table and of names; and the columns of a record, which are those of the
/// metrics measured.
class Layout {
 public:
  explicit Layout(const WorldData& data, const Wanted& wanted = Wanted::all());
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
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// A metric that is measured: columns `first` .. of its agents, then of regions.
  struct Part {
    const Metric* metric;
    std::size_t first, agents, regions;
    std::array<std::size_t, 2> sources;  ///< first columns of the metrics that its `from` names
  };
  [[nodiscard]] std::span<const Part> parts() const { return parts_; }
  /// By series: its column in records, or `no_column`.
  [[nodiscard]] const std::shared_ptr<const std::vector<std::uint32_t>>& columns() const { return columns_; }
  static constexpr std::uint32_t no_column = static_cast<std::uint32_t>(-1);

 private:
  void number_series(const WorldData& data);
  [[nodiscard]] std::set<const Metric*> chosen(const Wanted& wanted) const;
  void number_columns(const std::set<const Metric*>& chosen);

  std::vector<Series> series_;
  std::vector<std::size_t> first_, measured_;
  std::vector<Part> parts_;
  std::shared_ptr<const std::vector<std::uint32_t>> columns_;
  const Metric* table_ = metrics().data();
  std::vector<std::string> ids_, labels_;  ///< of nations and regions
};

/// The series that conditions in a scenario may name, as `Layout` numbers them.
[[nodiscard]] MetricCatalogue metric_catalogue(const WorldData& data);

}  // namespace chokepoint
