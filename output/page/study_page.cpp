// Findings as tables.
#include "output/page/study_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/json_text.hpp"
#include "output/page/page_world.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json finding(const std::string& id, const std::string& title, const std::string& words,
                     std::vector<std::string> header) {
  return {
      {"id", id}, {"title", title}, {"words", words}, {"header", std::move(header)}, {"rows", ordered_json::array()}};
}

/// A number of the analysis; a dash for one that is not told.
ordered_json figure(const json& x) {
  return x.is_number() ? ordered_json(rounded(x.get<double>())) : x.is_null() ? ordered_json("–") : ordered_json(x);
}
/// A part of an estimate, which may not be told as a whole.
ordered_json part(const json& estimate, const char* key) {
  return estimate.is_object() ? figure(estimate[key]) : ordered_json("–");
}

std::string percent(const json& share) { return fmt::format("{:.1f} %", 100 * share.get<double>()); }

/// Why something is not told, as a sentence to add; empty if all is.
std::string not_told_words(const json& of) {
  const std::string why = of.value("reason", "");
  return why.empty() ? "" : fmt::format(" Not told (–): {}.", why);
}

/// Values of a row of the analysis by name, as a table's cells.
ordered_json cells(const json& row, const std::vector<const char*>& keys) {
  ordered_json out = ordered_json::array();
  for (const char* key : keys) out.push_back(figure(row[key]));
  return out;
}

ordered_json spreads_of(const json& analysis) {
  std::string words;
  for (const json& row : analysis["spreads"])
    if (const std::string why = row["reason"]; !why.empty())
      words +=
          fmt::format("{}{}: {}.", words.empty() ? "Not told (–). " : " ", row["quantity"].get<std::string>(), why);
  ordered_json out =
      finding("spreads", "Over the points of the design", words,
              {"quantity", "unit", "points", "mean", "deviation", "p05", "p50", "p95", "above_0", "random"});
  for (const json& row : analysis["spreads"])
    out["rows"].push_back(
        cells(row, {"quantity", "unit", "points", "mean", "deviation", "low", "median", "high", "positive", "random"}));
  return out;
}

void add_cases(const json& analysis, ordered_json& findings) {
  for (const json& c : analysis.value("cases", json::array())) {
    std::string words =
        fmt::format("It happens in {} of {} points.", percent(c["share"]), c["points"].get<std::size_t>());
    if (c.contains("reason"))
      words += fmt::format(" Where is not told: {}.", c["reason"].get<std::string>());
    else if (c.contains("box"))
      words += fmt::format(
          " Mostly when {}: there in {} of the points (density), which is {} of all that happens (coverage), in {} of "
          "the points.",
          c["box"]["words"].get<std::string>(), percent(c["box"]["density"]), percent(c["box"]["coverage"]),
          percent(c["box"]["mass"]));
    ordered_json out = finding("case-" + c["case"].get<std::string>(), "When " + c["title"].get<std::string>(), words,
                               {"part of the space (tree)", "happens", "share of points"});
    for (const json& leaf : c.value("tree", json::array()))
      out["rows"].push_back({leaf["words"], percent(leaf["share"]), percent(leaf["mass"])});
    findings.push_back(std::move(out));
  }
}

void add_robustness(const json& analysis, ordered_json& findings) {
  for (const json& r : analysis.value("robustness", json::array())) {
    ordered_json out = finding(
        "robust-" + r["output"].get<std::string>(),
        fmt::format("Which choice is robust for a {} {}", r["prefer"].get<std::string>(),
                    r["output"].get<std::string>()),
        fmt::format("{} states of the world; regret: how far a choice stays behind the best in the same state.{}",
                    r["states"].get<std::size_t>(), not_told_words(r)),
        {"choice", "mean", "worst", "worst_tenth", "greatest_regret", "regret_90", "mean_regret", "best_in"});
    for (const json& choice : r["choices"])
      out["rows"].push_back(cells(choice, {"choice", "mean", "worst", "worst_tenth", "greatest_regret", "regret_90",
                                           "mean_regret", "best_in"}));
    findings.push_back(std::move(out));
  }
}

void add_morris(const json& analysis, ordered_json& findings) {
  for (const json& m : analysis.value("morris", json::array())) {
    const std::string quantity = m["quantity"];
    ordered_json out =
        finding("morris-" + quantity, "Elementary effects on " + quantity,
                fmt::format("Morris (1991): mu* is the mean of absolute effects, sigma their deviation (interaction or "
                            "curvature). {} blocks, {} dropped.{}",
                            m["blocks"].get<std::size_t>(), m["dropped"].get<std::size_t>(), not_told_words(m)),
                {"input", "mu_star", "low", "high", "mu", "sigma"});
    for (const json& i : m["inputs"])
      out["rows"].push_back({i["input"], part(i["magnitude"], "value"), part(i["magnitude"], "low"),
                             part(i["magnitude"], "high"), figure(i["mean"]), figure(i["deviation"])});
    findings.push_back(std::move(out));
  }
}

