// Rows of results.
#include "output/files/run_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "analysis/compare/event_odds.hpp"
#include "engine/run/parallel.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/files/numbers.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

std::string names_cell(const NationList& nations, const WorldData& data) {
  return csv_cell(fmt::format("{}", fmt::join(nations.names(data), " ")));
}

/// A row of events.csv.
std::string event_row(const Scenario& scenario, const Event& event, const std::string& month, const std::string& what) {
  const WorldData& data = *scenario.initial->world.data;
  const EventHeader& h = event.header;
  const std::string file = std::filesystem::path(h.place.file).filename().string();
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", month, what, csv_cell(h.id), h.type,
                     names_cell(h.issuers, data), names_cell(h.targets, data), h.severity,
                     csv_cell(event.describe(data)), csv_cell(h.source), csv_cell(file), h.place.line,
                     csv_cell(h.trigger ? h.trigger->describe() : ""), csv_cell(scenario.name()));
}

}  // namespace

bool never_moves(const Ensemble& ensemble, std::size_t series) {
  return std::ranges::all_of(ensemble.records, [&](const KeptRecord& record) { return record.is_zero(series); });
}

bool is_asked(const Series& series, const std::vector<std::string>& metrics) {
  return metrics.empty() || std::ranges::find(metrics, series.metric->name) != metrics.end();
}

std::string_view agent_kind(const Series& series) {
  if (series.region.exists()) return "region";
  static constexpr std::string_view kinds[] = {"world",   "nation", "firm",        "designer",
                                               "foundry", "good",   "traded_good", "supplier"};
  return kinds[static_cast<std::size_t>(series.metric->of)];
}

namespace {

std::vector<std::string> month_texts(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t m = 0; m < count; ++m) out.push_back(Month{static_cast<int>(m)}.text());
  return out;
}

/// Mean and quantiles, each after a comma. Of few runs several are the same number, which is written once.
void append_summary(std::string& out, std::vector<double> values) {
  const Summary of = summarise(values);
  std::size_t from = 0, length = 0;
  std::optional<std::uint64_t> before;
  for (const double value : {of.mean, of.low, of.median, of.high}) {
    out += ',';
    if (const auto bits = std::bit_cast<std::uint64_t>(value); before == bits) {
      out.append(out, from, length);
    } else {
      from = out.size(), before = bits;
      append_number(out, value, 6);
      length = out.size() - from;
    }
  }
}

/// `,METRIC,AGENT,UNIT`
std::string series_cells(const Series& series) {
  return fmt::format(",{},{},{}", series.metric->name, csv_cell(series.agent_name),
                     csv_cell(std::string(series.metric->unit)));
}

}  // namespace

std::string series_csv(const Results& results, const std::vector<std::string>& metrics) {
  const std::size_t count = results.layout->series().size();
  const std::vector<std::string> months = month_texts(results.months());
  const std::string scenario = csv_cell(results.main->scenario->name());
  const std::string compared = results.other ? "," + csv_cell(results.other->scenario->name()) : "";
  std::vector<std::string> parts(count);
  for_each_run(count, 0, [&](std::size_t s) {
    const Series& series = results.layout->series()[s];
    const bool still = never_moves(*results.main, s) && (!results.other || never_moves(*results.other, s));
    if (still || !is_asked(series, metrics)) return;
    const std::string cells = series_cells(series), kind = fmt::format(",{},{}", agent_kind(series), scenario);
    std::string& out = parts[s];
    for (std::size_t m = 0; m < months.size(); ++m) {
      out += months[m], out += cells;
      append_summary(out, results.main->values(m, s));
      out += kind;
      if (results.other) append_summary(out, results.differences(m, s)), out += compared;
      out += '\n';
    }
  });
  std::string out = "month,metric,agent,unit,mean,p05,p50,p95,kind,scenario";
  out += results.other ? ",difference_mean,difference_p05,difference_p50,difference_p95,compared_with\n" : "\n";
  for (const std::string& part : parts) out += part;
  return out;
}

std::string members_csv(const Results& results, const std::vector<std::string>& metrics) {
  std::string out = "scenario,replicate,month,metric,agent,value,unit,kind\n";
  const std::vector<std::string> months = month_texts(results.months());
  const auto write = [&](const Ensemble& ensemble) {
    const std::string scenario = csv_cell(ensemble.scenario->name());
    for (std::size_t r = 0; r < ensemble.records.size(); ++r)
      for (std::size_t s = 0; s < results.layout->series().size(); ++s) {
        const Series& series = results.layout->series()[s];
        if (!is_asked(series, metrics) || (metrics.empty() && series.metric->of != Dimension::world)) continue;
        const std::string run = fmt::format("{},{},", scenario, ensemble.replicate(r)),
                          cells = fmt::format(",{},{},", series.metric->name, csv_cell(series.agent_name)),
                          kind =
                              fmt::format(",{},{}\n", csv_cell(std::string(series.metric->unit)), agent_kind(series));
        for (std::size_t m = 0; m < ensemble.records[r].months(); ++m) {
          out += run, out += months[m], out += cells;
          append_number(out, ensemble.records[r].at(m, s), 9);
          out += kind;
        }
      }
  };
  write(*results.main);
  if (results.other) write(*results.other);
  return out;
}

std::string events_csv(const Scenario& scenario) {
  std::string out = "month,what,id,type,issuer,targets,severity,description,source,file,line,trigger,scenario\n";
  for (const TimelineEntry& entry : timeline(scenario, true))
    out += event_row(scenario, *entry.event, entry.month.text(), entry.what);
  for (const EventId e : conditional_events(scenario))
    out += event_row(scenario, *scenario.calendar->events()[e.index()], "", "conditional");
  return out;
}

std::string fired_csv(const Results& results) {
  std::string out = "scenario,replicate,id,type,firing,announced,began,ended\n";
  const auto write = [&](const Ensemble& ensemble) {
    const Month last = ensemble.scenario->end;
    const std::string scenario = csv_cell(ensemble.scenario->name());
    for (std::size_t r = 0; r < ensemble.fired.size(); ++r) {
      std::vector<int> times(ensemble.scenario->calendar->events().size());
      for (const Firing& firing : ensemble.fired[r]) {
        const EventHeader& h = ensemble.scenario->calendar->events()[firing.event.index()]->header;
        out += fmt::format("{},{},{},{},{},{},{},{}\n", scenario, ensemble.replicate(r), csv_cell(h.id), h.type,
                           ++times[firing.event.index()], firing.announced < Month{0} ? "" : firing.announced.text(),
                           firing.began(last) ? firing.start.text() : "", firing.ended(last) ? firing.end.text() : "");
      }
    }
  };
  write(*results.main);
  if (results.other) write(*results.other);
  return out;
}

nlohmann::ordered_json conditional_events_json(const Ensemble& ensemble) {
  const Scenario& scenario = *ensemble.scenario;
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const EventOdds& odds : event_odds(ensemble)) {
    const Event& event = *scenario.calendar->events()[odds.event.index()];
    out.push_back({{"scenario", scenario.name()},
                   {"id", event.header.id},
                   {"type", event.header.type},
                   {"trigger", event.header.trigger->describe()},
                   {"description", event.describe(*scenario.initial->world.data)},
                   {"runs", odds.runs},
                   {"share", odds.share},
                   {"month", nullptr}});
    if (odds.runs > 0)
      out.back()["month"] = {{"p05", odds.low.text()}, {"p50", odds.median.text()}, {"p95", odds.high.text()}};
  }
  return out;
}

}  // namespace chokepoint::output
