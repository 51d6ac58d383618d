// Chains as data.
#include "output/page/why_page.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/scenario/timeline.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// A measure that closes links in one of the two runs, `A: id` or `B: id`; `here`: in the one of the scenario.
ordered_json measure_json(const Comparison& c, std::size_t scenario, const std::string& named) {
  const bool first = named.starts_with("A: ");
  const std::string id = named.substr(3);
  const Scenario& of = c.scenario(first ? 0 : scenario);
  const EventId event = of.calendar->find(id);
  return {{"id", id},
          {"here", !first},
          {"text", event_sentence(*of.calendar->events()[event.index()], *of.initial->world.data)}};
}

/// `a`: in the first scenario, as everywhere on the page; its effect is that of the second less it.
ordered_json step_json(const Comparison& c, std::size_t scenario, const Step& s) {
  ordered_json out = {{"quantity", s.quantity},
                      {"whom", s.whom},
                      {"month", s.month.text()},
                      {"unit", s.unit},
                      {"from", rounded(s.a)},
                      {"to", rounded(s.b)},
                      {"share", rounded(s.share)},
                      {"parts", ordered_json::array()},
                      {"measures", ordered_json::array()}};
  constexpr std::size_t parts_told = 4;
  for (std::size_t p = 0; p < std::min(parts_told, s.parts.size()); ++p)
    out["parts"].push_back({{"what", s.parts[p].what}, {"effect", rounded(-s.parts[p].effect)}});
  for (const std::string& named : s.events) out["measures"].push_back(measure_json(c, scenario, named));
  return out;
}

}  // namespace

ordered_json reasons_json(const Comparison& comparison, const std::vector<ExplainedDifference>& explained) {
  ordered_json out = ordered_json::array();
  for (const auto& [scenario, why] : explained) {
    ordered_json steps = ordered_json::array();
    for (const std::size_t at : main_path(why.chain)) steps.push_back(step_json(comparison, scenario, why.chain[at]));
    out.push_back({{"scenario", scenario}, {"replicate", why.replicate}, {"steps", std::move(steps)}});
  }
  return out;
}

}  // namespace chokepoint::output
