// Text tables.
#include "output/text/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/condition.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/methods/paired_difference.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "analysis/why/idle_events.hpp"
#include "engine/events/event.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/text/table.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {

std::span<const Headline> headlines() {
  static constexpr Headline list[] = {
      {"eci_gap", "", "Capability gap US-China (ECI)", 1, 1},
      {"lag_months_cn", "", "China's lag (months)", 1, 0},
      {"top20_cn", "", "Chinese models in the top 20", 1, 0},
      {"top20_cn_open", "", "... of these open", 1, 0},
      {"compute_share", "US", "Compute share, US (%)", 100, 1},
      {"compute_share", "CN", "Compute share, China (%)", 100, 1},
      {"dom_chip_share_cn", "", "Domestic chips in China (%)", 100, 0},
      {"cambricon_growth", "", "Cambricon, quarter y/y (x)", 1, 1},
      {"ai_capex_12m", "CN", "AI investment, China (bn $)", 1, 0},
      {"ai_capex_12m", "US", "AI investment, US (bn $)", 1, 0},
      {"ai_exports", "CN", "AI exports, China (bn $/yr)", 1, 1},
      {"influence_cn", "", "Users on Chinese models (%)", 100, 1},
      {"norm_export_cn", "", "Norm shift to China (-1..1)", 1, 3},
  };
  return list;
}

std::vector<Month> report_months(Month end) {
  std::vector<Month> months;
  for (const Month m : {Month::of(2025, 12), Month::of(2027, 12), Month::of(2030, 12)})
    if (m <= end) months.push_back(m);
  if (months.empty() || months.back() < end) months.push_back(end);
  return months;
}

namespace {

std::string difference_line(const Results& results) {
  const std::size_t gap = results.layout->find("eci_gap");
  const std::size_t last = results.months() - 1;
  const PairedDifference d = results.difference(last, gap);
  std::string few = limit_of_certainty(results.main->records.size());
  if (!few.empty()) few = fmt::format("  Few runs: {}.\n", few);
  if (!matters(d.certainty)) return few;
  const auto error = [](double x) { return is_told(x) ? fmt::format("{:.3f}", x) : "–"; };
  return few + fmt::format(
                   "  Paired by seed: the difference of the {} gap is {:+.2f} ECI with a standard error of {};\n  "
                   "unpaired runs would give {}.\n",
                   Month{static_cast<int>(last)}.calendar_year(), d.change.mean, error(d.change.standard_error),
                   error(d.unpaired_error));
}

}  // namespace

namespace {

/// How much of the spread of a headline in a month is random variation, where replicates share parameter sets.
std::string random_share_text(std::vector<double> values, const Clusters& clusters) {
  const VarianceSplit split = split_variance(values, clusters);
  return is_told(split.share_within()) ? fmt::format("{:.0f} %", 100 * split.share_within()) : "–";
}

}  // namespace

std::string bands_text(const Results& results) {
  if (results.parameters.sets == 0) return "bands show random variation only (parameters at their point values)";
  return fmt::format("bands show random variation and parameter uncertainty ({}, {} sets, {} runs each)",
                     results.parameters.name, results.parameters.sets, replicates_per_set);
}

