// Stopping real runs before a phase.
#include "app/bench/lanes/moment.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include "agents/schedule.hpp"

namespace chokepoint::app::lanes {
namespace {

Month wanted;
std::optional<Moment> caught;

void stop(const MonthView& view, std::size_t, std::size_t) {
  if (view.month == wanted)
    caught.emplace(Moment{view.world, view.p, view.regimes, view.random, view.month, view.year});
}

}  // namespace

Moments moments_before(std::string_view phase, const Scenario& scenario, Month month,
                       const std::vector<Parameters>& parameters, std::size_t replicates) {
  const std::span<const Phase> schedule = agents::monthly_schedule();
  std::vector<Phase> phases(schedule.begin(), schedule.end());
  const auto at = std::ranges::find(phases, phase, &Phase::name);
  if (at == phases.end()) throw std::invalid_argument("no phase is called " + std::string(phase));
  phases.insert(at, Phase{"", "stop", Domain::world, "", "", stop});
  wanted = month;
  Moments out;
  for (std::size_t r = 0; r < replicates; ++r) {
    Simulation run(scenario, phases, 1, r, nullptr, parameters.empty() ? nullptr : &parameters[r]);
    while (!run.done() && run.next() <= month) run.step();
    out.push_back(*caught);
  }
  return out;
}

}  // namespace chokepoint::app::lanes
