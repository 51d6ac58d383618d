// Running for figures.
#include "analysis/runs/evaluator.hpp"

#include <algorithm>
#include <cassert>

namespace chokepoint {
namespace {

/// What to measure: what the figures are of, and what triggers read.
Wanted wanted_for(const Scenario& scenario, std::span<const Figure> figures) {
  Wanted out;
  out.add(*scenario.calendar);
  for (const Figure& figure : figures)
    if (figure.metric != fired_figure) out.add(figure.metric);
  return out;
}

}  // namespace

Evaluator::Evaluator(const Scenario& scenario, std::span<const Phase> phases, std::span<const Figure> figures)
    : scenario_(scenario),
      phases_(phases),
      layout_(std::make_shared<const Layout>(*scenario.initial->world.data, wanted_for(scenario, figures))) {
  for (const Figure& figure : figures) {
    last_ = std::max(last_, figure.month);
    if (figure.metric == fired_figure) {
      places_.push_back({static_cast<std::size_t>(figure.month.index), 0, true, scenario.calendar->find(figure.agent)});
      continue;
    }
    places_.push_back({static_cast<std::size_t>(figure.month.index), layout_->find(figure.metric, figure.agent)});
    assert(places_.back().series != Layout::npos && figure.month <= scenario.end &&
           "figures are checked where they are read");
  }
}

std::unique_ptr<SingleRun> Evaluator::begin(const Parameters& parameters, std::uint64_t seed,
                                            std::uint64_t replicate) const {
  return std::make_unique<SingleRun>(scenario_, phases_, layout_, seed, replicate, &parameters);
}

std::vector<double> Evaluator::finish(SingleRun& run) const {
  run.run_to(last_);  // no figure is of later months
  std::vector<double> out;
  for (const Place& place : places_) {
    const Month month{static_cast<int>(place.month)};
    if (!place.fired)
      out.push_back(run.measured(place.series, month));
    else
      out.push_back(place.event.exists() && run.simulation().world().clocks[place.event].first <= month ? 1.0 : 0.0);
  }
  return out;
}

std::vector<double> Evaluator::operator()(const Parameters& parameters, std::uint64_t seed,
                                          std::uint64_t replicate) const {
  return finish(*begin(parameters, seed, replicate));
}

}  // namespace chokepoint
