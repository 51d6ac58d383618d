// A run step by step.
#include "python/binding/simulation.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "agents/schedule.hpp"
#include "analysis/network/closing_events.hpp"
#include "analysis/runs/named_series.hpp"
#include "app/common/load_scenarios.hpp"
#include "engine/measure/single_run.hpp"
#include "engine/scenario/divergence.hpp"
#include "output/files/network_files.hpp"
#include "python/binding/ensembles.hpp"
#include "python/binding/state_view.hpp"

namespace chokepoint::python {
namespace {

/// A run under way, with its scenario. Python's lock is held in every call: one thread at a time.
class SteppedRun {
 public:
  SteppedRun(std::shared_ptr<LoadedScenario> of, const py::dict& asked)
      : of_(std::move(of)),
        seed_(run_options(*of_->loader, asked).seed),
        member_(asked["member"].cast<std::uint64_t>()) {
    app::RunOptions options = run_options(*of_->loader, asked);
    options.runs = std::max<std::size_t>(options.runs, member_ + 1);  // as many sets are drawn as the run needs
    const Parameters parameters = app::parameter_sets(options, *of_->scenario).parameters(*of_->scenario, member_);
    layout_ = std::make_shared<const Layout>(*of_->scenario->initial->world.data);
    run_ =
        std::make_unique<SingleRun>(*of_->scenario, agents::monthly_schedule(), layout_, seed_, member_, &parameters);
  }
  SteppedRun(const SteppedRun& trunk, std::shared_ptr<LoadedScenario> branch)
      : of_(std::move(branch)), layout_(trunk.layout_), seed_(trunk.seed_), member_(trunk.member_) {
    const Month next = trunk.simulation().next(), parts = first_difference(*trunk.of_->scenario, *of_->scenario);
    if (parts < next)
      throw ScenarioError(
          {{{of_->scenario->name()},
            fmt::format("may differ from {} from {} on, and the run has come to {}: branch off earlier, "
                        "and take both scenarios from the same data",
                        trunk.of_->scenario->name(), parts.text(), (next - 1).text())}});
    run_ = std::make_unique<SingleRun>(*trunk.run_, *of_->scenario);
  }

  [[nodiscard]] const Simulation& simulation() const { return run_->simulation(); }
  void step() {
    if (simulation().done())
      throw py::stop_iteration(fmt::format("the run has come to its last month, {}", of_->scenario->end.text()));
    run_->simulation().step();
  }
  void run_to(const std::string& typed) {
    const Month last = month_of(typed, *of_->scenario, "month");
    while (!simulation().done() && simulation().next() <= last) {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      run_->simulation().step();
    }
  }
  [[nodiscard]] double measured(const std::string& metric, const std::string& agent, const std::string& at) const {
    Mistakes mistakes;
    check_metric_option(metric, mistakes);
    mistakes.throw_if_any();
    check_agent_option(*layout_, metric, agent, mistakes);
    mistakes.throw_if_any();
    if (simulation().next() == Month{0}) throw py::value_error("no month has been simulated: call step() first");
    const Month month = at.empty() ? simulation().next() - 1 : month_of(at, *of_->scenario, "at");
    if (month >= simulation().next()) throw py::value_error(fmt::format("{} has not been simulated yet", month.text()));
    return run_->measured(layout_->find(metric, agent), month);
  }
  [[nodiscard]] py::object month() const {
    return simulation().next() == Month{0} ? py::object(py::none()) : py::cast((simulation().next() - 1).text());
  }
  [[nodiscard]] std::string graph(const std::optional<std::string>& good) const {
    const World& world = simulation().world();
    const NetworkMeasures measures = measure_network(world, simulation().regimes());
    const auto causes = causes_of(*of_->scenario, world, RandomStream(seed_, member_), measures);
    std::optional<Good> one;
    const std::vector<std::string> known(good_names.begin(), good_names.end());
    if (good) {
      const auto at = std::ranges::find(known, *good);
      if (at == known.end())
        throw ScenarioError({{{"good"}, fmt::format("no good is called '{}'{}", *good, suggestion(*good, known))}});
      one = all_goods[static_cast<std::size_t>(at - known.begin())];
    }
    return output::network_json({*of_->scenario, world, measures, causes, seed_, member_, one});
  }
  [[nodiscard]] py::list in_force() const {
    py::list out;
    const auto events = of_->scenario->calendar->events();
    const World& world = simulation().world();
    if (simulation().next() == Month{0}) return out;
    for (std::size_t e = 0; e < events.size(); ++e)
      if (world.clocks[EventId{e}].is_in_force(simulation().next() - 1)) out.append(events[e]->header.id);
    return out;
  }
  [[nodiscard]] const std::string scenario() const { return of_->scenario->name(); }
  [[nodiscard]] std::uint64_t member() const { return member_; }

 private:
  std::shared_ptr<LoadedScenario> of_;
  std::shared_ptr<const Layout> layout_;
  std::uint64_t seed_, member_;
  std::unique_ptr<SingleRun> run_;
};

}  // namespace

void bind_simulation(py::module_& m) {
  py::class_<SteppedRun, std::shared_ptr<SteppedRun>>(m, "Simulation")
      .def(py::init<std::shared_ptr<LoadedScenario>, const py::dict&>())
      .def_property_readonly("scenario", &SteppedRun::scenario)
      .def_property_readonly("member", &SteppedRun::member)
      .def_property_readonly("month", &SteppedRun::month)
      .def_property_readonly("done", [](const SteppedRun& s) { return s.simulation().done(); })
      .def_property_readonly(
          "hash", [](const SteppedRun& s) { return fmt::format("{:016x}", s.simulation().world().state_hash()); })
      .def("step", &SteppedRun::step)
      .def("run_to", &SteppedRun::run_to)
      .def("measured", &SteppedRun::measured)
      .def("graph", &SteppedRun::graph)
      .def("in_force", &SteppedRun::in_force)
      .def("state",
           [](const py::object& self) { return state_view(self.cast<const SteppedRun&>().simulation().world(), self); })
      .def("names", [](const SteppedRun& s, const std::string& kind) { return names_of(s.simulation().world(), kind); })
      .def("branch", [](const SteppedRun& s, std::shared_ptr<LoadedScenario> other) {
        return std::make_shared<SteppedRun>(s, std::move(other));
      });
}

}  // namespace chokepoint::python
