// Reading and judging claims.
#include "analysis/compare/hypotheses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/named_series.hpp"
#include "analysis/runs/smallest_difference.hpp"
#include "engine/base/form_keys.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

using config::agent_key;
using config::Form;
using config::FormReader;
using config::Holds;
using config::with_form;
using config::with_range;
using config::with_words;

const Form& other_figure_form() {
  static const Form form = {
      "figure", {{"metric", Holds::metric, "", "required", "another metric of the same run and month"}, agent_key()}};
  return form;
}

const Form& run_case_form() {
  static const Form form = {"runs",
                            {{"scenario", Holds::text, "", "required", "a scenario"},
                             {"policies", Holds::words, "", "", "policies on top of it"}}};
  return form;
}

const Form& component_form() {
  static const Form form = {
      "component",
      {{"name", Holds::text, "", "required", "the component in words"},
       {"brief", Holds::text, "", "",
        "what it claims, to be listed behind `yes for` (`a weaker US model`); else the name"},
       {"metric", Holds::metric, "", "required", "the number that a run shows"},
       agent_key(),
       {"at", Holds::month, "", "2030-12", "when"},
       with_form("less", Holds::map, "", "a number of the same run that is subtracted", other_figure_form()),
       with_form("over", Holds::map, "", "a number of the same run that it is divided by", other_figure_form()),
       {"since", Holds::month, "", "", "the change since this month instead of the level"},
       with_form("in", Holds::map, "required", "the runs that are looked at", run_case_form()),
       with_form("against", Holds::map, "",
                 "runs with the same random numbers and parameters whose number is subtracted", run_case_form()),
       {"ratio", Holds::boolean, "", "false", "divides by the number of 'against' instead"},
       with_words("claimed", Holds::choice, "required",
                  "on which side of the threshold the claim says that the number lies", {"above", "below"}),
       {"threshold", Holds::number, "as 'unit'", "", "without it 0, or 1 of a ratio"},
       {"scale", Holds::number, "", "1", "factor from the metric's unit to 'unit'"},
       {"unit", Holds::text, "", "", "as tables tell it"}}};
  return form;
}

const Form& hypothesis_form() {
  static const Form form = {"hypothesis",
                            {{"name", Holds::text, "", "required", "short name, once in the file"},
                             {"claim", Holds::text, "", "required", "what is claimed"},
                             {"source", Holds::text, "", "required", "who claims it"},
                             with_range("probability", Holds::number, "share of runs", "0.8",
                                        "how many runs must agree for yes, no, or no relevant change", 0.5, 1),
                             with_form("components", Holds::list, "required",
                                       "numbers that the claim is about; each is judged by itself", component_form())}};
  return form;
}

std::optional<Figure> other_figure(FormReader& row, std::string_view key, Month month) {
  std::optional<Figure> out;
  row.section(key, [&](FormReader& inner) { out = Figure{read_metric(inner), inner.text("agent"), month}; });
  return out;
}

std::optional<Case> other_case(FormReader& row, std::string_view key) {
  std::optional<Case> out;
  row.section(key, [&](FormReader& inner) { out = Case{inner.text("scenario"), inner.words("policies")}; });
  return out;
}

Component read_component(FormReader& row) {
  Component c;
  c.name = row.text("name");
  c.brief = row.text("brief");
  c.unit = row.text("unit");
  const std::string metric = read_metric(row);
  c.figure = {metric, row.text("agent"), *row.month("at")};
  c.less = other_figure(row, "less", c.figure.month);
  c.over = other_figure(row, "over", c.figure.month);
  c.since = row.month("since");
  if (c.since && *c.since >= c.figure.month)
    row.mistake("since",
                fmt::format("a change since {} has no time before {}", c.since->text(), c.figure.month.text()));
  if (auto in = other_case(row, "in")) c.in = std::move(*in);
  c.against = other_case(row, "against");
  c.ratio = row.boolean("ratio");
  if (c.ratio && !c.against) row.mistake("ratio", "a 'ratio' needs the case that it is taken 'against'");
  c.greater = row.choice("claimed") != "below";
  c.threshold = row.optional_number("threshold").value_or(c.ratio ? 1 : 0);
  c.scale = row.number("scale");
  return c;
}

}  // namespace

