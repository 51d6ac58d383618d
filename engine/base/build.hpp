// What this program was built from.
#pragma once

#include <string_view>

namespace chokepoint {

/// A hash of the sources that decide what a run gives: engine, agents, metrics. Programs with the same run the same
/// model.
[[nodiscard]] std::string_view model_sources();

}  // namespace chokepoint
