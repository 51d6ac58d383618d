// Scenarios as Python holds them.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/common/options.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::python {

namespace py = pybind11;

/// Reads scenarios over one folder of data. Scenarios of one loader share their world, so that runs share their months.
/// Used with Python's lock held.
class Loader {
 public:
  explicit Loader(const std::string& data);
  [[nodiscard]] ScenarioLoader& scenarios() { return loader_; }
  [[nodiscard]] const ScenarioOptions& options() const { return options_; }
  [[nodiscard]] const std::string& data() const { return data_; }

 private:
  std::string data_;  ///< as typed; empty: the data that came with the package
  ScenarioOptions options_;
  ScenarioLoader loader_;
};

/// What is put on top of what a file says.
struct OnTopOf {
  std::vector<std::string> policies;
  std::vector<std::pair<std::string, config::Node>> overrides;
  std::optional<Month> until;
  [[nodiscard]] bool none() const { return policies.empty() && overrides.empty() && !until; }
};

/// A scenario, and what it was made of. Never changes.
struct LoadedScenario {
  std::shared_ptr<Loader> loader;
  std::shared_ptr<const Scenario> base;      ///< without what is on top
  std::shared_ptr<const Scenario> scenario;  ///< with it
  OnTopOf on_top;
};

/// A value of Python as a node of a file. `where` stands for its place in messages.
[[nodiscard]] config::Node node_of(const py::handle& value, const std::string& where);

/// A month as a person writes it, within the scenario; empty: its last one. `what` names it in a mistake.
[[nodiscard]] Month month_of(const std::string& typed, const Scenario& scenario, const std::string& what);

/// What runs are asked for with, from keyword arguments of Python: runs, seed, parameters, threads.
[[nodiscard]] app::RunOptions run_options(const Loader& loader, const py::dict& asked);

void bind_scenarios(py::module_& m);

}  // namespace chokepoint::python
