// Running for figures.
#include "output/evaluator.hpp"

#include <algorithm>
#include <cassert>

namespace chokepoint::output {
namespace {

/// The metrics to measure: those of the figures; all, where triggers may read any.
std::vector<std::string> metrics_of(const Scenario& scenario, std::span<const Figure> figures) {
  std::vector<std::string> out;
  if (scenario.calendar->reads_metrics()) return out;
  for (const Figure& figure : figures) out.push_back(figure.metric);
  return out;
}

}  // namespace

Evaluator::Evaluator(const Scenario& scenario, std::span<const Phase> phases, std::span<const Figure> figures)
    : scenario_(scenario), phases_(phases), layout_(*scenario.initial->world.data, metrics_of(scenario, figures)) {
  for (const Figure& figure : figures) {
    places_.push_back({static_cast<std::size_t>(figure.month.index), layout_.find(figure.metric, figure.agent)});
    assert(places_.back().series != Layout::npos && figure.month <= scenario.end && "figures are checked where they are read");
  }
}

std::vector<double> Evaluator::operator()(const Parameters& parameters, std::uint64_t seed, std::uint64_t replicate) const {
  Recorder recorder(layout_, *scenario_.initial->world.data, static_cast<std::size_t>(scenario_.end.index) + 1);
  Simulation(scenario_, phases_, seed, replicate, &recorder, &parameters).run();
  std::vector<double> out;
  for (const Place& place : places_) out.push_back(recorder.measured(place.series, Month{static_cast<int>(place.month)}));
  return out;
}

}  // namespace chokepoint::output
