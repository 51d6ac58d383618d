// Reading and judging claims.
#include "analysis/compare/hypotheses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/base/maths.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/smallest_difference.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

std::string known_metric(MapReader& row, std::string_view key) {
  std::string name = row.required_text(key);
  if (!name.empty() && !find_metric(name)) row.mistake(key, fmt::format("no metric is called '{}'{}", name, suggestion(name, metric_names())));
  return name;
}

std::optional<Figure> other_figure(MapReader& row, std::string_view key, Month month) {
  const Node* node = row.find(key);
  if (!node) return std::nullopt;
  MapReader inner(*node, std::string(key), row.mistakes());
  const std::string metric = known_metric(inner, "metric");
  Figure out{metric, inner.text("agent"), month};
  inner.finish();
  return out;
}

std::optional<Case> other_case(MapReader& row, std::string_view key) {
  const Node* node = row.find(key);
  if (!node) return std::nullopt;
  MapReader inner(*node, std::string(key), row.mistakes());
  const std::string scenario = inner.required_text("scenario");
  Case out{scenario, inner.words("policies")};
  inner.finish();
  return out;
}

Component read_component(const Node& node, Mistakes& mistakes) {
  MapReader row(node, "component", mistakes);
  Component c;
  c.name = row.required_text("name");
  c.unit = row.text("unit");
  const std::string metric = known_metric(row, "metric");
  c.figure = {metric, row.text("agent"), row.month("at").value_or(Month::of(2030, 12))};
  c.less = other_figure(row, "less", c.figure.month);
  c.over = other_figure(row, "over", c.figure.month);
  c.since = row.month("since");
  if (c.since && *c.since >= c.figure.month) row.mistake("since", fmt::format("a change since {} has no time before {}", c.since->text(), c.figure.month.text()));
  if (auto in = other_case(row, "in")) c.in = std::move(*in);
  else (void)row.require("in");
  c.against = other_case(row, "against");
  c.ratio = row.boolean("ratio", false);
  if (c.ratio && !c.against) row.mistake("ratio", "a 'ratio' needs the case that it is taken 'against'");
  const std::string side = row.require("claimed") ? row.choice("claimed", "", {"above", "below"}) : "above";
  c.greater = side != "below";
  c.threshold = row.number("threshold", c.ratio ? 1 : 0);
  c.scale = row.number("scale", 1);
  row.finish();
  return c;
}

}  // namespace

std::vector<Hypothesis> read_hypotheses(const std::filesystem::path& file, Mistakes& mistakes) {
  const Node root = config::load_yaml(file, mistakes);
  std::vector<Hypothesis> out;
  if (mistakes.any()) return out;
  MapReader top(root, "file of hypotheses", mistakes);
  const Node* list = top.require("hypotheses");
  top.finish();
  if (!list) return out;
  if (list->kind != Node::Kind::sequence) {
    mistakes.add(list->place(), fmt::format("'hypotheses' should be a list, found {}", list->describe()));
    return out;
  }
  std::set<std::string> seen;
  for (const Node& item : list->items) {
    MapReader row(item, "hypothesis", mistakes);
    Hypothesis h;
    h.name = row.required_text("name");
    h.claim = row.required_text("claim");
    h.source = row.required_text("source");
    h.probability = row.number("probability", 0.8, {0.5, 1});
    if (!seen.insert(h.name).second) row.mistake("name", fmt::format("the hypothesis '{}' stands twice", h.name));
    const Node* components = row.require("components");
    if (components && components->kind != Node::Kind::sequence) row.mistake("components", fmt::format("'components' should be a list, found {}", components->describe()));
    else if (components)
      for (const Node& component : components->items) h.components.push_back(read_component(component, mistakes));
    row.finish();
    out.push_back(std::move(h));
  }
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
    const auto with = [&](const Figure& other, double (*combined)(double, double)) { std::ranges::transform(out, values(in, other), out.begin(), combined); };
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
  out.verdict = sides.positive >= probability ? Verdict::yes : near >= probability ? Verdict::negligible : 1 - sides.positive >= probability ? Verdict::no : Verdict::undetermined;
  return out;
}

}  // namespace chokepoint
