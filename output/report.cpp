// Text tables.
#include "output/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/events/event.hpp"

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
  if (months.empty() || (months.back() < end && months.size() < 3)) months.push_back(end);
  return months;
}

std::vector<TimelineEntry> timeline(const Scenario& scenario, bool with_notes) {
  std::vector<TimelineEntry> entries;
  for (const auto& event : scenario.calendar->events()) {
    const EventHeader& h = event->header;
    const bool acts = h.severity > 0 && h.type != "note";
    if ((!acts && !with_notes) || h.start > scenario.end) continue;
    if (h.announce && *h.announce < h.start) entries.push_back({*h.announce, "announced", event.get()});
    entries.push_back({h.start, acts ? "from" : "noted", event.get()});
    if (h.end && *h.end <= scenario.end) entries.push_back({*h.end, "ends", event.get()});
  }
  std::ranges::stable_sort(entries, {}, &TimelineEntry::month);
  return entries;
}

namespace {

std::string number(double value, const Headline& h, bool sign = false) {
  const double scaled = value * h.scale;
  const double zero = std::fabs(scaled) < 0.5 * std::pow(10.0, -h.decimals) ? 0.0 : scaled;  // no "-0"
  return sign && zero != 0 ? fmt::format("{:+.{}f}", zero, h.decimals) : fmt::format("{:.{}f}", zero, h.decimals);
}

std::string band(const Summary& s, const Headline& h, bool sign = false) {
  return fmt::format("{} ({} … {})", number(s.median, h, sign), number(s.low, h, sign), number(s.high, h, sign));
}

std::size_t shown_width(const std::string& text) {  // of UTF-8 text without double-width letters
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}
std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string fill(width > shown_width(text) ? width - shown_width(text) : 0, ' ');
  return right ? fill + text : text + fill;
}
std::string cut(const std::string& text, std::size_t width) {
  if (shown_width(text) <= width || width < 4) return text;
  std::string out;
  std::size_t shown = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++shown > width - 1) break;
    out += c;
  }
  return out + "…";
}

struct Row {
  std::vector<std::string> cells;
};

/// A table with the first column left, the others right; columns as wide as their longest cell.
std::string table(const std::vector<Row>& rows, const TextStyle& style) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows)
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], shown_width(row.cells[c]));
    }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c) line += (c ? "  " : "  ") + padded(rows[r].cells[c], widths[c], c > 0);
    if (style.colour && r == 0) line = "\033[1m" + line + "\033[0m";
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string heading(const std::string& text, const TextStyle& style) { return (style.colour ? "\n\033[1;36m" + text + "\033[0m\n" : "\n" + text + "\n"); }

std::string difference_line(const Results& results) {
  const std::size_t gap = results.layout->find("eci_gap");
  const std::size_t last = results.months() - 1;
  auto a = results.main.values(last, gap), b = results.other->values(last, gap), d = results.differences(last, gap);
  const double unpaired = std::hypot(summarise(a).standard_error, summarise(b).standard_error);
  const Summary paired = summarise(d);
  return fmt::format("  Paired by seed: the difference of the {} gap is {:+.2f} ECI with a standard error of {:.3f};\n  unpaired runs would give {:.3f}.\n",
                     Month{static_cast<int>(last)}.calendar_year(), paired.mean, paired.standard_error, unpaired);
}

}  // namespace

std::string text_report(const Results& results, const TextStyle& style) {
  const Scenario& scenario = *results.main.scenario;
  const auto months = report_months(scenario.end);
  std::string out = fmt::format("{} — {} runs to {}, seed {}\n", scenario.name, results.main.records.size(), scenario.end.text(), results.seed);
  if (!scenario.question.empty()) out += scenario.question + "\n";

  std::vector<Row> levels{{{"median (5 % … 95 %)"}}};
  for (const Month m : months) levels[0].cells.push_back(m.text());
  std::vector<Row> changes = levels;
  changes[0].cells[0] = "difference, paired";
  changes[0].cells.push_back("P(more)");
  for (const Headline& h : headlines()) {
    const std::size_t series = results.layout->find(h.metric, h.agent);
    if (series == Layout::npos) continue;
    Row level{{std::string(h.label)}}, change = level;
    Summary last;
    for (const Month m : months) {
      auto values = results.main.values(static_cast<std::size_t>(m.index), series);
      level.cells.push_back(band(summarise(values), h));
      if (!results.other) continue;
      auto differences = results.differences(static_cast<std::size_t>(m.index), series);
      last = summarise(differences);
      change.cells.push_back(band(last, h, true));
    }
    levels.push_back(level);
    if (results.other) {
      change.cells.push_back(last.low == 0 && last.high == 0 && last.mean == 0 ? "same" : fmt::format("{:.2f}", last.positive));
      changes.push_back(change);
    }
  }
  out += heading(fmt::format("{}", scenario.name), style) + table(levels, style);
  if (results.other) {
    out += heading(fmt::format("{} minus {} (same seeds)", scenario.name, results.other->scenario->name), style) + table(changes, style) + difference_line(results);
  }

  if (!results.main.chokepoints.empty()) {
    out += heading(fmt::format("Chokepoints of {}: share of accelerator deliveries lost without the supplier", std::min(chokepoint_month, scenario.end).text()), style);
    const auto shown = std::min<std::size_t>(8, results.main.chokepoints.size());
    std::string line = " ";
    for (std::size_t c = 0; c < shown; ++c)
      line += fmt::format(" {} {:.0f} %{}", scenario.initial->world.data->vertex_name(results.main.chokepoints[c].supplier), 100 * results.main.chokepoints[c].flow_lost, c + 1 < shown ? "," : "");
    out += line + "\n";
  }

  out += heading("What happened when", style);
  std::size_t notes = 0;
  for (const auto& event : scenario.calendar->events()) notes += event->header.type == "note" ? 1U : 0U;
  for (const TimelineEntry& entry : timeline(scenario, false))
    out += cut(fmt::format("  {}  {:<9}  {}", entry.month.text(), entry.what, entry.event->describe(*scenario.initial->world.data)), style.width) + "\n";
  if (notes > 0) out += fmt::format("  and {} dated facts without a mechanism in the model: events.csv\n", notes);
  out += "\nConditional projections: bands are luck only (parameters at their point values), not a forecast.\n";
  return out;
}

}  // namespace chokepoint::output
