// Filling in the page's data.
#include "output/page/page_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "engine/base/build.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/scenario/horizon.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/page_charts.hpp"
#include "output/text/run_report.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// A number as the page takes it; null if it is not told.
ordered_json rounded_or_null(double x) { return is_told(x) ? ordered_json(rounded(x)) : ordered_json(nullptr); }

ordered_json comparison_rows(const Comparison& c) {
  ordered_json out = ordered_json::array();
  for (std::size_t s = 1; s < c.ensembles.size(); ++s)
    for (const Chart& chart : charts()) {
      const std::size_t series = c.layout->find(chart.of.metric, chart.of.agent);
      if (series == Layout::npos) continue;
      for (const Month m : report_months(c.end())) {
        std::vector<double> values = c.values(s, series, m);
        const Summary level = summarise(values);
        const PairedDifference d = c.difference(s, series, m);
        const auto scaled = [&](double v) { return rounded(v * chart.of.scale); };
        out.push_back(
            {{"scenario", s},
             {"chart", chart.id()},
             {"month", m.text()},
             {"level", {{"low", scaled(level.low)}, {"median", scaled(level.median)}, {"high", scaled(level.high)}}},
             {"mean", scaled(d.change.mean)},
             {"low", scaled(d.change.low)},
             {"median", scaled(d.change.median)},
             {"high", scaled(d.change.high)},
             {"p_more", rounded(d.change.positive)},
             {"p_less", rounded(d.change.negative)},
             {"counts_from", scaled(d.least)},
             {"se_paired", rounded_or_null(d.change.standard_error * chart.of.scale)},
             {"se_unpaired", rounded_or_null(d.unpaired_error * chart.of.scale)},
             {"runs_saved", rounded_or_null(d.saved())},
             {"verdict", certainty_names[static_cast<std::size_t>(d.certainty)]}});
      }
    }
  return out;
}

ordered_json winners_json(const Comparison& c, Month at) {
  const WorldData& data = *c.scenario(0).initial->world.data;
  ordered_json out = ordered_json::array();
  for (std::size_t s = 1; s < c.ensembles.size(); ++s)
    for (const Winner& w : winners(c, s, at, 6)) {
      const NationId nation = w.stake->kind == "nation" ? data.nations.find<NationId>(w.agent) : NationId{};
      out.push_back({{"scenario", s},
                     {"kind", w.stake->kind},
                     {"agent", w.agent},
                     {"name", nation.exists() ? data.nation_labels[nation.index()] : w.agent},
                     {"title", w.stake->of.label},
                     {"unit", w.stake->unit},
                     {"month", at.text()},
                     {"base", rounded(w.base)},
                     {"low", rounded(w.change.low)},
                     {"median", rounded(w.change.median)},
                     {"high", rounded(w.change.high)},
                     {"p_more", rounded(w.change.positive)},
                     {"p_less", rounded(w.change.negative)}});
    }
  return out;
}

ordered_json regret_json(const Comparison& c, const std::vector<PolicyObjective>& objectives) {
  if (objectives.empty() || c.ensembles.size() < 2) return nullptr;
  ordered_json out = {{"month", objectives[0].figure.month.text()},
                      {"objectives", ordered_json::array()},
                      {"interests", ordered_json::array()}};
  const auto optional = [](const auto& value) { return value ? ordered_json(*value) : ordered_json(nullptr); };
  for (const PolicyObjective& o : objectives)
    out["objectives"].push_back({{"name", o.name},
                                 {"interest", o.interest},
                                 {"metric", o.figure.metric},
                                 {"agent", o.figure.agent},
                                 {"direction", o.more ? "more" : "less"},
                                 {"weight", o.weight},
                                 {"threshold", optional(o.threshold)},
                                 {"unit", o.unit}});
  for (const InterestScores& of : score_interests(c, objectives)) {
    ordered_json policies = ordered_json::array();
    for (std::size_t s = 0; s < of.policies.size(); ++s) {
      const Robustness& p = of.policies[s];
      policies.push_back({{"scenario", s},
                          {"value", rounded(p.mean)},
                          {"expected_regret", rounded(p.mean_regret)},
                          {"worst_regret", rounded(p.greatest_regret)},
                          {"worst_value", rounded(p.worst)},
                          {"satisficing", optional(of.satisficing[s])},
                          {"best_share", rounded(p.best_in)}});
    }
    out["interests"].push_back({{"name", of.name},
                                {"policies", std::move(policies)},
                                {"choices",
                                 {{"expected", of.by_expectation},
                                  {"maximin", of.by_worst_value},
                                  {"minimax_regret", of.by_worst_regret},
                                  {"satisficing", optional(of.by_satisficing)}}}});
  }
  return out;
}

