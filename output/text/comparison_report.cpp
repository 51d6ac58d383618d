// A comparison as tables, CSV and JSON.
#include "output/text/comparison_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/compare/comparison.hpp"
#include "analysis/compare/condition.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "analysis/runs/smallest_difference.hpp"
#include "output/files/result_folder.hpp"
#include "output/files/run_tables.hpp"
#include "output/text/run_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// Scenarios are called by letters in narrow columns.
std::string letter(std::size_t s) {
  return s < 26 ? std::string(1, static_cast<char>('A' + s)) : fmt::format("S{}", s + 1);
}

const char* mark_of(Certainty c) {
  switch (c) {
    case Certainty::same:
      return "·";
    case Certainty::negligible:
      return "≈";
    case Certainty::certain:
      return "●";
    case Certainty::likely:
      return "◐";
    case Certainty::undetermined:
      return "○";
  }
  return "";
}

std::vector<Month> decembers(Month first, Month last) {
  std::vector<Month> out;
  for (int year = first.calendar_year(); Month::of(year, 12) <= last; ++year) out.push_back(Month::of(year, 12));
  if (out.empty() || out.back() < last) out.push_back(last);
  return out;
}

/// Median difference by year from 2023 on.
std::string history_of(const Comparison& c, std::size_t s, std::size_t series, Month at) {
  std::vector<double> medians;
  for (const Month m : decembers(std::min(Month::of(2023, 1), at), at))
    medians.push_back(c.difference(s, series, m).change.median);
  return sparkline(medians);
}

/// One measure in full: a row for each scenario.
std::string asked_table(const Comparison& c, const Headline& asked, std::size_t series, Month at,
                        const TextStyle& style) {
  std::vector<TableRow> rows{{{"", "median (90 %)", "difference (90 %)", "P(more)", "error", "alone", "VRF",
                               fmt::format("2023-{:02}", at.calendar_year() % 100)}}};
  Headline fine = asked, finest = asked;
  fine.decimals += 1, finest.decimals += 2;
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    std::vector<double> values = c.values(s, series, at);
    TableRow row{{cut(letter(s) + " " + c.scenario(s).name(), 15), band_text(summarise(values), asked)}};
    const PairedDifference d = c.difference(s, series, at);
    if (s > 0 && !matters(d.certainty))
      row.cells.emplace_back(no_difference_text(d.certainty));
    else if (s > 0)
      row.cells.insert(
          row.cells.end(),
          {band_text(d.change, fine, true), fmt::format("{:.2f} {}", d.change.positive, mark_of(d.certainty)),
           number_text(d.change.standard_error, finest), number_text(d.unpaired_error, finest),
           is_told(d.saved()) ? fmt::format("{:.{}f}", d.saved(), d.saved() < 100 ? 1 : 0) : "–",
           history_of(c, s, series, at)});
    rows.push_back(std::move(row));
  }
  return table_text(rows, style);
}

/// All measures of the page: the first scenario's level and the others' median differences with their marks.
std::string all_table(const Comparison& c, Month at, std::size_t first, std::size_t last, const TextStyle& style) {
  std::vector<TableRow> rows{{{"", "", letter(0)}}};
  for (std::size_t s = first; s < last; ++s) rows[0].cells.push_back(letter(s) + "  ");
  for (const Chart& chart : charts()) {
    const std::size_t series = c.layout->find(chart.of.metric, chart.of.agent);
    if (series == Layout::npos) continue;
    std::vector<double> base = c.values(0, series, at);
    TableRow row{
        {cut(std::string(chart.of.label), 30), std::string(chart.unit), number_text(summarise(base).median, chart.of)}};
    for (std::size_t s = first; s < last; ++s) {
      const PairedDifference d = c.difference(s, series, at);
      row.cells.push_back(!matters(d.certainty)
                              ? mark_of(d.certainty)
                              : number_text(d.change.median, chart.of, true) + " " + mark_of(d.certainty));
    }
    rows.push_back(std::move(row));
  }
  return table_text(rows, style);
}

