// Examples of the commands, for their help.
#pragma once

#include <string>
#include <string_view>

namespace chokepoint::app {

/// Lines to type, headed `Examples:`, of a command by the words after `simulate`: `compare`, `sweep run`; "" for the
/// program. Empty if there are none.
[[nodiscard]] std::string examples_of(std::string_view command);

}  // namespace chokepoint::app
