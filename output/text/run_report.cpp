// Text tables.
#include "output/text/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/compare/event_odds.hpp"
#include "analysis/compare/outcome_table.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "engine/events/event.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/text/table.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {

namespace {

std::string opening_text(const Results& results, const TextStyle& style) {
  const Scenario& scenario = *results.main->scenario;
  const std::size_t runs = results.main->records.size();
  std::string out =
      fmt::format("{} — {} runs to {}, seed {}\n", scenario.name(), runs, scenario.end.text(), results.seed);
  out += selection_text(results.selection, runs, style);
  if (!scenario.question.empty()) out += wrapped(scenario.question, 0, style.width);
  if (const std::string warnings = warnings_text(results, style.width); !warnings.empty()) out += "\n" + warnings;
  return out;
}

/// How much of the spread of a headline is random variation, where replicates share parameter sets.
std::string random_share_text(const VarianceSplit& split) {
  return is_told(split.share_within()) ? fmt::format("{:.0f} %", 100 * split.share_within()) : "–";
}

/// The table's head, a column for each month.
TableRow month_columns(const OutcomeTable& outcomes, const char* what) {
  TableRow out{{what}};
  for (const Month m : outcomes.months()) out.cells.push_back(m.text());
  return out;
}

std::string levels_text(const OutcomeTable& outcomes, std::size_t s, bool splits, const TextStyle& style) {
  std::vector<TableRow> rows{month_columns(outcomes, "median (5 % … 95 %)")};
  if (splits) rows[0].cells.push_back("random");
  for (std::size_t k = 0; k < outcomes.rows().size(); ++k) {
    const Headline& of = outcomes.rows()[k].of;
    TableRow row{{of.title()}};
    for (const Month m : outcomes.months()) row.cells.push_back(band_text(outcomes.at(s, k, m).level, of));
    if (splits) row.cells.push_back(random_share_text(outcomes.at(s, k, outcomes.months().back()).split));
    rows.push_back(std::move(row));
  }
  return table_text(rows, style) +
         (splits ? wrapped(fmt::format("random: share of random variation in the variance of the last month, the rest "
                                       "is due to parameters; –: nothing varies, or fewer than {} parameter sets",
                                       fewest::groups_for_split),
                           2, style.width)
                 : "");
}

/// `62 of 64`.
std::string runs_text(double share, std::size_t runs) {
  return fmt::format("{:.0f} of {}", share * static_cast<double>(runs), runs);
}

/// `Share of AI computing, China (points)`.
std::string difference_title(Headline of) {
  of.unit = difference_unit(of.unit);
  return of.title();
}

std::string changes_text(const OutcomeTable& outcomes, std::size_t runs, const TextStyle& style) {
  std::vector<TableRow> rows{month_columns(outcomes, "difference, paired")};
  rows[0].cells.push_back("more in");
  for (std::size_t k = 0; k < outcomes.rows().size(); ++k) {
    const Headline& of = outcomes.rows()[k].of;
    TableRow row{{difference_title(of)}};
    for (const Month m : outcomes.months()) {
      const PairedDifference& d = outcomes.at(1, k, m).difference;
      row.cells.push_back(matters(d.certainty) ? band_text(d.change, of, true)
                                               : std::string(no_difference_text(d.certainty)));
    }
    const PairedDifference& last = outcomes.at(1, k, outcomes.months().back()).difference;
    row.cells.push_back(matters(last.certainty) ? runs_text(last.change.positive, runs) : "");
    rows.push_back(std::move(row));
  }
  return table_text(rows, style);
}

/// What pairing gains, by the capability gap.
std::string difference_line(const OutcomeTable& outcomes, std::size_t runs, const TextStyle& style) {
  std::string few = limit_of_certainty(runs);
  if (!few.empty()) few = wrapped(fmt::format("Few runs: {}.", few), 2, style.width);
  const std::size_t gap = outcomes.find("eci_gap", "");
  if (gap == outcomes.rows().size()) return few;
  const Month last = outcomes.months().back();
  const PairedDifference& d = outcomes.at(1, gap, last).difference;
  if (!matters(d.certainty)) return few;
  const auto error = [](double x) { return is_told(x) ? fmt::format("{:.3f}", x) : "–"; };
  return few +
         wrapped(
             fmt::format("Paired by seed: the difference of the {} gap is {:+.2f} ECI with a standard error of "
                         "{}; unpaired runs would give {}.",
                         last.calendar_year(), d.change.mean, error(d.change.standard_error), error(d.unpaired_error)),
             2, style.width);
}

std::string chokepoints_text(const Results& results, const TextStyle& style) {
  const Scenario& scenario = *results.main->scenario;
  const std::vector<Chokepoint>& all = results.main->chokepoints;
  if (all.empty()) return "";
  const auto shown = std::min<std::size_t>(8, all.size());
  std::string line;
  for (std::size_t c = 0; c < shown; ++c)
    line += fmt::format("{}{} {:.0f} %{}", c > 0 ? " " : "", scenario.initial->world.data->vertex_name(all[c].supplier),
                        100 * all[c].flow_lost, c + 1 < shown ? "," : "");
  return heading(fmt::format("Chokepoints of {}: share of accelerator deliveries lost without the supplier",
                             std::min(chokepoint_month, scenario.end).text()),
                 style) +
         wrapped(line, 2, style.width);
}

/// `in 40 % of runs, 2027-03 (2026-01 … 2029-11)`
std::string odds_text(const EventOdds& odds) {
  if (odds.runs == 0) return "in no run";
  const std::string out = fmt::format("in {:.0f} % of runs", 100 * odds.share);
  return odds.low == odds.high
             ? fmt::format("{}, {}", out, odds.median.text())
             : fmt::format("{}, {} ({} … {})", out, odds.median.text(), odds.low.text(), odds.high.text());
}

std::string calendar_text(const Results& results, const TextStyle& style) {
  const Scenario& scenario = *results.main->scenario;
  const WorldData& data = *scenario.initial->world.data;
  const auto& events = scenario.calendar->events();
  std::string out = heading("What happened when", style);
  std::size_t left_out = 0;
  for (const TimelineEntry& entry : timeline(scenario, false))
    if (entry.what == "left out")
      ++left_out;
    else
      out += cut(fmt::format("  {}  {:<9}  {}", entry.month.text(), entry.what, event_sentence(*entry.event, data)),
                 style.width) +
             "\n";
  for (const EventOdds& odds : event_odds(*results.main))
    out +=
        cut(fmt::format("  {}: {}", odds_text(odds), event_sentence(*events[odds.event.index()], data)), style.width) +
        "\n";
  if (left_out > 0)
    out += wrapped(fmt::format("and {} measures of the record that governments which decide by themselves leave out: "
                               "simulate timeline",
                               left_out),
                   2, style.width);
  const auto notes = std::ranges::count_if(events, [](const auto& event) { return event->header.type == "note"; });
  if (notes > 0) out += fmt::format("  and {} dated facts without a mechanism in the model: events.csv\n", notes);
  return out;
}

}  // namespace

std::string bands_text(const Results& results) {
  if (results.parameters.sets == 0) return "bands show random variation only (parameters at their point values)";
  return fmt::format("bands show random variation and parameter uncertainty ({}, {} sets, {} runs each)",
                     results.parameters.name, results.parameters.sets, replicates_per_set);
}

std::string text_report(const Results& results, const TextStyle& style) {
  const std::string name = results.main->scenario->name();
  const OutcomeTable outcomes = summary_outcomes(results);
  std::string out = opening_text(results, style) + heading(name, style) +
                    levels_text(outcomes, results.other ? 1 : 0, results.parameters.sets > 0, style);
  if (results.other)
    out += heading(fmt::format("{} minus {} (same seeds)", name, results.other->scenario->name()), style) +
           changes_text(outcomes, results.main->records.size(), style) +
           difference_line(outcomes, results.main->records.size(), style);
  return out + chokepoints_text(results, style) + calendar_text(results, style) + "\n" +
         wrapped(fmt::format("Conditional projections: {}, not a forecast.", bands_text(results)), 0, style.width);
}

}  // namespace chokepoint::output
