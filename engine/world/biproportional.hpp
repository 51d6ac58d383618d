// Biproportional fitting: a table of who sells how much to whom, from its margins and the cells that are known.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chokepoint {

/// A table by rows. `known` cells are kept as they are; the others start from `value` and are scaled, row by row and
/// column by column in turn, until every row and column adds up to its margin (RAS; Stone 1961, Bacharach 1970).
struct MarginTable {
  std::size_t rows = 0, columns = 0;
  std::vector<double> value;
  std::vector<char> known;  ///< 1 or 0
  std::vector<double> row_sums, column_sums;

  [[nodiscard]] std::size_t at(std::size_t row, std::size_t column) const { return row * columns + column; }
};

/// Where the known cells and the margins contradict each other.
struct Infeasible {
  bool in_row = false;  ///< a row, else a column
  std::size_t index = 0;
  double margin = 0, sum = 0;  ///< what it should add up to, and what it does at best
};

/// Fits the table in place. Margins then hold to 1e-11 of the total. Returns where they cannot.
[[nodiscard]] std::optional<Infeasible> fit_margins(MarginTable& table);

}  // namespace chokepoint