/// Total indices as charts, first ones as a table.
ordered_json add_sobol(const json& analysis, ordered_json& findings) {
  ordered_json charts = ordered_json::array();
  for (const json& s : analysis.value("sobol", json::array())) {
    const std::string quantity = s["quantity"];
    ordered_json table = finding(
        "sobol-" + quantity, "Sobol' indices of " + quantity,
        fmt::format("Share of the variance by an input alone (first) and with its interactions (total), 90 % bootstrap "
                    "intervals. {} blocks, {} dropped.{}",
                    s["blocks"].get<std::size_t>(), s["dropped"].get<std::size_t>(), not_told_words(s)),
        {"input", "first", "first_low", "first_high", "total", "total_low", "total_high", "total_of_half_the_blocks"});
    std::vector<json> inputs = s["inputs"];
    const auto told = [](const json& total) { return total.is_object() && total["value"].is_number(); };
    std::ranges::stable_sort(inputs, std::greater{}, [&](const json& i) {
      return told(i["total"]) ? i["total"]["value"].get<double>() : -1.0;
    });
    ordered_json parameters = ordered_json::array();
    for (const json& i : inputs) {
      const json &first = i["first"], &total = i["total"];
      table["rows"].push_back({i["input"], part(first, "value"), part(first, "low"), part(first, "high"),
                               part(total, "value"), part(total, "low"), part(total, "high"),
                               figure(i["total_of_half"])});
      if (told(total))
        parameters.push_back({{"name", i["input"]},
                              {"meaning", "input of the study"},
                              {"unit", ""},
                              {"source", ""},
                              {"grade", ""},
                              {"correlation", rounded(total["value"])},
                              {"low", rounded(total["low"])},
                              {"high", rounded(total["high"])}});
    }
    if (!parameters.empty())
      charts.push_back({{"outcome", quantity}, {"measure", "total"}, {"parameters", std::move(parameters)}});
    findings.push_back(std::move(table));
  }
  return charts;
}

}  // namespace

std::string sweep_page_json(const json& analysis, const PlanSpec& spec, const std::string& provenance,
                            const std::string& version) {
  ordered_json findings = ordered_json::array({spreads_of(analysis)});
  add_cases(analysis, findings);
  add_robustness(analysis, findings);
  ordered_json charts = add_sobol(analysis, findings);
  add_morris(analysis, findings);
  const auto runs = analysis["ok"].get<std::size_t>();
  ordered_json data = ordered_json::array();
  if (const auto collected = read_json(provenance);
      collected && collected->is_object() && collected->contains("digest"))
    data.push_back({{"file", "digest of all results"}, {"hash", collected->at("digest")}});
  const std::string command = fmt::format(
      "simulate sweep run {0}.yaml --out {0} && simulate sweep collect {0} && simulate sweep analyse {0}", spec.name);
  ordered_json out = {
      {"format", "chokepoint-report-1"},
      {"title", spec.question.empty() ? spec.name : spec.question},
      {"headline",
       fmt::format("{}: {} points, {} runs, {} failed, {} missing.", spec.name, analysis["points"].get<std::size_t>(),
                   runs, analysis["failed"].get<std::size_t>(), analysis["missing"].get<std::size_t>())},
      {"notes",
       {"Conditional on the model and on the ranges of the study's factors. Not a forecast.",
        "Differences are paired: both scenarios of a point share its values and its random numbers."}}};
  out["record_end"] = "2025-12";
  out["baseline"] = out["leaderboard"] = out["map"] = out["network"] = out["regret"] = nullptr;
  for (const char* list :
       {"months", "scenarios", "charts", "timeline", "comparison", "winners", "attribution", "hypotheses"})
    out[list] = ordered_json::array();
  out["sensitivity"] = std::move(charts);
  out["findings"] = std::move(findings);
  out["provenance"] = {{"version", version},
                       {"seed", spec.seed},
                       {"replicates", runs},
                       {"parameters", {{"name", "as the study says"}, {"sets", 0}, {"hash", ""}}},
                       {"commands", {{{"command", command}, {"scenarios", ordered_json::array()}}}},
                       {"scenarios", ordered_json::array()},
                       {"data", std::move(data)}};
  return json_text(out);
}

}  // namespace chokepoint::output
