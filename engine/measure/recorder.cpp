// Measuring a run month by month, and what is kept of it.
#include <algorithm>
#include <ranges>
#include <utility>

#include "engine/base/sum.hpp"
#include "engine/measure/metric_table.hpp"

namespace chokepoint {

Recorder::Recorder(const Layout& layout, const WorldData& data, std::size_t months)
    : layout_(layout),
      ranks_(std::ranges::any_of(metrics(),
                                 [&](const Metric& m) { return m.name.starts_with("top20") && layout.measures(m); })),
      closes_(layout.measures(*find_metric("links_closed"))),
      record_(layout.series().size(), months),
      sums_(data.nations.count()) {}

void Recorder::rank(const Simulation& simulation, const Observation& observation) {
  const Parameters& p = simulation.parameters();
  LeaderboardRules rules;
  rules.per_lab = static_cast<int>(p.leaderboard_per_lab);
  neutral_.rank(simulation.world(), rules, simulation.random());
  rules.home = observation.cn;
  rules.home_bias = p.leaderboard_home_bias, rules.foreign_coverage = p.leaderboard_foreign_coverage;
  biased_.rank(simulation.world(), rules, simulation.random());
}

void Recorder::observe(const Simulation& simulation) {
  Observation observation(simulation, *this);
  const World& world = simulation.world();
  if (ranks_) rank(simulation, observation);
  sums_.measure(world, simulation.parameters());
  if (closes_ && (simulation.rules_changed() || world.month.index % 12 == 11))
    sums_.closed_links.measure(world, simulation.regimes());
  const auto month = static_cast<std::size_t>(world.month.index);
  const auto series = layout_.series();
  const Metric* under_way = nullptr;
  for (const std::size_t s : layout_.measured()) {
    if (series[s].region.exists()) {
      aggregate(series[s], s, month, world);
      continue;
    }
    if (std::exchange(under_way, series[s].metric) != series[s].metric)
      observation.sources_ = layout_.sources(*series[s].metric);
    record_.at(month, s) = series[s].metric->value(observation, series[s].agent);
  }
}

/// A region's value from those of its members, which stand earlier in the record.
void Recorder::aggregate(const Series& series, std::size_t at, std::size_t month, const World& world) {
  const std::size_t first = at - series.agent;
  const auto& members = world.data->regions[series.region].members;
  const auto value = [&](NationId n) { return record_.at(month, first + n.index()); };
  const auto mean_by = [&](const ByNation<double>& weights) {
    double total = 0, weight = 0;
    for (const NationId n : members) total += weights[n] * value(n), weight += weights[n];
    return weight > 0 ? total / weight : sum_over(members, value) / static_cast<double>(members.size());
  };
  double& told = record_.at(month, at);
  switch (series.metric->members) {
    case Aggregate::none:
      break;
    case Aggregate::sum:
      told = sum_over(members, value);
      break;
    case Aggregate::highest:
      told = std::ranges::max(members | std::views::transform(value));
      break;
    case Aggregate::lowest:
      told = std::ranges::min(members | std::views::transform(value));
      break;
    case Aggregate::by_users:
      told = mean_by(world.nations.users);
      break;
    case Aggregate::by_gdp:
      told = mean_by(world.nations.gdp);
      break;
    case Aggregate::by_compute:
      told = mean_by(sums_.raw);
      break;
  }
}

Observation::Observation(const Simulation& simulation, const Recorder& recorder)
    : world(simulation.world()),
      regimes(simulation.regimes()),
      p(simulation.parameters()),
      month(simulation.world().month),
      us(simulation.world().data->nations.find<NationId>("US")),
      cn(simulation.world().data->nations.find<NationId>("CN")),
      biased(recorder.biased_),
      neutral(recorder.neutral_),
      sums(recorder.sums_),
      recorder_(recorder) {}

double Observation::past(std::size_t k, std::size_t agent, int months_ago) const {
  if (months_ago > month.index) return 0;
  return recorder_.record_.at(static_cast<std::size_t>(month.index - months_ago), sources_[k] + agent);
}

double Observation::sum(std::size_t k, std::size_t agent, int months) const {
  double total = 0;
  const auto now = static_cast<std::size_t>(month.index), span = static_cast<std::size_t>(months);
  const auto values = recorder_.record_.of(sources_[k] + agent);
  for (std::size_t m = now + 1 - std::min(span, now + 1); m <= now; ++m) total += values[m];
  return total;
}

KeptRecord::KeptRecord(const Record& record) : months_(record.months()), places_(record.series(), nowhere) {
  std::uint32_t kept = 0;
  for (std::size_t s = 0; s < places_.size(); ++s)
    if (std::ranges::any_of(record.of(s), [](double value) { return value != 0; })) places_[s] = kept++;
  values_.resize(kept * months_);
  for (std::size_t s = 0; s < places_.size(); ++s)
    if (!is_zero(s))
      std::ranges::transform(record.of(s), values_.begin() + static_cast<std::ptrdiff_t>(places_[s] * months_),
                             [](double value) { return static_cast<float>(value); });
}

}  // namespace chokepoint
