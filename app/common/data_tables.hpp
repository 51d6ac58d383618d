// The data folder read on its own, without a scenario.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/world/parameters.hpp"
#include "engine/world/world.hpp"

namespace chokepoint::app {

/// All parameters of a data folder. Throws ScenarioError.
[[nodiscard]] ParameterTable parameter_table(const std::filesystem::path& data);
/// What does not change of the world of a data folder. Throws ScenarioError.
[[nodiscard]] std::shared_ptr<const WorldData> world_data(const std::filesystem::path& data);

}  // namespace chokepoint::app
