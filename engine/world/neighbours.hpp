// Who listens to whom: weights of nations on each other, by gravity.
#pragma once

#include "engine/base/ids.hpp"

namespace chokepoint {

/// (neighbour, listener): GDP of the neighbour x exp(-distance of their alignments), scaled so that a listener's
/// weights add up to 1. No nation is its own neighbour, but for one that is alone. docs/model.md, "Norms".
[[nodiscard]] Table<NationId, NationId, double> neighbour_weights(const Column<NationId, double>& gdp,
                                                                  const Column<NationId, double>& alignment);

}  // namespace chokepoint
