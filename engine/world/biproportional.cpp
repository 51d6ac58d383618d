// Row and column scaling of the cells that are not known.
#include "engine/world/biproportional.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chokepoint {
namespace {

constexpr double tolerance = 1e-11;  // of the total, 1
constexpr int rounds = 1000;

/// What the known and the free cells of each line add up to.
struct Lines {
  std::vector<double> known, free;
  explicit Lines(std::size_t count) : known(count), free(count) {}
};

/// The table with known cells apart: they keep their value, so that free cells alone (0 where one is known) are added
/// up and scaled, row by row.
class Fit {
 public:
  explicit Fit(MarginTable& table) : t_(table), free_(table.value), rows_(table.rows), columns_(table.columns) {
    for (std::size_t r = 0; r < t_.rows; ++r)
      for (std::size_t c = 0; c < t_.columns; ++c) {
        if (t_.known[t_.at(r, c)] == 0) continue;
        rows_.known[r] += t_.value[t_.at(r, c)], columns_.known[c] += t_.value[t_.at(r, c)];
        free_[t_.at(r, c)] = 0;
      }
  }
  /// The first line whose known cells alone leave no room.
  [[nodiscard]] std::optional<Infeasible> overfull() const;
  void scale_columns();
  void scale_rows();
  /// The line that is furthest from its margin, and by how much.
  [[nodiscard]] double furthest(Infeasible& worst);
  void finish() {
    for (std::size_t k = 0; k < free_.size(); ++k)
      if (t_.known[k] == 0) t_.value[k] = free_[k];
  }

 private:
  [[nodiscard]] double* row(std::size_t r) { return &free_[t_.at(r, 0)]; }
  void add_up_columns() {
    std::ranges::fill(columns_.free, 0.0);
    for (std::size_t r = 0; r < t_.rows; ++r)
      for (std::size_t c = 0; c < t_.columns; ++c) columns_.free[c] += row(r)[c];
  }
  void add_up_row(std::size_t r) { rows_.free[r] = std::accumulate(row(r), row(r) + t_.columns, 0.0); }

  MarginTable& t_;
  std::vector<double> free_;
  Lines rows_, columns_;
};

std::optional<Infeasible> Fit::overfull() const {
  for (std::size_t r = 0; r < t_.rows; ++r)
    if (rows_.known[r] > t_.row_sums[r] + tolerance) return Infeasible{true, r, t_.row_sums[r], rows_.known[r]};
  for (std::size_t c = 0; c < t_.columns; ++c)
    if (columns_.known[c] > t_.column_sums[c] + tolerance)
      return Infeasible{false, c, t_.column_sums[c], columns_.known[c]};
  return std::nullopt;
}

/// What a line's free cells are to be multiplied by.
double factor(double margin, double known, double free) {
  return free > 0 ? std::fmax(0.0, margin - known) / free : 1.0;
}

void Fit::scale_columns() {
  add_up_columns();
  for (std::size_t c = 0; c < t_.columns; ++c)
    columns_.free[c] = factor(t_.column_sums[c], columns_.known[c], columns_.free[c]);
  for (std::size_t r = 0; r < t_.rows; ++r)
    for (std::size_t c = 0; c < t_.columns; ++c) row(r)[c] *= columns_.free[c];
}

void Fit::scale_rows() {
  for (std::size_t r = 0; r < t_.rows; ++r) {
    add_up_row(r);
    const double by = factor(t_.row_sums[r], rows_.known[r], rows_.free[r]);
    for (std::size_t c = 0; c < t_.columns; ++c) row(r)[c] *= by;
  }
}

double Fit::furthest(Infeasible& worst) {
  double error = 0;
  const auto measure = [&](bool in_row, std::size_t k, double margin, double sum) {
    if (const double off = std::fabs(sum - margin); off > error) error = off, worst = {in_row, k, margin, sum};
  };
  add_up_columns();
  for (std::size_t c = 0; c < t_.columns; ++c)
    measure(false, c, t_.column_sums[c], columns_.known[c] + columns_.free[c]);
  for (std::size_t r = 0; r < t_.rows; ++r) {
    add_up_row(r);
    measure(true, r, t_.row_sums[r], rows_.known[r] + rows_.free[r]);
  }
  return error;
}

}  // namespace

std::optional<Infeasible> fit_margins(MarginTable& t) {
  Fit fit(t);
  if (const auto line = fit.overfull()) return line;
  Infeasible worst;
  for (int round = 0; round < rounds; ++round) {
    fit.scale_columns();
    fit.scale_rows();
    if (fit.furthest(worst) > tolerance) continue;
    fit.finish();
    return std::nullopt;
  }
  fit.finish();
  return worst;
}

}  // namespace chokepoint
