// Figures at points, where a study stands, deviations from the record, and the program itself.
#include "python/binding/studies.hpp"

#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "analysis/record/targets.hpp"
#include "analysis/runs/named_series.hpp"
#include "app/commands/front_door.hpp"
#include "app/common/data_tables.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/sweep/session.hpp"
#include "engine/world/prior.hpp"
#include "python/binding/ensembles.hpp"
#include "python/binding/watched.hpp"

namespace chokepoint::python {
namespace {

using Points = py::array_t<double, py::array::c_style | py::array::forcecast>;

std::vector<Figure> figures_of(const Scenario& scenario, const py::list& asked) {
  std::vector<Figure> out;
  Mistakes mistakes;
  const Layout layout(*scenario.initial->world.data);
  for (const py::handle one : asked) {
    const auto [metric, agent, at] = one.cast<std::tuple<std::string, std::string, std::string>>();
    check_metric_option(metric, mistakes);
    if (find_metric(metric)) check_agent_option(layout, metric, agent, mistakes);
    out.push_back({metric, agent, month_of(at, scenario, "outputs")});
  }
  mistakes.throw_if_any();
  return out;
}

/// Places of parameters in `Parameters`.
std::vector<std::size_t> offsets_of(const Scenario& scenario, const std::vector<std::string>& names) {
  std::vector<std::size_t> out;
  Mistakes mistakes;
  const ParameterTable& table = scenario.initial->table;
  for (const std::string& name : names)
    if (const auto offset = table.offset(name))
      out.push_back(*offset);
    else
      mistakes.add({"inputs"}, fmt::format("no parameter is called '{}'{}", name, suggestion(name, table.names())));
  mistakes.throw_if_any();
  return out;
}

/// Figures of a scenario at points of its parameters, each over so many replicates: by point, replicate and figure. A
/// point's values stand above all else, as those of a study's factors do.
py::array_t<double> evaluate(const LoadedScenario& of, const std::vector<std::string>& names, const Points& points,
                             const py::list& outputs, const py::dict& asked, const py::object& progress) {
  const Scenario& scenario = *of.scenario;
  app::RunOptions options = run_options(*of.loader, asked);
  const std::vector<Figure> figures = figures_of(scenario, outputs);
  const std::vector<std::size_t> offsets = offsets_of(scenario, names);
  const ParameterSets sets = app::parameter_sets(options, scenario);
  const auto rows = static_cast<std::size_t>(points.shape(0));
  py::array_t<double> out({rows, options.runs, figures.size()});
  const double* const at = points.data();
  double* const to = out.mutable_data();
  watched(progress, [&](Watch& watch) {
    const RunSettings settings = watch.settings(options);
    const Evaluator evaluator(scenario, settings.phases, figures);
    for_each_replicate(settings, "evaluating", 0, rows * options.runs, [&](std::size_t k) {
      const std::size_t point = k / options.runs, replicate = k % options.runs;
      Parameters parameters = sets.parameters(scenario, replicate);
      for (std::size_t p = 0; p < offsets.size(); ++p) parameters.set(offsets[p], at[point * offsets.size() + p]);
      std::ranges::copy(evaluator(parameters, settings.seed, replicate), to + k * figures.size());
    });
  });
  return out;
}

/// Where the study of a folder stands, from its logs.
py::dict standing(const std::string& folder) {
  const app::SweepFiles files{folder};
  const Plan plan(app::locked_plan(files));
  const PendingRuns pending = pending_runs(plan, RunIndex(files.logs()));
  py::dict out;
  out["name"] = plan.spec().name, out["question"] = plan.spec().question;
  out["runs"] = pending.total, out["ok"] = pending.ok, out["failed"] = pending.failed;
  out["left"] = pending.todo.size() + pending.lost.size();
  return out;
}

/// A study as it is before any run: name, runs, factors, outputs.
py::dict study_of(const std::string& typed, const std::string& data) {
  app::SweepOptions options;
  options.study = typed, options.data = data;
  const SweepStudy study = app::load_sweep(options);
  const Plan plan(study.spec);
  py::dict out;
  out["file"] = study.file.string(), out["name"] = study.spec.name, out["question"] = study.spec.question;
  out["runs"] = plan.runs(), out["points"] = plan.points(), out["replicates"] = study.spec.replicates;
  py::list factors, outputs, scenarios;
  for (const Factor& factor : study.spec.factors)
    factors.append(py::make_tuple(factor.name, factor.path.text(), factor.unit));
  for (const OutputColumn& column : study.spec.outputs)
    outputs.append(py::make_tuple(column.name, column.unit, column.meaning));
  for (const Alternative& alternative : study.spec.alternatives) scenarios.append(alternative.name);
  out["factors"] = factors, out["outputs"] = outputs, out["scenarios"] = scenarios;
  out["folder"] = app::sweep_folder(options, study.spec.name).string();
  return out;
}

py::list parameters_of(const std::string& data) {
  app::RunOptions options;
  options.data = data;
  const ParameterTable table = app::parameter_table(app::scenario_options(options).data);
  static constexpr std::string_view priors[] = {"uniform", "triangular", "log_uniform", "log_triangular", "fixed"};
  py::list out;
  for (const ParameterEntry& e : table.entries())
    out.append(py::make_tuple(e.name, e.value, e.low, e.high, e.unit, priors[static_cast<std::size_t>(e.prior)],
                              e.meaning, e.source, e.grade));
  return out;
}

/// The prior probability of less than each value of a parameter.
std::vector<double> share_below(const std::string& data, const std::string& name, const std::vector<double>& values) {
  app::RunOptions options;
  options.data = data;
  const ParameterTable table = app::parameter_table(app::scenario_options(options).data);
  const ParameterEntry* entry = table.find(name);
  if (!entry)
    throw ScenarioError(
        {{{"name"}, fmt::format("no parameter is called '{}'{}", name, suggestion(name, table.names()))}});
  std::vector<double> out;
  for (const double value : values) out.push_back(entry->share_below(value));
  return out;
}

/// The record, and what runs say of it.
py::list deviations(const RunsOf& of, const std::string& data) {
  app::RunOptions options;
  options.data = data;
  Mistakes mistakes;
  const auto targets = read_targets(config::load_csv(app::scenario_options(options).data / "targets.csv", mistakes),
                                    of.layout(), mistakes);
  mistakes.throw_if_any();
  py::list out;
  for (const Deviation& d : compare_with_record(of.results(), targets))
    out.append(py::make_tuple(d.target->id, d.target->metric, d.target->agent, d.target->month.text(), d.target->value,
                              d.model, d.z, d.target->unit, std::string(name_of(d.target->role)), d.target->grade));
  return out;
}

std::vector<std::string> metrics_of_record(const std::string& data) {
  app::RunOptions options;
  options.data = data;
  Mistakes mistakes;
  const Layout layout(*app::world_data(app::scenario_options(options).data));
  std::vector<std::string> out;
  for (const Target& target :
       read_targets(config::load_csv(app::scenario_options(options).data / "targets.csv", mistakes), layout, mistakes))
    out.push_back(target.metric);
  mistakes.throw_if_any();
  return out;
}

/// The parameter that a path leads to; None if it leads elsewhere.
py::object parameter_name(const std::string& path) {
  const OverridePath read(path);
  const ParameterPath* parameter = read.as<ParameterPath>();
  return parameter ? py::object(py::cast(parameter->name)) : py::object(py::none());
}

/// `simulate` with these words, in this process; the exit code.
int program(std::vector<std::string> words) {
  words.insert(words.begin(), "simulate");
  std::vector<char*> typed;
  for (std::string& word : words) typed.push_back(word.data());
  typed.push_back(nullptr);
  const py::gil_scoped_release free;
  return app::simulate(static_cast<int>(words.size()), typed.data());
}

}  // namespace

void bind_studies(py::module_& m) {
  m.def("evaluate", &evaluate);
  m.def("standing", &standing);
  m.def("study", &study_of);
  m.def("parameters", &parameters_of);
  m.def("share_below", &share_below);
  m.def("deviations", &deviations);
  m.def("metrics_of_record", &metrics_of_record);
  m.def("parameter_name", &parameter_name);
  m.def("program", &program);
}

}  // namespace chokepoint::python