std::string text_report(const Results& results, const TextStyle& style) {
  const Scenario& scenario = *results.main->scenario;
  const auto months = report_months(scenario.end);
  std::string out = fmt::format("{} — {} runs to {}, seed {}\n", scenario.name(), results.main->records.size(),
                                scenario.end.text(), results.seed);
  out += selection_text(results.selection, results.main->records.size(), style);
  if (!scenario.question.empty()) out += scenario.question + "\n";
  if (const std::string warnings = warnings_text(results, style.width); !warnings.empty()) out += "\n" + warnings;

  std::vector<TableRow> levels{{{"median (5 % … 95 %)"}}};
  for (const Month m : months) levels[0].cells.push_back(m.text());
  std::vector<TableRow> changes = levels;
  changes[0].cells[0] = "difference, paired";
  changes[0].cells.push_back("P(more)");
  const bool splits = results.parameters.sets > 0;
  if (splits) levels[0].cells.push_back("random");
  for (const Headline& h : headlines()) {
    const std::size_t series = results.layout->find(h.metric, h.agent);
    if (series == Layout::npos) continue;
    TableRow level{{std::string(h.label)}}, change = level;
    PairedDifference last;
    for (const Month m : months) {
      auto values = results.main->values(static_cast<std::size_t>(m.index), series);
      level.cells.push_back(band_text(summarise(values), h));
      if (!results.other) continue;
      last = results.difference(static_cast<std::size_t>(m.index), series);
      change.cells.push_back(matters(last.certainty) ? band_text(last.change, h, true)
                                                     : std::string(no_difference_text(last.certainty)));
    }
    if (splits)
      level.cells.push_back(random_share_text(results.main->values(results.months() - 1, series), results.clusters()));
    levels.push_back(level);
    if (results.other) {
      change.cells.push_back(matters(last.certainty) ? fmt::format("{:.2f}", last.change.positive) : "");
      changes.push_back(change);
    }
  }
  out += heading(fmt::format("{}", scenario.name()), style) + table_text(levels, style);
  if (splits)
    out += fmt::format(
        "  random: share of random variation in the variance of the last month, the rest is due to parameters; –: "
        "nothing varies, or fewer "
        "than {} parameter sets\n",
        fewest::groups_for_split);
  if (results.other) {
    out += heading(fmt::format("{} minus {} (same seeds)", scenario.name(), results.other->scenario->name()), style) +
           table_text(changes, style) + difference_line(results);
  }

  if (!results.main->chokepoints.empty()) {
    out += heading(fmt::format("Chokepoints of {}: share of accelerator deliveries lost without the supplier",
                               std::min(chokepoint_month, scenario.end).text()),
                   style);
    const auto shown = std::min<std::size_t>(8, results.main->chokepoints.size());
    std::string line = " ";
    for (std::size_t c = 0; c < shown; ++c)
      line += fmt::format(" {} {:.0f} %{}",
                          scenario.initial->world.data->vertex_name(results.main->chokepoints[c].supplier),
                          100 * results.main->chokepoints[c].flow_lost, c + 1 < shown ? "," : "");
    out += line + "\n";
  }

  out += heading("What happened when", style);
  std::size_t notes = 0;
  for (const auto& event : scenario.calendar->events()) notes += event->header.type == "note" ? 1U : 0U;
  const WorldData& data = *scenario.initial->world.data;
  std::size_t left_out = 0;
  for (const TimelineEntry& entry : timeline(scenario, false))
    if (entry.what == "left out")
      ++left_out;
    else
      out += cut(fmt::format("  {}  {:<9}  {}", entry.month.text(), entry.what, event_sentence(*entry.event, data)),
                 style.width) +
             "\n";
  for (const EventId e : conditional_events(scenario)) {
    std::vector<double> starts;
    for (const Month m : results.main->starts[e.index()]) starts.push_back(m.index);
    const auto share = 100.0 * static_cast<double>(starts.size()) / static_cast<double>(results.main->records.size());
    std::string when = starts.empty() ? "in no run" : fmt::format("in {:.0f} % of runs", share);
    if (!starts.empty()) {
      const Summary s = summarise(starts);
      const auto month = [](double index) { return Month{static_cast<int>(std::lround(index))}.text(); };
      when += s.low == s.high ? fmt::format(", {}", month(s.median))
                              : fmt::format(", {} ({} … {})", month(s.median), month(s.low), month(s.high));
    }
    out +=
        cut(fmt::format("  {}: {}", when, event_sentence(*scenario.calendar->events()[e.index()], data)), style.width) +
        "\n";
  }
  if (left_out > 0)
    out += fmt::format(
        "  and {} measures of the record that governments which decide by themselves leave out: simulate timeline\n",
        left_out);
  if (notes > 0) out += fmt::format("  and {} dated facts without a mechanism in the model: events.csv\n", notes);
  out += fmt::format("\nConditional projections: {}, not a forecast.\n", bands_text(results));
  return out;
}

}  // namespace chokepoint::output
