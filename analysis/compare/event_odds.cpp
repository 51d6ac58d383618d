// Counting starts.
#include "analysis/compare/event_odds.hpp"

#include <cmath>

#include "engine/scenario/timeline.hpp"

namespace chokepoint {

std::vector<EventOdds> event_odds(const Ensemble& ensemble) {
  const auto month = [](double index) { return Month{static_cast<int>(std::lround(index))}; };
  std::vector<EventOdds> out;
  for (const EventId e : conditional_events(*ensemble.scenario)) {
    std::vector<double> starts;
    for (const Month m : ensemble.starts[e.index()]) starts.push_back(m.index);
    EventOdds& odds = out.emplace_back();
    odds.event = e, odds.runs = starts.size();
    odds.share = static_cast<double>(starts.size()) / static_cast<double>(ensemble.records.size());
    if (starts.empty()) continue;
    const Summary s = summarise(starts);
    odds.low = month(s.low), odds.median = month(s.median), odds.high = month(s.high);
  }
  return out;
}

}  // namespace chokepoint
