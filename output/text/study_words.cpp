// Sentences of a study.
#include "output/text/study_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/shown_series.hpp"
#include "analysis/runs/evaluator.hpp"
#include "engine/base/not_told.hpp"
#include "output/text/answer_words.hpp"
#include "output/text/restriction_words.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

std::string factor_words(const Factor& factor, const ParameterTable* parameters) {
  const ParameterPath* path = factor.parameter();
  const ParameterEntry* entry = path && parameters ? parameters->find(path->name) : nullptr;
  if (!entry) return in_words(factor.name);
  std::string given = entry->name;
  std::ranges::replace(given, '.', '_');
  // A name of the study's own says more than the parameter's meaning.
  return factor.name == given ? parameter_words(*entry) : in_words(factor.name);
}

/// A share that is neither none nor all unless it is.
std::string share_words(double share) {
  const double percent = std::round(100 * share);
  if (percent <= 0 && share > 0) return "less than 1 %";
  if (percent >= 100 && share < 1) return "more than 99 %";
  return fmt::format("{:.0f} %", percent);
}

std::string spread_sentence(const QuantitySpread& spread, const StudyNames& names) {
  const Quantity& q = spread.quantity;
  if (!is_told(spread.values.median)) return "";
  const Headline of = names.shown(q.output);
  const BandText band = band_of(spread.values, of, q.difference);
  const std::string unit(q.difference ? difference_unit(of.unit) : of.unit);
  std::string out =
      fmt::format("{}: {} in the median of {} points", names.quantity(q), with_unit(band.median, unit), spread.points);
  if (is_told(spread.values.low) && is_told(spread.values.high))
    out += fmt::format(" (90 % of them: {} to {})", band.low, band.high);
  if (q.difference)
    out += fmt::format("; higher at {} of the points, lower at {}", share_words(spread.values.positive),
                       share_words(spread.values.negative));
  return out + ".";
}

std::string case_sentence(const CaseFinding& c, const StudyNames& names) {
  std::string out = fmt::format("{}: so in {} of {} points", names.case_title(c), share_words(c.share), c.points);
  if (c.box && !c.box->restrictions.empty())
    out +=
        fmt::format(", mostly when {}", restriction_words(c.box->restrictions, names.spec().factors, names.factors()));
  return out + ".";
}

/// The two inputs that move the quantity most.
std::string cause_sentence(const SweepFindings& found, const std::string& quantity, const StudyNames& names) {
  constexpr std::size_t told = 2;
  std::vector<std::string> parts;
  for (const SobolFinding& s : found.sobol)
    if (s.quantity == quantity && s.reason.empty())
      for (const std::size_t i : s.by_total())
        if (const Estimate& total = s.indices.total[i]; parts.size() < told && !is_noise(total) && total.low > 0)
          parts.push_back(fmt::format("{} ({} of its variance)", names.inputs()[i], share_words(total.value)));
  for (const MorrisFinding& m : found.morris)
    if (m.quantity == quantity && m.reason.empty())
      for (const std::size_t i : m.by_magnitude())
        if (parts.size() < told && m.effects.inputs[i].magnitude.low > 0) parts.push_back(names.inputs()[i]);
  return parts.empty() ? "" : "What moves it most: " + output::listed(parts) + ".";
}

std::string choice_sentence(const RobustnessFinding& r, const StudyNames& names) {
  if (r.choices.empty() || r.alike) return "";
  const auto& outputs = names.spec().outputs;
  const auto at = std::ranges::find(outputs, r.output, &OutputColumn::name);
  const std::string what =
      at == outputs.end() ? r.output : names.output(static_cast<std::size_t>(at - outputs.begin()));
  return fmt::format("Where {} should be {}, the choice with the least greatest regret is {}.", what,
                     r.high ? "high" : "low", in_words(r.choices[0].name));
}

}  // namespace

