// A table of the rule book: almost empty, so it remembers which cells were touched and clears those alone.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"

namespace chokepoint {

/// A dense table in which every cell holds the neutral value until a rule touches it. Touching is access to a table that is
/// not const: a reader holds a const one. Cost of clearing: the cells touched. Not for use from several threads while rules are written.
template <class R, class C, class T>
class RuleTable {
 public:
  RuleTable() = default;
  RuleTable(std::size_t rows, std::size_t columns, T neutral = {})
      : cells_(rows, columns, neutral), neutral_(std::move(neutral)), width_(columns), marked_(rows * columns), rows_(rows), columns_(columns) {
    touched_.reserve(rows * columns);  // so that writing rules allocates nothing
  }
  RuleTable(const RuleTable& other) { *this = other; }
  RuleTable& operator=(const RuleTable& other) {
    if (this == &other) return *this;
    cells_ = other.cells_, neutral_ = other.neutral_, width_ = other.width_, marked_ = other.marked_, rows_ = other.rows_, columns_ = other.columns_;
    touched_.reserve(marked_.size());
    touched_.assign(other.touched_.begin(), other.touched_.end());
    return *this;
  }

  T& operator()(R row, C column) {
    const std::size_t at = row.index() * width_ + column.index();
    if (!marked_[at]) {
      marked_[at] = rows_[row.index()] = columns_[column.index()] = 1;
      touched_.push_back(static_cast<std::uint32_t>(at));
    }
    return cells_(row, column);
  }
  const T& operator()(R row, C column) const { return cells_(row, column); }
  [[nodiscard]] std::span<const T> row(R row) const { return cells_.row(row); }

  [[nodiscard]] std::span<const T> cells() const { return cells_.cells(); }

  /// Whether some rule touched the table, a row or a column of it. If not, every cell there is neutral.
  [[nodiscard]] bool touched() const { return !touched_.empty(); }
  [[nodiscard]] bool row_touched(R row) const { return rows_[row.index()] != 0; }
  [[nodiscard]] bool column_touched(C column) const { return columns_[column.index()] != 0; }

  void clear() {
    for (const std::uint32_t at : touched_) {
      cells_.cells()[at] = neutral_;
      marked_[at] = rows_[at / width_] = columns_[at % width_] = 0;
    }
    touched_.clear();
  }

 private:
  Table<R, C, T> cells_;
  T neutral_{};
  std::size_t width_ = 1;
  std::vector<std::uint8_t> marked_, rows_, columns_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace chokepoint
