// Findings as tables.
#include "output/page/study_page.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "analysis/methods/enough.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/page_world.hpp"
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

/// `eci_gap@2030-12, one_ban less tools_only` as `Capability gap, US less China, December 2030, one ban less tools
/// only`.
std::string quantity_words(const std::string& name) {
  const std::size_t at = name.find('@');
  if (at == std::string::npos || !Month::parse(name.substr(at + 1, 7))) return name;
  const std::string figure = name.substr(0, at), rest = name.substr(std::min(name.size(), at + 8));
  const std::size_t dot = figure.find('.');
  const Metric* metric = find_metric(figure.substr(0, dot));
  if (!metric || metric->display.label.empty()) return name;
  const std::string agent = dot == std::string::npos ? "" : figure.substr(dot + 1);
  return shown_as(metric->name, agent).label + ", " + month_in_words(*Month::parse(name.substr(at + 1, 7))) +
         in_words(rest);
}

ordered_json spreads_of(const std::vector<QuantitySpread>& spreads) {
  std::string words;
  for (const QuantitySpread& s : spreads)
    if (!s.reason.empty())
      words += fmt::format("{}{}: {}.", words.empty() ? "Not told (–). " : " ", s.quantity.name, s.reason);
  ordered_json out =
      finding("spreads", "Over the points of the design", words,
              {"quantity", "unit", "points", "mean", "deviation", "p05", "p50", "p95", "above_0", "random"});
  for (const QuantitySpread& s : spreads)
    out["rows"].push_back({quantity_words(s.quantity.name), s.quantity.unit, shown_figure(s.points),
                           shown_figure(s.values.mean), shown_figure(s.deviation), shown_figure(s.values.low),
                           shown_figure(s.values.median), shown_figure(s.values.high), shown_figure(s.values.positive),
                           shown_figure(s.random)});
  return out;
}

std::string box_words(const DiscoveredBox& box, const std::vector<Factor>& factors) {
  if (box.restrictions.empty()) return " No box differs from chance.";
  return fmt::format(
      " Mostly when {}: there in {} of the points (density), which is {} of all that happens (coverage), in {} of "
      "the points.",
      restriction_words(box.restrictions, factors), percent_text(box.density), percent_text(box.coverage),
      percent_text(box.mass));
}

void add_cases(const SweepFindings& found, const std::vector<Factor>& factors, ordered_json& findings) {
  for (const CaseFinding& c : found.cases) {
    std::string words = fmt::format("It happens in {} of {} points.", percent_text(c.share), c.points);
    if (!c.few.empty()) words += fmt::format(" Where is not told: {}.", c.few);
    if (c.box) words += box_words(*c.box, factors);
    ordered_json out =
        finding("case-" + c.name, "When " + c.title, words, {"part of the space (tree)", "happens", "share of points"});
    for (const DiscoveredLeaf& leaf : c.tree)
      out["rows"].push_back(
          {restriction_words(leaf.restrictions, factors), percent_text(leaf.share), percent_text(leaf.mass)});
    findings.push_back(std::move(out));
  }
}

