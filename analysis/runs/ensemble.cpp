// Measuring runs and pairing them.
#include "analysis/runs/ensemble.hpp"

#include <algorithm>

#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {

std::uint64_t Ensemble::hash() const {
  std::uint64_t all = 0;
  for (const std::uint64_t h : hashes) all = all * 0x100000001b3ULL ^ h;
  return all;
}

void Ensemble::add(Measured&& run) {
  if (records.empty()) chokepoints = std::move(run.chokepoints);
  starts.resize(run.starts.size());
  for (std::size_t e = 0; e < run.starts.size(); ++e)
    if (run.starts[e] < EventClock::never) starts[e].push_back(run.starts[e]);
  firsts.push_back(std::move(run.starts));
  fired.push_back(std::move(run.fired));
  hashes.push_back(run.hash);
  records.push_back(std::move(run.record));
}

Ensemble Ensemble::only(std::span<const std::size_t> runs) const {
  Ensemble out;
  out.scenario = scenario, out.hashes = hashes, out.chokepoints = chokepoints;
  out.starts.resize(starts.size());
  for (const std::size_t r : runs) {
    out.records.push_back(records[r]), out.replicates.push_back(replicate(r));
    out.firsts.push_back(firsts[r]), out.fired.push_back(fired[r]);
    for (std::size_t e = 0; e < starts.size(); ++e)
      if (firsts[r][e] < EventClock::never) out.starts[e].push_back(firsts[r][e]);
  }
  return out;
}

Clusters clusters_of(const Ensemble& ensemble, const ParameterSource& source) {
  if (ensemble.replicates.empty()) return source.group();
  std::vector<std::size_t> sets;
  for (const std::size_t number : ensemble.replicates) sets.push_back(number / source.group());
  return Clusters(std::move(sets));
}

Clusters Results::clusters() const { return clusters_of(*main, parameters); }

std::vector<double> Ensemble::values(std::size_t month, std::size_t series) const {
  std::vector<double> out;
  out.reserve(records.size());
  for (const KeptRecord& record : records) out.push_back(record.at(month, series));
  return out;
}

std::vector<double> Results::differences(std::size_t month, std::size_t series) const {
  std::vector<double> out = main->values(month, series);
  for (std::size_t r = 0; r < out.size(); ++r) out[r] -= other->records[r].at(month, series);
  return out;
}

PairedDifference Results::difference(std::size_t month, std::size_t series) const {
  return compare_series(layout->series()[series], other->values(month, series), main->values(month, series),
                        clusters());
}

PairedDifference compare_series(const Series& series, const std::vector<double>& base, const std::vector<double>& other,
                                const Clusters& clusters) {
  return compare_paired(base, other, clusters, smallest_difference(*series.metric, base));
}

MeasuredRun::MeasuredRun(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout,
                         std::uint64_t seed, std::uint64_t replicate, std::size_t months, const Parameters* parameters)
    : scenario_(&scenario),
      replicate_(replicate),
      recorder_(layout, *scenario.initial->world.data, months),
      simulation_(scenario, phases, seed, replicate, &recorder_, parameters) {
  const auto events = scenario.calendar->events();
  for (const EventId e : ids<EventId>(events.size()))
    if (events[e.index()]->header.trigger || events[e.index()]->ending_hazard() > 0) watched_.push_back({e});
}

MeasuredRun::MeasuredRun(const MeasuredRun& trunk, const Scenario& branch)
    : scenario_(&branch),
      replicate_(trunk.replicate_),
      recorder_(trunk.recorder_),
      simulation_(trunk.simulation_.branch(branch, &recorder_)),
      hash_(trunk.hash_),
      looks_at_network_(trunk.looks_at_network_),
      weak_points_(trunk.weak_points_),
      observer_(trunk.observer_ ? trunk.observer_->branch(branch) : nullptr) {
  // Events go by their ids: the branch has others, and in other places.
  const auto before = trunk.scenario_->calendar->events(), events = branch.calendar->events();
  for (const Firing& firing : trunk.firings_)
    if (const EventId e = branch.calendar->find(before[firing.event.index()]->header.id); e.exists()) {
      firings_.push_back(firing);
      firings_.back().event = e;
    }
  for (const EventId e : ids<EventId>(events.size())) {
    if (!events[e.index()]->header.trigger && events[e.index()]->ending_hazard() <= 0) continue;
    Watched watched{e};
    for (std::size_t k = 0; k < firings_.size(); ++k)
      if (firings_[k].event == e) ++watched.seen, watched.latest = k;
    watched_.push_back(watched);
  }
}

void MeasuredRun::run_to(Month last) {
  while (!simulation_.done() && simulation_.next() <= last) {
    simulation_.step();
    look();
  }
}

void MeasuredRun::note_firings() {
  const Column<EventId, EventClock>& clocks = simulation_.world().clocks;
  for (Watched& w : watched_) {
    const EventClock& clock = clocks[w.event];
    if (clock.fired > w.seen) {
      w.seen = clock.fired, w.latest = firings_.size();
      firings_.push_back({w.event, clock.announced, clock.start, clock.end});
    } else if (w.seen > 0) {
      firings_[w.latest].end = clock.end;  // found out, or called off
    }
  }
}

void MeasuredRun::look() {
  note_firings();
  const World& world = simulation_.world();
  if (looks_at_network_ && world.month == std::min(chokepoint_month, scenario_->end)) weak_points_ = chokepoints(world);
  if (world.month.calendar_month() == 12 || simulation_.done()) hash_.add(world.state_hash());
  if (observer_) observer_->month_ended(simulation_);
}

Measured MeasuredRun::finish() {
  run_to(scenario_->end);
  std::vector<Month> starts;
  for (const EventClock& clock : simulation_.world().clocks.cells())
    starts.push_back(clock.first <= scenario_->end ? clock.first : EventClock::never);
  // What was announced for a month beyond the end of the run has not come about.
  std::erase_if(firings_, [&](const Firing& f) { return f.announced > scenario_->end; });
  std::ranges::stable_sort(firings_, {}, &Firing::announced);
  return {KeptRecord(recorder_.take()), hash_.value(),       std::move(weak_points_), std::move(starts),
          std::move(firings_),          std::move(observer_)};
}

Measured measure_run(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed,
                     std::uint64_t replicate, const Parameters* parameters) {
  return MeasuredRun(scenario, phases, layout, seed, replicate, static_cast<std::size_t>(scenario.end.index) + 1,
                     parameters)
      .finish();
}

}  // namespace chokepoint
