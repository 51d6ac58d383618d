// A comparison as tables.
#include "output/text/comparison_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

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

/// Median difference by year from 2023 on.
std::string history_of(const ComparisonFindings& f, std::size_t s) {
  std::vector<double> medians;
  for (const Month m : f.in_full.months()) medians.push_back(f.in_full.at(s, 0, m).difference.change.median);
  return sparkline(medians);
}

/// The metric asked for in full: a row for each scenario.
std::string asked_table(const ComparisonFindings& f, const TextStyle& style) {
  std::vector<TableRow> rows{{{"", "median (90 %)", "difference (90 %)", "P(more)", "error", "alone", "VRF",
                               fmt::format("2023-{:02}", f.at.calendar_year() % 100)}}};
  for (std::size_t s = 0; s < f.scenarios(); ++s) {
    const Outcome& of = f.asked_of(s);
    TableRow row{{cut(letter(s) + " " + f.name(s), 15), band_text(of.level, f.asked)}};
    const PairedDifference& d = of.difference;
    if (s > 0 && !matters(d.certainty))
      row.cells.emplace_back(no_difference_text(d.certainty));
    else if (s > 0)
      row.cells.insert(
          row.cells.end(),
          {band_text(d.change, f.asked, true), fmt::format("{:.2f} {}", d.change.positive, mark_of(d.certainty)),
           precise_text(d.change.standard_error, f.asked), precise_text(d.unpaired_error, f.asked),
           is_told(d.saved()) ? fmt::format("{:.{}f}", d.saved(), d.saved() < 100 ? 1 : 0) : "–", history_of(f, s)});
    rows.push_back(std::move(row));
  }
  return table_text(rows, style);
}

/// All measures of the page: the first scenario's level and the others' median differences with their marks.
std::string all_table(const ComparisonFindings& f, std::size_t first, std::size_t last, const TextStyle& style) {
  std::vector<TableRow> rows{{{"", "", letter(0)}}};
  for (std::size_t s = first; s < last; ++s) rows[0].cells.push_back(letter(s) + "  ");
  for (std::size_t k = 0; k < f.outcomes.rows().size(); ++k) {
    const Headline& of = f.outcomes.rows()[k].of;
    TableRow row{{cut(of.label, 30), std::string(of.unit), number_text(f.outcomes.at(0, k, f.at).level.median, of)}};
    for (std::size_t s = first; s < last; ++s) {
      const PairedDifference& d = f.outcomes.at(s, k, f.at).difference;
      row.cells.push_back(!matters(d.certainty) ? mark_of(d.certainty)
                                                : number_text(d.change.median, of, true) + " " + mark_of(d.certainty));
    }
    rows.push_back(std::move(row));
  }
  return table_text(rows, style);
}

/// Beside a measure in which no run differs: what the model does not hold of it, if that is so.
std::string unmoved_text(const ComparisonFindings& f, const TextStyle& style) {
  bool some = false;
  for (std::size_t s = 1; s < f.scenarios(); ++s) some = some || f.asked_of(s).difference.certainty == Certainty::same;
  const std::string_view why = not_modelled(*find_metric(f.asked.metric));
  return some && !why.empty() ? wrapped(fmt::format("not modelled: {}", why), 2, style.width) : "";
}

/// What the marks say, from where on a difference counts, and what so few runs can't show.
std::string legend_text(const ComparisonFindings& f, const TextStyle& style) {
  std::string out = wrapped(
      "● certain: 19 runs in 20 agree on the sign; ◐ likely: 4 in 5; ○ undetermined; ≈ no change that matters; · no "
      "run differs",
      2, style.width);
  out += wrapped(fmt::format("A change matters from a smallest difference on, for {} here {}; P(more): runs that rise "
                             "by it or more (simulate list metrics)",
                             f.asked.metric, precise_text(f.asked_of(1).difference.least, f.asked)),
                 2, style.width);
  const std::size_t runs = f.comparison.runs();
  if (const std::string limit = limit_of_certainty(runs); !limit.empty())
    out += wrapped(fmt::format("{}: {}", runs == 1 ? "One run" : "Few runs", limit), 2, style.width);
  return out;
}

std::string winners_text(const ComparisonFindings& f, const TextStyle& style) {
  std::string out;
  for (std::size_t s = 1; s < f.scenarios(); ++s) {
    const std::vector<Winner> all = foremost(f.winners[s], 3);
    std::string of_scenario;
    for (const Stake& stake : stakes()) {
      std::string line;
      for (const Winner& w : all)
        if (w.stake == &stake)
          line += fmt::format("{}{} {}", line.empty() ? "" : ", ", w.agent,
                              number_text(w.change.median / stake.of.scale, stake.of, true));
      if (!line.empty())
        of_scenario +=
            wrapped(fmt::format("{} by {} ({}): {}", stake.of.label, stake.kind, stake.of.unit, line), 4, style.width);
    }
    if (!of_scenario.empty()) out += fmt::format("  {} {}\n{}", letter(s), f.name(s), of_scenario);
  }
  return out;
}

/// What is compared: scenarios with their letters and questions.
std::string opening_text(const ComparisonFindings& f, const TextStyle& style) {
  const Comparison& c = f.comparison;
  std::string out = wrapped(
      fmt::format("{} scenarios to {}, {} runs each, paired: run k shares random numbers and parameters (seed {})",
                  f.scenarios(), c.end().text(), c.runs(), c.seed),
      0, style.width);
  out += selection_text(c.selection, c.runs(), style);
  for (std::size_t s = 0; s < f.scenarios(); ++s)
    out += cut(fmt::format("  {} {}{}", letter(s), f.name(s),
                           c.scenario(s).question.empty() ? "" : ": " + c.scenario(s).question),
               style.width) +
           "\n";
  return out;
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

std::string comparison_text(const ComparisonFindings& f, const TextStyle& style) {
  std::string out = opening_text(f, style);
  out += heading(fmt::format("{}, {}; differences from {}", f.asked.title(), f.at.text(), letter(0)), style) +
         asked_table(f, style) + unmoved_text(f, style);
  out += wrapped("error of the mean; alone: with independent random numbers; VRF: variance reduction factor", 2,
                 style.width);
  if (f.scenarios() > 1)
    out += wrapped(fmt::format("Variance over all of these runs: {}", f.spread.text()), 2, style.width);
  constexpr std::size_t columns = 5;
  for (std::size_t first = 1; first < f.scenarios(); first += columns)
    out += heading(fmt::format("All metrics, {}: {}'s median, the others' median difference from it", f.at.text(),
                               letter(0)),
                   style) +
           all_table(f, first, std::min(first + columns, f.scenarios()), style);
  if (f.scenarios() > 1) out += legend_text(f, style);
  if (const std::string text = winners_text(f, style); !text.empty())
    out += heading(fmt::format("Winners and losers, {}, median difference from {} where 4 runs in 5 agree", f.at.text(),
                               letter(0)),
                   style) +
           text;
  return out;
}

}  // namespace chokepoint::output
