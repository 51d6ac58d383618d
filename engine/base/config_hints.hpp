// What was meant where something else stands; inside engine/base only.
#pragma once

#include <string>

namespace chokepoint::config {

/// What a text that is no month was meant to be, of `January 2027`, `2027/1`, `01.2027`, `2027`: `: write 2027-01`.
/// Empty if that cannot be told.
[[nodiscard]] std::string meant_month(const std::string& text);

}  // namespace chokepoint::config
