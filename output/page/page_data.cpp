// Filling in the page's data.
#include "output/page/page_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/compare/parameter_sensitivity.hpp"
#include "analysis/methods/enough.hpp"
#include "engine/base/build.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/horizon.hpp"
#include "output/files/result_folder.hpp"
#include "output/page/answer_json.hpp"
#include "output/page/page_charts.hpp"
#include "output/text/answer_words.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// A number as the page takes it; null if it is not told.
ordered_json rounded_or_null(double x) { return is_told(x) ? ordered_json(rounded(x)) : ordered_json(nullptr); }

/// Level and difference of a chart in the chart's unit.
ordered_json comparison_row(const Headline& of, const Outcome& outcome, std::size_t s, Month m) {
  const Summary& level = outcome.level;
  const PairedDifference& d = outcome.difference;
  const auto scaled = [&](double v) { return rounded(v * of.scale); };
  return {{"scenario", s},
          {"chart", chart_id(of)},
          {"month", m.text()},
          {"level", {{"low", scaled(level.low)}, {"median", scaled(level.median)}, {"high", scaled(level.high)}}},
          {"mean", scaled(d.change.mean)},
          {"low", scaled(d.change.low)},
          {"median", scaled(d.change.median)},
          {"high", scaled(d.change.high)},
          {"p_more", rounded(d.change.positive)},
          {"p_less", rounded(d.change.negative)},
          {"counts_from", scaled(d.least)},
          {"se_paired", rounded_or_null(d.change.standard_error * of.scale)},
          {"se_unpaired", rounded_or_null(d.unpaired_error * of.scale)},
          {"runs_saved", rounded_or_null(d.saved())},
          {"verdict", certainty_names[static_cast<std::size_t>(d.certainty)]}};
}

ordered_json comparison_rows(const ComparisonFindings& f) {
  ordered_json out = ordered_json::array();
  for (std::size_t s = 1; s < f.scenarios(); ++s)
    for (std::size_t k = 0; k < f.outcomes.rows().size(); ++k)
      for (const Month m : report_months(f.comparison.end()))
        out.push_back(comparison_row(f.outcomes.rows()[k].of, f.outcomes.at(s, k, m), s, m));
  return out;
}

ordered_json winners_json(const ComparisonFindings& f) {
  const WorldData& data = *f.comparison.scenario(0).initial->world.data;
  ordered_json out = ordered_json::array();
  for (std::size_t s = 1; s < f.scenarios(); ++s)
    for (const Winner& w : foremost(f.winners[s], 6)) {
      const NationId nation = w.stake->kind == "nation" ? data.nations.find<NationId>(w.agent) : NationId{};
      out.push_back({{"scenario", s},
                     {"kind", w.stake->kind},
                     {"agent", w.agent},
                     {"name", nation.exists() ? data.nation_labels[nation.index()] : w.agent},
                     {"title", w.stake->of.label},
                     {"unit", w.stake->of.unit},
                     {"month", f.at.text()},
                     {"base", rounded(w.base)},
                     {"low", rounded(w.change.low)},
                     {"median", rounded(w.change.median)},
                     {"high", rounded(w.change.high)},
                     {"p_more", rounded(w.change.positive)},
                     {"p_less", rounded(w.change.negative)}});
    }
  return out;
}

ordered_json rounded_all(const std::vector<double>& values) {
  ordered_json out = ordered_json::array();
  for (const double v : values) out.push_back(rounded(v));
  return out;
}

ordered_json correlation_json(const ParameterCorrelation& of) {
  return {{"name", of.parameter->name},
          {"words", parameter_words(*of.parameter)},
          {"meaning", of.parameter->meaning},
          {"unit", of.parameter->unit},
          {"source", of.parameter->source},
          {"grade", of.parameter->grade},
          {"correlation", rounded(of.correlation)},
          {"low", rounded(of.low)},
          {"high", rounded(of.high)},
          {"values", rounded_all(of.values)}};
}

