// Tables of objectives.
#include "output/text/objectives_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace chokepoint::output {
namespace {

/// One policy. Ties are no choice: each that is best by a rule has its star, unless all are alike.
TableRow row_of(const InterestScores& of, std::size_t s, const std::string& name) {
  const Robustness& p = of.policies[s];
  const auto star = [&](auto measure) {
    const auto order = std::views::iota(std::size_t{0}, of.policies.size());
    const bool best = std::ranges::none_of(order, [&](std::size_t o) { return measure(o) > measure(s); });
    return best && std::ranges::any_of(order, [&](std::size_t o) { return measure(o) < measure(s); }) ? "*" : " ";
  };
  return {
      {cut("  " + name, 30), fmt::format("{:.2f}{}", p.mean, star([&](std::size_t o) { return of.policies[o].mean; })),
       fmt::format("{:.2f}", p.mean_regret),
       fmt::format("{:.2f}{}", p.greatest_regret, star([&](std::size_t o) { return -of.policies[o].greatest_regret; })),
       fmt::format("{:.2f}{}", p.worst, star([&](std::size_t o) { return of.policies[o].worst; })),
       fmt::format("{:.0f} %", 100 * p.best_in),
       of.satisficing[s] ? fmt::format("{:.0f} %{}", 100 * *of.satisficing[s],
                                       star([&](std::size_t o) { return of.satisficing[o].value_or(0); }))
                         : ""}};
}

}  // namespace

std::string objectives_text(const Comparison& comparison, const std::vector<PolicyObjective>& objectives,
                            const TextStyle& style) {
  std::string out;
  for (const InterestScores& of : score_interests(comparison, objectives)) {
    std::string wants;
    for (const PolicyObjective& o : objectives)
      if (o.interest == of.name)
        wants += fmt::format("{}{} (x {:g}{})", wants.empty() ? "" : ", ", o.name, o.weight,
                             o.threshold ? fmt::format(", {} {:g} {}", o.more ? "≥" : "≤", *o.threshold, o.unit) : "");
    out += wrapped(fmt::format("{} wants {}", of.name, wants), 2, style.width);
    std::vector<TableRow> rows{{{"", "value", "regret", "worst regret", "worst value", "best in", "good enough in"}}};
    for (std::size_t s = 0; s < of.policies.size(); ++s) rows.push_back(row_of(of, s, comparison.scenario(s).name()));
    out += table_text(rows, style);
    std::string dominance;
    for (std::size_t s = 0; s < of.policies.size(); ++s) {
      std::string others;
      for (const std::size_t other : of.dominates[s])
        others += (others.empty() ? "" : ", ") + comparison.scenario(other).name();
      if (!others.empty())
        dominance += fmt::format("{}{} over {}", dominance.empty() ? "" : "; ", comparison.scenario(s).name(), others);
    }
    if (!dominance.empty()) out += wrapped("in no run worse, in some better: " + dominance, 4, style.width);
  }
  return out;
}

}  // namespace chokepoint::output
