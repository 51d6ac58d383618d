// Which commit the program was built from.
#pragma once

#include <string_view>

namespace chokepoint::app {

/// As `git describe` tells it when the program is built, with `-dirty` if files differ from it; `unknown` outside a
/// repository.
[[nodiscard]] std::string_view commit();

}  // namespace chokepoint::app
