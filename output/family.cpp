// Tables of a family.
#include "output/family.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/text.hpp"

namespace chokepoint::output {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

void FamilyTable::add(const Results& results) {
  Member member;
  member.name = results.main->scenario->member;
  member.compared = results.other != nullptr;
  if (results.other) reference_ = results.other->scenario->name();
  for (const Month m : report_months(results.main->scenario->end))
    for (const Headline& h : headlines()) {
      const std::size_t series = results.layout->find(h.metric, h.agent);
      if (series == Layout::npos) continue;
      const auto month = static_cast<std::size_t>(m.index);
      auto levels = results.main->values(month, series);
      Cell cell{m, &h, summarise(levels), {}};
      if (results.other) {
        auto differences = results.differences(month, series);
        cell.change = summarise(differences);
      }
      member.cells.push_back(cell);
    }
  members_.push_back(std::move(member));
}

std::string FamilyTable::text(const TextStyle& style) const {
  if (members_.empty() || members_[0].cells.empty()) return "";
  struct Column {
    std::string_view metric, agent, head;
  };
  static constexpr std::array<Column, 5> columns = {{{"eci_gap", "", "gap (ECI)"},
                                                     {"compute_share", "CN", "compute CN (%)"},
                                                     {"dom_chip_share_cn", "", "own chips CN (%)"},
                                                     {"ai_exports", "CN", "AI exports CN (bn $)"},
                                                     {"influence_cn", "", "users on CN AI (%)"}}};
  const Month last = members_[0].cells.back().month;
  std::vector<TableRow> rows{{{fmt::format("{}: median (difference)", last.text())}}};
  for (const Column& column : columns) rows[0].cells.emplace_back(column.head);
  for (const Member& member : members_) {
    TableRow row{{member.name}};
    for (const Column& column : columns) {
      const auto cell = std::ranges::find_if(member.cells, [&](const Cell& c) { return c.month == member.cells.back().month && c.headline->metric == column.metric && c.headline->agent == column.agent; });
      if (cell == member.cells.end()) row.cells.emplace_back("");
      else if (!member.compared) row.cells.push_back(number_text(cell->level.median, *cell->headline));
      else row.cells.push_back(fmt::format("{} ({})", number_text(cell->level.median, *cell->headline), number_text(cell->change.median, *cell->headline, true)));
    }
    rows.push_back(std::move(row));
  }
  std::string out = table_text(rows, style);
  if (!reference_.empty()) out += fmt::format("  Differences are paired by seed against {}.\n", reference_);
  return out;
}

std::string FamilyTable::csv() const {
  std::string out = "member,month,metric,agent,statistic,value\n";
  for (const Member& member : members_)
    for (const Cell& c : member.cells) {
      const auto row = [&](std::string_view statistic, double value) {
        out += fmt::format("{},{},{},{},{},{:.9g}\n", quoted(member.name), c.month.text(), c.headline->metric, c.headline->agent, statistic, value);
      };
      row("p05", c.level.low), row("p50", c.level.median), row("p95", c.level.high);
      if (!member.compared) continue;
      row("difference_p05", c.change.low), row("difference_p50", c.change.median), row("difference_p95", c.change.high);
      row("difference_probability_more", c.change.positive);
    }
  return out;
}

}  // namespace chokepoint::output
