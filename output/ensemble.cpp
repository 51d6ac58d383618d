// Measuring runs and pairing them.
#include "output/ensemble.hpp"

#include "engine/base/hash.hpp"

namespace chokepoint::output {

std::vector<double> Ensemble::values(std::size_t month, std::size_t series) const {
  std::vector<double> out;
  out.reserve(records.size());
  for (const Record& record : records) out.push_back(record.at(month, series));
  return out;
}

std::vector<double> Results::differences(std::size_t month, std::size_t series) const {
  std::vector<double> out = main.values(month, series);
  for (std::size_t r = 0; r < out.size(); ++r) out[r] -= other->records[r].at(month, series);
  return out;
}

Measured measure_run(const Scenario& scenario, std::span<const Phase> phases, const Layout& layout, std::uint64_t seed, std::uint64_t replicate) {
  Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
  Simulation simulation(scenario, phases, seed, replicate, &recorder);
  StateHash hash;
  std::vector<Chokepoint> weak_points;
  const Month looked_at = std::min(chokepoint_month, scenario.end);
  simulation.run([&](const Simulation& s) {
    if (replicate == 0 && s.world().month == looked_at) weak_points = chokepoints(s.world());
    if (s.world().month.calendar_month() == 12 || s.done()) hash.add(s.world().state_hash());
  });
  return {recorder.take(), hash.value(), std::move(weak_points)};
}

}  // namespace chokepoint::output
