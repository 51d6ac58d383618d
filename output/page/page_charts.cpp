// Series, leaderboard and calendar of the page.
#include "output/page/page_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/compare/event_odds.hpp"
#include "analysis/compare/fan.hpp"
#include "analysis/compare/top_models.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/events/statecraft.hpp"
#include "engine/run/parallel.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// The values of a chart are whole multiples of it: no finer than a person could read off.
double step_of(const Headline& of) { return maths::exp10(-(of.decimals + 1)); }

/// Values of a chart, in steps.
ordered_json bands(const Fan& fan, const Headline& of) {
  static constexpr std::array<const char*, Fan::quantiles.size()> names = {"p05", "p25", "p50", "p75", "p95"};
  const double finest = maths::exp10(of.decimals + 1);
  ordered_json out;
  for (std::size_t q = 0; q < names.size(); ++q) {
    ordered_json& list = out[names[q]] = ordered_json::array();
    for (const double value : fan.by_month[q])
      list.push_back(static_cast<std::int64_t>(std::llround(rounded(value * of.scale) * finest)));
  }
  return out;
}

/// The line of a count: the mean over runs by month, in place of the median.
void take_means(Fan& fan, const Comparison& c, std::size_t s, std::size_t series, bool paired) {
  constexpr std::size_t line = 2;
  for (Month m{0}; m <= c.end(); m = m + 1) {
    double& out = fan.by_month[line][static_cast<std::size_t>(m.index)];
    out = mean_of(c.values(s, series, m)) - (paired ? mean_of(c.values(0, series, m)) : 0);
  }
}

/// With the gap of the months for which both the best US and the best Chinese model are on record.
std::vector<Target> with_gaps(std::vector<Target> record) {
  const auto own = [](const Target& t) { return t.metric == "eci_gap"; };
  if (std::ranges::any_of(record, own)) return record;
  std::vector<Target> gaps;
  for (const Target& us : record)
    for (const Target& cn : record) {
      if (us.metric != "eci_us" || cn.metric != "eci_cn" || us.month != cn.month) continue;
      Target gap = us;
      gap.metric = "eci_gap", gap.value = us.value - cn.value, gap.logarithmic = false;
      gap.deviation = maths::hypot(us.deviation, cn.deviation);
      gap.role = std::max(us.role, cn.role);
      if (cn.source != us.source) gap.source += "; " + cn.source;
      gap.grade = std::max(us.grade, cn.grade);
      gaps.push_back(std::move(gap));
    }
  record.insert(record.end(), gaps.begin(), gaps.end());
  return record;
}

/// Observed figures of a chart's series in the chart's unit.
ordered_json record_of(const Chart& chart, const std::vector<Target>& all) {
  const std::vector<Target> record = chart.of.metric == "eci_gap" ? with_gaps(all) : all;
  ordered_json out = ordered_json::array();
  for (const Target& t : record)
    if (t.metric == chart.of.metric && t.agent == chart.of.agent)
      out.push_back(record_point_json(t, chart.of.scale / t.scale));
  return out;
}

ordered_json chart_json(const Comparison& c, const Chart& chart, std::size_t series,
                        const std::vector<Target>& record) {
  ordered_json out = {{"id", chart_id(chart.of)},
                      {"title", chart.of.label},
                      {"unit", chart.of.unit},
                      {"decimals", std::max(0, chart.of.decimals)},
                      {"step", step_of(chart.of)},
                      {"mean", chart.mean},
                      {"group", chart.group},
                      {"metric", chart.of.metric},
                      {"agent", chart.of.agent},
                      {"meaning", find_metric(chart.of.metric)->meaning},
                      {"main", chart.main},
                      {"levels", ordered_json::array()},
                      {"differences", ordered_json::array()}};
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    Fan levels = level_fan(c, s, series), differences = s > 0 ? difference_fan(c, s, series) : Fan{};
    if (chart.mean) take_means(levels, c, s, series, false);
    if (chart.mean && !differences.none) take_means(differences, c, s, series, true);
    out["levels"].push_back(bands(levels, chart.of));
    out["differences"].push_back(differences.none ? ordered_json(nullptr) : bands(differences, chart.of));
  }
  out["record"] = record_of(chart, record);
  return out;
}

ordered_json event_json(const Scenario& scenario, const Event& event, Month month, std::string_view what,
                        const std::string& touches) {
  const WorldData& data = *scenario.initial->world.data;
  const EventHeader& h = event.header;
  ordered_json out = {{"scenarios", ordered_json::array()},
                      {"month", month.text()},
                      {"what", what},
                      {"id", h.id},
                      {"type", h.type},
                      {"kind", kind_in_words(event)},
                      {"text", event_sentence(event, data)},
                      {"issuers", h.issuers.names(data)},
                      {"targets", h.targets.names(data)},
                      {"touches", touches},
                      {"source", h.source},
                      {"odds", nullptr}};
  return out;
}

}  // namespace

ordered_json record_point_json(const Target& figure, double scale) {
  const auto [low, high] = ninety_of(figure);
  return {{"month", figure.month.text()},
          {"value", rounded(scale * figure.value)},
          {"low", rounded(scale * low)},
          {"high", rounded(scale * high)},
          {"source", figure.source},
          {"grade", figure.grade},
          {"fitted", figure.role != TargetRole::hold}};
}

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
