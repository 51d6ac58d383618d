// The reference of the state: every column and rule, and which phases read and write them.
#pragma once

#include <span>
#include <string>

#include "engine/run/phase.hpp"

namespace chokepoint::output {

/// docs/state.md: columns by kind of agent with role, unit and meaning; rules of the policy state; the month's phases
/// with the columns that each reads and writes.
[[nodiscard]] std::string state_page(std::span<const Phase> schedule);

}  // namespace chokepoint::output
