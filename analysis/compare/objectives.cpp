// Reading objectives and scoring policies.
#include "analysis/compare/objectives.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {

using config::agent_key;
using config::any_number;
using config::Form;
using config::FormReader;
using config::Holds;

namespace {

const Form& objective_form() {
  static const Form form = {
      "objective",
      {{"name", Holds::text, "", "required", "what is wanted"},
       {"interest", Holds::text, "", "required", "whose objective it is; those of one interest are averaged"},
       {"metric", Holds::metric, "", "required", "the metric that tells it"},
       agent_key(),
       {"at", Holds::month, "", "2030-12", "when"},
       {"direction",
        Holds::choice,
        "",
        "required",
        "whether more or less of it is better",
        any_number,
        {"more", "less"}},
       {"weight",
        Holds::number,
        "",
        "1",
        "in the average over the objectives of the interest (judgement)",
        {1e-9, 1e9}},
       {"threshold", Holds::number, "as 'unit'", "", "good enough (judgement)"},
       {"scale", Holds::number, "", "1", "factor from the metric's unit to 'unit'"},
       {"unit", Holds::text, "", "", "as tables tell it"},
       {"source", Holds::text, "", "", "where it is from"}}};
  return form;
}

}  // namespace

const Form& objectives_form() {
  static const Form form = {
      "file of objectives",
      {{"objectives", Holds::list, "", "required", "what people want of a policy", {1, 10000}, {}, &objective_form()}}};
  return form;
}

std::vector<PolicyObjective> read_objectives(const std::filesystem::path& file, Mistakes& mistakes) {
  std::vector<PolicyObjective> out;
  const std::size_t before = mistakes.count();
  const config::Node root = config::load_yaml(file, mistakes);
  if (mistakes.count() > before) return out;
  FormReader top(root, objectives_form(), mistakes);
  top.each("objectives", [&](FormReader& row) {
    PolicyObjective o;
    o.name = row.text("name");
    o.interest = row.text("interest");
    const std::string metric = row.text("metric");
    if (!metric.empty() && !find_metric(metric))
      row.mistake("metric", fmt::format("no metric is called '{}'{}", metric, suggestion(metric, metric_names())));
    o.figure = {metric, row.text("agent"), *row.month("at")};
    o.more = row.choice("direction") != "less";
    o.weight = row.number("weight");
    o.threshold = row.optional_number("threshold");
    o.scale = row.number("scale");
    o.unit = row.text("unit");
    o.source = row.text("source");
    out.push_back(std::move(o));
  });
  top.finish();
  return out;
}

void check_objectives(const std::vector<PolicyObjective>& objectives, const std::filesystem::path& file,
                      const Layout& layout, Month end, Mistakes& mistakes) {
  for (const PolicyObjective& o : objectives) {
    if (layout.find(o.figure.metric, o.figure.agent) == Layout::npos)
      mistakes.add({file.string()}, fmt::format("objective '{}': metric '{}' has no agent '{}'", o.name,
                                                o.figure.metric, o.figure.agent));
    if (o.figure.month > end)
      mistakes.add({file.string()}, fmt::format("objective '{}': {} is after the last month, {}", o.name,
                                                o.figure.month.text(), end.text()));
  }
}

namespace {

/// Values of one objective by scenario and run, in its unit.
std::vector<std::vector<double>> values_of(const Comparison& comparison, const PolicyObjective& o) {
  std::vector<std::vector<double>> out;
  for (std::size_t s = 0; s < comparison.ensembles.size(); ++s) {
    out.push_back(comparison.values(s, comparison.layout->find(o.figure.metric, o.figure.agent), o.figure.month));
    for (double& v : out.back()) v *= o.scale;
  }
  return out;
}

/// The smallest difference of an objective that counts, in its unit.
double smallest_of(const Comparison& comparison, const PolicyObjective& o) {
  return smallest_difference(
             *find_metric(o.figure.metric),
             comparison.values(0, comparison.layout->find(o.figure.metric, o.figure.agent), o.figure.month)) *
         std::fabs(o.scale);
}

}  // namespace

std::vector<InterestScores> score_interests(const Comparison& comparison,
                                            const std::vector<PolicyObjective>& objectives) {
  std::vector<InterestScores> out;
  for (const PolicyObjective& first : objectives) {
    if (std::ranges::find(out, first.interest, &InterestScores::name) != out.end()) continue;
    const std::size_t scenarios = comparison.ensembles.size(), runs = comparison.runs();
    std::vector<std::vector<double>> value(scenarios, std::vector<double>(runs));
    std::vector<std::vector<bool>> met(scenarios, std::vector<bool>(runs, true));
    bool thresholds = false;
    double weights = 0;
    for (const PolicyObjective& o : objectives)
      if (o.interest == first.interest) weights += o.weight;
    for (const PolicyObjective& o : objectives) {
      if (o.interest != first.interest) continue;
      const auto raw = values_of(comparison, o);
      double worst = raw[0][0], best = raw[0][0];
      for (const auto& of : raw)
        for (const double v : of) worst = std::min(worst, v), best = std::max(best, v);
      const bool differs = best - worst >= smallest_of(comparison, o);
      if (!o.more) std::swap(worst, best);
      for (std::size_t s = 0; s < scenarios; ++s)
        for (std::size_t r = 0; r < runs; ++r) {
          if (differs && best != worst) value[s][r] += o.weight / weights * (raw[s][r] - worst) / (best - worst);
          if (o.threshold)
            met[s][r] = met[s][r] && (o.more ? raw[s][r] >= *o.threshold : raw[s][r] <= *o.threshold),
            thresholds = true;
        }
    }
    InterestScores& of = out.emplace_back();
    of.name = first.interest;
    of.policies = robustness_of(value);
    for (std::size_t s = 0; s < scenarios; ++s) of.dominates.push_back(dominated_by(value, s));
    for (std::size_t s = 0; s < scenarios; ++s)
      of.satisficing.push_back(
          thresholds ? std::optional(static_cast<double>(std::ranges::count(met[s], true)) / static_cast<double>(runs))
                     : std::nullopt);
    const auto best_by = [&](auto measure) {
      std::size_t at = 0;
      for (std::size_t s = 1; s < scenarios; ++s)
        if (measure(s) > measure(at)) at = s;
      return at;
    };
    of.by_expectation = best_by([&](std::size_t s) { return of.policies[s].mean; });
    of.by_worst_value = best_by([&](std::size_t s) { return of.policies[s].worst; });
    of.by_worst_regret = best_by([&](std::size_t s) { return -of.policies[s].greatest_regret; });
    if (thresholds) of.by_satisficing = best_by([&](std::size_t s) { return *of.satisficing[s]; });
  }
  return out;
}

}  // namespace chokepoint
