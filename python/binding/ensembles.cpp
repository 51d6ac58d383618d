// Running one scenario, and what Python reads of its runs.
#include "python/binding/ensembles.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "analysis/compare/event_odds.hpp"
#include "analysis/runs/named_series.hpp"
#include "analysis/runs/paired_runs.hpp"
#include "app/common/commit.hpp"
#include "app/common/load_scenarios.hpp"
#include "output/files/iamc.hpp"
#include "output/files/run_tables.hpp"
#include "python/binding/watched.hpp"

namespace chokepoint::python {
namespace {

/// Series of a metric: of its agents, then of regions.
std::size_t width_of(const Layout& layout, const Metric& metric) {
  const std::size_t first = layout.first(metric);
  std::size_t last = first;
  while (last < layout.series().size() && layout.series()[last].metric == &metric) ++last;
  return last - first;
}

const Metric& measured_metric(const Layout& layout, const std::string& name) {
  const Metric* metric = find_metric(name);
  if (!metric) throw ScenarioError({{{"metric"}, unknown_metric(name)}});
  if (!layout.measures(*metric))
    throw ScenarioError({{{"metric"}, fmt::format("'{}' was not measured: name it in `metrics` of the run", name)}});
  return *metric;
}

void fill(std::vector<float>& out, const Ensemble& runs, std::size_t first, std::size_t width) {
  const std::size_t months = runs.records[0].months();
  for (std::size_t r = 0; r < runs.records.size(); ++r)
    for (std::size_t a = 0; a < width; ++a) {
      if (runs.records[r].is_zero(first + a)) continue;
      for (std::size_t m = 0; m < months; ++m)
        out[(r * months + m) * width + a] = static_cast<float>(runs.records[r].at(m, first + a));
    }
}

py::dict series_of(const Layout& layout, const Metric& metric) {
  std::vector<std::string> agents, kinds;
  const std::size_t first = layout.first(metric), width = width_of(layout, metric);
  for (std::size_t s = first; s < first + width; ++s) {
    agents.push_back(layout.series()[s].agent_name);
    kinds.emplace_back(output::agent_kind(layout.series()[s]));
  }
  py::dict out;
  out["name"] = metric.name, out["unit"] = metric.unit, out["meaning"] = metric.meaning;
  out["label"] = metric.display.label, out["agents"] = agents, out["kinds"] = kinds;
  return out;
}

py::list measured_series(const RunsOf& of) {
  py::list out;
  for (const Layout::Part& part : of.layout().parts()) out.append(series_of(of.layout(), *part.metric));
  return out;
}

py::list firings_of(const RunsOf& of) {
  py::list out;
  const Ensemble& runs = of.runs();
  const Month last = of.scenario().end;
  for (std::size_t r = 0; r < runs.fired.size(); ++r)
    for (const Firing& firing : runs.fired[r]) {
      const EventHeader& h = of.scenario().calendar->events()[firing.event.index()]->header;
      const auto month_if = [](bool holds, Month month) {
        return holds ? py::object(py::cast(month.text())) : py::object(py::none());
      };
      out.append(py::make_tuple(runs.replicate(r), h.id, h.type,
                                month_if(firing.announced >= Month{0}, firing.announced),
                                month_if(firing.began(last), firing.start), month_if(firing.ended(last), firing.end)));
    }
  return out;
}

py::list odds_of(const RunsOf& of) {
  py::list out;
  for (const EventOdds& odds : event_odds(of.runs())) {
    const EventHeader& h = of.scenario().calendar->events()[odds.event.index()]->header;
    const auto month = [&](Month m) { return odds.runs > 0 ? py::object(py::cast(m.text())) : py::object(py::none()); };
    out.append(py::make_tuple(h.id, odds.runs, odds.share, month(odds.low), month(odds.median), month(odds.high)));
  }
  return out;
}

std::shared_ptr<RunsOf> run(const LoadedScenario& of, const py::dict& asked,
                            const std::optional<std::vector<std::string>>& metrics, const py::object& progress) {
  const app::RunOptions options = run_options(*of.loader, asked);
  Wanted wanted = metrics ? wanted_metrics(*metrics) : Wanted::all();
  wanted.add(*of.scenario->calendar);
  if (of.scenario->trunk) wanted.add(*of.scenario->trunk->calendar);
  const auto layout = std::make_shared<const Layout>(*of.scenario->initial->world.data, wanted);
  const ParameterSets sets = app::parameter_sets(options, *of.scenario);
  std::shared_ptr<const Ensemble> ensemble;
  watched(progress, [&](Watch& watch) {
    PairedRuns runs({of.scenario.get()}, sets, *layout, watch.settings(options));
    runs.grow(options.runs, "simulating");
    ensemble = runs.ensembles()[0];
  });
  return std::make_shared<RunsOf>(std::vector{of.scenario}, layout, ensemble,
                                  ParameterSource{sets.source(), sets.rows(), sets.hash()}, options.seed);
}

py::list all_metrics() {
  static constexpr std::string_view kinds[] = {"world",   "nation", "firm",        "designer",
                                               "foundry", "good",   "traded_good", "supplier"};
  py::list out;
  for (const Metric& metric : metrics())
    out.append(py::make_tuple(metric.name, metric.unit, kinds[static_cast<std::size_t>(metric.of)], metric.meaning));
  return out;
}

}  // namespace

Wanted wanted_metrics(const std::vector<std::string>& metrics) {
  Mistakes mistakes;
  for (const std::string& name : metrics)
    if (!find_metric(name)) mistakes.add({"metrics"}, unknown_metric(name));
  mistakes.throw_if_any();
  return {metrics};
}

Results RunsOf::results() const {
  Results out;
  out.layout = layout_, out.main = runs_, out.seed = seed_;
  out.version = CHOKEPOINT_VERSION;
  out.parameters = parameters_;
  out.asked.commit = app::commit();
  return out;
}

py::array RunsOf::array(const std::string& name) {
  const Metric& metric = measured_metric(*layout_, name);
  const std::size_t members = runs_->records.size(), months = runs_->records[0].months(),
                    width = width_of(*layout_, metric);
  std::shared_ptr<std::vector<float>>& values = arrays_[&metric];
  if (!values) {
    values = std::make_shared<std::vector<float>>(members * months * width);
    fill(*values, *runs_, layout_->first(metric), width);
  }
  using Kept = std::shared_ptr<std::vector<float>>;
  const py::capsule owner(new Kept(values), [](void* kept) { delete static_cast<Kept*>(kept); });
  py::array out(py::dtype::of<float>(), {members, months, width}, values->data(), owner);
  out.attr("flags").attr("writeable") = false;
  return out;
}

void bind_ensembles(py::module_& m) {
  py::class_<RunsOf, std::shared_ptr<RunsOf>>(m, "Runs")
      .def_property_readonly("scenario", [](const RunsOf& r) { return r.scenario().name(); })
      .def_property_readonly("runs", [](const RunsOf& r) { return r.runs().records.size(); })
      .def_property_readonly("months", [](const RunsOf& r) { return r.runs().records[0].months(); })
      .def_property_readonly("seed", &RunsOf::seed)
      .def_property_readonly("parameters", [](const RunsOf& r) { return r.parameters().name; })
      .def_property_readonly("hash", [](const RunsOf& r) { return fmt::format("{:016x}", r.runs().hash()); })
      .def_property_readonly("hashes", [](const RunsOf& r) { return r.runs().hashes; })
      .def_property_readonly("replicates",
                             [](const RunsOf& r) {
                               std::vector<std::size_t> out;
                               for (std::size_t k = 0; k < r.runs().records.size(); ++k)
                                 out.push_back(r.runs().replicate(k));
                               return out;
                             })
      .def("series", &measured_series)
      .def("array", &RunsOf::array)
      .def("firings", &firings_of)
      .def("odds", &odds_of)
      .def("iamc_csv", [](const RunsOf& r, const std::vector<std::string>& metrics) {
        return output::iamc_csv(r.results(), metrics);
      });
  m.def("run", &run);
  m.def("metrics", &all_metrics);
}

}  // namespace chokepoint::python
