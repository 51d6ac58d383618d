// The state of a run as read-only arrays.
#pragma once

#include <pybind11/numpy.h>

#include "engine/world/world.hpp"

namespace chokepoint::python {

/// All columns of a world that NumPy can hold, by kind, then name (`stock.foreign` for a part of an array of columns):
/// views of the run's own memory, which `owner` keeps alive. They show the month that the run is in. Names, lists and
/// flags are left out, or copied where C++ keeps them in bits.
[[nodiscard]] pybind11::dict state_view(const World& world, const pybind11::object& owner);

/// Names of the agents of a kind, in the order of its columns; empty where they have none.
[[nodiscard]] std::vector<std::string> names_of(const World& world, const std::string& kind);

}  // namespace chokepoint::python