/// Beside a measure in which no run differs: what the model does not hold of it, if that is so.
std::string unmoved_text(const Comparison& c, const Headline& asked, std::size_t series, Month at,
                         const TextStyle& style) {
  const auto same = [&](std::size_t s) { return c.difference(s, series, at).certainty == Certainty::same; };
  bool some = false;
  for (std::size_t s = 1; s < c.ensembles.size(); ++s) some = some || same(s);
  const std::string_view why = not_modelled(*find_metric(asked.metric));
  return some && !why.empty() ? wrapped(fmt::format("not modelled: {}", why), 2, style.width) : "";
}

/// What the marks say, from where on a difference counts, and what so few runs can't show.
std::string legend_text(const Comparison& c, const Headline& asked, std::size_t series, Month at,
                        const TextStyle& style) {
  Headline fine = asked;
  fine.decimals += 2;
  const Metric& metric = *c.layout->series()[series].metric;
  std::string out = wrapped(
      "● certain: 19 runs in 20 agree on the sign; ◐ likely: 4 in 5; ○ undetermined; ≈ no change that matters; · no "
      "run differs",
      2, style.width);
  out += wrapped(fmt::format("A change matters from a smallest difference on, for {} here {}; P(more): runs that rise "
                             "by it or more (simulate list metrics)",
                             metric.name, number_text(smallest_difference(metric, c.values(0, series, at)), fine)),
                 2, style.width);
  if (const std::string limit = limit_of_certainty(c.runs()); !limit.empty())
    out += wrapped(fmt::format("{}: {}", c.runs() == 1 ? "One run" : "Few runs", limit), 2, style.width);
  return out;
}

std::string winners_text(const Comparison& c, Month at, const TextStyle& style) {
  std::string out;
  for (std::size_t s = 1; s < c.ensembles.size(); ++s) {
    const std::vector<Winner> all = winners(c, s, at, 3);
    std::string of_scenario;
    for (const Stake& stake : stakes()) {
      std::string line;
      for (const Winner& w : all)
        if (w.stake == &stake)
          line += fmt::format("{}{} {}", line.empty() ? "" : ", ", w.agent,
                              number_text(w.change.median / stake.of.scale, stake.of, true));
      if (!line.empty())
        of_scenario +=
            wrapped(fmt::format("{} by {} ({}): {}", stake.of.label, stake.kind, stake.unit, line), 4, style.width);
    }
    if (!of_scenario.empty()) out += fmt::format("  {} {}\n{}", letter(s), c.scenario(s).name(), of_scenario);
  }
  return out;
}

/// A number for a table of a machine; empty if it is not told.
std::string csv_number(double x, int digits) { return is_told(x) ? fmt::format("{:.{}g}", x, digits) : ""; }

/// What files tell of a difference: one row a column of compare.csv and a key of compare.json (there without
/// `difference_`).
struct DifferenceColumn {
  std::string_view name;
  int digits;  ///< in CSV
  ordered_json (*value)(const PairedDifference&);

  [[nodiscard]] std::string cell(const PairedDifference& d) const {
    const ordered_json told = value(d);
    return told.is_string() ? told.get<std::string>() : csv_number(told.get<double>(), digits);
  }
  [[nodiscard]] std::string key() const {
    constexpr std::string_view prefix = "difference_";
    return std::string(name.starts_with(prefix) ? name.substr(prefix.size()) : name);
  }
};

using D = const PairedDifference&;

