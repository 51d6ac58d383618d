// Tables of a study.
#include "output/text/study_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/methods/enough.hpp"
#include "output/text/restriction_words.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

constexpr std::size_t shown_rows = 15;  ///< of a long table

/// A figure, or a dash for one that is not told.
std::string told(double x, std::string_view format = "{:.4g}") {
  return is_told(x) ? fmt::format(fmt::runtime(format), x) : "–";
}
std::string whole_percent(double share) { return told(100 * share, "{:.0f} %"); }

/// Sobol' indices: what can't be one is called noise.
std::string index_text(const Estimate& e) {
  return is_noise(e) ? "noise" : fmt::format("{:.3f} ({:.3f} … {:.3f})", e.value, e.low, e.high);
}

std::string table_of(const std::vector<TableRow>& rows, const TextStyle& style) {
  return "\n" + table_text(rows, style) + "\n";
}

std::string heading_of(const SweepFindings& found, const StudyNames& names) {
  const PlanSpec& spec = names.spec();
  std::string out = fmt::format("# {}\n\n{}", spec.name, spec.question.empty() ? "" : spec.question + "\n\n");
  for (const std::string& sentence : study_answer(found, names)) out += sentence + "\n\n";
  out += fmt::format("{} points, {} runs", found.points, found.ok + found.failed + found.missing);
  if (found.failed + found.missing > 0)
    out += fmt::format("; {} failed, {} missing: points that lack a run are left out, blocks of the design whole",
                       found.failed, found.missing);
  return out + ".\n";
}

std::string spreads_text(const std::vector<QuantitySpread>& spreads, const TextStyle& style) {
  std::vector<TableRow> rows = {
      {{"over the points", "points", "mean", "deviation", "5 %", "median", "95 %", "above 0", "random"}}};
  std::string notes;
  for (const QuantitySpread& s : spreads) {
    rows.push_back(
        {{s.quantity.name, fmt::format("{}", s.points), told(s.values.mean), told(s.deviation), told(s.values.low),
          told(s.values.median), told(s.values.high), whole_percent(s.values.positive), whole_percent(s.random)}});
    if (!s.reason.empty()) notes += fmt::format("  {}: {}\n", s.quantity.name, s.reason);
  }
  return table_of(rows, style) + (notes.empty() ? "" : "Not told (–):\n" + notes);
}

std::string left_out_text(std::size_t dropped) {
  return dropped == 0 ? "" : fmt::format(", {} left out whole", dropped);
}

/// Pairs of inputs that together explain most beyond each alone.
std::string pairs_text(const SobolIndices& found, const std::vector<std::string>& inputs, const TextStyle& style) {
  const auto rank = [](const Estimate& e) { return is_noise(e) ? -1 : e.value; };
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < found.second.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) pairs.emplace_back(rank(found.second[i][j]), i, j);
  if (pairs.empty()) return "";
  std::ranges::sort(pairs, std::greater{});
  std::vector<TableRow> rows = {{{"pair", "together, beyond each"}}};
  for (std::size_t k = 0; k < std::min<std::size_t>(pairs.size(), 5); ++k) {
    const auto [value, i, j] = pairs[k];
    rows.push_back({{inputs[j] + " x " + inputs[i], index_text(found.second[i][j])}});
  }
  return table_of(rows, style);
}

std::string indices_text(const SobolFinding& f, const std::vector<std::string>& inputs, const TextStyle& style) {
  std::vector<TableRow> rows = {{{"input", "alone", "with interactions", "of half the blocks"}}};
  for (const std::size_t i : f.by_total())
    rows.push_back(
        {{inputs[i], index_text(f.indices.first[i]), index_text(f.indices.total[i]), told(f.of_half[i], "{:.3f}")}});
  std::string out = table_of(rows, style);
  if (f.has_noise())
    out += "\nNoise: an index that came out far outside 0 .. 1, where it must lie. More blocks are needed.\n";
  out += f.half_reason.empty()
             ? fmt::format("\nTwice the blocks moved no index by more than {:.3f}.\n", f.moved_by_second_half)
             : fmt::format("\nNo result for half the blocks: {}.\n", f.half_reason);
  return out + pairs_text(f.indices, inputs, style);
}

std::string sobol_text(const SobolFinding& f, const SweepFindings& all, const TextStyle& style) {
  const std::string left_out = left_out_text(f.indices.dropped);
  std::string out = fmt::format("\n## What moves {}\n\n", f.quantity);
  if (!f.reason.empty()) return out + fmt::format("Sobol' indices are not told: {}{}.\n", f.reason, left_out);
  out += fmt::format("Sobol' indices: shares of a variance of {}; {} blocks{}. Intervals: 5 to 95 % of {} resamples.\n",
                     told(f.indices.variance), f.indices.blocks, left_out, all.resamples);
  return out + indices_text(f, all.inputs, style);
}

