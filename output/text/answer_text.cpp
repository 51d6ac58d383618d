// Blocks and tables of an answer.
#include "output/text/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/text/answer_words.hpp"
#include "output/text/comparison_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

std::string lines_of(const std::string& text, const TextStyle& style, std::size_t indent = 0) {
  return text.empty() ? "" : wrapped(text, indent, style.width);
}

std::size_t count_lines(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

/// `US lead, ECI`.
std::string outcome_label(const Answer& a, std::size_t row) {
  const std::string_view unit = a.found.outcomes.rows()[row].of.unit;
  return fmt::format("{}{}{}", a.brief(row), unit.empty() ? "" : ", ", unit);
}

/// Median differences from 2023 on, by year.
std::string history_of(const Answer& a, std::size_t s, std::size_t row) {
  std::vector<double> medians;
  for (const Month m : decembers(std::min(history_from, a.found.at), a.found.at))
    medians.push_back(a.found.outcomes.at(s, row, m).difference.change.median);
  return sparkline(medians);
}

TableRow change_row(const Answer& a, std::size_t s, std::size_t row) {
  const ComparisonFindings& f = a.found;
  const Headline& of = f.outcomes.rows()[row].of;
  const Outcome& now = f.outcomes.at(s, row, f.at);
  return {{outcome_label(a, row),
           fmt::format("{} → {}", number_text(f.outcomes.at(0, row, f.at).level.median, of),
                       number_text(now.level.median, of)),
           band_text(now.difference.change, of, true),
           certainty_names[static_cast<std::size_t>(now.difference.certainty)], history_of(a, s, row)}};
}

/// What changed, as many rows as there is room for.
std::string changes_text(const Answer& a, const PolicyAnswer& p, std::size_t most, const TextStyle& style) {
  if (p.changed.empty()) return "";
  std::vector<TableRow> rows;
  for (const std::size_t row : p.changed)
    if (rows.size() < most) rows.push_back(change_row(a, p.scenario(), row));
  std::string out = table_text(rows, {false, style.width * 4});
  std::size_t widest = 0, start = 0;
  for (std::size_t end = out.find('\n'); end != std::string::npos; start = end + 1, end = out.find('\n', start))
    widest = std::max(widest, shown_width(out.substr(start, end - start)));
  if (widest > style.width) {  // without the little curves
    for (TableRow& row : rows) row.cells.pop_back();
    out = table_text(rows, {false, style.width});
  }
  if (const std::size_t left = p.changed.size() - rows.size(); left > 0) out += fmt::format("  and {} more\n", left);
  return out;
}

/// The levels of a scenario alone.
std::string levels_text(const Answer& a, const TextStyle& style) {
  const ComparisonFindings& f = a.found;
  std::vector<TableRow> rows;
  for (const std::size_t row : a.outcomes)
    rows.push_back({{outcome_label(a, row), band_text(f.outcomes.at(0, row, f.at).level, f.outcomes.rows()[row].of)}});
  return table_text(rows, {false, style.width});
}

std::string claims_text(const PolicyAnswer& p, const TextStyle& style, std::size_t indent) {
  std::string out;
  for (const JudgedHypothesis& claim : p.claims)
    out += lines_of(fmt::format("{}: {}.", claim.claim, verdict_words(claim)), style, indent);
  return out;
}

std::string few_text(const Answer& a, const TextStyle& style) {
  const std::size_t runs = a.found.comparison.runs();
  const std::string limit = a.alone() ? "" : limit_of_certainty(runs);
  return limit.empty() ? "" : lines_of(fmt::format("{}: {}.", runs == 1 ? "One run" : "Few runs", limit), style);
}

std::string names_of(const Answer& a, const PolicyAnswer& p) {
  std::vector<std::string> names;
  for (const std::size_t s : p.scenarios) names.push_back(a.found.name(s));
  return listed(names);
}

std::string paired_runs(const Answer& a) {
  const std::size_t runs = a.found.comparison.runs();
  return fmt::format("{} {}{}", runs, a.alone() ? "run" : "paired run", runs == 1 ? "" : "s");
}

/// One policy, or a scenario alone.
std::string one_text(const Answer& a, const AnswerScreen& screen, const TextStyle& style) {
  const ComparisonFindings& f = a.found;
  const PolicyAnswer& p = a.policies[0];
  const std::string& question = f.comparison.scenario(p.scenario()).question;
  std::string head = lines_of(fmt::format("{}{}, {}, {}", names_of(a, p), a.alone() ? "" : " against " + f.name(0),
                                          month_in_words(f.at), paired_runs(a)),
                              style) +
                     selection_text(f.comparison.selection, f.comparison.runs(), style) + screen.warnings;
  head += lines_of(question, style) + "\n" + claims_text(p, style, 0);
  head += lines_of(a.alone() ? level_sentence(a, 0) : difference_sentence(a, p), style) + few_text(a, style);
  const std::string unchanged = unchanged_words(a, p);
  std::string foot = lines_of(unchanged, style, 2);
  const std::string hinges = hinges_sentence(p);
  foot += lines_of(hinges + (hinges.empty() ? "" : " ") + scale_sentence(a), style);
  if (a.alone()) return head + levels_text(a, style) + foot;
  const std::size_t taken = count_lines(head) + count_lines(foot) + 1;
  const std::size_t room = screen.lines == 0 ? p.changed.size() : screen.lines > taken + 3 ? screen.lines - taken : 3;
  return head + changes_text(a, p, std::min(room, p.changed.size()), style) + foot;
}

/// A policy among others: what it does in two or three lines.
std::string block_text(const Answer& a, const PolicyAnswer& p, const TextStyle& style) {
  const Scenario& scenario = a.found.comparison.scenario(p.scenario());
  std::string out = lines_of(names_of(a, p) + (scenario.question.empty() ? "" : ": " + scenario.question), style);
  if (p.as_first) return out + lines_of(fmt::format("no run differs from {}", a.found.name(0)), style, 2);
  out += claims_text(p, style, 2) + lines_of(difference_sentence(a, p), style, 2);
  return out + lines_of(hinges_sentence(p), style, 2);
}

/// A difference in a narrow cell, with a mark of how sure it is.
std::string glance_cell(const PairedDifference& d, const Headline& of) {
  if (d.certainty != Certainty::certain && d.certainty != Certainty::likely) return "·";
  return number_text(d.change.median, of, true) + (d.certainty == Certainty::certain ? " ●" : " ◐");
}

/// A name in lines no wider than a cell.
std::vector<std::string> head_lines(const std::string& name) {
  constexpr std::size_t cell = 11;
  std::vector<std::string> out;
  std::string text = wrapped(name, 0, cell);
  for (std::size_t end = text.find('\n'); end != std::string::npos; text.erase(0, end + 1), end = text.find('\n')) {
    const std::string line = text.substr(0, end);
    out.push_back(line.substr(std::min(line.size(), line.find_first_not_of(' '))));
  }
  return out;
}

std::string glance_text(const Answer& a, const TextStyle& style) {
  const ComparisonFindings& f = a.found;
  constexpr std::size_t heads = 3;
  std::vector<TableRow> rows(heads + 1);
  rows[0].cells.emplace_back("median difference");
  for (std::size_t r = 1; r <= heads; ++r) rows[r].cells.emplace_back();
  for (const std::size_t row : a.glance) {
    const std::vector<std::string> lines = head_lines(std::string(a.brief(row)));
    for (std::size_t r = 0; r < heads; ++r) rows[r].cells.push_back(r < lines.size() ? lines[r] : "");
    rows[heads].cells.emplace_back(difference_unit(f.outcomes.rows()[row].of.unit));
  }
  for (const PolicyAnswer& p : a.policies) {
    TableRow line{{names_of(a, p)}};
    for (const std::size_t row : a.glance)
      line.cells.push_back(glance_cell(f.outcomes.at(p.scenario(), row, f.at).difference, f.outcomes.rows()[row].of));
    rows.push_back(std::move(line));
  }
  return table_text(rows, style) + lines_of("● 19 runs in 20 agree on the sign; ◐ 4 in 5; · no clear change", style, 2);
}

std::string several_text(const Answer& a, const AnswerScreen& screen, const TextStyle& style) {
  const ComparisonFindings& f = a.found;
  std::string out = lines_of(fmt::format("{} scenarios against {}, {}, {}", f.scenarios() - 1, f.name(0),
                                         month_in_words(f.at), paired_runs(a)),
                             style) +
                    selection_text(f.comparison.selection, f.comparison.runs(), style) + screen.warnings;
  out += lines_of(options_sentence(a), style) + few_text(a, style) + lines_of(scale_sentence(a), style);
  for (const PolicyAnswer& p : a.policies) out += "\n" + block_text(a, p, style);
  return out + "\n" + glance_text(a, style);
}

}  // namespace

std::string answer_text(const Answer& answer, const AnswerScreen& screen, const TextStyle& style) {
  return answer.policies.size() == 1 ? one_text(answer, screen, style) : several_text(answer, screen, style);
}

}  // namespace chokepoint::output
