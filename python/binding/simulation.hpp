// One run month by month, and the network in it, for Python.
#pragma once

#include <pybind11/pybind11.h>

namespace chokepoint::python {

void bind_simulation(pybind11::module_& m);

}  // namespace chokepoint::python
