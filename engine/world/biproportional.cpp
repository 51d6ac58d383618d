// Row and column scaling of the cells that are not known.
#include "engine/world/biproportional.hpp"

#include <cmath>

namespace chokepoint {
namespace {

constexpr double tolerance = 1e-11;  // of the total, 1
constexpr int rounds = 1000;

/// One line of the table: its known part, its free part and its margin.
struct Line {
  double known = 0, free = 0;
};

template <class At>
Line add_up(const MarginTable& t, std::size_t length, At&& at) {
  Line line;
  for (std::size_t k = 0; k < length; ++k) (t.known[at(k)] != 0 ? line.known : line.free) += t.value[at(k)];
  return line;
}

template <class At>
void scale(MarginTable& t, std::size_t length, double factor, At&& at) {
  for (std::size_t k = 0; k < length; ++k)
    if (t.known[at(k)] == 0) t.value[at(k)] *= factor;
}

}  // namespace

std::optional<Infeasible> fit_margins(MarginTable& t) {
  const auto row = [&](std::size_t r) { return [&t, r](std::size_t c) { return t.at(r, c); }; };
  const auto column = [&](std::size_t c) { return [&t, c](std::size_t r) { return t.at(r, c); }; };
  // Known cells alone must leave room.
  for (std::size_t r = 0; r < t.rows; ++r)
    if (const Line line = add_up(t, t.columns, row(r)); line.known > t.row_sums[r] + tolerance)
      return Infeasible{true, r, t.row_sums[r], line.known};
  for (std::size_t c = 0; c < t.columns; ++c)
    if (const Line line = add_up(t, t.rows, column(c)); line.known > t.column_sums[c] + tolerance)
      return Infeasible{false, c, t.column_sums[c], line.known};

  Infeasible worst;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t c = 0; c < t.columns; ++c)
      if (const Line line = add_up(t, t.rows, column(c)); line.free > 0)
        scale(t, t.rows, std::fmax(0.0, t.column_sums[c] - line.known) / line.free, column(c));
    for (std::size_t r = 0; r < t.rows; ++r)
      if (const Line line = add_up(t, t.columns, row(r)); line.free > 0)
        scale(t, t.columns, std::fmax(0.0, t.row_sums[r] - line.known) / line.free, row(r));
    double error = 0;
    const auto measure = [&](bool in_row, std::size_t k, double margin, const Line& line) {
      const double off = std::fabs(line.known + line.free - margin);
      if (off > error) error = off, worst = {in_row, k, margin, line.known + line.free};
    };
    for (std::size_t c = 0; c < t.columns; ++c) measure(false, c, t.column_sums[c], add_up(t, t.rows, column(c)));
    for (std::size_t r = 0; r < t.rows; ++r) measure(true, r, t.row_sums[r], add_up(t, t.columns, row(r)));
    if (error <= tolerance) return std::nullopt;
  }
  return worst;
}

}  // namespace chokepoint