ordered_json sensitivity_json(const PageParts& parts) {
  const ComparisonFindings& f = parts.found;
  ordered_json out = ordered_json::array();
  if (!parts.sets) return out;
  for (const ParameterSensitivity& of : parameter_sensitivity(f, *parts.sets)) {
    ordered_json rows = ordered_json::array();
    for (const ParameterCorrelation& correlation : of.parameters) rows.push_back(correlation_json(correlation));
    const std::string outcome =
        fmt::format("{}, {}, {}{}", f.asked.label, month_in_words(f.at), in_words(f.name(of.scenario)),
                    of.difference ? " less " + in_words(f.name(0)) : "");
    std::vector<double> outcomes = of.outcomes;
    for (double& v : outcomes) v *= f.asked.scale;
    out.push_back({{"outcome", outcome},
                   {"chart", chart_id(f.asked)},
                   {"difference", of.difference},
                   {"measure", "rank"},
                   {"outcomes", rounded_all(outcomes)},
                   {"parameters", std::move(rows)}});
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

std::string title_of(const Comparison& c) {
  const std::size_t others = c.ensembles.size() - 1;
  const std::string base = in_words(c.scenario(0).name());
  const std::string subject = others == 0   ? base
                              : others == 1 ? fmt::format("{} against {}", in_words(c.scenario(1).name()), base)
                                            : fmt::format("{} scenarios against {}", others, base);
  return subject + (c.selection.is_part() ? ", given " + c.selection.condition : "");
}

/// What a reader should bear in mind.
ordered_json notes_of(const Comparison& c) {
  ordered_json out = {
      "Conditional projections: what follows if the rules of a scenario hold and the model is right. Not a forecast.",
      c.parameters.sets > 0
          ? fmt::format("Bands show random variation and parameter uncertainty ({}): {} runs of each scenario, {} for "
                        "each of {} parameter sets.",
                        c.parameters.name, c.runs(), c.group(), (c.runs() + c.group() - 1) / c.group())
          : fmt::format(
                "Bands show random variation only: {} runs of each scenario, all parameters at their point values.",
                c.runs())};
  if (c.selection.is_part())
    out.push_back(fmt::format("Of {} runs made only the {} are told of in which {}.", c.selection.of, c.runs(),
                              c.selection.condition));
  if (c.ensembles.size() > 1)
    out.push_back(
        "Differences are paired run by run: common random numbers and the same parameters under both scenarios.");
  if (const std::string limit = limit_of_certainty(c.runs()); !limit.empty())
    out.push_back(fmt::format("Few runs: {}.", limit));
  if (const std::size_t sets = c.runs() / c.group(); c.parameters.sets > 0 && sets < fewest::sets_for_sensitivity)
    out.push_back(fmt::format("Which parameters matter is not told: {}.",
                              too_few(sets, fewest::sets_for_sensitivity, "parameter sets")));
  return out;
}

ordered_json scenarios_of(const Comparison& c, const std::vector<bool>& on_record) {
  ordered_json out = ordered_json::array();
  for (std::size_t s = 0; s < c.ensembles.size(); ++s)
    out.push_back({{"name", c.scenario(s).name()},
                   {"question", c.scenario(s).question},
                   {"governments", governments_of(c.scenario(s))},
                   {"on_record", s < on_record.size() ? on_record[s] : true},
                   {"last_month", c.scenario(s).end.text()}});
  return out;
}

}  // namespace

std::string page_json(const PageParts& parts) {
  const ComparisonFindings& f = parts.found;
  const Comparison& c = f.comparison;
  ordered_json out = {{"format", "chokepoint-report-1"}, {"title", title_of(c)}};
  const Answer plain = parts.answer ? *parts.answer : answer_of(f, {}, parts.sets ? *parts.sets : ParameterSets{});
  out["headline"] = headline_sentence(plain), out["answer"] = answer_json(plain);
  out["notes"] = notes_of(c);
  for (Month m{0}; m <= c.end(); m = m + 1) out["months"].push_back(m.text());
  out["record_end"] = std::min(record_end, c.end()).text();
  out["scenarios"] = scenarios_of(c, parts.on_record);
  out["baseline"] = c.ensembles.size() > 1 ? ordered_json(0) : ordered_json(nullptr);
  out["warnings"] = warnings_json(c, parts.idle);
  out["charts"] = charts_json(c, parts.record);
  out["leaderboard"] = leaderboard_json(c);
  out["map"] = parts.world ? parts.world->map() : ordered_json(nullptr);
  out["timeline"] = timeline_json(c, parts.touches);
  out["network"] = parts.world ? parts.world->supply_chain() : ordered_json(nullptr);
  out["comparison"] = comparison_rows(f);
  out["winners"] = winners_json(f);
  out.update(judgements_json(parts));
  out["reasons"] = reasons_json(c, parts.explained);
  out["sensitivity"] = sensitivity_json(parts);
  if (!parts.playground.empty()) out["playground"] = {{"file", "playground.html"}, {"texts", parts.playground}};
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
