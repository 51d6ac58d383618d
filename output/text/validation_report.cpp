// Telling a validation.
#include "output/text/validation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "engine/base/json_text.hpp"

namespace chokepoint::output {
namespace {

/// A figure with so many digits, or a dash for one that is not told.
std::string digits_or_dash(double x, int digits) { return is_told(x) ? fmt::format("{:.{}f}", x, digits) : "–"; }

std::string series_name(const Target& t) { return t.agent.empty() ? t.metric : t.metric + " " + t.agent; }

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
  for (const auto& [months, t] : v.tallies) {
    const auto of = [](std::size_t part, std::size_t all) { return fmt::format("{} of {}", part, all); };
    rows.push_back({{fmt::format("{} months", months), fmt::format("{}", t.all), of(t.covered, t.all),
                     of(t.near, t.all), of(t.beats_still, t.all), digits_or_dash(skill(t.model, t.still), 2),
                     digits_or_dash(diebold_mariano(t.model, t.still).p, 3), of(t.beats_trend, t.with_trend),
                     digits_or_dash(skill(t.model_where_trend, t.trend), 2),
                     digits_or_dash(diebold_mariano(t.model_where_trend, t.trend).p, 3)}});
  }
  return rows;
}

/// Mean losses, the best marked.
std::vector<TableRow> family_rows(const Validation& v) {
  std::vector<TableRow> rows{{{"family", "months", "figures"}}};
  for (const std::string_view name : forecaster_names) rows[0].cells.emplace_back(name);
  rows[0].cells.emplace_back("in 90 %");
  for (const FamilyScore& f : v.families) {
    TableRow row{{f.family, fmt::format("{}", f.months), fmt::format("{}", f.all)}};
    for (const double loss : f.mean)
      row.cells.push_back(fmt::format("{:.2f}{}", loss, loss <= *std::ranges::min_element(f.mean) ? " *" : ""));
    row.cells.push_back(fmt::format("{:.0f} %", 100.0 * static_cast<double>(f.covered) / static_cast<double>(f.all)));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// In how many cells of family and horizon the assimilated model is better than another.
std::string assimilated_text(const Validation& v) {
  std::size_t cells = 0, mix = 0, prior = 0, free = 0, blind = 0;
  for (const FamilyScore& f : v.families) {
    if (f.family == whole_record) continue;
    const double own = f.loss(Forecaster::assimilated);
    ++cells, mix += own < f.loss(Forecaster::mix), prior += own < f.loss(Forecaster::prior);
    free += own < f.loss(Forecaster::free), blind += f.loss(Forecaster::blind) < f.loss(Forecaster::mix);
  }
  return fmt::format(
      "The model conditioned on what was known is better than the mix of simple methods in {0} of {3} cells of family "
      "and horizon, than its own prior in {1}, than itself run on from the start in {2}. Told nothing that was dated "
      "after the "
      "origin (blind), it is better than the mix in {4}.\n",
      mix, prior, free, cells, blind);
}

std::vector<TableRow> pattern_rows(const Validation& v) {
  std::vector<TableRow> rows{{{"pattern", "runs that show it", ""}}};
  for (const ShownShape& s : v.shown)
    rows.push_back({{s.shape->name, fmt::format("{:.0f} %", 100 * s.share), s.verdict()}});
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
      p.same ? "pass" : "fail", p.jump, p.jump <= 1 ? "pass" : "fail");
}

constexpr const char* score_meaning =
    "z: how far the model's mean lies from what was recorded, in standard deviations of the whole prediction "
    "(parameters, random variation, error of the figure). CRPS: score of the "
    "whole prediction in standard deviations of the figure, 0 is best. still: the last figure known stays; trend: line "
    "through the logarithms of the figures known, "
    "from three on. * : better than the model.";

constexpr const char* known_leaks =
    "What the model was told of the time after an origin: the dated measures and breakthroughs of the record, "
    "exogenous paths (such as state plans and roadmaps), and "
    "parameters that the record does not inform, which stand at values chosen with the whole record known. A hindcast "
    "is therefore conditional on policy, and kinder than a "
    "forecast would have been.";

}  // namespace

std::string validation_text(const Validation& v, const std::string& name, const TextStyle& style) {
  std::string out = name != "history" ? name + "\n\n" : "";
  out += fmt::format("{}\n{}\n\n", table_text(hindcast_rows(v), style), score_meaning);
  return out + fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", table_text(tally_rows(v), style),
                           table_text(family_rows(v), style), assimilated_text(v), table_text(pattern_rows(v), style),
                           placebo_text(v.placebo), known_leaks);
}

