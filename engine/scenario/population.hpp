// `world: {synthesize: ...}`: the synthetic population that a scenario asks for.
#pragma once

#include <vector>

#include "engine/world/world_reader.hpp"

namespace chokepoint {

/// What the overrides ask for; other paths than those of the population are passed over. Mistakes go to `mistakes`.
[[nodiscard]] Synthesis read_population(const std::vector<Override>& overrides, Mistakes& mistakes);

}  // namespace chokepoint
