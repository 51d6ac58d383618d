// Tables of a family.
#include "output/text/family_report.hpp"

#include <fmt/format.h>

#include "output/text/run_report.hpp"

namespace chokepoint::output {
namespace {

/// `compute_share CN, %`
std::string column_head(std::string_view metric, std::string_view agent) {
  return fmt::format("{}{}{}, {}", metric, agent.empty() ? "" : " ", agent, shown_as(metric, agent).unit);
}

}  // namespace

void FamilyTable::add(const Results& results) {
  bands_ = bands_text(results), limit_ = limit_of_certainty(results.main->records.size());
  if (results.other) reference_ = results.other->scenario->name();
  members_.push_back({results.main->scenario->member, results.other != nullptr, summary_outcomes(results)});
}

/// Median of the last month, and its difference in parentheses.
std::string FamilyTable::brief(const Member& member, std::string_view metric, std::string_view agent) {
  const std::size_t row = member.outcomes.find(metric, agent);
  if (row == member.outcomes.rows().size()) return "";
  const Headline& of = member.outcomes.rows()[row].of;
  const Outcome& outcome = member.at(row, member.last());
  const std::string level = number_text(outcome.level.median, of);
  if (!member.compared) return level;
  const PairedDifference& d = outcome.difference;
  return fmt::format("{} ({})", level, matters(d.certainty) ? number_text(d.change.median, of, true) : "≈");
}

/// Name, and the capability gap of the last month in full.
TableRow FamilyTable::gap_row(const Member& member) {
  constexpr std::size_t longest_name = 40;
  TableRow out{{cut(member.name, longest_name)}};
  const std::size_t row = member.outcomes.find("eci_gap", "");
  if (row == member.outcomes.rows().size()) return {{out.cells[0], "", "", ""}};
  const Headline& of = member.outcomes.rows()[row].of;
  const auto& [level, split, d] = member.at(row, member.last());
  out.cells.push_back(band_text(level, of));
  const bool told = member.compared && matters(d.certainty);
  out.cells.push_back(told              ? band_text(d.change, of, true)
                      : member.compared ? std::string(no_difference_text(d.certainty))
                                        : "");
  out.cells.push_back(told ? fmt::format("{:.2f}", d.change.positive) : "");
  return out;
}

std::string FamilyTable::text(const TextStyle& style) const {
  if (members_.empty() || members_[0].outcomes.rows().empty()) return "";
  std::vector<TableRow> rows{
      {{members_[0].last().text(), column_head("eci_gap", "") + " (5 % … 95 %)", "difference, paired", "P(wider)",
        column_head("compute_share", "CN"), column_head("dom_chip_share_cn", "")}}};
  for (const Member& member : members_) {
    TableRow row = gap_row(member);
    row.cells.push_back(brief(member, "compute_share", "CN"));
    row.cells.push_back(brief(member, "dom_chip_share_cn", ""));
    rows.push_back(std::move(row));
  }
  std::string out = table_text(rows, style);
  if (!reference_.empty())
    out += wrapped(fmt::format("Medians; differences paired run by run against {}; {}. ≈: no change that matters.",
                               reference_, bands_),
                   2, style.width);
  if (!reference_.empty() && !limit_.empty()) out += wrapped(fmt::format("Few runs: {}.", limit_), 2, style.width);
  return out;
}

std::string FamilyTable::csv() const {
  std::string out = "member,month,metric,agent,statistic,value,unit\n";
  for (const Member& member : members_)
    for (const Month month : member.outcomes.months())
      for (std::size_t k = 0; k < member.outcomes.rows().size(); ++k) {
        const Headline& of = member.outcomes.rows()[k].of;
        const Outcome& outcome = member.at(k, month);
        const Summary &level = outcome.level, &change = outcome.difference.change;
        const auto row = [&](std::string_view statistic, double value, std::string_view unit) {
          out += fmt::format("{},{},{},{},{},{:.9g},{}\n", csv_cell(member.name), month.text(), of.metric, of.agent,
                             statistic, value, csv_cell(std::string(unit)));
        };
        const std::string_view unit = find_metric(of.metric)->unit;
        row("p05", level.low, unit), row("p50", level.median, unit), row("p95", level.high, unit);
        if (!member.compared) continue;
        row("difference_p05", change.low, unit), row("difference_p50", change.median, unit),
            row("difference_p95", change.high, unit);
        row("difference_probability_more", change.positive, "share"),
            row("difference_probability_less", change.negative, "share");
      }
  return out;
}

}  // namespace chokepoint::output