void add_robustness(const SweepFindings& found, ordered_json& findings) {
  for (const RobustnessFinding& r : found.robustness) {
    ordered_json out = finding(
        "robust-" + r.output,
        fmt::format("Which choice is robust for a {} {}", r.high ? "high" : "low", quantity_words(r.output)),
        fmt::format("{} states of the world; regret: how far a choice stays behind the best in the same state.{}",
                    r.states, not_told_words(r.reason)),
        {"choice", "mean", "worst", "worst_tenth", "greatest_regret", "regret_90", "mean_regret", "best_in"});
    for (const auto& [name, w] : r.choices)
      out["rows"].push_back({name, shown_figure(w.mean), shown_figure(w.worst), shown_figure(w.tail),
                             shown_figure(w.greatest_regret), shown_figure(w.high_regret), shown_figure(w.mean_regret),
                             shown_figure(w.best_in)});
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

void add_morris(const SweepFindings& found, ordered_json& findings) {
  for (const MorrisFinding& m : found.morris) {
    ordered_json out =
        finding("morris-" + m.quantity, "Elementary effects on " + quantity_words(m.quantity),
                fmt::format("Morris (1991): mu* is the mean of absolute effects, sigma their deviation (interaction or "
                            "curvature). {} blocks, {} dropped.{}",
                            m.effects.blocks, m.effects.dropped, not_told_words(m.reason)),
                {"input", "mu_star", "low", "high", "mu", "sigma"});
    const bool told = m.reason.empty();
    for (const std::size_t i : in_order(told, m.by_magnitude(), found.inputs.size())) {
      const MorrisEffect e = told ? m.effects.inputs[i] : MorrisEffect{};
      ordered_json row = {found.inputs[i]};
      add_estimate(row, e.magnitude, told);
      row.push_back(shown_figure(told ? e.mean : not_told)), row.push_back(shown_figure(told ? e.deviation : not_told));
      out["rows"].push_back(std::move(row));
    }
    findings.push_back(std::move(out));
  }
}

/// First and total indices of one quantity.
ordered_json indices_table(const SobolFinding& s, const std::vector<std::string>& inputs) {
  ordered_json out = finding(
      "sobol-" + s.quantity, "Sobol' indices of " + quantity_words(s.quantity),
      fmt::format("Share of the variance by an input alone (first) and with its interactions (total), 90 % bootstrap "
                  "intervals. {} blocks, {} dropped.{}",
                  s.indices.blocks, s.indices.dropped, not_told_words(s.reason)),
      {"input", "first", "first_low", "first_high", "total", "total_low", "total_high", "total_of_half_the_blocks"});
  const bool told = s.reason.empty();
  for (const std::size_t i : in_order(told, s.by_total(), inputs.size())) {
    const Estimate first = told ? s.indices.first[i] : Estimate{}, total = told ? s.indices.total[i] : Estimate{};
    ordered_json row = {inputs[i]};
    add_estimate(row, first, told && !is_noise(first));
    add_estimate(row, total, told && !is_noise(total));
    row.push_back(shown_figure(s.of_half[i]));
    out["rows"].push_back(std::move(row));
  }
  return out;
}

/// Total indices of one quantity for a chart; none without any.
ordered_json indices_chart(const SobolFinding& s, const std::vector<std::string>& inputs) {
  ordered_json parameters = ordered_json::array();
  for (const std::size_t i : in_order(s.reason.empty(), s.by_total(), 0))
    if (const Estimate& total = s.indices.total[i]; !is_noise(total))
      parameters.push_back({{"name", inputs[i]},
                            {"meaning", "input of the study"},
                            {"unit", ""},
                            {"source", ""},
                            {"grade", ""},
                            {"correlation", rounded(total.value)},
                            {"low", rounded(total.low)},
                            {"high", rounded(total.high)}});
  if (parameters.empty()) return nullptr;
  return {{"outcome", quantity_words(s.quantity)}, {"measure", "total"}, {"parameters", std::move(parameters)}};
}

/// What the study found, in a sentence: where its first case happens, or how its first quantity spreads.
std::string study_headline(const SweepFindings& found, const std::vector<Factor>& factors) {
  if (!found.cases.empty()) {
    const CaseFinding& c = found.cases[0];
    const std::string where = c.box && !c.box->restrictions.empty()
                                  ? fmt::format(", mostly when {}", restriction_words(c.box->restrictions, factors))
                                  : "";
    return fmt::format("“{}” holds in {} of {} points{}.", c.title, percent_text(c.share), c.points, where);
  }
  for (const QuantitySpread& s : found.spreads)
    if (s.reason.empty())
      return fmt::format("{}: {:.3g} in the median of the points, {:.3g} to {:.3g} in 90 % of them.",
                         quantity_words(s.quantity.name), s.values.median, s.values.low, s.values.high);
  return "";
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
  return {{"version", version},
          {"seed", spec.seed},
          {"replicates", found.ok},
          {"parameters", {{"name", "as the study says"}, {"sets", 0}, {"hash", ""}}},
          {"commands", {{{"command", command}, {"scenarios", ordered_json::array()}}}},
          {"scenarios", ordered_json::array()},
          {"data", std::move(data)}};
}

}  // namespace

std::string sweep_page_json(const SweepFindings& found, const PlanSpec& spec, const std::string& provenance,
                            const std::string& version) {
  ordered_json findings = ordered_json::array({spreads_of(found.spreads)}), charts = ordered_json::array();
  add_cases(found, spec.factors, findings);
  add_robustness(found, findings);
  for (const SobolFinding& s : found.sobol) {
    findings.push_back(indices_table(s, found.inputs));
    if (ordered_json chart = indices_chart(s, found.inputs); !chart.is_null()) charts.push_back(std::move(chart));
  }
  add_morris(found, findings);
  ordered_json out = {{"format", "chokepoint-report-1"},
                      {"title", spec.question.empty() ? spec.name : spec.question},
                      {"headline", study_headline(found, spec.factors)},
                      {"notes",
                       {fmt::format("{}: {} points, {} runs, {} failed, {} missing.", spec.name, found.points, found.ok,
                                    found.failed, found.missing),
                        "Conditional on the model and on the ranges of the study's factors. Not a forecast.",
                        "Differences are paired: both scenarios of a point share its values and its random numbers."}}};
  out["record_end"] = "2025-12";
  out["baseline"] = out["leaderboard"] = out["map"] = out["network"] = out["regret"] = nullptr;
  for (const char* list :
       {"months", "scenarios", "charts", "timeline", "comparison", "winners", "attribution", "hypotheses"})
    out[list] = ordered_json::array();
  out["sensitivity"] = std::move(charts);
  out["findings"] = std::move(findings);
  out["provenance"] = provenance_of(found, spec, provenance, version);
  return json_text(out);
}

}  // namespace chokepoint::output