std::string morris_text(const MorrisFinding& f, const std::vector<std::string>& inputs, const TextStyle& style) {
  const std::string left_out = left_out_text(f.effects.dropped);
  std::string out = fmt::format("\n## What moves {}\n\n", f.quantity);
  if (!f.reason.empty())
    return out + fmt::format("Elementary effects after Morris are not told: {}{}.\n", f.reason, left_out);
  out += fmt::format("Elementary effects after Morris, for a move over the whole range; {} trajectories{}.\n",
                     f.effects.blocks, left_out);
  std::vector<TableRow> rows = {{{"input", "mu*", "5 %", "95 %", "mu", "sigma"}}};
  for (const std::size_t i : f.by_magnitude()) {
    const MorrisEffect& e = f.effects.inputs[i];
    if (rows.size() <= shown_rows)
      rows.push_back({{inputs[i], told(e.magnitude.value), told(e.magnitude.low), told(e.magnitude.high), told(e.mean),
                       told(e.deviation)}});
  }
  out += table_of(rows, style);
  if (inputs.size() > shown_rows)
    out += fmt::format("\n{} more move it less; analysis.json lists all.\n", inputs.size() - shown_rows);
  return out;
}

std::string box_text(const DiscoveredBox& box, const std::vector<Factor>& factors) {
  if (box.restrictions.empty()) return "\nNo box differs from chance.\n";
  return fmt::format(
      "\nMostly when {}. There it happens in {:.0f} % of points (density), which is {:.0f} % of all that happens "
      "(coverage) in {:.0f} % of the points.\n",
      restriction_words(box.restrictions, factors), 100 * box.density, 100 * box.coverage, 100 * box.mass);
}

std::string case_text(const CaseFinding& f, const std::vector<Factor>& factors, const TextStyle& style) {
  std::string out =
      fmt::format("\n## When {}\n\nIt happens in {:.1f} % of {} points (shares of replicates count in part).\n",
                  f.title, 100 * f.share, f.points);
  if (!f.few.empty()) out += fmt::format("\nWhere it happens is not told: {}.\n", f.few);
  if (!f.box) return out;
  std::vector<TableRow> rows = {{{"part of the space (tree)", "happens", "points"}}};
  for (const DiscoveredLeaf& leaf : f.tree)
    rows.push_back({{leaf.restrictions.empty() ? "all of it" : restriction_words(leaf.restrictions, factors),
                     fmt::format("{:.0f} %", 100 * leaf.share), fmt::format("{:.0f} %", 100 * leaf.mass)}});
  return out + box_text(*f.box, factors) + table_of(rows, style);
}

std::string choices_text(const RobustnessFinding& f, const TextStyle& style) {
  std::vector<TableRow> rows = {
      {{"choice", "mean", "worst", "worst tenth", "greatest regret", "90 % regret", "mean regret", "best in"}}};
  for (const auto& [name, r] : f.choices)
    if (rows.size() <= shown_rows)
      rows.push_back({{name, told(r.mean), told(r.worst), told(r.tail), told(r.greatest_regret), told(r.high_regret),
                       told(r.mean_regret), whole_percent(r.best_in)}});
  std::string out = table_of(rows, style);
  if (!f.reason.empty()) out += fmt::format("\nNot told (–): {}.\n", f.reason);
  if (f.alike) out += "\nIn no state do the choices differ by what counts.\n";
  if (f.choices.size() > shown_rows)
    out += fmt::format("\n{} more choices have greater regrets; analysis.json lists all.\n",
                       f.choices.size() - shown_rows);
  return out;
}

std::string robustness_text(const RobustnessFinding& f, const TextStyle& style) {
  const std::string out = fmt::format(
      "\n## Which choice is robust for a {} {}\n\n{} states of the world{}.\n", f.high ? "high" : "low", f.output,
      f.states, f.dropped == 0 ? "" : fmt::format("; {} left out that not all choices have", f.dropped));
  return out + (f.states == 0 ? fmt::format("\nNot told: {}.\n", f.reason) : choices_text(f, style));
}

}  // namespace

std::string sweep_text(const SweepFindings& found, const StudyNames& names, const TextStyle& style) {
  const PlanSpec& spec = names.spec();
  std::string out = heading_of(found, names) + spreads_text(found.spreads, style);
  for (const SobolFinding& f : found.sobol) out += sobol_text(f, found, style);
  for (const MorrisFinding& f : found.morris) out += morris_text(f, found.inputs, style);
  for (const CaseFinding& f : found.cases) out += case_text(f, spec.factors, style);
  for (const RobustnessFinding& f : found.robustness) out += robustness_text(f, style);
  return out;
}

}  // namespace chokepoint::output