const Form& hypotheses_form() {
  static const Form form = {
      "file of hypotheses",
      {with_form("hypotheses", Holds::list, "required", "claims about the race", hypothesis_form())}};
  return form;
}

std::vector<Hypothesis> read_hypotheses(const std::filesystem::path& file, Mistakes& mistakes) {
  const config::Node root = config::load_yaml(file, mistakes);
  std::vector<Hypothesis> out;
  if (mistakes.any()) return out;
  FormReader top(root, hypotheses_form(), mistakes);
  std::set<std::string> seen;
  top.each("hypotheses", [&](FormReader& row) {
    Hypothesis h;
    h.name = row.text("name");
    h.claim = row.text("claim");
    h.source = row.text("source");
    h.probability = row.number("probability");
    if (!seen.insert(h.name).second) row.mistake("name", fmt::format("duplicate hypothesis '{}'", h.name));
    row.each("components", [&](FormReader& component) { h.components.push_back(read_component(component)); });
    out.push_back(std::move(h));
  });
  top.finish();
  return out;
}

std::vector<Figure> figures_of(const Component& c) {
  std::vector<Figure> out = {c.figure};
  for (const auto* other : {&c.less, &c.over})
    if (*other) out.push_back(**other);
  if (c.since) out.push_back({c.figure.metric, c.figure.agent, *c.since});
  return out;
}

std::vector<double> component_values(const Component& c, const CaseValues& values) {
  const auto in_case = [&](const Case& in) {
    std::vector<double> out = values(in, c.figure);
    const auto with = [&](const Figure& other, double (*combined)(double, double)) {
      std::ranges::transform(out, values(in, other), out.begin(), combined);
    };
    const auto minus = [](double a, double b) { return a - b; };
    if (c.less) with(*c.less, minus);
    if (c.over) with(*c.over, ratio_or_zero);
    if (c.since) with({c.figure.metric, c.figure.agent, *c.since}, minus);
    for (double& v : out) v *= c.scale;
    return out;
  };
  std::vector<double> out = in_case(c.in);
  if (!c.against) return out;
  const std::vector<double> base = in_case(*c.against);
  for (std::size_t r = 0; r < out.size(); ++r) out[r] = c.ratio ? ratio_or_zero(out[r], base[r]) : out[r] - base[r];
  return out;
}

std::vector<Month> course_months(const Component& c) {
  constexpr int quarter = 3;
  Month first = Month::of(2019, 12);
  if (c.since) first = std::max(first, *c.since);
  std::vector<Month> out;
  for (Month m = c.figure.month; m > first; m = m - quarter) out.insert(out.begin(), m);
  return out;
}

Component in_month(Component c, Month month) {
  c.figure.month = month;
  for (auto* other : {&c.less, &c.over})
    if (*other) (*other)->month = month;
  return c;
}

std::vector<CourseMonth> course_of(const Component& c, const CaseValues& values) {
  std::vector<CourseMonth> out;
  for (const Month month : course_months(c)) {
    std::vector<double> of = component_values(in_month(c, month), values);
    const Summary s = summarise(of);
    out.push_back({month, s.low, s.median, s.high});
  }
  return out;
}

double component_least(const Component& c, const CaseValues& values) {
  const bool differs = c.against || c.since || c.less;
  if (!differs || c.over || c.threshold != (c.ratio ? 1 : 0)) return 0;
  std::vector<double> base = values(c.against ? *c.against : c.in, c.figure);
  const double least = smallest_difference(*find_metric(c.figure.metric), base);
  return c.ratio ? ratio_or_zero(least, std::fabs(summarise(base).median)) : least * std::fabs(c.scale);
}

