// Running what a page asks for.
#include "web/playground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "agents/schedule.hpp"
#include "analysis/compare/answer.hpp"
#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/scenario/divergence.hpp"
#include "output/page/answer_json.hpp"
#include "output/page/page_charts.hpp"

namespace chokepoint::web {

using nlohmann::ordered_json;

namespace {

bool is_shown(const Chart& chart) { return chart.main || chart.summary || !chart.brief.empty(); }

ordered_json band_json(const Summary& of, double scale) {
  return {{"low", of.low * scale}, {"median", of.median * scale}, {"high", of.high * scale}};
}

/// Level and paired difference at the end, of the outcomes that answers tell.
ordered_json outcomes_json(const Answer& answer) {
  const ComparisonFindings& f = answer.found;
  ordered_json out = ordered_json::array();
  for (std::size_t s = 1; s < f.scenarios(); ++s)
    for (const std::size_t row : answer.outcomes) {
      const Headline& of = f.outcomes.rows()[row].of;
      const Outcome& outcome = f.outcomes.at(s, row, f.at);
      const PairedDifference& d = outcome.difference;
      out.push_back({{"scenario", s},
                     {"chart", chart_id(of)},
                     {"brief", answer.brief(row)},
                     {"unit", of.unit},
                     {"decimals", std::max(0, of.decimals)},
                     {"base", f.outcomes.at(0, row, f.at).level.median * of.scale},
                     {"level", band_json(outcome.level, of.scale)},
                     {"difference", band_json(d.change, of.scale)},
                     {"p_more", d.change.positive},
                     {"p_less", d.change.negative},
                     {"verdict", certainty_names[static_cast<std::size_t>(d.certainty)]}});
    }
  return out;
}

}  // namespace

Playground::Playground(const std::string& home, std::uint64_t seed, bool point) : home_(home), seed_(seed) {
  ScenarioOptions options;
  options.data = home + "/data", options.library = home + "/scenarios", options.metrics = metric_catalogue;
  loader_ = std::make_unique<ScenarioLoader>(std::move(options));
  Mistakes mistakes;
  claims_ = read_hypotheses(home + "/scenarios/claims/answers.yaml", mistakes);
  std::vector<std::string_view> metrics;
  for (const Chart& chart : charts())
    if (is_shown(chart)) metrics.push_back(chart.of.metric);
  for (const Figure& figure : claimed()) metrics.push_back(find_metric(figure.metric)->name);
  wanted_ = Wanted(metrics);
  scenarios_.push_back(std::make_unique<Scenario>(loader_->load(home + "/scenarios/baseline.yaml").front()));
  shares_.push_back(true), taken_.emplace_back();
  const Scenario& base = *scenarios_[0];
  if (!point) sets_ = ParameterSets::read(home + "/data/posterior.csv", base.initial->table, mistakes);
  mistakes.throw_if_any();
  measure(base);
  for (const Chart& chart : charts())
    if (const std::size_t at = layout_->find(chart.of.metric, chart.of.agent); is_shown(chart) && at != Layout::npos)
      packed_.push_back(at);
  for (const Figure& figure : claimed())
    if (const std::size_t at = layout_->find(figure.metric, figure.agent);
        at != Layout::npos && std::ranges::find(packed_, at) == packed_.end())
      packed_.push_back(at);
}

std::vector<Figure> Playground::claimed() const {
  std::vector<Figure> out;
  for (const Hypothesis& claim : claims_)
    for (const Component& component : claim.components)
      for (Figure& figure : figures_of(component)) out.push_back(std::move(figure));
  return out;
}

/// A trigger may read what was not measured so far: what was kept lacks it.
void Playground::measure(const Scenario& scenario) {
  wanted_.add(*scenario.calendar);
  auto layout = std::make_shared<const Layout>(*scenarios_[0]->initial->world.data, wanted_);
  if (layout_ && layout->measured().size() == layout_->measured().size()) return;
  trunks_.clear();
  layout_ = std::move(layout);
}

void Playground::set(std::size_t scenario, const std::string& yaml) {
  const std::string file = fmt::format("{}/scenarios/{}.yaml", home_, scenario == 1 ? "mine" : "yours");
  write_text(file, yaml);
  std::vector<Scenario> read = loader_->load(file);
  Mistakes mistakes;
  if (read.size() != 1)
    mistakes.add({file}, fmt::format("{} scenarios in one file: the playground shows one", read.size()));
  if (read.front().end != scenarios_[0]->end)
    mistakes.add({file}, fmt::format("ends {}: the playground runs to {}, as baseline does", read.front().end.text(),
                                     scenarios_[0]->end.text()));
  mistakes.throw_if_any();
  if (scenarios_.size() <= scenario)
    scenarios_.resize(scenario + 1), shares_.resize(scenario + 1), taken_.resize(scenario + 1);
  scenarios_[scenario] = std::make_unique<Scenario>(std::move(read.front()));
  taken_[scenario].clear();
  shares_[scenario] = first_difference(*scenarios_[0], *scenarios_[scenario]) > last_shared;
  measure(*scenarios_[scenario]);
}

const std::vector<std::uint32_t>& Playground::run(std::size_t scenario, std::size_t replicate, bool keep) {
  const Scenario& of = *scenarios_.at(scenario);
  const auto trunk = trunks_.find(replicate);
  if (shares_[scenario] && trunk != trunks_.end()) return latest_ = pack(MeasuredRun(*trunk->second, of).finish());
  const Parameters own = sets_.parameters(of, replicate);
  auto run = std::make_unique<MeasuredRun>(of, agents::monthly_schedule(), *layout_, seed_, replicate,
                                           static_cast<std::size_t>(of.end.index) + 1, &own);
  if (scenario > 0 || !keep) return latest_ = pack(run->finish());
  run->run_to(last_shared);
  latest_ = pack(MeasuredRun(*run, of).finish());
  trunks_[replicate] = std::move(run);
  return latest_;
}

std::vector<std::uint32_t> Playground::pack(const Measured& run) const {
  std::vector<std::uint32_t> out{static_cast<std::uint32_t>(run.hash), static_cast<std::uint32_t>(run.hash >> 32)};
  for (const std::size_t series : packed_)
    for (std::size_t month = 0; month < run.record.months(); ++month)
      out.push_back(std::bit_cast<std::uint32_t>(static_cast<float>(run.record.at(month, series))));
  return out;
}

void Playground::take(std::size_t scenario, std::size_t replicate, const std::vector<std::uint32_t>& packed) {
  taken_.at(scenario)[replicate] = packed;
}

std::shared_ptr<const Ensemble> Playground::ensemble(std::size_t scenario, std::size_t runs) const {
  auto out = std::make_shared<Ensemble>();
  out->scenario = scenarios_.at(scenario).get();
  const std::size_t months = static_cast<std::size_t>(out->scenario->end.index) + 1;
  for (std::size_t r = 0; r < runs; ++r) {
    const std::vector<std::uint32_t>& packed = taken_.at(scenario).at(r);
    Record record(*layout_, months);
    for (std::size_t k = 0; k < packed_.size(); ++k)
      for (std::size_t month = 0; month < months; ++month)
        record.at(month, packed_[k]) = static_cast<double>(std::bit_cast<float>(packed[2 + k * months + month]));
    const std::uint64_t hash = packed[0] | static_cast<std::uint64_t>(packed[1]) << 32;
    out->add({KeptRecord(record),
              hash,
              {},
              std::vector<Month>(out->scenario->calendar->events().size(), EventClock::never)});
  }
  return out;
}

ordered_json Playground::tell(std::size_t runs, const std::vector<std::size_t>& scenarios) const {
  Comparison comparison;
  comparison.layout = layout_, comparison.seed = seed_, comparison.version = CHOKEPOINT_VERSION;
  comparison.parameters = {sets_.source(), sets_.rows(), sets_.hash()};
  comparison.ensembles.push_back(ensemble(0, runs));
  for (const std::size_t s : scenarios) comparison.ensembles.push_back(ensemble(s, runs));
  const ComparisonFindings found(comparison, shown_as("eci_gap", ""), comparison.end());
  std::vector<std::vector<Hypothesis>> claims(comparison.ensembles.size(), claims_);
  claims[0].clear();  // what the others are compared with claims nothing
  const Answer answer = answer_of(found, claims, sets_);
  ordered_json charts = ordered_json::array();
  for (ordered_json& chart : output::charts_json(comparison, {}))
    for (const Chart& shown : chokepoint::charts())
      if (is_shown(shown) && chart_id(shown.of) == chart["id"]) charts.push_back(chart);
  ordered_json months = ordered_json::array(), names = ordered_json::array(), hashes = ordered_json::array();
  for (Month m{0}; m <= comparison.end(); m = m + 1) months.push_back(m.text());
  for (const auto& of : comparison.ensembles)
    names.push_back(of->scenario->name()), hashes.push_back(fmt::format("{:016x}", of->hash()));
  return {{"runs", runs},
          {"months", months},
          {"scenarios", names},
          {"hashes", hashes},
          {"charts", charts},
          {"outcomes", outcomes_json(answer)},
          {"timeline", output::timeline_json(comparison, {})},
          {"answer", output::answer_json(answer)}};
}

}  // namespace chokepoint::web
