// Groups of nations that a scenario defines for itself.
#pragma once

#include "engine/events/fields.hpp"
#include "engine/scenario/composition.hpp"

namespace chokepoint {

/// The blocs of a composition with their members; what is wrong with a name or a member is a mistake at its place.
[[nodiscard]] Blocs blocs_of(const Composition& composition, const WorldData& data, Mistakes& mistakes);

}  // namespace chokepoint