/// The unit in which a measure is shown: that of its chart, or its own.
std::string_view unit_shown(const Headline& of) {
  const auto at = std::ranges::find_if(
      charts(), [&](const Chart& c) { return c.of.metric == of.metric && c.of.agent == of.agent; });
  return at == charts().end() ? find_metric(of.metric)->unit : at->unit;
}

ordered_json attribution_json(const Comparison& c, const std::vector<AttributedDifference>& attributed) {
  ordered_json out = ordered_json::array();
  for (const AttributedDifference& d : attributed) {
    if (d.parts.empty()) continue;
    ordered_json parts = ordered_json::array();
    for (std::size_t p = 0; p < d.parts.size(); ++p) {
      std::string text;
      for (const std::string& key : d.parts[p].keys)
        text += (text.empty() ? "" : ", ") + OverridePath(key).short_text();
      parts.push_back({{"policy", d.parts[p].name},
                       {"text", text},
                       {"value", d.result.parts[p].value},
                       {"se", rounded_or_null(d.result.parts[p].standard_error)}});
    }
    const Spread from = spread(c, c.layout->find(d.of.metric, d.of.agent), d.month);
    out.push_back({{"from", d.from},
                   {"to", d.to},
                   {"chart", Chart{d.of, "", ""}.id()},
                   {"month", d.month.text()},
                   {"unit", unit_shown(d.of)},
                   {"total", d.result.total},
                   {"total_se", rounded_or_null(d.result.total_error)},
                   {"exact", d.exact},
                   {"counts_from", rounded(d.least)},
                   {"negligible", d.negligible()},
                   {"parts", std::move(parts)},
                   {"spread",
                    {{"policy", rounded_or_null(from.policy)},
                     {"parameters", rounded_or_null(from.parameters)},
                     {"random", rounded_or_null(from.random)}}}});
  }
  return out;
}

ordered_json hypotheses_json(const std::vector<JudgedHypothesis>& hypotheses) {
  ordered_json out = ordered_json::array();
  for (const JudgedHypothesis& h : hypotheses) {
    ordered_json components = ordered_json::array();
    for (const auto& [c, j] : h.components)
      components.push_back({{"name", c.name},
                            {"low", rounded(j.low)},
                            {"median", rounded(j.median)},
                            {"high", rounded(j.high)},
                            {"claimed", c.greater ? "above" : "below"},
                            {"threshold", c.threshold},
                            {"probability", rounded(j.probability)},
                            {"verdict", verdict_names[static_cast<std::size_t>(j.verdict)]},
                            {"reason", j.reason},
                            {"unit", c.unit}});
    out.push_back({{"name", h.name}, {"claim", h.claim}, {"source", h.source}, {"components", std::move(components)}});
  }
  return out;
}

