// Scenarios compared run by run, and why two of them part.
#include "python/binding/comparisons.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include <nlohmann/json.hpp>

#include "analysis/compare/shown_series.hpp"
#include "analysis/runs/named_series.hpp"
#include "analysis/runs/paired_runs.hpp"
#include "analysis/why/answer.hpp"
#include "app/commands/compare_question.hpp"
#include "app/common/commit.hpp"
#include "app/common/load_scenarios.hpp"
#include "engine/base/json_text.hpp"
#include "output/files/comparison_files.hpp"
#include "output/files/identity.hpp"
#include "output/page/page_data.hpp"
#include "output/text/comparison_report.hpp"
#include "output/text/why_report.hpp"
#include "python/binding/ensembles.hpp"
#include "python/binding/watched.hpp"

namespace chokepoint::python {
namespace {

using Loaded = std::vector<std::shared_ptr<LoadedScenario>>;

/// The metric, agent and month that a person asks about, checked. Keys of `asked`: metric, agent, at.
struct AskedSeries {
  std::string metric, agent;
  Month month;
  AskedSeries(const Scenario& scenario, const py::dict& asked)
      : metric(asked["metric"].cast<std::string>()), agent(asked["agent"].cast<std::string>()) {
    Mistakes mistakes;
    check_metric_option(metric, mistakes);
    mistakes.throw_if_any();
    check_agent_option(Layout(*scenario.initial->world.data), metric, agent, mistakes);
    mistakes.throw_if_any();
    month = month_of(asked["at"].cast<std::string>(), scenario, "at");
  }
};

/// A comparison that was run, with all that it points to.
class ComparedRuns {
 public:
  ComparedRuns(const Loaded& of, const py::dict& asked, const std::optional<std::vector<std::string>>& metrics,
               const py::object& progress);

  [[nodiscard]] std::size_t count() const { return scenarios_.size(); }
  [[nodiscard]] std::string name(std::size_t s) const { return scenarios_.at(s)->name(); }
  [[nodiscard]] std::shared_ptr<RunsOf> ensemble(std::size_t s) const {
    return std::make_shared<RunsOf>(scenarios_, layout_, comparison_.ensembles.at(s), comparison_.parameters,
                                    comparison_.seed);
  }
  [[nodiscard]] py::dict difference(std::size_t s, const std::string& metric, const std::string& agent,
                                    const std::string& at) const;
  [[nodiscard]] std::string csv() const { return output::comparison_csv(found()); }
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::string text(std::size_t width) const { return output::comparison_text(found(), {false, width}); }

 private:
  [[nodiscard]] ComparisonFindings found() const { return {comparison_, asked_, month_}; }

