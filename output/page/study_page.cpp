// Findings as tables, beside the figures of the study.
#include "output/page/study_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "analysis/methods/enough.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/bare_page.hpp"
#include "output/page/page_world.hpp"
#include "output/page/study_data.hpp"
#include "output/text/answer_words.hpp"
#include "output/text/restriction_words.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

ordered_json finding(const std::string& id, const std::string& title, const std::string& words,
                     std::vector<std::string> header) {
  return {
      {"id", id}, {"title", title}, {"words", words}, {"header", std::move(header)}, {"rows", ordered_json::array()}};
}

/// A figure of a table; a dash for one that is not told.
ordered_json shown_figure(double x) { return is_told(x) ? ordered_json(rounded(x)) : ordered_json("–"); }
ordered_json shown_figure(std::size_t count) { return shown_figure(static_cast<double>(count)); }

/// Value, low and high of an estimate, which may not be told as a whole.
void add_estimate(ordered_json& row, const Estimate& e, bool told) {
  for (const double x : {e.value, e.low, e.high}) row.push_back(shown_figure(told ? x : not_told));
}

std::string percent_text(double share) { return fmt::format("{:.1f} %", 100 * share); }

/// Why something is not told, as a sentence to add; empty if all is.
std::string not_told_words(const std::string& why) { return why.empty() ? "" : fmt::format(" Not told (–): {}.", why); }

ordered_json spreads_of(const std::vector<QuantitySpread>& spreads, const StudyNames& names) {
  std::string words;
  for (const QuantitySpread& s : spreads)
    if (!s.reason.empty())
      words += fmt::format("{}{}: {}.", words.empty() ? "Not told (–). " : " ", names.quantity(s.quantity), s.reason);
  ordered_json out = finding("spreads", "How the quantities spread over the points", words,
                             {"quantity", "unit", "points", "mean", "standard deviation", "5 %", "median", "95 %",
                              "above 0, % of points", "random variation, % of variance"});
  for (const QuantitySpread& s : spreads) {
    const Headline of = names.shown(s.quantity.output);
    const auto scaled = [&](double x) { return shown_figure(x * of.scale); };
    out["rows"].push_back({names.quantity(s.quantity), s.quantity.difference ? difference_unit(of.unit) : of.unit,
                           shown_figure(s.points), scaled(s.values.mean), scaled(s.deviation), scaled(s.values.low),
                           scaled(s.values.median), scaled(s.values.high), shown_figure(100 * s.values.positive),
                           shown_figure(100 * s.random)});
  }
  return out;
}

std::string box_words(const DiscoveredBox& box, const StudyNames& names) {
  if (box.restrictions.empty()) return " No box differs from chance.";
  return fmt::format(
      " Mostly when {}: there in {} of the points (density), which is {} of all that happens (coverage), in {} of "
      "the points.",
      restriction_words(box.restrictions, names.spec().factors, names.factors()), percent_text(box.density),
      percent_text(box.coverage), percent_text(box.mass));
}

void add_cases(const SweepFindings& found, const StudyNames& names, ordered_json& findings) {
  for (std::size_t k = 0; k < found.cases.size(); ++k) {
    const CaseFinding& c = found.cases[k];
    std::string words = fmt::format("It happens in {} of {} points.", percent_text(c.share), c.points);
    if (!c.few.empty()) words += fmt::format(" Where is not told: {}.", c.few);
    if (c.box) words += box_words(*c.box, names);
    ordered_json out = finding(fmt::format("case-{}", k + 1), names.case_title(c), words,
                               {"part of the space (tree)", "happens", "share of points"});
    for (const DiscoveredLeaf& leaf : c.tree)
      out["rows"].push_back({leaf.restrictions.empty()
                                 ? "all of it"
                                 : restriction_words(leaf.restrictions, names.spec().factors, names.factors()),
                             percent_text(leaf.share), percent_text(leaf.mass)});
    findings.push_back(std::move(out));
  }
}

void add_robustness(const SweepFindings& found, const StudyNames& names, ordered_json& findings) {
  const auto& outputs = names.spec().outputs;
  for (const RobustnessFinding& r : found.robustness) {
    const auto o =
        static_cast<std::size_t>(std::ranges::find(outputs, r.output, &OutputColumn::name) - outputs.begin());
    const Headline of = names.shown(o);
    ordered_json out = finding(
        "robust-" + r.output,
        fmt::format("Which choice is robust for a {} {}", r.high ? "high" : "low", names.output(o)),
        fmt::format("{}{} states of the world; regret: how far a choice stays behind the best in the same state{}.{}{}",
                    of.unit.empty() ? "" : fmt::format("In {}. ", of.unit), r.states,
                    r.dropped == 0 ? "" : fmt::format("; {} left out that not all choices have", r.dropped),
                    not_told_words(r.reason), r.alike ? " In no state do the choices differ by what counts." : ""),
        {"choice", "mean", "worst", "worst tenth", "greatest regret", "90 % regret", "mean regret", "best in, %"});
    const auto scaled = [&](double x) { return shown_figure(x * of.scale); };
    for (const auto& [name, w] : r.choices)
      out["rows"].push_back({in_words(name), scaled(w.mean), scaled(w.worst), scaled(w.tail), scaled(w.greatest_regret),
                             scaled(w.high_regret), scaled(w.mean_regret), shown_figure(100 * w.best_in)});
    findings.push_back(std::move(out));
  }
}