StudyNames::StudyNames(const PlanSpec& spec, const ParameterTable* parameters) : spec_(spec) {
  for (const Factor& factor : spec.factors) {
    factors_.push_back(factor_words(factor, parameters));
    inputs_.resize(std::max(inputs_.size(), factor.input + 1));
    std::string& input = inputs_[factor.input];
    input += (input.empty() ? "" : " + ") + factors_.back();
  }
}

Headline StudyNames::shown(std::size_t output) const {
  const OutputColumn& column = spec_.outputs[output];
  if (column.metric == fired_figure)
    return {column.metric, column.agent, column.agent + " has occurred", 1, 2, column.unit};
  if (!find_metric(column.metric)) return {column.metric, column.agent, column.name, 1, 2, column.unit};
  return shown_as(column.metric, column.agent);
}

std::string StudyNames::output(std::size_t output) const {
  const OutputColumn& column = spec_.outputs[output];
  const Headline of = shown(output);
  return fmt::format("{}, {}", of.label.empty() ? column.name : of.label, month_in_words(Month{column.month}));
}

std::string StudyNames::contrast(std::size_t alternative) const {
  if (spec_.alternatives.size() < 2 || alternative == spec_.reference) return "";
  return fmt::format("{} against {}", in_words(spec_.alternatives[alternative].name),
                     in_words(spec_.alternatives[spec_.reference].name));
}

std::string StudyNames::quantity(const Quantity& quantity) const {
  const std::string against = quantity.difference ? contrast(quantity.alternative) : "";
  return output(quantity.output) + (against.empty() ? "" : ": " + against);
}

std::string StudyNames::case_title(const CaseFinding& found) const {
  if (!found.asked) return capital(found.title);
  const StudyCase& what = spec_.cases[*found.asked];
  const Headline of = shown(what.output);
  const std::string under = what.difference ? ", " + contrast(found.alternative)
                            : spec_.alternatives.size() > 1
                                ? " under " + in_words(spec_.alternatives[found.alternative].name)
                                : "";
  const std::string limit = fmt::format("{:.4g}", what.threshold * of.scale);
  return fmt::format("{} ({}{}, {} {})", capital(in_words(what.name)), output(what.output), under,
                     what.above ? "above" : "below",
                     with_unit(limit, what.difference ? difference_unit(of.unit) : of.unit));
}

std::size_t asked_quantity(const SweepFindings& found, const PlanSpec& spec) {
  if (found.spreads.empty()) return 0;
  std::size_t asked = 0;
  if (!spec.cases.empty()) {
    asked = spec.cases[0].output;
  } else if (!spec.objectives.empty()) {
    asked = spec.objectives[0].output;
  } else {
    const OutputColumn& first = spec.outputs[found.spreads[0].quantity.output];
    for (std::size_t o = 0; o < spec.outputs.size(); ++o)
      if (spec.outputs[o].metric == first.metric && spec.outputs[o].agent == first.agent) asked = o;
  }
  const auto at = std::ranges::find_if(found.spreads,
                                       [&](const QuantitySpread& spread) { return spread.quantity.output == asked; });
  return at == found.spreads.end() ? 0 : static_cast<std::size_t>(at - found.spreads.begin());
}

std::vector<std::string> study_answer(const SweepFindings& found, const StudyNames& names) {
  std::vector<std::string> out;
  const auto add = [&](std::string sentence) {
    if (!sentence.empty()) out.push_back(std::move(sentence));
  };
  if (!found.spreads.empty()) {
    const QuantitySpread& asked = found.spreads[asked_quantity(found, names.spec())];
    add(spread_sentence(asked, names));
    add(cause_sentence(found, asked.quantity.name, names));
  }
  if (!found.cases.empty()) add(case_sentence(found.cases[0], names));
  for (const RobustnessFinding& r : found.robustness) add(choice_sentence(r, names));
  return out;
}

}  // namespace chokepoint::output