/// Rank correlations of an outcome, averaged over the runs of a parameter set, with the parameters of the sets.
ordered_json sensitivity_of(const Comparison& c, const ParameterSets& sets, const std::string& outcome,
                            const std::vector<double>& values) {
  constexpr std::size_t most = 12;
  const std::size_t group = c.group(), groups = std::min(values.size() / group, sets.rows());
  if (groups < fewest::sets_for_sensitivity) return nullptr;
  std::vector<double> means;
  for (std::size_t g = 0; g < groups; ++g) means.push_back(mean_of(std::span(values).subspan(g * group, group)));
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t p = 0; p < sets.names().size(); ++p) {
    std::vector<double> of;
    for (std::size_t g = 0; g < groups; ++g) of.push_back(sets.row(g)[p]);
    if (const double r = rank_correlation(of, means); is_told(r)) found.emplace_back(r, p);
  }
  std::ranges::stable_sort(found, std::greater{}, [](const auto& f) { return std::fabs(f.first); });
  const double error =
      1.645 * std::sqrt(1.06 / static_cast<double>(
                                   groups - 3));  // of Fisher's z of a rank correlation (Fieller et al. 1957), 90 %
  ordered_json rows = ordered_json::array();
  for (const auto& [r, p] : found) {
    const double z = maths::atanh(std::clamp(r, -0.9999, 0.9999)), low = maths::tanh(z - error),
                 high = maths::tanh(z + error);
    if (rows.size() >= most || low * high <= 0) continue;
    const ParameterEntry* entry = c.scenario(0).initial->table.find(sets.names()[p]);
    rows.push_back({{"name", sets.names()[p]},
                    {"meaning", entry->meaning},
                    {"unit", entry->unit},
                    {"source", entry->source},
                    {"grade", entry->grade},
                    {"correlation", rounded(r)},
                    {"low", rounded(low)},
                    {"high", rounded(high)}});
  }
  return rows.empty() ? ordered_json(nullptr)
                      : ordered_json{{"outcome", outcome}, {"measure", "rank"}, {"parameters", std::move(rows)}};
}

ordered_json sensitivity_json(const Comparison& c, const PageParts& parts) {
  ordered_json out = ordered_json::array();
  if (!parts.sets || parts.sets->empty() || c.selection.is_part())
    return out;  // sets of which some runs are left out tell of those that are left
  const std::size_t series = c.layout->find(parts.asked.metric, parts.asked.agent);
  const auto add = [&](ordered_json of) {
    if (!of.is_null()) out.push_back(std::move(of));
  };
  add(sensitivity_of(c, *parts.sets,
                     fmt::format("{}, {}, {}", parts.asked.label, parts.at.text(), c.scenario(0).name()),
                     c.values(0, series, parts.at)));
  for (std::size_t s = 1; s < c.ensembles.size(); ++s) {
    std::vector<double> values = c.values(s, series, parts.at);
    std::ranges::transform(values, c.values(0, series, parts.at), values.begin(), std::minus{});
    if (matters(c.difference(s, series, parts.at).certainty))
      add(sensitivity_of(c, *parts.sets,
                         fmt::format("{}, {}, {} less {}", parts.asked.label, parts.at.text(), c.scenario(s).name(),
                                     c.scenario(0).name()),
                         values));
  }
  return out;
}

ordered_json provenance_json(const Comparison& c) {
  ordered_json out = {
      {"version", c.version},
      {"commit", c.commit},
      {"sources", model_sources()},
      {"seed", c.seed},
      {"replicates", c.runs()},
      {"parameters",
       {{"name", c.parameters.name}, {"sets", c.parameters.sets}, {"hash", fmt::format("{:016x}", c.parameters.hash)}}},
      {"given", c.selection.is_part() ? ordered_json(c.selection.condition) : ordered_json(nullptr)},
      {"commands", ordered_json::array()},
      {"scenarios", ordered_json::array()},
      {"data", ordered_json::array()}};
  std::vector<std::string> names;
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    const Scenario& scenario = c.scenario(s);
    std::vector<std::string> files;
    for (const std::string& file : scenario.files) files.push_back(std::filesystem::path(file).filename().string());
    names.push_back(scenario.name());
    ordered_json row = {{"name", scenario.name()}};
    add_made_of(row, scenario);
    row.update({{"files", files}, {"hash", fmt::format("{:016x}", c.ensembles[s]->hash())}});
    out["scenarios"].push_back(std::move(row));
  }
  out["commands"].push_back({{"command", c.command}, {"scenarios", names}});
  for (const auto& [file, hash] : c.scenario(0).data_hashes)
    out["data"].push_back({{"file", file}, {"hash", fmt::format("{:016x}", hash)}});
  return out;
}