constexpr DifferenceColumn difference_columns[] = {
    {"difference_mean", 6, [](D d) -> ordered_json { return d.change.mean; }},
    {"difference_p05", 6, [](D d) -> ordered_json { return d.change.low; }},
    {"difference_p50", 6, [](D d) -> ordered_json { return d.change.median; }},
    {"difference_p95", 6, [](D d) -> ordered_json { return d.change.high; }},
    {"probability_more", 4, [](D d) -> ordered_json { return d.change.positive; }},
    {"error_paired", 4, [](D d) -> ordered_json { return d.change.standard_error; }},
    {"error_unpaired", 4, [](D d) -> ordered_json { return d.unpaired_error; }},
    {"runs_saved", 4, [](D d) -> ordered_json { return d.saved(); }},
    {"certainty", 0, [](D d) -> ordered_json { return certainty_names[static_cast<std::size_t>(d.certainty)]; }},
    {"probability_less", 4, [](D d) -> ordered_json { return d.change.negative; }},
    {"counts_from", 4, [](D d) -> ordered_json { return d.least; }},
};

ordered_json summary_of(const Summary& s) {
  return {{"mean", s.mean}, {"p05", s.low}, {"p50", s.median}, {"p95", s.high}};
}

}  // namespace

std::string sparkline(const std::vector<double>& values) {
  if (values.size() < 2) return "";
  const auto [low, high] = std::ranges::minmax(values);
  if (!(high > low)) return "";
  static constexpr const char* heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const double v : values)
    out += heights[std::min<std::size_t>(7, static_cast<std::size_t>((v - low) / (high - low) * 8))];
  return out;
}

std::string comparison_csv(const Comparison& c) {
  std::string out = "scenario,month,metric,agent,unit,level_mean,level_p05,level_p50,level_p95";
  for (const DifferenceColumn& column : difference_columns) out += fmt::format(",{}", column.name);
  out += ",kind\n";
  for (std::size_t s = 0; s < c.ensembles.size(); ++s)
    for (const Chart& chart : charts()) {
      const std::size_t series = c.layout->find(chart.of.metric, chart.of.agent);
      if (series == Layout::npos) continue;
      const Series& of = c.layout->series()[series];
      for (const Month m : decembers(Month{0}, c.end())) {
        std::vector<double> values = c.values(s, series, m);
        const Summary level = summarise(values);
        out += fmt::format("{},{},{},{},{},{:.6g},{:.6g},{:.6g},{:.6g}", csv_cell(c.scenario(s).name()), m.text(),
                           chart.of.metric, csv_cell(of.agent_name), csv_cell(std::string(of.metric->unit)), level.mean,
                           level.low, level.median, level.high);
        const PairedDifference d = c.difference(s, series, m);
        for (const DifferenceColumn& column : difference_columns) out += "," + (s == 0 ? "" : column.cell(d));
        out += fmt::format(",{}\n", agent_kind(of));
      }
    }
  return out;
}

