// Writing compare.csv and compare.json.
#include "output/files/comparison_files.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "output/files/result_folder.hpp"
#include "output/files/run_tables.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

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

ordered_json scenario_of(const Scenario& scenario) {
  ordered_json out = {{"name", scenario.name()}, {"question", scenario.question}};
  add_made_of(out, scenario);
  return out;
}

/// What was run.
ordered_json comparison_head(const Comparison& c) {
  ordered_json out = {{"seed", c.seed},     {"runs", c.runs()},     {"version", c.version},
                      {"commit", c.commit}, {"command", c.command}, {"baseline", c.scenario(0).name()}};
  if (c.selection.is_part()) out["given"] = {{"condition", c.selection.condition}, {"runs_made", c.selection.of}};
  out["parameters"] = {
      {"source", c.parameters.name}, {"sets", c.parameters.sets}, {"hash", fmt::format("{:016x}", c.parameters.hash)}};
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) out["scenarios"].push_back(scenario_of(c.scenario(s)));
  return out;
}

/// Levels and differences of one chart in the months of a report.
ordered_json outcomes_of(const ComparisonFindings& f, std::size_t row) {
  const auto& [of, series] = f.outcomes.rows()[row];
  ordered_json out = {{"metric", of.metric},
                      {"agent", of.agent},
                      {"kind", agent_kind(series)},
                      {"label", of.label},
                      {"unit", series.metric->unit}};
  for (std::size_t s = 0; s < f.scenarios(); ++s)
    for (const Month m : report_months(f.comparison.end())) {
      const Outcome& outcome = f.outcomes.at(s, row, m);
      out["level"][f.name(s)][m.text()] = summary_of(outcome.level);
      if (s == 0) continue;
      ordered_json& change = out["difference"][f.name(s)][m.text()];
      for (const DifferenceColumn& column : difference_columns) change[column.key()] = column.value(outcome.difference);
    }
  return out;
}

/// In the units of the metrics.
ordered_json winner_of(const Winner& w, const std::string& scenario) {
  const double scale = w.stake->of.scale;
  Summary change = w.change;
  for (double* of : {&change.mean, &change.low, &change.median, &change.high}) *of /= scale;
  ordered_json out = {{"scenario", scenario},
                      {"kind", w.stake->kind},
                      {"agent", w.agent},
                      {"metric", w.stake->of.metric},
                      {"unit", find_metric(w.stake->of.metric)->unit},
                      {"base", w.base / scale}};
  out.update(summary_of(change));
  out["probability_more"] = w.change.positive, out["probability_less"] = w.change.negative;
  return out;
}

}  // namespace

std::string comparison_csv(const ComparisonFindings& f) {
  std::string out = "scenario,month,metric,agent,unit,level_mean,level_p05,level_p50,level_p95";
  for (const DifferenceColumn& column : difference_columns) out += fmt::format(",{}", column.name);
  out += ",kind\n";
  const std::vector<Month> months = decembers(Month{0}, f.comparison.end());
  for (std::size_t s = 0; s < f.scenarios(); ++s)
    for (std::size_t k = 0; k < f.outcomes.rows().size(); ++k)
      for (const Month m : months) {
        const auto& [of, series] = f.outcomes.rows()[k];
        const auto& [level, split, difference] = f.outcomes.at(s, k, m);
        out += fmt::format("{},{},{},{},{},{:.6g},{:.6g},{:.6g},{:.6g}", csv_cell(f.name(s)), m.text(), of.metric,
                           csv_cell(series.agent_name), csv_cell(std::string(series.metric->unit)), level.mean,
                           level.low, level.median, level.high);
        for (const DifferenceColumn& column : difference_columns) out += "," + (s == 0 ? "" : column.cell(difference));
        out += fmt::format(",{}\n", agent_kind(series));
      }
  return out;
}

ordered_json comparison_json(const ComparisonFindings& f) {
  ordered_json out = comparison_head(f.comparison);
  out["spread"] = {{"metric", f.asked.metric},
                   {"agent", f.asked.agent},
                   {"month", f.at.text()},
                   {"policy", f.spread.policy},
                   {"parameters", f.spread.parameters},
                   {"random", f.spread.random}};
  out["metrics"] = ordered_json::array();
  for (std::size_t k = 0; k < f.outcomes.rows().size(); ++k) out["metrics"].push_back(outcomes_of(f, k));
  for (std::size_t s = 1; s < f.scenarios(); ++s)
    for (const Winner& w : foremost(f.winners[s], 10)) out["winners"].push_back(winner_of(w, f.name(s)));
  out["conditional_events"] = ordered_json::array();
  for (const auto& ensemble : f.comparison.ensembles)
    for (ordered_json& row : conditional_events_json(*ensemble)) out["conditional_events"].push_back(std::move(row));
  return out;
}

}  // namespace chokepoint::output
