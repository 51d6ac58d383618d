// Paired differences of all series.
#include "analysis/why/movements.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {
namespace {

/// The sign that at least 95 % of the values have and are as large as counts, or 0.
int common_sign(std::vector<double> values, double least) {
  const Summary s = summarise(values, least);
  return s.positive >= 0.95 ? 1 : s.negative >= 0.95 ? -1 : 0;
}

/// Pearson's correlation; not told of few values, or where one of the two does not vary.
double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < fewest::values_for_correlation || !varies(x) || !varies(y)) return not_told;
  const double mean_x = mean_of(x), mean_y = mean_of(y);
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    xy += (x[i] - mean_x) * (y[i] - mean_y), xx += (x[i] - mean_x) * (x[i] - mean_x),
        yy += (y[i] - mean_y) * (y[i] - mean_y);
  return xy / std::sqrt(xx * yy);
}

/// How closely a movement goes with the measure; 0 where that is not told.
double closeness(const Movement& m) { return is_told(m.with) ? std::fabs(m.with) : 0; }

}  // namespace

std::vector<Movement> movements(const Results& results, std::size_t asked, Month last, std::size_t count) {
  const auto end = static_cast<std::size_t>(last.index);
  const std::vector<double> measure = results.differences(end, asked);
  std::map<std::string_view, Movement> largest;  // by metric
  for (std::size_t s = 0; s < results.layout->series().size(); ++s) {
    const Series& series = results.layout->series()[s];
    const std::vector<double> differences = results.differences(end, s), base = results.other->values(end, s);
    const double least = smallest_difference(*series.metric, base);
    const int sign = common_sign(differences, least);
    if (sign == 0 || series.region.exists()) continue;
    const double a = mean_of(results.main->values(end, s)), b = mean_of(base);
    Movement m{std::string(series.metric->name), series.agent_name, std::string(series.metric->unit), last, a, b, a - b,
               correlation(differences, measure)};
    if (const auto at = largest.find(series.metric->name); at != largest.end() && closeness(at->second) >= closeness(m))
      continue;
    for (std::size_t month = end; month-- > 0 && common_sign(results.differences(month, s), least) == sign;)
      m.first = Month{static_cast<int>(month)};
    largest[series.metric->name] = std::move(m);
  }
  std::vector<Movement> out;
  for (auto& [metric, m] : largest) out.push_back(std::move(m));
  std::ranges::stable_sort(out, std::greater{}, closeness);
  if (out.size() > count) out.resize(count);
  std::ranges::stable_sort(out, {}, &Movement::first);
  return out;
}

}  // namespace chokepoint
