// The summary of a run as JSON and Markdown.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "analysis/compare/outcome_table.hpp"
#include "analysis/methods/enough.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/files/result_folder.hpp"
#include "output/files/run_tables.hpp"
#include "output/page/answer_json.hpp"
#include "output/text/answer_text.hpp"
#include "output/text/run_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json summary_object(const Summary& s) {
  return {{"median", s.median}, {"p05", s.low}, {"p95", s.high}, {"mean", s.mean}};
}

/// Null where too few sets were run, or nothing varies.
ordered_json variance_object(const VarianceSplit& split) {
  if (!is_told(split.share_within())) return nullptr;
  return {{"random", split.within}, {"parameters", split.between}};
}

ordered_json difference_object(const PairedDifference& d) {
  ordered_json out = summary_object(d.change);
  out["standard_error"] = d.change.standard_error;
  out["probability_more"] = d.change.positive, out["probability_less"] = d.change.negative;
  out["certainty"] = certainty_names[static_cast<std::size_t>(d.certainty)], out["counts_from"] = d.least;
  return out;
}

/// What the result is of, and what it was made with.
ordered_json head_of(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  ordered_json out;
  out["scenario"] = scenario.name();
  add_made_of(out, scenario);
  out["question"] = scenario.question;
  if (results.other) out["compared_with"] = results.other->scenario->name();
  out["command"] = results.asked.command;
  out["runs"] = results.main->records.size();
  if (results.selection.is_part())
    out["given"] = {{"condition", results.selection.condition}, {"runs_made", results.selection.of}};
  out["seed"] = results.seed;
  out["version"] = results.version;
  out["commit"] = results.asked.commit;
  out["parameters"]["source"] = results.parameters.name;
  if (results.parameters.sets > 0) {
    out["parameters"]["sets"] = results.parameters.sets;
    out["parameters"]["hash"] = fmt::format("{:016x}", results.parameters.hash);
  }
  out["last_month"] = scenario.end.text();
  out["warnings"] = warnings_json(results);
  return out;
}

ordered_json metric_of(const Results& results, const OutcomeTable& outcomes, std::size_t row) {
  const auto& [of, series] = outcomes.rows()[row];
  const std::size_t s = results.other ? 1 : 0;
  ordered_json out = {{"metric", of.metric},
                      {"agent", of.agent},
                      {"kind", agent_kind(series)},
                      {"unit", series.metric->unit},
                      {"label", of.label}};
  for (const Month m : outcomes.months()) {
    const Outcome& outcome = outcomes.at(s, row, m);
    if (results.parameters.sets > 0) out["variance"][m.text()] = variance_object(outcome.split);
    out["level"][m.text()] = summary_object(outcome.level);
    if (results.other) out["difference"][m.text()] = difference_object(outcome.difference);
  }
  return out;
}

ordered_json events_of(const Scenario& scenario) {
  ordered_json out = ordered_json::array();
  for (const TimelineEntry& entry : timeline(scenario, false))
    out.push_back({{"month", entry.month.text()},
                   {"what", entry.what},
                   {"id", entry.event->header.id},
                   {"type", entry.event->header.type},
                   {"description", entry.event->describe(*scenario.initial->world.data)}});
  return out;
}

}  // namespace

void add_made_of(nlohmann::ordered_json& out, const Scenario& scenario) {
  out["base_scenario"] = scenario.plain_name();
  out["policies"] = scenario.on_top.policies;
  out["overrides"] = nlohmann::ordered_json::object();
  for (const auto& [path, value] : scenario.on_top.overrides) out["overrides"][path] = value;
  if (!scenario.on_top.data.empty()) out["data_folder"] = scenario.on_top.data;
}

std::string summary_json(const Results& results, const Answer* answer) {
  ordered_json out = head_of(results);
  if (answer) out["answer"] = answer_json(*answer);
  const OutcomeTable outcomes = summary_outcomes(results);
  for (std::size_t k = 0; k < outcomes.rows().size(); ++k) out["metrics"].push_back(metric_of(results, outcomes, k));
  out["events"] = events_of(*results.main->scenario);
  out["conditional_events"] = conditional_events_json(*results.main);
  if (results.other) out["conditional_events_compared_with"] = conditional_events_json(*results.other);
  out["note"] = results.parameters.sets > 0
                    ? "conditional projections; bands show random variation and parameter uncertainty, not a forecast"
                    : "conditional projections; bands show random variation only (parameters at their point values), "
                      "not a forecast";
  return json_text(out, 2) + "\n";
}

std::string summary_markdown(const Results& results, const Answer* answer) {
  const TextStyle style{false, 100};
  const std::string again = results.asked.command.empty() ? "" : "\nMade by: " + results.asked.command + "\n";
  const std::string first = answer ? "```text\n" + answer_text(*answer, {}, style) + "```\n\n" : "";
  return first + "```text\n" + text_report(results, style) + again + "```\n";
}

}  // namespace chokepoint::output
