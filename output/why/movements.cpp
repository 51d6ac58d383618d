// Paired differences of all series.
#include "output/why/movements.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace chokepoint::output {
namespace {

/// The sign that at least 95 % of the values have, or 0.
int common_sign(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  if (static_cast<double>(std::ranges::count_if(values, [](double v) { return v > 0; })) >= 0.95 * n) return 1;
  return static_cast<double>(std::ranges::count_if(values, [](double v) { return v < 0; })) >= 0.95 * n ? -1 : 0;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
  const double centre = mean(values);
  double sum = 0;
  for (const double v : values) sum += (v - centre) * (v - centre);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

std::vector<Movement> movements(const Results& results, Month last, std::size_t count) {
  const auto end = static_cast<std::size_t>(last.index);
  std::map<std::string_view, Movement> largest;  // by metric
  for (std::size_t s = 0; s < results.layout->series().size(); ++s) {
    const Series& series = results.layout->series()[s];
    const int sign = common_sign(results.differences(end, s));
    if (sign == 0 || series.region.exists()) continue;
    const std::vector<double> a = results.main->values(end, s), b = results.other->values(end, s);
    Movement m{std::string(series.metric->name), series.agent_name, std::string(series.metric->unit), last, mean(a), mean(b), mean(a) - mean(b), 0};
    const double spread = deviation(b);
    m.effect = spread > 0 ? m.difference / spread : std::copysign(std::numeric_limits<double>::infinity(), m.difference);
    if (const auto at = largest.find(series.metric->name); at != largest.end() && std::fabs(at->second.effect) >= std::fabs(m.effect)) continue;
    for (std::size_t month = end; month-- > 0 && common_sign(results.differences(month, s)) == sign;) m.first = Month{static_cast<int>(month)};
    largest[series.metric->name] = std::move(m);
  }
  std::vector<Movement> out;
  for (auto& [metric, m] : largest) out.push_back(std::move(m));
  std::ranges::stable_sort(out, std::greater{}, [](const Movement& m) { return std::fabs(m.effect); });
  if (out.size() > count) out.resize(count);
  std::ranges::stable_sort(out, {}, &Movement::first);
  return out;
}

}  // namespace chokepoint::output
