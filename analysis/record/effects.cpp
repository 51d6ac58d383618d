// Reading patterns and contrasting runs.
#include "analysis/record/effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/record/targets.hpp"
#include "analysis/runs/named_series.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/maths.hpp"

namespace chokepoint {
namespace {

bool over_time(Contrast c) { return c == Contrast::increase || c == Contrast::change; }
bool paired(Contrast c) { return c == Contrast::difference || c == Contrast::ratio; }

/// What patterns and published estimates share.
Pattern contrast_in(config::MapReader& row) {
  Pattern p;
  p.scenario = row.required_text("scenario");
  p.compared_to = row.text("compared_to");
  p.metric = row.required_text("metric");
  p.agent = row.text("agent");
  p.month = row.require("month") ? row.month("month").value_or(Month{0}) : Month{0};
  p.base_month = row.month("base_month").value_or(p.month);
  const std::string word =
      row.require("measure") ? row.choice("measure", "level", {contrast_names.begin(), contrast_names.end()}) : "level";
  p.contrast = static_cast<Contrast>(std::ranges::find(contrast_names, word) - contrast_names.begin());
  p.value = row.required_number("value");
  p.unit = row.required_text("unit");
  p.scale = row.number("scale", 1);
  p.set = row.choice("role", "test", {"test", "set"}) == "set";
  p.source = row.required_text("source");
  p.grade = row.require("grade") ? row.choice("grade", "", {"A", "B", "C"}) : "";
  if (!find_metric(p.metric)) row.mistake("metric", unknown_metric(p.metric));
  if (over_time(p.contrast) && p.base_month >= p.month)
    row.mistake("base_month", "an increase or change needs a base month before its month");
  if (paired(p.contrast) && p.compared_to.empty())
    row.mistake("compared_to", "a difference or ratio needs the scenario that it is taken against");
  return p;
}

}  // namespace

std::vector<Pattern> read_patterns(const config::Node& file, Mistakes& mistakes) {
  std::vector<Pattern> out;
  for (const config::Node& item : file.items) {
    config::MapReader row(item, "pattern", mistakes);
    Pattern p = contrast_in(row);
    p.place = item.place();
    p.id = row.required_text("pattern");
    p.deviation = row.required_number("deviation", {1e-9, 1e9});
    p.logarithmic = row.choice("kind", "absolute", {"absolute", "log"}) == "log";
    (void)row.text("note");
    if (std::ranges::find(out, p.id, &Pattern::id) != out.end())
      row.mistake("pattern", fmt::format("duplicate pattern '{}'", p.id));
    if (p.logarithmic && p.value <= 0) row.mistake("value", "a logarithmic pattern must be positive");
    if (!paired(p.contrast) && p.month > record_end)
      row.mistake("month", fmt::format("the record ends in 2025-12: {} may not judge anything", p.month.text()));
    row.finish();
    out.push_back(std::move(p));
  }
  return out;
}

std::vector<Benchmark> read_benchmarks(const config::Node& file, Mistakes& mistakes) {
  std::vector<Benchmark> out;
  for (const config::Node& item : file.items) {
    config::MapReader row(item, "estimate", mistakes);
    Benchmark b;
    b.estimate = contrast_in(row);
    b.estimate.place = item.place();
    b.estimate.id = row.required_text("estimate");
    b.published = row.require("published") ? row.month("published").value_or(Month{0}) : Month{0};
    const auto low = row.optional_number("low"), high = row.optional_number("high");
    b.ranged = low.has_value() && high.has_value();
    b.low = low.value_or(b.estimate.value / unranged), b.high = high.value_or(b.estimate.value * unranged);
    b.note = row.text("note");
    const auto same = [&](const Benchmark& other) { return other.estimate.id == b.estimate.id; };
    if (std::ranges::any_of(out, same)) row.mistake("estimate", fmt::format("duplicate estimate '{}'", b.estimate.id));
    if (b.published > record_end)
      row.mistake("published", fmt::format("published in {}: only what was known by the end of 2025 is compared",
                                           b.published.text()));
    if (low.has_value() != high.has_value()) row.mistake(low ? "high" : "low", "a range has two ends");
    if (b.low > b.estimate.value || b.high < b.estimate.value)
      row.mistake("low", fmt::format("the range {} … {} leaves out the value, {}", b.low, b.high, b.estimate.value));
    row.finish();
    out.push_back(std::move(b));
  }
  return out;
}

Standing standing(const Benchmark& b, const Summary& model) {
  if (model.median >= b.low && model.median <= b.high) return Standing::inside;
  return model.high >= b.low && model.low <= b.high ? Standing::reaches : Standing::outside;
}

Contrasted contrast(const Results& results, const Pattern& p, Mistakes& mistakes) {
  const std::size_t series = results.layout->find(p.metric, p.agent), month = static_cast<std::size_t>(p.month.index);
  if (series == Layout::npos) mistakes.add(p.place, unknown_agent({p.metric, p.agent, p.month}));
  if (month >= results.months())
    mistakes.add(p.place, fmt::format("scenario '{}' ends before {}", p.scenario, p.month.text()));
  if (series == Layout::npos || month >= results.months()) return {};
  std::vector<double> values =
      p.contrast == Contrast::difference ? results.differences(month, series) : results.main->values(month, series);
  const auto against = [&](const std::vector<double>& base, double (*contrasted)(double, double)) {
    std::ranges::transform(values, base, values.begin(), contrasted);
  };
  if (over_time(p.contrast)) {
    const auto base = results.main->values(static_cast<std::size_t>(p.base_month.index), series);
    if (p.contrast == Contrast::change)
      against(base, ratio_or_zero);
    else
      against(base, [](double now, double then) { return now - then; });
  }
  if (p.contrast == Contrast::ratio) against(results.other->values(month, series), ratio_or_zero);
  for (double& value : values) value *= p.scale;
  Contrasted out{summarise(values), 0};
  if (p.deviation > 0)
    out.z = (p.logarithmic ? maths::log(std::max(out.model.median, 1e-9) / p.value) : out.model.median - p.value) /
            p.deviation;
  return out;
}

}  // namespace chokepoint
