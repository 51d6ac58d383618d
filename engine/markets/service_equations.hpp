// Equations of the market for AI services that more than one rule uses (docs/model.md, "AI-service market").
#pragma once

#include "engine/world/parameters.hpp"

namespace chokepoint {

/// Part of the use of a vendor's models in a market that would be left to it if they were closed: what it serves
/// itself, and those of the others who would pay it, as far as it is present there.
[[nodiscard, gnu::always_inline]] inline double used_if_closed(const Parameters& p, double own_share, double presence) {
  return own_share + p.services_converted * presence * (1 - own_share);
}

}  // namespace chokepoint
