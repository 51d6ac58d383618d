// Scoring hindcasts.
#include "analysis/record/hindcasts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/base/elementary.hpp"
#include "engine/base/random.hpp"
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

std::string_view family_of(const Target& t) {
  const auto is = [&](std::initializer_list<std::string_view> starts) {
    return std::ranges::any_of(starts, [&](std::string_view s) { return t.metric.starts_with(s); });
  };
  if (is({"eci", "lag_months", "open_lag", "flop", "lead_months"})) return "capability";
  if (is({"top20"})) return "leaderboard";
  if (is({"compute", "lab_compute", "rented", "scarcity", "smuggled"})) return "compute";
  if (is({"chips_made", "fab_capacity", "huawei_units", "yield", "hbm", "tool_", "lithography", "fill", "price"}))
    return "chips made";
  if (is({"chip_revenue", "foreign_chip", "dom_chip", "cambricon"})) return "chip sales";
  if (is({"ai_capex", "ai_revenue", "lab_revenue"})) return "money";
  if (is({"adoption", "share_", "open_download", "influence"})) return "use";
  return "other";
}

namespace {

/// Figures of a series: year, and value in a target's standard deviations.
using Points = std::vector<std::pair<double, double>>;

/// What was known of a target's series at an origin.
Points known_points(const std::vector<Target>& targets, const Target& target, Month origin) {
  Points out;
  for (const Target* t : known_before(targets, target, origin))
    out.emplace_back(t->month.year(), in_deviations(target, t->value));
  return out;
}

/// A law by its members: the middle of each of so many parts alike in probability.
std::vector<double> members_of(const NormalLaw& law) {
  constexpr int parts = 33;
  std::vector<double> out;
  for (int k = 0; k < parts; ++k) out.push_back(law.mean + law.deviation * normal_quantile((k + 0.5) / parts));
  return out;
}

}  // namespace

double in_deviations(const Target& target, double value) {
  return (target.logarithmic ? maths::log(std::max(value, 1e-9)) : value) / target.deviation;
}

double from_deviations(const Target& target, double standard) {
  const double value = standard * target.deviation;
  return target.logarithmic ? maths::exp(value) : value;
}

namespace {

SimpleLaws laws_of(const Points& points, const Target& target) {
  const double usual = target.logarithmic ? usual_log_step / target.deviation : usual_step, year = target.month.year();
  return {persistence(points, year, usual), drift(points, year, usual), damped_drift(points, year, usual)};
}

}  // namespace

SimpleLaws simple_laws(const std::vector<Target>& targets, const Target& target, Month origin) {
  return laws_of(known_points(targets, target, origin), target);
}

Hindcast score(const std::vector<Target>& targets, const Target& target, Month origin, int months, ModelValues values) {
  Hindcast out;
  out.target = &target, out.origin = origin, out.months = months;
  const double happened = in_deviations(target, target.value);
  const auto lose = [&](Forecaster f, double loss) { out.losses[static_cast<std::size_t>(f)] = loss; };
  const auto of_members = [&](Forecaster f, std::vector<double>& sample) {
    for (double& v : sample) v = in_deviations(target, v * target.scale);
    if (!sample.empty()) lose(f, crps({sample, own_error}, happened));
  };
  of_members(Forecaster::free, values.free);
  of_members(Forecaster::assimilated, values.assimilated);
  of_members(Forecaster::prior, values.prior);
  of_members(Forecaster::prior_assimilated, values.prior_assimilated);
  of_members(Forecaster::blind, values.blind);
  const Prediction model{values.free, own_error};
  out.model = out.loss(Forecaster::free);
  out.pit = pit(model, happened);
  if (!values.assimilated.empty()) out.pit_assimilated = pit({values.assimilated, own_error}, happened);
  out.z = (mean_of(model) - happened) / deviation_of(model);
  const auto of_normal = [&](const NormalLaw& law) {
    return crps({std::span(&law.mean, 1), maths::hypot(law.deviation, own_error)}, happened);
  };
  const Points points = known_points(targets, target, origin);
  const auto [last, drifts, damped] = laws_of(points, target);
  out.still = of_normal(last);
  lose(Forecaster::last, out.still), lose(Forecaster::drift, of_normal(drifts));
  lose(Forecaster::damped, of_normal(damped));
  std::vector<double> mixed;
  for (const NormalLaw& law : {last, drifts, damped}) {
    const auto members = members_of(law);
    mixed.insert(mixed.end(), members.begin(), members.end());
  }
  lose(Forecaster::mix, crps({mixed, own_error}, happened));
  if (const auto line = linear_trend(points, target.month.year())) out.trend = of_normal(*line);
  return out;
}

}  // namespace chokepoint
