// What is believed of a parameter before the record is looked at, as a distribution.
#pragma once

#include "engine/base/distribution.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint {

/// The prior of a parameter that has one: neither fixed nor with a range of one value.
[[nodiscard]] Distribution prior_of(const ParameterEntry& entry);

}  // namespace chokepoint
