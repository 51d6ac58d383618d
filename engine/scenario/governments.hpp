// Who governs how: the modes that a scenario gives to nations, checked.
#pragma once

#include "engine/scenario/composition.hpp"

namespace chokepoint {

/// The month from which each nation's government decides by itself, or never (EventClock::never). What the composition
/// says under `governments`: `scripted` (never), `rule` (from the first month), `hybrid` (from `switch_date` on), by
/// nation, and `default` for all others. Mistakes go to `mistakes`.
[[nodiscard]] Column<NationId, Month> read_governments(const Composition& composition, const WorldData& data,
                                                       Mistakes& mistakes);

/// `scripted`, `rule` or `hybrid from 2026-01`: for a person.
[[nodiscard]] std::string government_mode(Month agent_from);

}  // namespace chokepoint