Judged judge(const Component& c, std::vector<double> values, double probability, double least) {
  Judged out;
  if (values.empty()) return out;
  std::vector<double> beyond;  // the threshold, on the claimed side positive
  for (const double v : values) beyond.push_back(c.greater ? v - c.threshold : c.threshold - v);
  const Summary sides = summarise(beyond, least), s = summarise(values);
  out.probability = sides.positive;
  out.low = s.low, out.median = s.median, out.high = s.high;
  out.reason = too_few(values.size(), fewest::runs_to_be_likely, "runs");
  if (!out.reason.empty()) return out;
  const double near = 1 - sides.positive - sides.negative;
  out.verdict = sides.positive >= probability       ? Verdict::yes
                : near >= probability               ? Verdict::negligible
                : 1 - sides.positive >= probability ? Verdict::no
                                                    : Verdict::undetermined;
  return out;
}

namespace {

/// Values of figures in the scenarios of a comparison.
class Compared {
 public:
  /// `asked`: the scenario that `this` stands for; none if claims may not say so.
  Compared(const Comparison& comparison, std::optional<std::size_t> asked) : comparison_(comparison), asked_(asked) {}

  /// Whether the runs hold all that a component reads.
  [[nodiscard]] bool holds(const Component& c) const {
    return is_run(c.in) && (!c.against || is_run(*c.against)) &&
           std::ranges::all_of(figures_of(c), [&](const Figure& f) { return is_measured(f); });
  }
  [[nodiscard]] std::vector<double> values(const Case& in, const Figure& f) const {
    return comparison_.values(place_of(in), comparison_.layout->find(f.metric, f.agent), f.month);
  }

 private:
  /// The scenario of a case; their number if it is not compared.
  [[nodiscard]] std::size_t place_of(const Case& c) const {
    const std::size_t count = comparison_.ensembles.size();
    if (!c.policies.empty()) return count;
    if (asked_ && c.scenario == asked_case) return *asked_;
    if (asked_ && c.scenario == compared_case) return *asked_ == 0 ? count : 0;
    for (std::size_t s = 0; s < count; ++s)
      if (const Scenario& scenario = comparison_.scenario(s);
          scenario.plain_name() == c.scenario && !scenario.on_top.changes_rules())
        return s;
    return count;
  }
  [[nodiscard]] bool is_run(const Case& c) const { return place_of(c) < comparison_.ensembles.size(); }
  [[nodiscard]] bool is_measured(const Figure& f) const {
    return f.month <= comparison_.end() && comparison_.layout->find(f.metric, f.agent) != Layout::npos;
  }

  const Comparison& comparison_;
  std::optional<std::size_t> asked_;
};

std::vector<JudgedHypothesis> judged_by(const std::vector<Hypothesis>& claims, const Compared& compared) {
  const CaseValues values = [&](const Case& in, const Figure& f) { return compared.values(in, f); };
  std::vector<JudgedHypothesis> out;
  for (const Hypothesis& h : claims) {
    JudgedHypothesis judged{h.name, h.claim, h.source, {}};
    for (const Component& c : h.components)
      if (compared.holds(c)) {
        auto& [component, of] = judged.components.emplace_back(
            c, judge(c, component_values(c, values), h.probability, component_least(c, values)));
        of.course = course_of(c, values);
      }
    if (!judged.components.empty()) out.push_back(std::move(judged));
  }
  return out;
}

}  // namespace

std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims, const Comparison& comparison) {
  return judged_by(claims, Compared(comparison, std::nullopt));
}

std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims, const Comparison& comparison,
                                           std::size_t s) {
  std::vector<Hypothesis> told = claims;  // of a shorter run, by its last month
  for (Hypothesis& h : told)
    for (Component& c : h.components) {
      if (c.in.scenario != asked_case) continue;
      c = in_month(c, std::min(c.figure.month, comparison.end()));
    }
  return judged_by(told, Compared(comparison, s));
}

std::vector<Hypothesis> claims_named(const std::vector<std::string>& names, const std::vector<Hypothesis>& all,
                                     const Place& place, Mistakes& mistakes) {
  std::vector<std::string> known;
  for (const Hypothesis& h : all) known.push_back(h.name);
  std::vector<Hypothesis> out;
  for (const std::string& name : names)
    if (const auto at = std::ranges::find(all, name, &Hypothesis::name); at != all.end())
      out.push_back(*at);
    else
      mistakes.add(place, fmt::format("there is no claim '{}'{}", name, suggestion(name, known)));
  return out;
}

}  // namespace chokepoint
