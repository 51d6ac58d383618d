// What the page of the playground holds besides the engine.
#pragma once

#include <string>

#include "app/common/options.hpp"

namespace chokepoint::app {

/// As output/report/src/playground/main.ts takes it: data and scenarios as they are, of the posterior the sets of the
/// most runs that the page makes, and the words of the scenario language with their meanings. Throws ScenarioError.
[[nodiscard]] std::string playground_json(const RunOptions& options);

}  // namespace chokepoint::app
