// Reading objectives and scoring policies.
#include "analysis/compare/objectives.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/named_series.hpp"
#include "analysis/runs/smallest_difference.hpp"
#include "engine/base/form_keys.hpp"

namespace chokepoint {

using config::agent_key;
using config::Form;
using config::FormReader;
using config::Holds;
using config::with_form;
using config::with_range;
using config::with_words;

namespace {

const Form& objective_form() {
  static const Form form = {
      "objective",
      {{"name", Holds::text, "", "required", "what is wanted"},
       {"interest", Holds::text, "", "required", "whose objective it is; those of one interest are averaged"},
       {"metric", Holds::metric, "", "required", "the metric that tells it"},
       agent_key(),
       {"at", Holds::month, "", "2030-12", "when"},
       with_words("direction", Holds::choice, "required", "whether more or less of it is better", {"more", "less"}),
       with_range("weight", Holds::number, "", "1", "in the average over the objectives of the interest (judgement)",
                  1e-9, 1e9),
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
      {with_form("objectives", Holds::list, "required", "what people want of a policy", objective_form(), {1, 10000})}};
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
    const std::string metric = read_metric(row);
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
      mistakes.add({file.string()}, fmt::format("objective '{}': {}", o.name, unknown_agent(o.figure)));
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

/// By scenario and run: what an interest's objectives are worth together, and whether all thresholds are met.
struct Worth {
  std::vector<std::vector<double>> value;
  std::vector<std::vector<bool>> met;
  bool thresholds = false;  ///< whether there are any

  Worth(std::size_t scenarios, std::size_t runs)
      : value(scenarios, std::vector<double>(runs)), met(scenarios, std::vector<bool>(runs, true)) {}

  /// Adds an objective: `weight` times its place between its worst and its best value over all runs.
  void add(const PolicyObjective& o, double weight, const std::vector<std::vector<double>>& raw, double smallest) {
    double worst = raw[0][0], best = raw[0][0];
    for (const auto& of : raw)
      for (const double v : of) worst = std::min(worst, v), best = std::max(best, v);
    const bool differs = best - worst >= smallest && best != worst;
    if (!o.more) std::swap(worst, best);
    thresholds = thresholds || o.threshold;
    for (std::size_t s = 0; s < raw.size(); ++s)
      for (std::size_t r = 0; r < raw[s].size(); ++r) {
        if (differs) value[s][r] += weight * (raw[s][r] - worst) / (best - worst);
        if (o.threshold) met[s][r] = met[s][r] && (o.more ? raw[s][r] >= *o.threshold : raw[s][r] <= *o.threshold);
      }
  }
  [[nodiscard]] std::optional<double> share_met(std::size_t s) const {
    if (!thresholds) return std::nullopt;
    return static_cast<double>(std::ranges::count(met[s], true)) / static_cast<double>(met[s].size());
  }
};

Worth worth_of(const Comparison& comparison, const std::vector<PolicyObjective>& objectives,
               const std::string& interest) {
  double weights = 0;
  for (const PolicyObjective& o : objectives)
    if (o.interest == interest) weights += o.weight;
  Worth out(comparison.ensembles.size(), comparison.runs());
  for (const PolicyObjective& o : objectives)
    if (o.interest == interest) out.add(o, o.weight / weights, values_of(comparison, o), smallest_of(comparison, o));
  return out;
}

InterestScores scores_of(const Worth& worth, const std::string& interest) {
  const std::size_t scenarios = worth.value.size();
  InterestScores out;
  out.name = interest;
  out.policies = robustness_of(worth.value);
  for (std::size_t s = 0; s < scenarios; ++s) {
    out.dominates.push_back(dominated_by(worth.value, s));
    out.satisficing.push_back(worth.share_met(s));
  }
  const auto best_by = [&](auto measure) {
    std::size_t at = 0;
    for (std::size_t s = 1; s < scenarios; ++s)
      if (measure(s) > measure(at)) at = s;
    return at;
  };
  out.by_expectation = best_by([&](std::size_t s) { return out.policies[s].mean; });
  out.by_worst_value = best_by([&](std::size_t s) { return out.policies[s].worst; });
  out.by_worst_regret = best_by([&](std::size_t s) { return -out.policies[s].greatest_regret; });
  if (worth.thresholds) out.by_satisficing = best_by([&](std::size_t s) { return *out.satisficing[s]; });
  return out;
}

}  // namespace

std::vector<InterestScores> score_interests(const Comparison& comparison,
                                            const std::vector<PolicyObjective>& objectives) {
  std::vector<InterestScores> out;
  for (const PolicyObjective& o : objectives)
    if (std::ranges::find(out, o.interest, &InterestScores::name) == out.end())
      out.push_back(scores_of(worth_of(comparison, objectives, o.interest), o.interest));
  return out;
}

}  // namespace chokepoint
