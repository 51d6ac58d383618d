// Comparing scenarios, for Python.
#pragma once

#include <pybind11/pybind11.h>

namespace chokepoint::python {

void bind_comparisons(pybind11::module_& m);

}  // namespace chokepoint::python
