// Finding what a comparison says.
#include "analysis/compare/findings.hpp"

#include <algorithm>

namespace chokepoint {
namespace {

/// Months of the table of all charts.
std::vector<Month> months_told(Month end, Month at) {
  std::vector<Month> out = decembers(Month{0}, end);
  std::ranges::copy(report_months(end), std::back_inserter(out));
  out.push_back(at);
  return out;
}

std::vector<Headline> all_charts() {
  std::vector<Headline> out;
  for (const Chart& chart : charts()) out.push_back(chart.of);
  return out;
}

}  // namespace

ComparisonFindings::ComparisonFindings(const Comparison& runs, Headline asked_for, Month month)
    : comparison(runs),
      asked(std::move(asked_for)),
      at(month),
      outcomes(runs, all_charts(), months_told(runs.end(), at)),
      in_full(runs, std::span(&asked, 1), decembers(std::min(history_from, at), at)),
      spread(chokepoint::spread(runs, runs.layout->find(asked.metric, asked.agent), at)),
      winners(runs.ensembles.size()) {
  for (std::size_t s = 1; s < winners.size(); ++s) winners[s] = chokepoint::winners(runs, s, at);
}

}  // namespace chokepoint
