// Running for figures.
#include "analysis/runs/evaluator.hpp"

#include <algorithm>
#include <cassert>

namespace chokepoint {
namespace {

/// The metrics to measure: those of the figures; all, where triggers may read any.
std::vector<std::string> metrics_of(const Scenario& scenario, std::span<const Figure> figures) {
  std::vector<std::string> out;
  if (scenario.calendar->reads_metrics()) return out;
  for (const Figure& figure : figures)
    if (figure.metric != fired_figure) out.push_back(figure.metric);
  if (out.empty() && !figures.empty()) out.emplace_back(metrics()[0].name);  // none named would be all
  return out;
}

}  // namespace

Evaluator::Evaluator(const Scenario& scenario, std::span<const Phase> phases, std::span<const Figure> figures)
    : scenario_(scenario), phases_(phases), layout_(*scenario.initial->world.data, metrics_of(scenario, figures)) {
  for (const Figure& figure : figures) {
    if (figure.metric == fired_figure) {
      places_.push_back({static_cast<std::size_t>(figure.month.index), 0, true, scenario.calendar->find(figure.agent)});
      continue;
    }
    places_.push_back({static_cast<std::size_t>(figure.month.index), layout_.find(figure.metric, figure.agent)});
    assert(places_.back().series != Layout::npos && figure.month <= scenario.end &&
           "figures are checked where they are read");
  }
}

std::vector<double> Evaluator::operator()(const Parameters& parameters, std::uint64_t seed,
                                          std::uint64_t replicate) const {
  Recorder recorder(layout_, *scenario_.initial->world.data, static_cast<std::size_t>(scenario_.end.index) + 1);
  Simulation simulation(scenario_, phases_, seed, replicate, &recorder, &parameters);
  simulation.run();
  const auto value = [&](const Place& place) {
    const Month month{static_cast<int>(place.month)};
    if (!place.fired) return recorder.measured(place.series, month);
    return place.event.exists() && simulation.world().clocks[place.event].first <= month ? 1.0 : 0.0;
  };
  std::vector<double> out;
  for (const Place& place : places_) out.push_back(value(place));
  return out;
}

}  // namespace chokepoint
