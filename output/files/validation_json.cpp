// Validation as data.
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "output/text/validation_report.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json of(const Hindcast& h) {
  ordered_json out = {{"metric", h.target->metric},
                      {"agent", h.target->agent},
                      {"origin", h.origin.text()},
                      {"month", h.target->month.text()},
                      {"horizon", h.months},
                      {"z", h.z},
                      {"pit", h.pit},
                      {"covered", h.covered()},
                      {"crps", h.model},
                      {"crps_persistence", h.still}};
  if (h.trend) out["crps_trend"] = *h.trend;
  return out;
}

ordered_json of(int months, const HorizonScores& scores) {
  return {{"horizon", months},
          {"series", scores.all},
          {"covered", scores.covered},
          {"skill_persistence", scores.skill_to_still()},
          {"better_than_persistence", scores.beats_still},
          {"p_persistence", scores.p_still()},
          {"with_trend", scores.with_trend},
          {"better_than_trend", scores.beats_trend},
          {"skill_trend", scores.skill_to_trend()},
          {"p_trend", scores.p_trend()}};
}

ordered_json of(const PatternShown& s) {
  const std::optional<bool> passes = s.passes();
  return {{"pattern", s.pattern->name},
          {"rule", s.pattern->rule},
          {"share", s.share},
          {"pass", passes ? ordered_json(*passes) : ordered_json(nullptr)},
          {"runs", s.runs}};
}

}  // namespace

std::string validation_json(const Validation& v) {
  ordered_json out;
  out["scenario"] = v.scenario;
  for (const Hindcast& h : v.hindcasts) out["hindcasts"].push_back(of(h));
  for (const auto& [months, scores] : v.horizons) out["summary"].push_back(of(months, scores));
  for (const PatternShown& s : v.patterns) out["patterns"].push_back(of(s));
  out["placebo"] = {{"same", v.placebo.same}, {"jump", v.placebo.jump}};
  return json_text(out, 2) + "\n";
}

}  // namespace chokepoint::output
