// The module `chokepoint._core`: what the Python package is made of. It calls what the program calls and decides
// nothing by itself.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "app/common/commit.hpp"
#include "engine/base/file.hpp"
#include "python/binding/comparisons.hpp"
#include "python/binding/ensembles.hpp"
#include "python/binding/scenarios.hpp"
#include "python/binding/simulation.hpp"
#include "python/binding/studies.hpp"

namespace chokepoint::python {
namespace {

/// Mistakes become chokepoint.ScenarioError, failures to write chokepoint.OutputError.
void translate(std::exception_ptr thrown) {
  const auto raise = [](const char* name, const py::object& what) {
    const py::object type = py::module_::import("chokepoint._errors").attr(name);
    PyErr_SetObject(type.ptr(), type(what).ptr());
  };
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const ScenarioError& error) {
    py::list mistakes;
    for (const Mistake& m : error.mistakes())
      mistakes.append(py::make_tuple(m.place.file, m.place.line, m.place.column, m.what));
    raise("ScenarioError", mistakes);
  } catch (const OutputError& error) {
    raise("OutputError", py::str(error.what()));
  } catch (const Interrupted&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  }
}

}  // namespace
}  // namespace chokepoint::python

PYBIND11_MODULE(_core, m) {
  using namespace chokepoint;
  m.doc() = "The simulator, for the package chokepoint.";
  m.attr("version") = CHOKEPOINT_VERSION;
  m.attr("commit") = std::string(app::commit());
  pybind11::register_exception_translator(&python::translate);
  python::bind_scenarios(m);
  python::bind_ensembles(m);
  python::bind_comparisons(m);
  python::bind_simulation(m);
  python::bind_studies(m);
}
