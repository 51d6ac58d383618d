// Following one pair.
#include "analysis/why/why.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {

std::vector<double> Samples::differences() const {
  std::vector<double> out = a;
  for (std::size_t r = 0; r < out.size(); ++r) out[r] -= b[r];
  return out;
}

PairedDifference Why::difference() const {
  return compare_paired(samples.b, samples.a, parameters.group(), smallest_difference(*question.metric, samples.b));
}

std::size_t Samples::typical() const {
  const std::vector<double> all = differences();
  std::vector<double> sorted = all;
  const double median = summarise(sorted).median;
  std::size_t out = 0;
  for (std::size_t r = 1; r < all.size(); ++r)
    if (std::fabs(all[r] - median) < std::fabs(all[out] - median)) out = r;
  return out;
}

void explain(const RunPair& pair, Why& why) {
  const Month month = why.question.month;
  const Layout layout(*pair.a.initial->world.data);
  const std::size_t series = layout.find(why.question.metric->name, why.question.agent);
  why.divergence = first_divergence(pair, month);
  const Trace a(pair, pair.a, pair.in_a, month), b(pair, pair.b, pair.in_b, month);
  why.explained_a = a.measured(series), why.explained_b = b.measured(series);
  if (!why.divergence.state) return;
  const Evidence evidence{pair, a, b, why.divergence.state->month, layout, why.question};
  why.chain = explain(evidence);
  why.constraints = constraint_periods(evidence, why.chain, why.all_producers);
}

}  // namespace chokepoint
