// Series, leaderboard and calendar of the page.
#include "output/page/page_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/compare/event_odds.hpp"
#include "analysis/compare/fan.hpp"
#include "analysis/compare/top_models.hpp"
#include "engine/base/elementary.hpp"
#include "engine/run/parallel.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// Values of a chart, no finer than a person could read off it.
ordered_json bands(const Fan& fan, const Headline& of) {
  static constexpr std::array<const char*, Fan::quantiles.size()> names = {"p05", "p25", "p50", "p75", "p95"};
  const double finest = maths::exp10(of.decimals + 1);
  ordered_json out;
  for (std::size_t q = 0; q < names.size(); ++q) {
    ordered_json& list = out[names[q]] = ordered_json::array();
    for (const double value : fan.by_month[q]) list.push_back(rounded(std::round(value * of.scale * finest) / finest));
  }
  return out;
}

/// Observed figures of a chart's series in the chart's unit; the bar is the 90 % interval of the target's error.
ordered_json record_of(const Chart& chart, const std::vector<Target>& record) {
  constexpr double ninety = 1.645;
  ordered_json out = ordered_json::array();
  for (const Target& t : record) {
    if (t.metric != chart.of.metric || t.agent != chart.of.agent) continue;
    const double scale = chart.of.scale / t.scale;
    const double low = t.logarithmic ? t.value * maths::exp(-ninety * t.deviation) : t.value - ninety * t.deviation,
                 high = t.logarithmic ? t.value * maths::exp(ninety * t.deviation) : t.value + ninety * t.deviation;
    out.push_back({{"month", t.month.text()},
                   {"value", rounded(scale * t.value)},
                   {"low", rounded(scale * low)},
                   {"high", rounded(scale * high)},
                   {"source", t.source},
                   {"grade", t.grade},
                   {"fitted", !t.held_out}});
  }
  return out;
}

ordered_json chart_json(const Comparison& c, const Chart& chart, std::size_t series,
                        const std::vector<Target>& record) {
  ordered_json out = {{"id", chart_id(chart.of)},
                      {"title", chart.of.label},
                      {"unit", chart.of.unit},
                      {"decimals", chart.of.decimals},
                      {"group", chart.group},
                      {"metric", chart.of.metric},
                      {"agent", chart.of.agent},
                      {"meaning", find_metric(chart.of.metric)->meaning},
                      {"main", chart.main},
                      {"levels", ordered_json::array()},
                      {"differences", ordered_json::array()}};
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    out["levels"].push_back(bands(level_fan(c, s, series), chart.of));
    const Fan differences = s > 0 ? difference_fan(c, s, series) : Fan{};
    out["differences"].push_back(differences.none ? ordered_json(nullptr) : bands(differences, chart.of));
  }
  out["record"] = record_of(chart, record);
  return out;
}

ordered_json event_json(const Scenario& scenario, const Event& event, Month month, std::string_view what,
                        const std::string& touches) {
  const WorldData& data = *scenario.initial->world.data;
  const EventHeader& h = event.header;
  static constexpr const char* kinds[] = {"measure", "shock", "fact"};
  ordered_json out = {{"scenarios", ordered_json::array()},
                      {"month", month.text()},
                      {"what", what},
                      {"id", h.id},
                      {"type", h.type},
                      {"kind", kinds[static_cast<std::size_t>(find_event_type(h.type)->kind)]},
                      {"text", event_sentence(event, data)},
                      {"issuers", h.issuers.names(data)},
                      {"targets", h.targets.names(data)},
                      {"touches", touches},
                      {"source", h.source},
                      {"odds", nullptr}};
  return out;
}

}  // namespace

ordered_json charts_json(const Comparison& c, const std::vector<Target>& record) {
  std::vector<ordered_json> parts(charts().size());
  for_each_run(charts().size(), 0, [&](std::size_t k) {
    const Chart& chart = charts()[k];
    const std::size_t series = c.layout->find(chart.of.metric, chart.of.agent);
    if (series != Layout::npos) parts[k] = chart_json(c, chart, series, record);
  });
  ordered_json out = ordered_json::array();
  for (ordered_json& part : parts)
    if (!part.is_null()) out.push_back(std::move(part));
  return out;
}

ordered_json leaderboard_json(const Comparison& c) {
  const WorldData& data = *c.scenario(0).initial->world.data;
  const TopModels found = top_models(c);
  if (found.nations.empty()) return nullptr;
  ordered_json out = {{"title", "Models among the top 20 by nation, on a leaderboard with Chinese coverage"},
                      {"nations", ordered_json::array()},
                      {"models", ordered_json::array()}};
  for (const NationId n : found.nations)
    out["nations"].push_back({{"id", data.nations.text[n.index()]}, {"name", data.nation_labels[n.index()]}});
  for (const auto& of_scenario : found.models) {
    ordered_json rows = ordered_json::array();
    for (const std::vector<double>& by_month : of_scenario) {
      ordered_json row = ordered_json::array();
      for (const double models : by_month) row.push_back(rounded(models));
      rows.push_back(std::move(row));
    }
    out["models"].push_back(std::move(rows));
  }
  return out;
}

ordered_json timeline_json(const Comparison& c, const std::vector<std::vector<std::string>>& touches) {
  std::map<std::string, ordered_json> entries;  // by month, id and what
  const auto entry = [&](std::size_t s, const Event& event, Month month, const std::string& what) -> ordered_json& {
    const EventId id = c.scenario(s).calendar->find(event.header.id);
    ordered_json fresh = event_json(c.scenario(s), event, month, what, touches.empty() ? "" : touches[s][id.index()]);
    ordered_json& out = entries
                            .try_emplace(fmt::format("{} {} {} {}", fresh["month"].get<std::string>(), event.header.id,
                                                     what, fresh["text"].get<std::string>()),
                                         std::move(fresh))
                            .first->second;
    if (out["scenarios"].empty()) out["scenarios"] = std::vector<bool>(c.ensembles.size());
    out["scenarios"][s] = true;
    return out;
  };
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    const Scenario& scenario = c.scenario(s);
    for (const TimelineEntry& e : timeline(scenario, true))
      if (e.what != "left out") entry(s, *e.event, e.month, e.what);
    for (const EventOdds& odds : event_odds(*c.ensembles[s])) {
      if (odds.runs == 0) continue;
      ordered_json& row = entry(s, *scenario.calendar->events()[odds.event.index()], odds.median, "triggered");
      if (row["odds"].is_null()) row["odds"] = std::vector<double>(c.ensembles.size());
      row["odds"][s] = rounded(odds.share);
    }
  }
  ordered_json out = ordered_json::array();
  for (auto& [key, row] : entries) out.push_back(std::move(row));
  return out;
}

}  // namespace chokepoint::output
