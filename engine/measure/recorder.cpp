// Measuring a run month by month.
#include "engine/measure/recorder.hpp"

#include <algorithm>

namespace chokepoint {

Recorder::Recorder(const Layout& layout, const WorldData& data, std::size_t months)
    : layout_(layout), record_(layout, months), sums_(data.nations.count()) {}

void Recorder::observe(const Simulation& simulation) {
  if (layout_.parts().empty()) return;
  Observation observation(simulation, *this);
  const std::span<double> row = record_.row(static_cast<std::size_t>(observation.month.index));
  for (const Layout::Part& part : layout_.parts()) {
    observation.part_ = &part;
    part.metric->value(observation, row.subspan(part.first, part.agents));
    if (part.regions > 0) observation.aggregate(part, row.subspan(part.first, part.agents + part.regions));
  }
}

Observation::Observation(const Simulation& simulation, Recorder& recorder)
    : world(simulation.world()),
      regimes(simulation.regimes()),
      p(simulation.parameters()),
      month(simulation.world().month),
      us(simulation.world().data->nations.find<NationId>("US")),
      cn(simulation.world().data->nations.find<NationId>("CN")),
      random_(simulation.random()),
      rules_changed_(simulation.rules_changed()),
      recorder_(recorder) {}

const BestModels& Observation::models() const {
  return recorder_.sums_.models.of(month, [&](BestModels& s) { s.measure(world); });
}
const FirmSums& Observation::firms() const {
  return recorder_.sums_.firms.of(month, [&](FirmSums& s) { s.measure(world); });
}
const ServiceSums& Observation::services() const {
  return recorder_.sums_.services.of(month, [&](ServiceSums& s) { s.measure(world); });
}
const ChipSums& Observation::chips() const {
  return recorder_.sums_.chips.of(month, [&](ChipSums& s) { s.measure(world); });
}
const InfluenceSums& Observation::influence() const {
  return recorder_.sums_.influence.of(month, [&](InfluenceSums& s) { s.measure(world, p, services()); });
}
const ChannelSums& Observation::channels() const {
  return recorder_.sums_.channels.of(month, [&](ChannelSums& s) { s.measure(world); });
}
const MeasureSums& Observation::measures() const {
  return recorder_.sums_.measures.of(month, [&](MeasureSums& s) { s.measure(world, p); });
}
const CrossBloc& Observation::cross_bloc() const {
  return recorder_.sums_.cross_bloc.of(month, [&](CrossBloc& s) { s.measure(world, p); });
}
const SalesTo& Observation::sales_to_cn() const {
  return recorder_.sums_.sales_to_cn.of(month, [&](SalesTo& s) { s.measure(world, cn); });
}
const Rankings& Observation::rankings() const {
  return recorder_.sums_.rankings.of(month, [&](Rankings& s) { s.measure(world, p, random_, us, cn); });
}
const ClosedLinks& Observation::closed_links() const {
  return recorder_.sums_.closed_links.of(month, [&](ClosedLinks& s) {
    if (rules_changed_ || month.calendar_month() == 12) s.measure(world, regimes);
  });
}

double Observation::past(std::size_t k, std::size_t agent, int months_ago) const {
  if (months_ago > month.index) return 0;
  return recorder_.record_.row(static_cast<std::size_t>(month.index - months_ago))[part_->sources[k] + agent];
}

double Observation::sum(std::size_t k, std::size_t agent, int months) const {
  double total = 0;
  for (int ago = std::min(months, month.index + 1) - 1; ago >= 0; --ago) total += past(k, agent, ago);
  return total;
}

void Observation::sums(std::size_t k, int months, std::span<double> values) const {
  std::ranges::fill(values, 0.0);
  for (int ago = std::min(months, month.index + 1) - 1; ago >= 0; --ago) {
    const auto row = recorder_.record_.row(static_cast<std::size_t>(month.index - ago));
    const std::span<const double> then = row.subspan(part_->sources[k], values.size());
    for (std::size_t a = 0; a < values.size(); ++a) values[a] += then[a];
  }
}

namespace {

double sum_of(std::span<const double> values, const std::vector<NationId>& members) {
  double total = 0;
  for (const NationId n : members) total += values[n.index()];
  return total;
}

double highest_of(std::span<const double> values, const std::vector<NationId>& members) {
  double out = values[members[0].index()];
  for (const NationId n : members) out = std::max(out, values[n.index()]);
  return out;
}

double lowest_of(std::span<const double> values, const std::vector<NationId>& members) {
  double out = values[members[0].index()];
  for (const NationId n : members) out = std::min(out, values[n.index()]);
  return out;
}

}  // namespace

void Observation::aggregate(const Layout::Part& part, std::span<double> values) const {
  const auto of_each = [&](auto&& of_members) {
    for (const RegionId r : world.data->regions.ids())
      values[part.agents + r.index()] = of_members(values, world.data->regions[r].members);
  };
  NationSums& sums = recorder_.sums_;
  switch (part.metric->members) {
    case Aggregate::none:
      break;
    case Aggregate::sum:
      return of_each(sum_of);
    case Aggregate::highest:
      return of_each(highest_of);
    case Aggregate::lowest:
      return of_each(lowest_of);
    case Aggregate::by_users:
      return take_means(part, values, world.nations.users, sums.users);
    case Aggregate::by_gdp:
      return take_means(part, values, world.nations.gdp, sums.gdp);
    case Aggregate::by_compute:
      return take_means(part, values, firms().raw, sums.compute);
  }
}

void Observation::take_means(const Layout::Part& part, std::span<double> values, const ByNation<double>& weights,
                             OnceAMonth<RegionTotals>& totals) const {
  const auto& all = totals.of(month, [&](RegionTotals& t) { t.measure(world, weights); }).totals;
  for (const RegionId r : all.ids()) {
    const auto& members = world.data->regions[r].members;
    double total = 0;
    for (const NationId n : members) total += weights[n] * values[n.index()];
    values[part.agents + r.index()] =
        all[r] > 0 ? total / all[r] : sum_of(values, members) / static_cast<double>(members.size());
  }
}

}  // namespace chokepoint
