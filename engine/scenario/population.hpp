// `world: {synthesize: ...}`: the synthetic population that a scenario asks for.
#pragma once

#include <string_view>
#include <vector>

#include "engine/world/world_reader.hpp"

namespace chokepoint {

/// Whether an override says something of the population: `world.synthesize.firms`.
[[nodiscard]] inline bool is_population(std::string_view path) { return path.starts_with("world."); }

/// What the overrides ask for; other paths than those of the population are passed over. Mistakes go to `mistakes`.
[[nodiscard]] Synthesis read_population(const std::vector<Override>& overrides, Mistakes& mistakes);

}  // namespace chokepoint
