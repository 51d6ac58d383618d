// Scoring hindcasts.
#include "analysis/record/hindcasts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/base/elementary.hpp"
#include "engine/base/special_functions.hpp"

namespace chokepoint {
namespace {

bool same_series(const Target& a, const Target& b) { return a.metric == b.metric && a.agent == b.agent; }

/// Where nothing can be learned of a series' steps: a doubling a year, or four standard deviations of a figure that is
/// no logarithm.
constexpr double usual_log_step = 0.69, usual_step = 4;

}  // namespace

std::vector<const Target*> known_before(const std::vector<Target>& targets, const Target& of, Month origin) {
  std::vector<const Target*> out;
  for (const Target& t : targets)
    if (same_series(t, of) && t.month <= origin) out.push_back(&t);
  std::ranges::sort(out, {}, &Target::month);
  return out;
}

std::vector<const Target*> to_predict(const std::vector<Target>& targets, Month origin, int months) {
  constexpr int slack = 2;
  std::vector<const Target*> out;
  const auto off = [&](const Target& t) { return std::abs(t.month - origin - months); };
  for (const Target& t : targets) {
    if (off(t) > slack || known_before(targets, t, origin).empty()) continue;
    const auto other = std::ranges::find_if(out, [&](const Target* o) { return same_series(*o, t); });
    if (other == out.end())
      out.push_back(&t);
    else if (off(t) < off(**other))
      *other = &t;
  }
  return out;
}

Hindcast score(const std::vector<Target>& targets, const Target& target, Month origin, int months,
               std::vector<double> values) {
  Hindcast out;
  out.target = &target, out.origin = origin, out.months = months;
  const auto standard = [&](double value) {
    return (target.logarithmic ? maths::log(std::max(value, 1e-9)) : value) / target.deviation;
  };
  const double happened = standard(target.value);
  for (double& v : values) v = standard(v * target.scale);
  constexpr double measured = 1;  // standard deviation of the target's own error
  const Prediction model{values, measured};
  out.model = crps(model, happened);
  out.pit = pit(model, happened);
  out.z = (mean_of(model) - happened) / deviation_of(model);
  std::vector<std::pair<double, double>> points;
  for (const Target* t : known_before(targets, target, origin))
    points.emplace_back(t->month.year(), standard(t->value));
  const auto of_normal = [&](const NormalLaw& law) {
    return crps({std::span(&law.mean, 1), maths::hypot(law.deviation, measured)}, happened);
  };
  out.still = of_normal(
      persistence(points, target.month.year(), target.logarithmic ? usual_log_step / target.deviation : usual_step));
  if (const auto line = linear_trend(points, target.month.year())) out.trend = of_normal(*line);
  return out;
}

}  // namespace chokepoint
