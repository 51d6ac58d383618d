// The page in which the engine itself runs, with this version's data and scenarios in it.
#pragma once

#include <optional>
#include <string>

#include "app/common/options.hpp"
#include "engine/scenario/scenario.hpp"

namespace chokepoint::app {

/// Throws OutputError, with how to build it, if there is no engine for browsers.
void require_engine_for_browsers();

/// The page: data, scenarios and policies of this version as the engine reads them, with the words of the scenario
/// language for its editor.
[[nodiscard]] std::string playground_page(const RunOptions& options);

/// A scenario as the playground takes it: its file, or what is put on top of one that ships. None where a policy does
/// not ship: the playground can't read it.
[[nodiscard]] std::optional<std::string> playground_text(const Scenario& scenario);

}  // namespace chokepoint::app