std::string assimilation_text(const AssimilationTrials& found, const TextStyle& style) {
  std::vector<TableRow> rows{{{"discrepancy", "memory", "coupling", "mean CRPS"}}};
  for (const Month origin : hindcast_origins) rows[0].cells.push_back(origin.text());
  std::vector<AssimilationTrial> sorted = found.trials;
  std::ranges::stable_sort(sorted, {}, &AssimilationTrial::mean);
  for (const AssimilationTrial& t : sorted) {
    TableRow row{{fmt::format("{:g}{}", t.how.discrepancy, t.how == Assimilation{} ? " (used)" : ""),
                  fmt::format("{:g}", t.how.memory), fmt::format("{:g}", t.how.coupling),
                  fmt::format("{:.3f}", t.mean())}};
    for (const double loss : t.loss) row.cells.push_back(fmt::format("{:.3f}", loss));
    rows.push_back(std::move(row));
  }
  return table_text(rows, style) +
         fmt::format("\nChosen without the origin that it is scored on: {:.3f}.\n", found.left_out);
}

std::string validation_markdown(const Validation& v, const std::string& name, const std::string& command) {
  std::string out = fmt::format("# Validation\n\nMade by `{}`; do not edit.\n\n", command);
  if (name != "history") out += fmt::format("Scenario: {}.\n\n", name);
  out += fmt::format(
      "Hindcasts from three origins: parameters calibrated on figures of `data/targets.csv` up to the origin "
      "(`data/hindcasts/`, studies `hindcast_*.yaml`), the record simulated on, and figures 3, 6, 12 and 24 months "
      "later "
      "(give or take two) compared.\n\n");
  out += fmt::format(
      "## Summary\n\n{}\nSkill: 1 − mean CRPS over that of the reference. DM: test of Diebold and Mariano over all "
      "series of the horizon, two-sided, corrected for small samples. Series share the shocks of their year, so that p "
      "is too small.\n\n{}\n\n",
      markdown_table(tally_rows(v)), known_leaks);
  out += fmt::format(
      "## By family, beside simple methods\n\nMean CRPS in standard deviations of the figures, 0 is best, * the best "
      "of a row. assimilated: the model, its figures conditioned on all that was known at the origin (equations' error "
      "of {:g} of a figure's standard deviation that fades over {:g} months, chosen by `simulate validate --tune`); "
      "free: the same run on from 2017; prior: parameters as they were before the record; blind: as assimilated, "
      "without "
      "any measure, breakthrough or end of one that is dated after the origin (paths stay); last, drift, damped, mix: "
      "the last figure with the spread of past steps, with their mean shrunk, with a drift that fades, a third of "
      "each. in 90 %: how many figures lay in the assimilated bands.\n\n{}\n{}\n",
      Assimilation{}.discrepancy, Assimilation{}.memory, markdown_table(family_rows(v)), assimilated_text(v));
  out += fmt::format("## Every hindcast\n\n{}\n\n{}\n", score_meaning, markdown_table(hindcast_rows(v)));
  out += fmt::format(
      "## Patterns\n\nA pattern passes if {:.0f} % of the runs show it, over the posterior of all parameters.\n\n{}\n",
      100 * most_runs_show, markdown_table(pattern_rows(v)));
  for (const RecordShape& s : record_shapes()) out += fmt::format("- {}: {}.\n", s.name, s.rule);
  out += fmt::format("\n## Placebo\n\n{}", placebo_text(v.placebo));
  return out;
}

std::string validation_json(const Validation& v, const std::string& name) {
  nlohmann::ordered_json out;
  out["scenario"] = name;
  for (const Hindcast& h : v.hindcasts) {
    out["hindcasts"].push_back({{"metric", h.target->metric},
                                {"agent", h.target->agent},
                                {"origin", h.origin.text()},
                                {"month", h.target->month.text()},
                                {"horizon", h.months},
                                {"z", h.z},
                                {"pit", h.pit},
                                {"covered", h.covered()},
                                {"crps", h.model},
                                {"crps_persistence", h.still}});
    if (h.trend) out["hindcasts"].back()["crps_trend"] = *h.trend;
    out["hindcasts"].back()["family"] = family_of(*h.target);
    out["hindcasts"].back()["pit_assimilated"] = h.pit_assimilated;
    for (std::size_t f = 0; f < h.losses.size(); ++f)
      out["hindcasts"].back()["losses"][std::string(forecaster_names[f])] = h.losses[f];
  }
  for (const auto& [months, t] : v.tallies)
    out["summary"].push_back({{"horizon", months},
                              {"series", t.all},
                              {"covered", t.covered},
                              {"skill_persistence", skill(t.model, t.still)},
                              {"better_than_persistence", t.beats_still},
                              {"p_persistence", diebold_mariano(t.model, t.still).p},
                              {"with_trend", t.with_trend},
                              {"better_than_trend", t.beats_trend},
                              {"skill_trend", skill(t.model_where_trend, t.trend)},
                              {"p_trend", diebold_mariano(t.model_where_trend, t.trend).p}});
  for (const ShownShape& s : v.shown)
    out["patterns"].push_back(
        {{"pattern", s.shape->name},
         {"rule", s.shape->rule},
         {"share", s.share},
         {"pass", s.runs < fewest::runs_to_be_likely ? nlohmann::ordered_json(nullptr)
                                                     : nlohmann::ordered_json(s.share >= most_runs_show)},
         {"runs", s.runs}});
  out["placebo"] = {{"same", v.placebo.same}, {"jump", v.placebo.jump}};
  return json_text(out, 2) + "\n";
}

}  // namespace chokepoint::output
