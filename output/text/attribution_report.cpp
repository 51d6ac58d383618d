// The split as a table.
#include "output/text/attribution_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/world/override_path.hpp"

namespace chokepoint::output {

std::string part_text(const Part& part) {
  std::string out;
  for (const std::string& key : part.keys) out += (out.empty() ? "" : ", ") + OverridePath(key).short_text();
  return out;
}

std::string attribution_text(const AttributedDifference& d, const Comparison& c, const TextStyle& style) {
  std::string out = fmt::format("  {} in {}: {} to {}\n", d.of.title(), d.month.text(), c.scenario(d.from).name(),
                                c.scenario(d.to).name());
  if (d.parts.empty()) return out + "  they differ in nothing\n";
  if (d.negligible())
    return out + "  no change that matters, as a whole or by any of its parts: nothing to share out\n";
  Headline fine = d.of;
  fine.scale = 1;
  std::vector<TableRow> rows{{{"", "its part", "error", padded("what it is", 40, false)}}};
  double sum = 0;
  std::vector<std::size_t> order(d.parts.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t p) { return std::fabs(d.result.parts[p].value); });
  for (const std::size_t p : order) {
    const Attribution::Part& part = d.result.parts[p];
    sum += part.value;
    rows.push_back({{cut(d.parts[p].name, 28), precise_text(part.value, fine, true),
                     precise_text(part.standard_error, fine), padded(cut(part_text(d.parts[p]), 40), 40, false)}});
  }
  rows.push_back({{"sum", precise_text(sum, fine, true)}});
  rows.push_back(
      {{"whole difference", precise_text(d.result.total, fine, true), precise_text(d.result.total_error, fine)}});
  out += table_text(rows, style);
  return out + fmt::format(
                   "  Shapley values, mean over runs; {}\n",
                   d.exact ? fmt::format("exact: all {} mixtures of the {} parts were run", d.scenarios, d.parts.size())
                           : fmt::format("orders of the {} parts sampled, one a run and its reverse: {} mixtures",
                                         d.parts.size(), d.scenarios));
}

}  // namespace chokepoint::output
