// Runs of a scenario as arrays.
#pragma once

#include <pybind11/numpy.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"
#include "python/binding/scenarios.hpp"

namespace chokepoint::python {

/// The runs of one scenario, with all that they point to. Used with Python's lock held.
class RunsOf {
 public:
  RunsOf(std::vector<std::shared_ptr<const Scenario>> keep, std::shared_ptr<const Layout> layout,
         std::shared_ptr<const Ensemble> runs, ParameterSource parameters, std::uint64_t seed)
      : keep_(std::move(keep)),
        layout_(std::move(layout)),
        runs_(std::move(runs)),
        parameters_(std::move(parameters)),
        seed_(seed) {}

  [[nodiscard]] const Scenario& scenario() const { return *runs_->scenario; }
  [[nodiscard]] const Ensemble& runs() const { return *runs_; }
  [[nodiscard]] const Layout& layout() const { return *layout_; }
  [[nodiscard]] const ParameterSource& parameters() const { return parameters_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  /// The same as what the program reports on.
  [[nodiscard]] Results results() const;
  /// Values of a metric, float32 by member, month and agent (regions behind nations): a view of memory that is made
  /// once and kept. Read only.
  [[nodiscard]] py::array array(const std::string& metric);

 private:
  std::vector<std::shared_ptr<const Scenario>> keep_;
  std::shared_ptr<const Layout> layout_;
  std::shared_ptr<const Ensemble> runs_;
  ParameterSource parameters_;
  std::uint64_t seed_;
  std::map<const Metric*, std::shared_ptr<std::vector<float>>> arrays_;
};

/// The metrics named, or a mistake for each that is none.
[[nodiscard]] Wanted wanted_metrics(const std::vector<std::string>& metrics);

void bind_ensembles(py::module_& m);

}  // namespace chokepoint::python
