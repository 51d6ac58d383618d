// Tables of objectives.
#include "output/text/objectives_report.hpp"

#include <fmt/format.h>

namespace chokepoint::output {

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
    for (std::size_t s = 0; s < of.policies.size(); ++s) {
      const Robustness& p = of.policies[s];
      const auto cell = [&](double v, bool chosen) { return fmt::format("{:.2f}{}", v, chosen ? "*" : " "); };
      rows.push_back(
          {{cut("  " + comparison.scenario(s).name(), 30), cell(p.mean, s == of.by_expectation),
            fmt::format("{:.2f}", p.mean_regret), cell(p.greatest_regret, s == of.by_worst_regret),
            cell(p.worst, s == of.by_worst_value), fmt::format("{:.0f} %", 100 * p.best_in),
            of.satisficing[s] ? fmt::format("{:.0f} %{}", 100 * *of.satisficing[s], s == of.by_satisficing ? "*" : " ")
                              : ""}});
    }
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
