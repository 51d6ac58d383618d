// Tables of a family.
#include "output/text/family_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "output/text/table.hpp"

namespace chokepoint::output {
void FamilyTable::add(const Results& results) {
  Member member;
  member.name = results.main->scenario->member;
  member.compared = results.other != nullptr;
  bands_ = bands_text(results), limit_ = limit_of_certainty(results.main->records.size());
  if (results.other) reference_ = results.other->scenario->name();
  for (const Month m : report_months(results.main->scenario->end))
    for (const Headline& h : headlines()) {
      const std::size_t series = results.layout->find(h.metric, h.agent);
      if (series == Layout::npos) continue;
      const auto month = static_cast<std::size_t>(m.index);
      auto levels = results.main->values(month, series);
      Cell cell{m, &h, summarise(levels), {}, Certainty::same};
      if (results.other) {
        const PairedDifference d = results.difference(month, series);
        cell.change = d.change, cell.certainty = d.certainty;
      }
      member.cells.push_back(cell);
    }
  members_.push_back(std::move(member));
}

std::string FamilyTable::text(const TextStyle& style) const {
  if (members_.empty() || members_[0].cells.empty()) return "";
  const Month last = members_[0].cells.back().month;
  const auto find = [](const Member& member, std::string_view metric, std::string_view agent) {
    const auto at = std::ranges::find_if(member.cells, [&](const Cell& c) {
      return c.month == member.cells.back().month && c.headline->metric == metric && c.headline->agent == agent;
    });
    return at == member.cells.end() ? nullptr : &*at;
  };
  const auto brief = [](const Member& member, const Cell* c) {
    if (!c) return std::string();
    const std::string level = number_text(c->level.median, *c->headline);
    return member.compared
               ? fmt::format("{} ({})", level,
                             matters(c->certainty) ? number_text(c->change.median, *c->headline, true) : "≈")
               : level;
  };
  std::vector<TableRow> rows{
      {{last.text(), "gap, ECI (5 % … 95 %)", "difference, paired", "P(wider)", "compute CN, %", "own chips CN, %"}}};
  constexpr std::size_t longest_name = 40;
  for (const Member& member : members_) {
    TableRow row{{cut(member.name, longest_name)}};
    const Cell* gap = find(member, "eci_gap", "");
    row.cells.push_back(gap ? band_text(gap->level, *gap->headline) : "");
    const bool same = !gap || !member.compared || !matters(gap->certainty);
    row.cells.push_back(!gap || !member.compared ? ""
                        : same                   ? std::string(no_difference_text(gap->certainty))
                                                 : band_text(gap->change, *gap->headline, true));
    row.cells.push_back(same ? "" : fmt::format("{:.2f}", gap->change.positive));
    row.cells.push_back(brief(member, find(member, "compute_share", "CN")));
    row.cells.push_back(brief(member, find(member, "dom_chip_share_cn", "")));
    rows.push_back(std::move(row));
  }
  std::string out = table_text(rows, style);
  if (!reference_.empty())
    out += fmt::format("  Medians; differences paired run by run against {}; {}. ≈: no change that matters.\n",
                       reference_, bands_);
  if (!reference_.empty() && !limit_.empty()) out += fmt::format("  Few runs: {}.\n", limit_);
  return out;
}

std::string FamilyTable::csv() const {
  std::string out = "member,month,metric,agent,statistic,value,unit\n";
  for (const Member& member : members_)
    for (const Cell& c : member.cells) {
      const auto row = [&](std::string_view statistic, double value) {
        const bool odds = statistic.starts_with("difference_probability");
        out += fmt::format("{},{},{},{},{},{:.9g},{}\n", csv_cell(member.name), c.month.text(), c.headline->metric,
                           c.headline->agent, statistic, value,
                           odds ? "share" : csv_cell(std::string(find_metric(c.headline->metric)->unit)));
      };
      row("p05", c.level.low), row("p50", c.level.median), row("p95", c.level.high);
      if (!member.compared) continue;
      row("difference_p05", c.change.low), row("difference_p50", c.change.median), row("difference_p95", c.change.high);
      row("difference_probability_more", c.change.positive), row("difference_probability_less", c.change.negative);
    }
  return out;
}

}  // namespace chokepoint::output
