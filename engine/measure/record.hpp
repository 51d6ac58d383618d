// The measured values of a run.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/measure/layout.hpp"

namespace chokepoint {

/// The measured values of one run under way: the series measured of a month side by side, because a month writes them
/// all. A series that is not measured is 0.
class Record {
 public:
  Record() = default;
  /// All of a number of series.
  Record(std::size_t series, std::size_t months)
      : series_(series), months_(months), width_(series), values_(series * months) {}
  /// Those that a layout measures.
  Record(const Layout& layout, std::size_t months)
      : series_(layout.series().size()),
        months_(months),
        width_(layout.measured().size()),
        columns_(layout.columns()),
        values_(width_ * months) {}

  [[nodiscard]] double& at(std::size_t month, std::size_t series) {
    assert(column(series) != Layout::no_column && "the series is not measured");
    return values_[month * width_ + column(series)];
  }
  [[nodiscard]] double at(std::size_t month, std::size_t series) const {
    const std::size_t place = column(series);
    return place == Layout::no_column ? 0.0 : values_[month * width_ + place];
  }
  /// The values of a month by column.
  [[nodiscard]] std::span<double> row(std::size_t month) { return std::span(values_).subspan(month * width_, width_); }
  [[nodiscard]] std::span<const double> row(std::size_t month) const {
    return std::span(values_).subspan(month * width_, width_);
  }
  [[nodiscard]] std::size_t series() const { return series_; }
  [[nodiscard]] std::size_t months() const { return months_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] const std::shared_ptr<const std::vector<std::uint32_t>>& columns() const { return columns_; }

 private:
  [[nodiscard]] std::size_t column(std::size_t series) const { return columns_ ? (*columns_)[series] : series; }

  std::size_t series_ = 0, months_ = 0, width_ = 0;
  std::shared_ptr<const std::vector<std::uint32_t>> columns_;  ///< by series; none: each is its own
  std::vector<double> values_;
};

/// What an ensemble keeps of a run that is over, for statistics: seven digits of each value, months of a series side by
/// side. A series that is 0 throughout takes no room.
class KeptRecord {
 public:
  KeptRecord() = default;
  explicit KeptRecord(const Record& record);
  [[nodiscard]] double at(std::size_t month, std::size_t series) const {
    const std::size_t kept = place(series);
    return kept == nowhere ? 0.0 : static_cast<double>(values_[kept * months_ + month]);
  }
  [[nodiscard]] std::size_t months() const { return months_; }
  /// Memory that it takes.
  [[nodiscard]] std::size_t bytes() const {
    return sizeof *this + places_.capacity() * sizeof(std::uint32_t) + values_.capacity() * sizeof(float);
  }
  [[nodiscard]] bool is_zero(std::size_t series) const { return place(series) == nowhere; }

 private:
  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);
  [[nodiscard]] std::uint32_t place(std::size_t series) const {
    const std::size_t column = columns_ ? (*columns_)[series] : series;
    return column == Layout::no_column ? nowhere : places_[column];
  }
  void keep(const Record& record);

  std::size_t months_ = 0;
  std::shared_ptr<const std::vector<std::uint32_t>> columns_;  ///< of the record
  std::vector<std::uint32_t> places_;                          ///< by column: where its months stand
  std::vector<float> values_;
};

}  // namespace chokepoint
