// Reading targets and scoring.
#include "analysis/record/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/methods/enough.hpp"
#include "analysis/runs/named_series.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint {

std::vector<Target> read_targets(const config::Node& file, const Layout& layout, Mistakes& mistakes) {
  std::vector<Target> out;
  for (const config::Node& item : file.items) {
    config::MapReader row(item, "target", mistakes);
    Target t;
    t.id = row.required_text("target");
    t.metric = row.required_text("metric");
    t.agent = row.text("agent");
    t.month = row.month("month").value_or(Month{0});
    t.value = row.required_number("value");
    t.unit = row.required_text("unit");
    t.deviation = row.required_number("deviation", {1e-9, 1e9});
    t.scale = row.number("scale", 1);
    t.logarithmic = row.choice("kind", "absolute", {"absolute", "log"}) == "log";
    const std::string role = row.choice("role", "fit", {target_role_names.begin(), target_role_names.end()});
    t.role = static_cast<TargetRole>(std::ranges::find(target_role_names, role) - target_role_names.begin());
    t.source = row.required_text("source");
    t.grade = row.choice("grade", "", {"A", "B", "C"});
    (void)row.text("note");
    row.finish();
    if (!find_metric(t.metric))
      row.mistake("metric", unknown_metric(t.metric));
    else if (layout.find(t.metric, t.agent) == Layout::npos)
      row.mistake("agent", unknown_agent({t.metric, t.agent, t.month}));
    if (t.month > record_end)
      row.mistake("month", fmt::format("the record ends in 2025-12: {} may not set or judge anything", t.month.text()));
    if (t.logarithmic && t.value <= 0) row.mistake("value", "a logarithmic target must be positive");
    out.push_back(std::move(t));
  }
  return out;
}

std::pair<double, double> ninety_of(const Target& target) {
  constexpr double ninety = 1.645;  // standard deviations of a normal law
  const double off = ninety * target.deviation;
  return target.logarithmic ? std::pair(target.value * maths::exp(-off), target.value * maths::exp(off))
                            : std::pair(target.value - off, target.value + off);
}

double deviation_from(const Target& target, double measured) {
  const double model = measured * target.scale;
  return (target.logarithmic ? maths::log(std::max(model, 1e-9) / target.value) : model - target.value) /
         target.deviation;
}

std::vector<Deviation> compare_with_record(const Results& results, const std::vector<Target>& targets) {
  std::vector<Deviation> out;
  for (const Target& t : targets) {
    if (static_cast<std::size_t>(t.month.index) >= results.months()) continue;
    auto values =
        results.main->values(static_cast<std::size_t>(t.month.index), results.layout->find(t.metric, t.agent));
    const double median = summarise(values).median;
    out.push_back({&t, median * t.scale, deviation_from(t, median)});
  }
  return out;
}

double rms_z(const std::vector<Deviation>& deviations, TargetRole role) {
  double squares = 0, count = 0;
  for (const Deviation& d : deviations) {
    if (d.target->role != role) continue;
    squares += d.z * d.z;
    ++count;
  }
  return count > 0 ? std::sqrt(squares / count) : not_told;
}

}  // namespace chokepoint