/// Inputs in the order of a table: as found, or, where nothing is told, as they stand.
std::vector<std::size_t> in_order(bool told, std::vector<std::size_t> found, std::size_t inputs) {
  if (told) return found;
  std::vector<std::size_t> out(inputs);
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

const Quantity& quantity_named(const SweepFindings& found, const std::string& name) {
  return std::ranges::find(found.spreads, name, [](const QuantitySpread& s) { return s.quantity.name; })->quantity;
}

void add_morris(const SweepFindings& found, const StudyNames& names, ordered_json& findings) {
  for (const MorrisFinding& m : found.morris) {
    const Quantity& of = quantity_named(found, m.quantity);
    ordered_json out =
        finding("morris-" + m.quantity, "Elementary effects on " + names.quantity(of),
                fmt::format("Morris (1991): mu* is the mean of absolute effects, sigma their deviation (interaction or "
                            "curvature). {} blocks, {} dropped.{}",
                            m.effects.blocks, m.effects.dropped, not_told_words(m.reason)),
                {"input", "mu*", "5 %", "95 %", "mu", "sigma"});
    const bool told = m.reason.empty();
    const double scale = names.shown(of.output).scale;
    for (const std::size_t i : in_order(told, m.by_magnitude(), found.inputs.size())) {
      const MorrisEffect e = told ? m.effects.inputs[i] : MorrisEffect{};
      ordered_json row = {names.inputs()[i]};
      for (const double x : {e.magnitude.value, e.magnitude.low, e.magnitude.high, e.mean, e.deviation})
        row.push_back(shown_figure(told ? x * scale : not_told));
      out["rows"].push_back(std::move(row));
    }
    findings.push_back(std::move(out));
  }
}

/// First and total indices of one quantity.
ordered_json indices_table(const SobolFinding& s, const SweepFindings& found, const StudyNames& names) {
  ordered_json out = finding(
      "sobol-" + s.quantity, "Sobol' indices of " + names.quantity(quantity_named(found, s.quantity)),
      fmt::format("Share of the variance by an input alone and with its interactions, 90 % bootstrap intervals. {} "
                  "blocks, {} dropped.{}",
                  s.indices.blocks, s.indices.dropped, not_told_words(s.reason)),
      {"input", "alone", "5 %", "95 %", "with interactions", "5 %", "95 %", "of half the blocks"});
  const bool told = s.reason.empty();
  for (const std::size_t i : in_order(told, s.by_total(), found.inputs.size())) {
    const Estimate first = told ? s.indices.first[i] : Estimate{}, total = told ? s.indices.total[i] : Estimate{};
    ordered_json row = {names.inputs()[i]};
    add_estimate(row, first, told && !is_noise(first));
    add_estimate(row, total, told && !is_noise(total));
    row.push_back(shown_figure(s.of_half[i]));
    out["rows"].push_back(std::move(row));
  }
  return out;
}

/// What the results were made of.
ordered_json provenance_of(const SweepFindings& found, const PlanSpec& spec, const std::string& provenance,
                           const std::string& version) {
  ordered_json data = ordered_json::array();
  if (const auto collected = read_json(provenance);
      collected && collected->is_object() && collected->contains("digest"))
    data.push_back({{"file", "digest of all results"}, {"hash", collected->at("digest")}});
  const std::string command = fmt::format(
      "simulate sweep run {0}.yaml --out {0} && simulate sweep collect {0} && simulate sweep analyse {0}", spec.name);
  ordered_json out = made_json({version, command, "as the study says", found.ok, spec.seed});
  out["data"] = std::move(data);
  return out;
}

}  // namespace

std::string sweep_page_json(const AnalysedStudy& study, const std::string& provenance, const std::string& version) {
  const SweepFindings& found = study.found;
  const PlanSpec& spec = study.plan.spec();
  ordered_json findings = ordered_json::array({spreads_of(found.spreads, study.names)});
  add_cases(found, study.names, findings);
  add_robustness(found, study.names, findings);
  for (const SobolFinding& s : found.sobol) findings.push_back(indices_table(s, found, study.names));
  add_morris(found, study.names, findings);
  std::vector<std::string> answer = study_answer(found, study.names);
  std::vector<std::string> notes = {
      fmt::format("{}: {} points, {} runs, {} failed, {} missing.", spec.name, found.points, found.ok, found.failed,
                  found.missing),
      "Conditional on the model and on the ranges of the study's factors. Not a forecast."};
  if (spec.alternatives.size() > 1)
    notes.emplace_back("Differences are paired: both scenarios of a point share its values and its random numbers.");
  ordered_json out = bare_page(spec.question.empty() ? in_words(spec.name) : spec.question,
                               answer.empty() ? std::string() : answer[0], notes);
  out["study"] = study_json(study);
  out["study"]["answer"] = answer;
  out["findings"] = std::move(findings);
  out["provenance"] = provenance_of(found, spec, provenance, version);
  return json_text(out);
}

}  // namespace chokepoint::output
