// Measuring runs and pairing them.
#include "output/ensemble.hpp"

namespace chokepoint::output {

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
  hashes.push_back(run.hash);
  records.push_back(std::move(run.record));
}

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
  return compare_series(layout->series()[series], other->values(month, series), main->values(month, series), parameters.group());
}

PairedDifference compare_series(const Series& series, const std::vector<double>& base, const std::vector<double>& other, std::size_t group) {
  return compare_paired(base, other, group, smallest_difference(*series.metric, base));
}

MeasuredRun::MeasuredRun(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed, std::uint64_t replicate, std::size_t months,
                         const Parameters* parameters)
    : scenario_(&scenario),
      replicate_(replicate),
      recorder_(layout, *scenario.initial->world.data, months),
      simulation_(scenario, phases, seed, replicate, &recorder_, parameters) {}

MeasuredRun::MeasuredRun(const MeasuredRun& trunk, const Scenario& branch)
    : scenario_(&branch),
      replicate_(trunk.replicate_),
      recorder_(trunk.recorder_),
      simulation_(trunk.simulation_.branch(branch, &recorder_)),
      hash_(trunk.hash_),
      weak_points_(trunk.weak_points_) {}

void MeasuredRun::run_to(Month last) {
  while (!simulation_.done() && simulation_.next() <= last) {
    simulation_.step();
    look();
  }
}

void MeasuredRun::look() {
  const World& world = simulation_.world();
  if (replicate_ == 0 && world.month == std::min(chokepoint_month, scenario_->end)) weak_points_ = chokepoints(world);
  if (world.month.calendar_month() == 12 || simulation_.done()) hash_.add(world.state_hash());
}

Measured MeasuredRun::finish() {
  run_to(scenario_->end);
  std::vector<Month> starts;
  for (const EventClock& clock : simulation_.world().clocks.cells()) starts.push_back(clock.first <= scenario_->end ? clock.first : EventClock::never);
  return {KeptRecord(recorder_.take()), hash_.value(), std::move(weak_points_), std::move(starts)};
}

Measured measure_run(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed, std::uint64_t replicate,
                     const Parameters* parameters) {
  return MeasuredRun(scenario, phases, layout, seed, replicate, static_cast<std::size_t>(scenario.end.index) + 1, parameters).finish();
}

}  // namespace chokepoint::output
