// The month as one visible list: every phase in order, what it reads and what it writes.
#pragma once

#include <span>

#include "engine/run/phase.hpp"

namespace chokepoint::agents {

/// P1 to P11 of docs/model.md, "Process overview". P0 (events) and P12 (observation) belong to the engine.
[[nodiscard]] std::span<const Phase> monthly_schedule();

}  // namespace chokepoint::agents