/// What a reader should know of each scenario before the charts: events without effect, and how far the run goes.
ordered_json warnings_json(const Comparison& c, const std::vector<IdleEvents>& idle) {
  ordered_json out = ordered_json::array();
  for (std::size_t s = 0; s < c.ensembles.size(); ++s) {
    const auto add = [&](const std::string& event, const std::string& text, const std::string& place) {
      out.push_back({{"scenario", s}, {"event", event}, {"text", text}, {"place", place}});
    };
    if (s < idle.size()) {
      for (const auto& row : idle_json(c.scenario(s), idle[s]))
        add(row["id"], row["text"],
            fmt::format("{}:{}:{}", row["file"].get<std::string>(), row["line"].get<int>(), row["column"].get<int>()));
      for (const std::string& remark : idle_remarks(c.scenario(s), idle[s], false)) add("", remark, "");
    }
    if (const std::string far = horizon_remark(c.scenario(s)); !far.empty()) add("", far, "");
  }
  return out;
}

std::string governments_of(const Scenario& scenario) {
  const WorldData& data = *scenario.initial->world.data;
  std::string some;
  std::size_t count = 0;
  Month from = EventClock::never;
  for (const NationId n : scenario.agent_from.ids())
    if (scenario.agent_from[n] < EventClock::never) {
      if (++count <= 4) some += (some.empty() ? "" : ", ") + data.nations.text[n.index()];
      from = std::min(from, scenario.agent_from[n]);
    }
  if (count == 0) return "";
  return fmt::format("{}{} decide by themselves from {}", some, count > 4 ? fmt::format(" and {} more", count - 4) : "",
                     from.text());
}

}  // namespace

namespace {

/// A scenario's name as words.
std::string in_words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// `December 2030`.
std::string month_in_words(Month m) {
  static constexpr const char* names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("{} {}", names[m.calendar_month() - 1], m.calendar_year());
}

}  // namespace

namespace {

/// With as many decimals as it takes to see a difference.
Headline visible(Headline shown, double difference) {
  while (shown.decimals < 6 && difference != 0 && number_text(difference, shown) == number_text(0, shown))
    ++shown.decimals;
  return shown;
}

}  // namespace

