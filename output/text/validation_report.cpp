// Tables of validation.
#include "output/text/validation_report.hpp"

#include <fmt/format.h>

namespace chokepoint::output {
namespace {

/// A figure with so many digits, or a dash for one that is not told.
std::string cell(double x, int digits) { return is_told(x) ? fmt::format("{:.{}f}", x, digits) : "–"; }

std::string series_name(const Target& t) { return t.agent.empty() ? t.metric : t.metric + " " + t.agent; }

/// Whether a pattern passes, in words.
std::string verdict_of(const PatternShown& shown) {
  const std::optional<bool> passes = shown.passes();
  return !passes ? "too few runs" : *passes ? "pass" : "fail";
}

/// The scenario, unless it is the record's own.
bool is_named(const Validation& v) { return v.scenario != "history"; }

std::vector<TableRow> hindcast_rows(const Validation& v) {
  std::vector<TableRow> rows{{{"series", "origin", "to", "z", "in 90 %", "CRPS", "still", "trend"}}};
  for (const Hindcast& h : v.hindcasts)
    rows.push_back({{series_name(*h.target), h.origin.text(), h.target->month.text(), fmt::format("{:+.2f}", h.z),
                     h.covered() ? "yes" : "no", fmt::format("{:.2f}", h.model),
                     fmt::format("{:.2f}{}", h.still, h.model < h.still ? "" : " *"),
                     h.trend ? fmt::format("{:.2f}{}", *h.trend, h.model < *h.trend ? "" : " *") : "-"}});
  return rows;
}

std::vector<TableRow> tally_rows(const Validation& v) {
  std::vector<TableRow> rows{{{"horizon", "series", "in 90 %", "z within 2", "better than still", "skill", "DM p",
                               "better than trend", "skill", "DM p"}}};
  for (const auto& [months, t] : v.horizons) {
    const auto of = [](std::size_t part, std::size_t all) { return fmt::format("{} of {}", part, all); };
    rows.push_back({{fmt::format("{} months", months), fmt::format("{}", t.all), of(t.covered, t.all),
                     of(t.near, t.all), of(t.beats_still, t.all), cell(t.skill_to_still(), 2), cell(t.p_still(), 3),
                     of(t.beats_trend, t.with_trend), cell(t.skill_to_trend(), 2), cell(t.p_trend(), 3)}});
  }
  return rows;
}

std::vector<TableRow> pattern_rows(const Validation& v) {
  std::vector<TableRow> rows{{{"pattern", "runs that show it", ""}}};
  for (const PatternShown& s : v.patterns)
    rows.push_back({{s.pattern->name, fmt::format("{:.0f} %", 100 * s.share), verdict_of(s)}});
  return rows;
}

std::string markdown_table(const std::vector<TableRow>& rows) {
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += "|";
    for (const std::string& cell : rows[r].cells) out += " " + cell + " |";
    out += "\n";
    if (r > 0) continue;
    out += "|";
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c) out += c == 0 ? "---|" : "---:|";
    out += "\n";
  }
  return out;
}

std::string placebo_text(const Placebo& p) {
  return fmt::format(
      "An event in 2021-06 that does nothing leaves every figure as it was: {}. At that date, on which nothing of the "
      "record happens, growth bends {:.1f} times as much as in the months around: {}.\n",
      p.same ? "pass" : "fail", p.jump, p.smooth() ? "pass" : "fail");
}

constexpr const char* meaning =
    "z: how far the model's mean lies from what was recorded, in standard deviations of the whole prediction "
    "(parameters, random variation, error of the figure). CRPS: score of the "
    "whole prediction in standard deviations of the figure, 0 is best. still: the last figure known stays; trend: line "
    "through the logarithms of the figures known, "
    "from three on. * : better than the model.";

constexpr const char* leaks =
    "What the model was told of the time after an origin: the dated measures and breakthroughs of the record, "
    "exogenous paths (such as state plans and roadmaps), and "
    "parameters that the record does not inform, which stand at values chosen with the whole record known. A hindcast "
    "is therefore conditional on policy, and kinder than a "
    "forecast would have been.";

}  // namespace

std::string validation_text(const Validation& v, const TextStyle& style) {
  return fmt::format("{}{}\n{}\n\n{}\n{}\n{}\n{}\n", is_named(v) ? v.scenario + "\n\n" : "",
                     table_text(hindcast_rows(v), style), meaning, table_text(tally_rows(v), style),
                     table_text(pattern_rows(v), style), placebo_text(v.placebo), leaks);
}

std::string validation_markdown(const Validation& v, const std::string& command) {
  std::string out = fmt::format("# Validation\n\nMade by `{}`; do not edit.\n\n", command);
  if (is_named(v)) out += fmt::format("Scenario: {}.\n\n", v.scenario);
  out +=
      "Hindcasts from three origins: parameters calibrated on figures of `data/targets.csv` up to the origin "
      "(`data/hindcasts/`, studies `hindcast_*.yaml`), the record simulated on, and figures 12 and 24 months later "
      "(give or take two) compared.\n\n";
  out += fmt::format(
      "## Summary\n\n{}\nSkill: 1 − mean CRPS over that of the reference. DM: test of Diebold and Mariano over all "
      "series of the horizon, two-sided, corrected for small samples. Series share the shocks of their year, so that p "
      "is too small.\n\n{}\n\n",
      markdown_table(tally_rows(v)), leaks);
  out += fmt::format("## Every hindcast\n\n{}\n\n{}\n", meaning, markdown_table(hindcast_rows(v)));
  out += fmt::format(
      "## Patterns\n\nA pattern passes if {:.0f} % of the runs show it, over the posterior of all parameters.\n\n{}\n",
      100 * PatternShown::enough, markdown_table(pattern_rows(v)));
  for (const PatternShown& s : v.patterns) out += fmt::format("- {}: {}.\n", s.pattern->name, s.pattern->rule);
  return out + fmt::format("\n## Placebo\n\n{}", placebo_text(v.placebo));
}

}  // namespace chokepoint::output
