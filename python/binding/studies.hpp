// Many runs of other parameters, batch studies and the record, for Python.
#pragma once

#include <pybind11/pybind11.h>

namespace chokepoint::python {

void bind_studies(pybind11::module_& m);

}  // namespace chokepoint::python
