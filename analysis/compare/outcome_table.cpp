// Computing outcomes.
#include "analysis/compare/outcome_table.hpp"

#include <algorithm>
#include <cassert>

namespace chokepoint {
namespace {

Outcome outcome_of(const Comparison& c, std::size_t s, std::size_t series, Month month, const std::vector<double>& base,
                   const Clusters& clusters) {
  std::vector<double> values = s == 0 ? base : c.values(s, series, month);
  Outcome out;
  out.split = split_variance(values, clusters);
  if (s > 0) out.difference = compare_series(c.layout->series()[series], base, values, clusters);
  out.level = summarise(values);
  return out;
}

}  // namespace

OutcomeTable::OutcomeTable(const Comparison& c, std::span<const Headline> series, std::vector<Month> months)
    : months_(std::move(months)) {
  std::ranges::sort(months_);
  const auto twice = std::ranges::unique(months_);
  months_.erase(twice.begin(), twice.end());
  std::vector<std::size_t> places;
  for (const Headline& of : series)
    if (const std::size_t at = c.layout->find(of.metric, of.agent); at != Layout::npos)
      rows_.push_back({of, c.layout->series()[at]}), places.push_back(at);
  const std::size_t scenarios = c.ensembles.size();
  const Clusters clusters = c.clusters();
  outcomes_.resize(scenarios * rows_.size() * months_.size());
  for (std::size_t k = 0; k < rows_.size(); ++k)
    for (std::size_t m = 0; m < months_.size(); ++m) {
      const std::vector<double> base = c.values(0, places[k], months_[m]);
      for (std::size_t s = 0; s < scenarios; ++s)
        outcomes_[(s * rows_.size() + k) * months_.size() + m] =
            outcome_of(c, s, places[k], months_[m], base, clusters);
    }
}

std::size_t OutcomeTable::find(std::string_view metric, std::string_view agent) const {
  const auto at =
      std::ranges::find_if(rows_, [&](const Row& row) { return row.of.metric == metric && row.of.agent == agent; });
  return static_cast<std::size_t>(at - rows_.begin());
}

const Outcome& OutcomeTable::at(std::size_t scenario, std::size_t row, Month month) const {
  const auto m = static_cast<std::size_t>(std::ranges::lower_bound(months_, month) - months_.begin());
  assert(m < months_.size() && months_[m] == month && "a month that was not asked for");
  return outcomes_[(scenario * rows_.size() + row) * months_.size() + m];
}

std::vector<Month> report_months(Month end) {
  std::vector<Month> months;
  for (const Month m : {Month::of(2025, 12), Month::of(2027, 12), Month::of(2030, 12)})
    if (m <= end) months.push_back(m);
  if (months.empty() || months.back() < end) months.push_back(end);
  return months;
}

std::vector<Month> decembers(Month first, Month last) {
  std::vector<Month> out;
  for (int year = first.calendar_year(); Month::of(year, 12) <= last; ++year) out.push_back(Month::of(year, 12));
  if (out.empty() || out.back() < last) out.push_back(last);
  return out;
}

OutcomeTable summary_outcomes(const Results& results) {
  return {Comparison(results), headlines(), report_months(results.main->scenario->end)};
}

}  // namespace chokepoint