std::string headline_sentence(const Comparison& c, const Headline& asked, Month at) {
  const std::size_t series = c.layout->find(asked.metric, asked.agent);
  std::vector<double> base = c.values(0, series, at);
  const Summary level = summarise(base);
  std::string out = fmt::format("{} in {} under {}: {} (90 % of runs: {} to {})", asked.label, month_in_words(at),
                                in_words(c.scenario(0).name()), number_text(level.median, asked),
                                number_text(level.low, asked), number_text(level.high, asked));
  std::string changes, open, none, same;
  for (std::size_t s = 1; s < c.ensembles.size(); ++s) {
    const PairedDifference d = c.difference(s, series, at);
    const auto add = [&](std::string& list, const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
    if (d.certainty == Certainty::same)
      add(same, in_words(c.scenario(s).name()));
    else if (d.certainty == Certainty::negligible)
      add(none, in_words(c.scenario(s).name()));
    else if (d.certainty == Certainty::undetermined)
      add(open, in_words(c.scenario(s).name()));
    else
      add(changes,
          fmt::format("{} {} it by {} (in {:.0f} of {} runs)", in_words(c.scenario(s).name()),
                      d.change.positive > d.change.negative ? "raises" : "lowers",
                      number_text(std::fabs(d.change.median), visible(asked, d.change.median)),
                      std::max(d.change.positive, d.change.negative) * static_cast<double>(c.runs()), c.runs()));
  }
  if (!changes.empty()) out += "; " + changes;
  if (!open.empty()) out += fmt::format("; the sign is undetermined for {}", open);
  if (!none.empty()) out += fmt::format("; no change that matters under {}", none);
  if (!same.empty()) out += fmt::format("; no run differs under {}", same);
  if (const std::string_view why = not_modelled(*find_metric(asked.metric)); !same.empty() && !why.empty())
    out += fmt::format(" (not modelled: {})", why);
  return out + ".";
}

ordered_json judgements_json(const Comparison& c, const PageParts& parts) {
  return {{"regret", regret_json(c, parts.objectives)},
          {"attribution", attribution_json(c, parts.attributed)},
          {"hypotheses", hypotheses_json(parts.hypotheses)}};
}

std::string page_json(const Comparison& c, const PageParts& parts) {
  const std::size_t others = c.ensembles.size() - 1;
  const std::string base = in_words(c.scenario(0).name());
  const std::string subject = others == 0   ? base
                              : others == 1 ? fmt::format("{} against {}", in_words(c.scenario(1).name()), base)
                                            : fmt::format("{} scenarios against {}", others, base);
  const std::string title = subject + (c.selection.is_part() ? ", given " + c.selection.condition : "");
  ordered_json out = {
      {"format", "chokepoint-report-1"}, {"title", title}, {"headline", headline_sentence(c, parts.asked, parts.at)}};
  out["notes"] = {
      "Conditional projections: what follows if the rules of a scenario hold and the model is right. Not a forecast.",
      c.parameters.sets > 0
          ? fmt::format("Bands show random variation and parameter uncertainty ({}): {} runs of each scenario, {} for "
                        "each of {} parameter sets.",
                        c.parameters.name, c.runs(), c.group(), (c.runs() + c.group() - 1) / c.group())
          : fmt::format(
                "Bands show random variation only: {} runs of each scenario, all parameters at their point values.",
                c.runs())};
  if (c.selection.is_part())
    out["notes"].push_back(fmt::format("Of {} runs made only the {} are told of in which {}.", c.selection.of, c.runs(),
                                       c.selection.condition));
  if (c.ensembles.size() > 1)
    out["notes"].push_back(
        "Differences are paired run by run: common random numbers and the same parameters under both scenarios.");
  if (const std::string limit = limit_of_certainty(c.runs()); !limit.empty())
    out["notes"].push_back(fmt::format("Few runs: {}.", limit));
  if (const std::size_t sets = c.runs() / c.group(); c.parameters.sets > 0 && sets < fewest::sets_for_sensitivity)
    out["notes"].push_back(fmt::format("Which parameters matter is not told: {}.",
                                       too_few(sets, fewest::sets_for_sensitivity, "parameter sets")));
  for (Month m{0}; m <= c.end(); m = m + 1) out["months"].push_back(m.text());
  out["record_end"] = std::min(Month::of(2025, 12), c.end()).text();
  for (std::size_t s = 0; s < c.ensembles.size(); ++s)
    out["scenarios"].push_back({{"name", c.scenario(s).name()},
                                {"question", c.scenario(s).question},
                                {"governments", governments_of(c.scenario(s))},
                                {"last_month", c.scenario(s).end.text()}});
  out["baseline"] = c.ensembles.size() > 1 ? ordered_json(0) : ordered_json(nullptr);
  out["warnings"] = warnings_json(c, parts.idle);
  out["charts"] = charts_json(c, parts.record);
  out["leaderboard"] = leaderboard_json(c);
  out["map"] = parts.world ? parts.world->map() : ordered_json(nullptr);
  out["timeline"] = timeline_json(c, parts.touches);
  out["network"] = parts.world ? parts.world->supply_chain() : ordered_json(nullptr);
  out["comparison"] = comparison_rows(c);
  out["winners"] = winners_json(c, parts.at);
  out.update(judgements_json(c, parts));
  out["sensitivity"] = sensitivity_json(c, parts);
  out["findings"] = ordered_json::array();
  out["provenance"] = provenance_json(c);
  return json_text(out);
}

std::string fill_page(const std::string& page_template, const std::string& json) {
  const std::size_t at = page_template.find(page_data_mark);
  if (at == std::string::npos) throw OutputError("the template of the report holds no place for data: build it again");
  std::string safe;
  for (const char c : json) safe += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return page_template.substr(0, at) + safe + page_template.substr(at + page_data_mark.size());
}

}  // namespace chokepoint::output
