// From options to metrics.
#include "app/common/wanted.hpp"

#include "analysis/compare/shown_series.hpp"
#include "output/text/run_report.hpp"

namespace chokepoint::app {

void add_shown(Wanted& wanted) {
  for (const Headline& h : output::headlines()) wanted.add(h.metric);
  for (const Chart& chart : charts()) wanted.add(chart.of.metric);
  for (const Stake& stake : stakes()) wanted.add(stake.of.metric);
  for (const std::string_view metric : other_page_metrics()) wanted.add(metric);
}

Wanted wanted_by(const RunOptions& options) {
  if (options.hash) return {};
  if (options.metrics.empty()) return Wanted::all();
  Wanted out(options.metrics);
  add_shown(out);
  return out;
}

Wanted with_triggers(Wanted wanted, const ScenarioSet& cast) {
  for (const Scenario& member : cast.members) {
    wanted.add(*member.calendar);
    if (member.trunk) wanted.add(*member.trunk->calendar);
  }
  if (cast.other) wanted.add(*cast.other->calendar);
  return wanted;
}

}  // namespace chokepoint::app
