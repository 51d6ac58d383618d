// A table of the policy state: almost empty, so it remembers which cells were touched and clears those alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"

namespace chokepoint {

/// A table in which every cell holds the neutral value until a rule touches it. Touching is access to a table that is
/// not const: a reader holds a const one. Cost of clearing: the cells touched. Up to `dense_cells` cells it is an
/// array; a larger one keeps the touched cells alone, in a chain for each column. Not for use from several threads
/// while rules are written.
template <class R, class C, class T>
class RuleTable {
 public:
  using value_type = T;

  static constexpr std::size_t dense_cells = std::size_t{1} << 20;

  RuleTable() = default;
  RuleTable(std::size_t rows, std::size_t columns, T neutral = {})
      : neutral_(std::move(neutral)),
        width_(columns),
        dense_(rows * columns <= dense_cells),
        rows_(rows),
        heads_(columns) {
    if (dense_) cells_ = Table<R, C, T>(rows, columns, neutral_), marked_.resize(rows * columns);
    reserve();
  }
  RuleTable(const RuleTable& other) { *this = other; }
  RuleTable& operator=(const RuleTable& other) {
    if (this == &other) return *this;
    cells_ = other.cells_, neutral_ = other.neutral_, width_ = other.width_, dense_ = other.dense_,
    marked_ = other.marked_, rows_ = other.rows_, heads_ = other.heads_;
    reserve();
    touched_.assign(other.touched_.begin(), other.touched_.end());
    values_.assign(other.values_.begin(), other.values_.end());
    return *this;
  }

  T& operator()(R row, C column) {
    if (dense_) {
      if (std::uint8_t& mark = marked_[row.index() * width_ + column.index()]; !mark) {
        mark = 1;
        touch(row, column);
      }
      return cells_(row, column);
    }
    if (const std::uint32_t at = find(row, column)) return values_[at - 1];
    touch(row, column);
    return values_.emplace_back(neutral_);
  }
  const T& operator()(R row, C column) const {
    if (dense_) return cells_(row, column);
    const std::uint32_t at = find(row, column);
    return at ? values_[at - 1] : neutral_;
  }

  /// Whether some rule touched the table, a row or a column of it. If not, every cell there is neutral.
  [[nodiscard]] bool touched() const { return !touched_.empty(); }
  [[nodiscard]] bool row_touched(R row) const { return rows_[row.index()] != 0; }
  [[nodiscard]] bool column_touched(C column) const { return heads_[column.index()] != 0; }

  /// Whether the predicate holds for some cell of a column that a rule touched.
  template <class Predicate>
  [[nodiscard]] bool any_touched(C column, Predicate&& holds) const {
    for (std::uint32_t at = heads_[column.index()]; at; at = touched_[at - 1].next)
      if (holds(dense_ ? cells_(touched_[at - 1].row, column) : values_[at - 1])) return true;
    return false;
  }

  /// Calls f(row, column) for each cell that was touched in this table or another, by row, then by column.
  template <class F>
  void for_each_touched(const RuleTable& other, F&& f) const {
    std::vector<std::pair<R, C>> cells;
    for (const RuleTable* table : {this, &other})
      for (const Cell& cell : table->touched_) cells.emplace_back(cell.row, cell.column);
    std::ranges::sort(cells);
    cells.erase(std::ranges::unique(cells).begin(), cells.end());
    for (const auto& [row, column] : cells) f(row, column);
  }

  void clear() {
    for (const Cell& cell : touched_) {
      rows_[cell.row.index()] = 0;
      heads_[cell.column.index()] = 0;
      if (!dense_) continue;
      cells_(cell.row, cell.column) = neutral_;
      marked_[cell.row.index() * width_ + cell.column.index()] = 0;
    }
    touched_.clear();
    values_.clear();
  }

 private:
  /// A touched cell; `next`: another of its column, counted from 1, or 0.
  struct Cell {
    R row;
    C column;
    std::uint32_t next = 0;
  };

  /// Room for the cells of an array, or for rules of three nations on every column, so that writing rules allocates
  /// nothing.
  void reserve() {
    touched_.reserve(dense_ ? marked_.size() : 3 * width_);
    if (!dense_) values_.reserve(3 * width_);
  }
  void touch(R row, C column) {
    rows_[row.index()] = 1;
    touched_.push_back(
        {row, column, std::exchange(heads_[column.index()], static_cast<std::uint32_t>(touched_.size() + 1))});
  }
  [[nodiscard]] std::uint32_t find(R row, C column) const {
    std::uint32_t at = heads_[column.index()];
    while (at && touched_[at - 1].row != row) at = touched_[at - 1].next;
    return at;
  }

  Table<R, C, T> cells_;
  T neutral_{};
  std::size_t width_ = 1;
  bool dense_ = true;
  std::vector<std::uint8_t> marked_, rows_;
  std::vector<std::uint32_t> heads_;  ///< by column: the cell touched last, counted from 1, or 0
  std::vector<Cell> touched_;
  std::vector<T> values_;  ///< of the touched cells, of a table that is no array
};

}  // namespace chokepoint