  std::vector<std::shared_ptr<const Scenario>> scenarios_;
  std::shared_ptr<const Layout> layout_;
  Comparison comparison_;
  Headline asked_;
  Month month_;
  std::vector<AttributedDifference> attributed_;
};

PartsBy parts_by(const std::string& word) {
  app::CompareOptions how;
  how.parts_by = word;
  const std::vector<std::string> known{"policy", "tag", "event"};
  if (std::ranges::find(known, word) == known.end())
    throw ScenarioError({{{"by"}, fmt::format("'{}' is none of policy, tag, event{}", word, suggestion(word, known))}});
  return how.by();
}

/// What is measured: all that is shown, what is asked, and what triggers read.
Wanted wanted_by(const Loaded& of, const std::string& asked, const std::optional<std::vector<std::string>>& metrics) {
  Wanted out(shown_metrics());
  if (metrics)
    for (const std::string& metric : *metrics) out.add(metric);
  out.add(asked);
  for (const auto& s : of) out.add(*s->scenario->calendar);
  return out;
}

/// Copies whose names tell them apart.
std::vector<std::shared_ptr<const Scenario>> told_apart(const Loaded& of) {
  std::vector<Scenario> all;
  for (const auto& s : of) all.push_back(*s->scenario);
  Mistakes mistakes;
  app::check_comparable(all, mistakes);
  mistakes.throw_if_any();
  output::tell_apart(all);
  std::vector<std::shared_ptr<const Scenario>> out;
  for (Scenario& s : all) out.push_back(std::make_shared<const Scenario>(std::move(s)));
  return out;
}

ComparedRuns::ComparedRuns(const Loaded& of, const py::dict& asked,
                           const std::optional<std::vector<std::string>>& metrics, const py::object& progress) {
  if (metrics) (void)wanted_metrics(*metrics);
  scenarios_ = told_apart(of);
  const AskedSeries series(*scenarios_[0], asked);
  const app::RunOptions options = run_options(*of[0]->loader, asked);
  const PartsBy by = parts_by(asked["by"].cast<std::string>());
  const bool attribute = asked["attribute"].cast<bool>();
  asked_ = shown_as(series.metric, series.agent), month_ = series.month;
  layout_ = std::make_shared<const Layout>(*scenarios_[0]->initial->world.data, wanted_by(of, series.metric, metrics));
  const ParameterSets sets = app::parameter_sets(options, *scenarios_[0]);
  comparison_.layout = layout_, comparison_.seed = options.seed, comparison_.version = CHOKEPOINT_VERSION;
  comparison_.commit = app::commit();
  comparison_.parameters = {sets.source(), sets.rows(), sets.hash()};
  ScenarioLoader mixing(of[0]->loader->options());  // its own: it works while others may load
  watched(progress, [&](Watch& watch) {
    const RunSettings settings = watch.settings(options);
    std::vector<const Scenario*> all;
    for (const auto& s : scenarios_) all.push_back(s.get());
    PairedRuns runs(std::move(all), sets, *layout_, settings);
    runs.grow(options.runs, "comparing");
    comparison_.ensembles.assign(runs.ensembles().begin(), runs.ensembles().end());
    for (std::size_t s = 1; attribute && s < scenarios_.size(); ++s)
      attributed_.push_back(attribute_difference(mixing, comparison_, {s, asked_, month_, by}, sets, settings));
  });
}

py::dict ComparedRuns::difference(std::size_t s, const std::string& metric, const std::string& agent,
                                  const std::string& at) const {
  py::dict asked;
  asked["metric"] = metric, asked["agent"] = agent, asked["at"] = at;
  const AskedSeries series(*scenarios_.at(s), asked);
  if (!layout_->measures(*find_metric(metric)))
    throw ScenarioError({{{"metric"}, fmt::format("'{}' was not measured: name it in `metrics`", metric)}});
  const PairedDifference d = comparison_.difference(s, layout_->find(metric, agent), series.month);
  py::dict out;
  out["metric"] = metric, out["agent"] = agent, out["month"] = series.month.text();
  out["unit"] = find_metric(metric)->unit;
  out["mean"] = d.change.mean, out["p05"] = d.change.low, out["p50"] = d.change.median, out["p95"] = d.change.high;
  out["standard_error"] = d.change.standard_error, out["unpaired_error"] = d.unpaired_error;
  out["odds_above"] = d.change.positive, out["odds_below"] = d.change.negative;
  out["counts_from"] = d.least, out["certainty"] = certainty_names[static_cast<std::size_t>(d.certainty)];
  out["runs_saved"] = d.saved();
  return out;
}

std::string ComparedRuns::json() const {
  const ComparisonFindings findings = found();
  nlohmann::ordered_json out = output::comparison_json(findings);
  out.update(output::judgements_json({.found = findings, .attributed = attributed_}));
  return json_text(out);
}

std::string why(const LoadedScenario& of_a, const LoadedScenario& of_b, const py::dict& asked,
                const py::object& progress) {
  Scenario a = *of_a.scenario, b = *of_b.scenario;
  const Scenario& shorter = a.end < b.end ? a : b;
  const AskedSeries series(shorter, asked);
  const app::RunOptions options = run_options(*of_a.loader, asked);
  Why out{.question = {find_metric(series.metric), series.agent, series.month},
          .said = scenario_differences(*a.composition, *b.composition)};
  out.said.name_a = a.name(), out.said.name_b = b.name();
  a.end = b.end = series.month;
  const ParameterSets sets = app::parameter_sets(options, a);
  std::optional<std::uint64_t> replicate;
  if (!asked["member"].is_none()) replicate = asked["member"].cast<std::uint64_t>();
  watched(progress, [&](Watch& watch) { answer({a, b, replicate}, sets, watch.settings(options), out); });
  return output::why_json(out);
}

}  // namespace

void bind_comparisons(py::module_& m) {
  py::class_<ComparedRuns, std::shared_ptr<ComparedRuns>>(m, "Compared")
      .def(
          py::init<const Loaded&, const py::dict&, const std::optional<std::vector<std::string>>&, const py::object&>())
      .def_property_readonly("count", &ComparedRuns::count)
      .def("name", &ComparedRuns::name)
      .def("ensemble", &ComparedRuns::ensemble)
      .def("difference", &ComparedRuns::difference)
      .def("csv", &ComparedRuns::csv)
      .def("json", &ComparedRuns::json)
      .def("text", &ComparedRuns::text);
  m.def("why", &why);
}

}  // namespace chokepoint::python