ordered_json comparison_json(const Comparison& c, const Headline& asked, Month at) {
  ordered_json out = {{"seed", c.seed},     {"runs", c.runs()},     {"version", c.version},
                      {"commit", c.commit}, {"command", c.command}, {"baseline", c.scenario(0).name()}};
  if (c.selection.is_part()) out["given"] = {{"condition", c.selection.condition}, {"runs_made", c.selection.of}};
  out["parameters"] = {
      {"source", c.parameters.name}, {"sets", c.parameters.sets}, {"hash", fmt::format("{:016x}", c.parameters.hash)}};
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    ordered_json scenario = {{"name", c.scenario(s).name()}, {"question", c.scenario(s).question}};
    add_made_of(scenario, c.scenario(s));
    out["scenarios"].push_back(std::move(scenario));
  }
  const Spread from = spread(c, c.layout->find(asked.metric, asked.agent), at);
  out["spread"] = {{"metric", asked.metric}, {"agent", asked.agent},          {"month", at.text()},
                   {"policy", from.policy},  {"parameters", from.parameters}, {"random", from.random}};
  out["metrics"] = ordered_json::array();
  for (const Chart& chart : charts()) {
    const std::size_t series = c.layout->find(chart.of.metric, chart.of.agent);
    if (series == Layout::npos) continue;
    const Series& of = c.layout->series()[series];
    ordered_json row = {{"metric", chart.of.metric},
                        {"agent", chart.of.agent},
                        {"kind", agent_kind(of)},
                        {"label", chart.of.label},
                        {"unit", of.metric->unit}};
    for (std::size_t s = 0; s < c.ensembles.size(); ++s)
      for (const Month m : report_months(c.end())) {
        std::vector<double> values = c.values(s, series, m);
        row["level"][c.scenario(s).name()][m.text()] = summary_of(summarise(values));
        if (s == 0) continue;
        const PairedDifference d = c.difference(s, series, m);
        ordered_json& change = row["difference"][c.scenario(s).name()][m.text()];
        for (const DifferenceColumn& column : difference_columns) change[column.key()] = column.value(d);
      }
    out["metrics"].push_back(std::move(row));
  }
  for (std::size_t s = 1; s < c.ensembles.size(); ++s)
    for (const Winner& w : winners(c, s, at, 10)) {
      Summary change = w.change;
      for (double* of : {&change.mean, &change.low, &change.median, &change.high}) *of /= w.stake->of.scale;
      ordered_json row = {{"scenario", c.scenario(s).name()},
                          {"kind", w.stake->kind},
                          {"agent", w.agent},
                          {"metric", w.stake->of.metric},
                          {"unit", find_metric(w.stake->of.metric)->unit},
                          {"base", w.base / w.stake->of.scale}};
      row.update(summary_of(change));
      row["probability_more"] = w.change.positive, row["probability_less"] = w.change.negative;
      out["winners"].push_back(std::move(row));
    }
  out["conditional_events"] = ordered_json::array();
  for (const auto& ensemble : c.ensembles)
    for (ordered_json& row : conditional_events_json(*ensemble)) out["conditional_events"].push_back(std::move(row));
  return out;
}

std::string comparison_text(const Comparison& c, const Headline& asked, Month at, const TextStyle& style) {
  std::string out =
      fmt::format("{} scenarios to {}, {} runs each, paired: run k shares random numbers and parameters (seed {})\n",
                  c.ensembles.size(), c.end().text(), c.runs(), c.seed);
  out += selection_text(c.selection, c.runs(), style);
  for (std::size_t s = 0; s < c.ensembles.size(); ++s)
    out += cut(fmt::format("  {} {}{}", letter(s), c.scenario(s).name(),
                           c.scenario(s).question.empty() ? "" : ": " + c.scenario(s).question),
               style.width) +
           "\n";
  const std::size_t series = c.layout->find(asked.metric, asked.agent);
  out += heading(fmt::format("{}, {}; differences from {}", asked.label, at.text(), letter(0)), style) +
         asked_table(c, asked, series, at, style);
  out += unmoved_text(c, asked, series, at, style);
  out += "  error of the mean; alone: with independent random numbers; VRF: variance reduction factor\n";
  const Spread from = spread(c, series, at);
  if (c.ensembles.size() > 1)
    out += wrapped(fmt::format("Variance over all of these runs: {}", from.text()), 2, style.width);
  constexpr std::size_t columns = 5;
  for (std::size_t first = 1; first < c.ensembles.size(); first += columns)
    out += heading(
               fmt::format("All metrics, {}: {}'s median, the others' median difference from it", at.text(), letter(0)),
               style) +
           all_table(c, at, first, std::min(first + columns, c.ensembles.size()), style);
  if (c.ensembles.size() > 1) out += legend_text(c, asked, series, at, style);
  if (const std::string text = winners_text(c, at, style); !text.empty())
    out += heading(fmt::format("Winners and losers, {}, median difference from {} where 4 runs in 5 agree", at.text(),
                               letter(0)),
                   style) +
           text;
  return out;
}

}  // namespace chokepoint::output
